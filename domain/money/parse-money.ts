import { accept, type Outcome, refuse } from '../outcome.ts';
import type { Currency } from './currency.ts';
import { type Minor, minor, minorMax } from './minor.ts';
import type { MoneyFormat } from './money-format.ts';

/** Why a text is not an amount of money. */
export const moneyRefusals = [
  'money-empty',
  'money-not-a-number',
  'money-negative',
  'money-too-many-decimals',
  'money-too-large',
] as const;
export type MoneyRefusal = (typeof moneyRefusals)[number];

/**
 * Reads an amount as a person or a file writes it, in the separators of `format`, with or without the currency's sign
 * or code. Digits are never dropped: more decimals than the currency has are refused, not rounded (MO10, MO11).
 */
export function parseMoney(text: string, currency: Currency, format: MoneyFormat): Outcome<Minor, MoneyRefusal> {
  const bare = withoutSign(text, currency);
  if (bare === '') return refuse('money-empty');
  if (/^[-−]/.test(bare)) return refuse('money-negative');
  const parts = bare.split(format.decimal);
  const [whole = '', fraction = ''] = parts;
  const digits = wholeDigits(whole, format);
  if (parts.length > 2 || digits === null || !/^\d*$/.test(fraction)) return refuse('money-not-a-number');
  if (digits === '' && fraction === '') return refuse('money-not-a-number');
  if (fraction.length > currency.digits) return refuse('money-too-many-decimals');
  return minorOfDigits(`${digits}${fraction.padEnd(currency.digits, '0')}`);
}

function minorOfDigits(digits: string): Outcome<Minor, MoneyRefusal> {
  const value = BigInt(digits);
  return value > BigInt(minorMax) ? refuse('money-too-large') : accept(minor(Number(value)));
}

/** The digits of the part before the decimals; null when it is no number or its groups are not of three. */
function wholeDigits(whole: string, { group }: MoneyFormat): string | null {
  if (/^\d*$/.test(whole)) return whole;
  const groups = whole.split(group);
  const [first = '', ...rest] = groups;
  const sound = /^\d{1,3}$/.test(first) && rest.length > 0 && rest.every((each) => /^\d{3}$/.test(each));
  return sound ? groups.join('') : null;
}

function withoutSign(text: string, { code, sign }: Currency): string {
  let bare = text.replace(/[\s\u00a0\u202f]+/g, '');
  for (const mark of [code, `${sign}.`, sign]) {
    if (bare.toUpperCase().startsWith(mark.toUpperCase())) bare = bare.slice(mark.length);
    if (bare.toUpperCase().endsWith(mark.toUpperCase())) bare = bare.slice(0, -mark.length);
  }
  return bare;
}

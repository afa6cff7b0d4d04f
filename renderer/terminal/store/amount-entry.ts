import type { Currency } from '../../../domain/money/currency.ts';
import { type Minor, minor, minorMax } from '../../../domain/money/minor.ts';

/** Most digits a keypad takes for an amount. */
export const amountDigitsMax = 9;

/** How many digits a figure may have before its point and after it. */
export interface KeyedLimits {
  readonly wholeMax: number;
  /** 0: a point only groups digits, `15.000`, and is left out. Null: a point is refused, as there are no half pieces. */
  readonly decimals: number | null;
}

/**
 * What is keyed after one more key: a digit, `00`, `000`, `point` or `back`. Null when it would be a decimal too many: that
 * is said and not swallowed, or `1,23456` would become another price (MO11) and 2.5 pieces 25 of them.
 */
export function pressDecimalKey(text: string, key: string, { wholeMax, decimals }: KeyedLimits): string | null {
  if (key === 'back') return text.slice(0, -1);
  const [whole = '', fraction] = text.split('.');
  if (key === 'point' && decimals === null) return null;
  if (key === 'point') return decimals === 0 || fraction !== undefined ? text : `${whole === '' ? '0' : whole}.`;
  if (fraction === undefined) return text.length + key.length > wholeMax ? text : text + key;
  return fraction.length + key.length > (decimals ?? 0) ? null : text + key;
}

/** A figure keyed with its point in units of its last decimal: `4.5` with two decimals is 450. Null without a point. */
export function scaledOfKeyed(text: string, decimals: number): number | null {
  const [whole = '', fraction] = text.split('.');
  return fraction === undefined ? null : Number(`${whole}${fraction.padEnd(decimals, '0')}`);
}

/** Minor units of what is keyed so far: `1234` and `12.34` are 12.34 in euro, `1234` is 1234 in rupiah (whose sen are not keyed). */
export function minorOfKeyed(text: string, currency: Currency): Minor {
  const shown = scaledOfKeyed(text, currency.shownDigits) ?? Number(text === '' ? '0' : text);
  return minor(Math.min(shown * 10 ** (currency.digits - currency.shownDigits), minorMax));
}

/** The digits that would be keyed for an amount; the opposite of `minorOfKeyed`. */
export function keyedOfMinor(amount: number, currency: Currency): string {
  return amount === 0 ? '' : String(Math.floor(amount / 10 ** (currency.digits - currency.shownDigits)));
}

import type { Currency } from '../../../domain/money/currency.ts';
import { type Minor, minor, minorMax } from '../../../domain/money/minor.ts';

/** Most digits a keypad takes for an amount. */
export const amountDigitsMax = 9;

/** Minor units of the digits keyed so far: `1234` is 12.34 in euro, 1234 in rupiah (whose sen are not keyed). */
export function minorOfKeyed(digits: string, currency: Currency): Minor {
  const value = Number(digits === '' ? '0' : digits) * 10 ** (currency.digits - currency.shownDigits);
  return minor(Math.min(value, minorMax));
}

/** The digits that would be keyed for an amount; the opposite of `minorOfKeyed`. */
export function keyedOfMinor(amount: number, currency: Currency): string {
  return amount === 0 ? '' : String(Math.floor(amount / 10 ** (currency.digits - currency.shownDigits)));
}

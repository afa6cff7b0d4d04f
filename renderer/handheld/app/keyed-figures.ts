import type { Currency } from '../../../domain/money/currency.ts';
import { type Minor, minor, minorMax, type RatePpm, ratePpm } from '../../../domain/money/minor.ts';
import { quantityMilliMax } from '../../../domain/quantity/quantity.ts';

/** Most digits a keypad takes for an amount. */
export const amountDigitsMax = 9;

/** Minor units of the digits keyed so far, the last one being the smallest that is shown: `1234` is 12.34 in euro, 1234 in rupiah. */
export function minorOfDigits(digits: string, { digits: stored, shownDigits }: Currency): Minor {
  return minor(Math.min(Number(digits) * 10 ** (stored - shownDigits), minorMax));
}

/** Thousandths of the digits keyed: whole pieces, or grams of a kilogram. Never more than a line holds. */
export function milliOfDigits(digits: string, isWhole: boolean): number {
  return Math.min(Number(digits) * (isWhole ? 1_000 : 1), quantityMilliMax);
}

/** Whole percents as keyed, in ppm; never above the whole. */
export function ppmOfDigits(digits: string): RatePpm {
  return ratePpm(Math.min(Number(digits) * 10_000, 1_000_000));
}

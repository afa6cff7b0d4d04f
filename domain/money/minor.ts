import { assert } from '../assert.ts';

declare const minorBrand: unique symbol;
/** Money in integer minor units of the store's one currency (cents, sen, rupiah). A safe integer, never a float. */
export type Minor = number & { readonly [minorBrand]: 'Minor' };

declare const ppmBrand: unique symbol;
/** A rate in parts per million: 8.875 % is 88,750. */
export type RatePpm = number & { readonly [ppmBrand]: 'RatePpm' };

/**
 * Ten million million major units at two digits: far beyond any till (also one that counts sen), well below 2^53, and
 * a thousand lines at `lineAmountMax` still fit. Source: docs/spec/money.md MO2.
 */
export const minorMax = 1_000_000_000_000_000;

/** Brands an integer as money. Anything that is not a safe integer within ±`minorMax` is a bug. */
export function minor(value: number): Minor {
  assert(Number.isSafeInteger(value) && Math.abs(value) <= minorMax, `not an amount of money: ${value}`);
  return (value === 0 ? 0 : value) as Minor;
}

/** Brands an integer as a rate in parts per million (−100 % … 10,000 %). */
export function ratePpm(value: number): RatePpm {
  assert(Number.isSafeInteger(value) && Math.abs(value) <= 100_000_000, `not a rate in ppm: ${value}`);
  return (value === 0 ? 0 : value) as RatePpm;
}

export const zero = 0 as Minor;

/** Every division names its rounding. `half_up` is half away from zero; `up` is away from zero, `down` towards it. */
export type Rounding = 'half_up' | 'half_even' | 'half_down' | 'up' | 'down';

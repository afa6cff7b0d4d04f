import { assert } from '../assert.ts';
import type { Rounding } from './minor.ts';

/** An exact fraction of two big integers; the denominator is positive. Taxes are worked out in these and rounded once. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Makes a fraction; a zero denominator is a bug. Integers and bigints only: a float never becomes money. */
export function ratio(numerator: bigint | number, denominator: bigint | number = 1n): Ratio {
  const above = BigInt(numerator);
  const below = BigInt(denominator);
  assert(below !== 0n, 'a fraction over zero');
  return below < 0n ? { numerator: -above, denominator: -below } : { numerator: above, denominator: below };
}

export const ratioZero: Ratio = { numerator: 0n, denominator: 1n };
export const ratioOne: Ratio = { numerator: 1n, denominator: 1n };

/** a + b, exactly. */
export function addRatios(a: Ratio, b: Ratio): Ratio {
  if (a.denominator === b.denominator) {
    return { numerator: a.numerator + b.numerator, denominator: a.denominator };
  }
  return reduced(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

/** −a, exactly. */
export function negateRatio(a: Ratio): Ratio {
  return { numerator: -a.numerator, denominator: a.denominator };
}

/** a − b, exactly. */
export function subtractRatios(a: Ratio, b: Ratio): Ratio {
  return addRatios(a, negateRatio(b));
}

/** a × b, exactly. */
export function multiplyRatios(a: Ratio, b: Ratio): Ratio {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
}

/** a ÷ b, exactly; dividing by zero is a bug. */
export function divideRatios(a: Ratio, b: Ratio): Ratio {
  return ratio(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** −1, 0 or 1 as a is below, equal to or above b. */
export function compareRatios(a: Ratio, b: Ratio): -1 | 0 | 1 {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** The exact sum of any number of fractions. */
export function sumRatios(values: readonly Ratio[]): Ratio {
  return values.reduce(addRatios, ratioZero);
}

/** Rounds to a whole number by the named rounding, on the magnitude: the sign is put back last (MO4). */
export function roundRatio(value: Ratio, rounding: Rounding): bigint {
  const negative = value.numerator < 0n;
  const magnitude = negative ? -value.numerator : value.numerator;
  const whole = magnitude / value.denominator;
  const rest = magnitude % value.denominator;
  const rounded = goesUp({ whole, rest, of: value.denominator }, rounding) ? whole + 1n : whole;
  return negative ? -rounded : rounded;
}

interface Remainder {
  readonly whole: bigint;
  readonly rest: bigint;
  readonly of: bigint;
}

function goesUp({ whole, rest, of }: Remainder, rounding: Rounding): boolean {
  if (rest === 0n) return false;
  const twice = rest * 2n;
  switch (rounding) {
    case 'up':
      return true;
    case 'down':
      return false;
    case 'half_up':
      return twice >= of;
    case 'half_down':
      return twice > of;
    case 'half_even':
      return twice === of ? whole % 2n === 1n : twice > of;
  }
}

function reduced(numerator: bigint, denominator: bigint): Ratio {
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  return divisor <= 1n
    ? { numerator, denominator }
    : { numerator: numerator / divisor, denominator: denominator / divisor };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let large = a;
  let small = b;
  while (small !== 0n) [large, small] = [small, large % small];
  return large;
}

import { assertNever } from '../assert.ts';
import { type Minor, minor, type RatePpm, type Rounding, zero } from './minor.ts';
import { type Ratio, ratio, roundRatio } from './ratio.ts';

/** One million: a rate in ppm is this many parts of the whole. */
export const ppmWhole = 1_000_000;

/** a + b in minor units. Leaving ±`minorMax` is a bug, here and in everything below. */
export function add(a: Minor, b: Minor): Minor {
  return minor(a + b);
}

/** a − b in minor units. */
export function subtract(a: Minor, b: Minor): Minor {
  return minor(a - b);
}

/** −a in minor units. */
export function negate(a: Minor): Minor {
  return minor(-a);
}

/** The magnitude of an amount. */
export function magnitudeOf(a: Minor): Minor {
  return minor(Math.abs(a));
}

/** The smaller of two amounts. */
export function minOf(a: Minor, b: Minor): Minor {
  return a <= b ? a : b;
}

/** The larger of two amounts. */
export function maxOf(a: Minor, b: Minor): Minor {
  return a >= b ? a : b;
}

/** The sum of any number of amounts; nothing sums to zero. */
export function sum(amounts: readonly Minor[]): Minor {
  return minor(amounts.reduce<number>((total, amount) => total + amount, 0));
}

/** amount × numerator ÷ denominator in big integers, rounded once by the named rounding (MO3, MO4). */
export function mulDiv(
  amount: Minor,
  by: { readonly numerator: number | bigint; readonly denominator: number | bigint },
  rounding: Rounding,
): Minor {
  return minorOfRatio(ratio(BigInt(amount) * BigInt(by.numerator), by.denominator), rounding);
}

/** `rate` of an amount: 8.875 % of 10.00 is 0.89 half up. */
export function shareOf(amount: Minor, rate: RatePpm, rounding: Rounding): Minor {
  return mulDiv(amount, { numerator: rate, denominator: ppmWhole }, rounding);
}

/** Rounds an exact amount of minor units to whole ones. */
export function minorOfRatio(value: Ratio, rounding: Rounding): Minor {
  return minor(Number(roundRatio(value, rounding)));
}

/** Rounds an exact amount of minor units to a multiple of `increment` (1 = every minor unit). */
export function roundToIncrement(value: Ratio, increment: Minor, rounding: Rounding): Minor {
  if (increment <= 1) return minorOfRatio(value, rounding);
  const steps = roundRatio(ratio(value.numerator, value.denominator * BigInt(increment)), rounding);
  return minor(Number(steps) * increment);
}

/**
 * numerator ÷ denominator rounded to a multiple of `increment`, as `roundToIncrement` does it, without big integers. None
 * of the three is negative; null when a step of it would leave the safe integers: then the exact way is the only one.
 */
export function roundedSmall(
  numerator: number,
  by: { readonly denominator: number; readonly increment: Minor },
  rounding: Rounding,
): Minor | null {
  const step = Math.max(1, by.increment);
  const divisor = by.denominator * step;
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(divisor * 2)) return null;
  const rest = numerator % divisor;
  const whole = (numerator - rest) / divisor;
  return minor((isRoundedUp({ whole, rest, of: divisor }, rounding) ? whole + 1 : whole) * step);
}

interface Remainder {
  readonly whole: number;
  readonly rest: number;
  readonly of: number;
}

function isRoundedUp({ whole, rest, of }: Remainder, rounding: Rounding): boolean {
  if (rest === 0) return false;
  switch (rounding) {
    case 'up':
      return true;
    case 'down':
      return false;
    case 'half_up':
      return rest * 2 >= of;
    case 'half_down':
      return rest * 2 > of;
    case 'half_even':
      return rest * 2 === of ? whole % 2 === 1 : rest * 2 > of;
    default:
      return assertNever(rounding);
  }
}

/** Is this amount nothing at all? */
export function isZero(amount: Minor): boolean {
  return amount === zero;
}

import { assert } from '../assert.ts';
import { type Minor, minor, type Rounding } from './minor.ts';
import { compareRatios, negateRatio, type Ratio, ratio, roundRatio, subtractRatios, sumRatios } from './ratio.ts';

/**
 * Shares `total` out in proportion to `weights` (none negative) so that the parts sum to it exactly: every part gets the
 * whole units of its exact share, the units left over go to the largest remainders, ties to the earlier line.
 * Works on the magnitude and puts the sign back last, so `allocate(−x) = −allocate(x)` part by part (MO6, MO7).
 * When all weights are zero, the parts are equal; with no weights only a total of zero can be shared.
 */
export function allocate(total: Minor, weights: readonly number[], increment: Minor = minor(1)): Minor[] {
  assert(
    weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0),
    'weights are whole and not negative',
  );
  assert(total % increment === 0, `${total} is not a multiple of ${increment}`);
  const steps = BigInt(Math.abs(total) / increment);
  const fair = weights.some((weight) => weight > 0) ? weights : weights.map(() => 1);
  const weightSum = fair.reduce((all, weight) => all + BigInt(weight), 0n);
  const shares = fair.map((weight) => ratio(steps * BigInt(weight), weightSum));
  assert(shares.length > 0 || steps === 0n, 'nothing to share among');
  const sign = total < 0 ? -1 : 1;
  return largestRemainder(shares, steps).map((part) => minor(sign * Number(part) * increment));
}

/**
 * Turns exact shares into whole ones that sum to `total`: the floor of each, then one more for the largest remainders,
 * ties to the earlier one. `total` may differ from the exact sum by its own rounding, never by more than one a share.
 */
export function largestRemainder(shares: readonly Ratio[], total: bigint): bigint[] {
  const floors = shares.map(floorOf);
  const left = total - floors.reduce((all, part) => all + part, 0n);
  assert(left >= 0n && left <= BigInt(shares.length), 'the total is not the sum of its shares');
  const rests = shares.map((share, index) => ({ index, rest: subtractRatios(share, ratio(floors[index] ?? 0n)) }));
  rests.sort((a, b) => compareRatios(b.rest, a.rest) || a.index - b.index);
  const luckier = new Set(rests.slice(0, Number(left)).map(({ index }) => index));
  return floors.map((part, index) => (luckier.has(index) ? part + 1n : part));
}

/** Rounds the exact sum once and shares the whole units out over its parts. */
export function roundTogether(
  shares: readonly Ratio[],
  rounding: Rounding,
): { readonly total: bigint; readonly parts: readonly bigint[] } {
  const exact = sumRatios(shares);
  if (exact.numerator < 0n) {
    const mirrored = roundTogether(shares.map(negateRatio), rounding);
    return { total: -mirrored.total, parts: mirrored.parts.map((part) => -part) };
  }
  const total = roundRatio(exact, rounding);
  return { total, parts: largestRemainder(shares, total) };
}

function floorOf(value: Ratio): bigint {
  const whole = value.numerator / value.denominator;
  return value.numerator < 0n && value.numerator % value.denominator !== 0n ? whole - 1n : whole;
}

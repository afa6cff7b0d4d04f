import { allocate } from '../money/allocate.ts';
import { minorOfRatio } from '../money/arithmetic.ts';
import { type Minor, minor } from '../money/minor.ts';
import {
  divideRatios,
  multiplyRatios,
  type Ratio,
  ratio,
  ratioZero,
  subtractRatios,
  sumRatios,
} from '../money/ratio.ts';
import type { Discount, SettlePolicy } from '../sale/sale.ts';
import { afterDiscount, amountStep } from './price-line.ts';

/**
 * Takes the sale's discounts, one after the other, off the sum of the lines and spreads each over the lines in
 * proportion to what they still cost. Answers what is left of each line, in minor units (PR5, PR6).
 */
export function spreadSaleDiscounts(
  remaining: readonly Ratio[],
  discounts: readonly Discount[],
  policy: SettlePolicy,
): readonly Ratio[] {
  return discounts.reduce<readonly Ratio[]>((left, discount) => spreadOne(left, discount, policy), remaining);
}

function spreadOne(remaining: readonly Ratio[], discount: Discount, policy: SettlePolicy): readonly Ratio[] {
  const before = sumRatios(remaining);
  if (before.numerator === 0n) return remaining;
  const after = afterDiscount(before, discount, policy);
  if (policy.taxRounding === 'global') {
    const kept = divideRatios(after, before);
    return remaining.map((amount) => multiplyRatios(amount, kept));
  }
  const total = minorOfRatio(subtractRatios(before, after), 'half_up');
  const weights = remaining.map((amount) => Number(minorOfRatio(amount, 'half_up')));
  const parts = allocate(total, weights, stepFor([total, ...weights], policy));
  return remaining.map((amount, index) => subtractRatios(amount, ratio(parts[index] ?? ratioZero.numerator)));
}

/** Whole steps only where everything is in whole steps: else a share could be more than its line still costs. */
function stepFor(amounts: readonly number[], policy: SettlePolicy): Minor {
  const step = amountStep(policy);
  return amounts.every((amount) => amount % step === 0) ? step : minor(1);
}

import { ppmWhole, roundToIncrement } from '../money/arithmetic.ts';
import { type Minor, minor } from '../money/minor.ts';
import { compareRatios, multiplyRatios, type Ratio, ratio, ratioZero, subtractRatios } from '../money/ratio.ts';
import { type Quantity, wholePieces } from '../quantity/quantity.ts';
import type { Discount, SaleLine, SettlePolicy } from '../sale/sale.ts';

/**
 * What a line costs before the sale's discounts, in minor units. Whole steps of the store's money, except with
 * `global` rounding, where nothing is rounded before the sums are.
 */
export interface PricedLine {
  readonly extended: Ratio;
  /** What is left after the line's own discounts, at least zero. */
  readonly remaining: Ratio;
}

/** The smallest step of this store's amounts in minor units. */
export function amountStep(policy: SettlePolicy): Minor {
  return policy.amountIncrement ?? minor(1);
}

/** quantity × unit price, then the line's discounts in the order they were given (PR1 … PR4). */
export function priceLine(
  line: Pick<SaleLine, 'quantity' | 'unitPrice' | 'labelAmount' | 'discounts'>,
  policy: SettlePolicy,
): PricedLine {
  const extended = extendedAmount(line, policy);
  const remaining = line.discounts.reduce((left, discount) => afterDiscount(left, discount, policy), extended);
  return { extended, remaining };
}

/** What is left of `amount` after one discount; a percentage rounds what is left, a sum never takes more than there is. */
export function afterDiscount(amount: Ratio, discount: Discount, policy: SettlePolicy): Ratio {
  switch (discount.kind) {
    case 'amount': {
      const left = subtractRatios(amount, ratio(discount.amount));
      return compareRatios(left, ratioZero) < 0 ? ratioZero : left;
    }
    case 'percent':
      return settleStep(multiplyRatios(amount, ratio(ppmWhole - discount.ratePpm, ppmWhole)), policy);
  }
}

/** Rounds an intermediate amount where the store's rounding level says so: always, except with `global`. */
export function settleStep(value: Ratio, policy: SettlePolicy): Ratio {
  if (policy.taxRounding === 'global') return value;
  return ratio(roundToIncrement(value, amountStep(policy), policy.rounding));
}

function extendedAmount(
  { quantity, unitPrice, labelAmount }: Pick<SaleLine, 'quantity' | 'unitPrice' | 'labelAmount'>,
  policy: SettlePolicy,
): Ratio {
  if (labelAmount !== null) return settleStep(ratio(labelAmount), policy);
  if (policy.taxRounding === 'per_unit' && wholePieces(quantity) !== null) {
    return multiplyRatios(settleStep(ratio(unitPrice), policy), units(quantity));
  }
  return settleStep(multiplyRatios(ratio(unitPrice), units(quantity)), policy);
}

function units(quantity: Quantity): Ratio {
  return ratio(quantity.milli, 1000);
}

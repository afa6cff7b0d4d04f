import { add, maxOf, roundToIncrement, subtract, sum } from '../money/arithmetic.ts';
import { type Minor, zero } from '../money/minor.ts';
import { ratio } from '../money/ratio.ts';
import type { CashRefunded, SettledSale, SettlePolicy, Tender } from '../sale/sale.ts';

/** Which way the money of a sale still has to go, and how much of it, in minor units (magnitudes). */
export interface AmountDue {
  /** `taken` from the customer or `refunded` to them. A sale of nothing is `taken` 0. */
  readonly direction: Tender['direction'];
  /** What any tender but cash still has to cover, exactly. */
  readonly exact: Minor;
  /** What it comes to when the rest is settled in cash. */
  readonly cash: Minor;
  /** `cash` − `exact`, signed. */
  readonly cashRounding: Minor;
  /** Money taken beyond what is due, after lines were voided under a tender; 0 in any sale that may complete. */
  readonly over: Minor;
}

/** The part of the store's policy that cash obeys. */
export type CashPolicy = Pick<SettlePolicy, 'cashIncrement' | 'cashRounding'>;

/** Rounds a rest that is paid or refunded in cash to what coins can make: the same on both ways (TN5, TN6). */
export function cashDue(rest: Minor, policy: CashPolicy): Minor {
  return roundToIncrement(ratio(rest), policy.cashIncrement, policy.cashRounding);
}

/**
 * What is still to pay or to refund after the tenders so far. Only the rest that goes in cash is rounded; tenders given
 * otherwise and all taxes stay as they are (TN4 … TN7).
 */
export function amountDue(
  settled: Pick<SettledSale, 'collect' | 'refund' | 'cashRefunded'>,
  tenders: readonly Tender[],
  policy: CashPolicy,
): AmountDue {
  const direction = settled.refund > 0 ? 'refunded' : 'taken';
  const whole = direction === 'refunded' ? settled.refund : settled.collect;
  const left = subtract(add(whole, signedRounding(tenders, direction)), signedAmount(tenders, direction));
  const exact = maxOf(zero, left);
  const cash = direction === 'refunded' ? cashToRefund(exact, settled.cashRefunded, policy) : cashDue(exact, policy);
  return { direction, exact, cash, cashRounding: subtract(cash, exact), over: maxOf(zero, subtract(zero, left)) };
}

/**
 * Cash of a further refund of the same sale: the rounded sum of all its cash refunds less what was already handed over,
 * so that partial refunds never give back a coin more or less than the whole would (TN8).
 */
function cashToRefund(exact: Minor, before: CashRefunded | undefined, policy: CashPolicy): Minor {
  if (!before) return cashDue(exact, policy);
  return maxOf(zero, subtract(cashDue(add(before.exact, exact), policy), before.cash));
}

/** Do the tenders cover the sale exactly? */
export function coversBalance(due: AmountDue): boolean {
  return due.exact === zero && due.over === zero;
}

function signedAmount(tenders: readonly Tender[], direction: Tender['direction']): Minor {
  return sum(tenders.map((each) => (each.direction === direction ? each.amount : subtract(zero, each.amount))));
}

function signedRounding(tenders: readonly Tender[], direction: Tender['direction']): Minor {
  return sum(
    tenders.map((each) => (each.direction === direction ? each.cashRounding : subtract(zero, each.cashRounding))),
  );
}

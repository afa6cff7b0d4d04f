import type { TenderId } from '../id.ts';
import { subtract } from '../money/arithmetic.ts';
import { type Minor, zero } from '../money/minor.ts';
import { accept, type Outcome, refuse } from '../outcome.ts';
import type { Tender, TenderKind } from '../sale/sale.ts';
import { type SaleRefusal, saleRefusal } from '../sale/sale-refusal.ts';
import type { AmountDue } from './amount-due.ts';

/** What a person said when money changed hands. `amount`: cash handed over or back, or the sum of the card slip. */
export interface TenderInput {
  readonly tenderId: TenderId;
  readonly kind: TenderKind;
  readonly amount: Minor;
  /** Slip number of the card machine, or empty. */
  readonly reference: string;
}

/** Makes a tender of what was handed over against what is due: direction, change and cash rounding follow (TN1 … TN10). */
export function tenderMoney(due: AmountDue, input: TenderInput): Outcome<Tender, SaleRefusal> {
  switch (input.kind) {
    case 'cash':
      return due.direction === 'taken' ? tenderCash(due, input) : refundCash(due, input);
    case 'card-manual':
      return tenderExactly(due, input);
  }
}

/**
 * Cash handed over: from the rounded rest on it closes the sale and the rest is change; less than that is a part payment
 * and is not rounded. `amount` of the tender is what stays in the drawer (TN1, TN2, TN6).
 */
export function tenderCash(due: AmountDue, input: TenderInput): Outcome<Tender, SaleRefusal> {
  const closes = input.amount >= due.cash;
  if (!closes && input.amount === zero) return refuse(saleRefusal('tender-zero'));
  if (!closes && input.amount >= due.exact) return refuse(saleRefusal('tender-below-due', due.cash));
  return accept({
    tenderId: input.tenderId,
    kind: 'cash',
    direction: 'taken',
    amount: closes ? due.cash : input.amount,
    tendered: input.amount,
    change: closes ? subtract(input.amount, due.cash) : zero,
    cashRounding: closes ? due.cashRounding : zero,
    reference: input.reference,
  });
}

/** Cash given back: the whole rounded rest, or a part of it without rounding; never more (TN9). */
export function refundCash(due: AmountDue, input: TenderInput): Outcome<Tender, SaleRefusal> {
  const closes = input.amount === due.cash;
  if (!closes && input.amount === zero) return refuse(saleRefusal('tender-zero'));
  if (!closes && input.amount >= due.exact) return refuse(saleRefusal('tender-above-due', due.cash));
  return accept({
    tenderId: input.tenderId,
    kind: 'cash',
    direction: 'refunded',
    amount: input.amount,
    tendered: input.amount,
    change: zero,
    cashRounding: closes ? due.cashRounding : zero,
    reference: input.reference,
  });
}

/** Any tender but cash covers at most what is due, to the cent: change is never given on it (TN3). */
function tenderExactly(due: AmountDue, input: TenderInput): Outcome<Tender, SaleRefusal> {
  if (input.amount === zero) return refuse(saleRefusal('tender-zero'));
  if (input.amount > due.exact) return refuse(saleRefusal('tender-above-due', due.exact));
  return accept({
    tenderId: input.tenderId,
    kind: input.kind,
    direction: due.direction,
    amount: input.amount,
    tendered: input.amount,
    change: zero,
    cashRounding: zero,
    reference: input.reference,
  });
}

import { accept, type Outcome, refuse } from '../outcome.ts';
import type { SettledSale, Tender } from '../sale/sale.ts';
import { type SaleRefusal, saleRefusal } from '../sale/sale-refusal.ts';
import { amountDue, type CashPolicy } from './amount-due.ts';
import { tenderMoney } from './tender-money.ts';

/**
 * Takes the same money again against a settled sale, one tender after the other: change and cash rounding are worked out
 * afresh. Used when a tender was taken off, and to check what a client says it took (TN11).
 */
export function replayTenders(
  settled: Pick<SettledSale, 'collect' | 'refund' | 'cashRefunded'>,
  tenders: readonly Tender[],
  policy: CashPolicy,
): Outcome<readonly Tender[], SaleRefusal> {
  const again: Tender[] = [];
  for (const { tenderId, kind, direction, tendered, reference } of tenders) {
    const due = amountDue(settled, again, policy);
    if (due.direction !== direction) return refuse(saleRefusal('tender-outdated'));
    const tender = tenderMoney(due, { tenderId, kind, amount: tendered, reference });
    if (!tender.ok) return tender;
    again.push(tender.value);
  }
  return accept(again);
}

/** Are two lists the same tenders with the same figures? */
export function sameTenders(a: readonly Tender[], b: readonly Tender[]): boolean {
  return a.length === b.length && a.every((tender, index) => sameTender(tender, b[index]));
}

function sameTender(a: Tender, b: Tender | undefined): boolean {
  if (b === undefined || a.tenderId !== b.tenderId || a.kind !== b.kind || a.direction !== b.direction) return false;
  const figures = ['amount', 'tendered', 'change', 'cashRounding'] as const;
  return figures.every((figure) => a[figure] === b[figure]);
}

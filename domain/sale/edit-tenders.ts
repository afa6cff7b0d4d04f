import { accept, type Outcome, refuse } from '../outcome.ts';
import { amountDue } from '../tender/amount-due.ts';
import { replayTenders } from '../tender/replay-tenders.ts';
import { tenderMoney } from '../tender/tender-money.ts';
import { tendersMax } from './line-limits.ts';
import type { OpenSale, SettlePolicy } from './sale.ts';
import type { ActionOf } from './sale-action.ts';
import { type SaleRefusal, saleRefusal } from './sale-refusal.ts';
import { settleSale } from './settle-sale.ts';

type Edited = Outcome<OpenSale, SaleRefusal>;

/** Takes or gives back money against what is due now (TN1 … TN10). */
export function addTender(sale: OpenSale, { input }: ActionOf<'addTender'>, policy: SettlePolicy): Edited {
  if (sale.tenders.some((each) => each.tenderId === input.tenderId)) return refuse(saleRefusal('tender-exists'));
  if (sale.tenders.length >= tendersMax) return refuse(saleRefusal('tenders-full', tendersMax));
  const due = amountDue(settleSale(sale, policy), sale.tenders, policy);
  if (due.exact === 0) return refuse(saleRefusal('sale-covered'));
  const tender = tenderMoney(due, input);
  return tender.ok ? accept({ ...sale, tenders: [...sale.tenders, tender.value] }) : tender;
}

/** Gives one tender back; change and rounding of those that stay are worked out again (TN11). */
export function removeTender(sale: OpenSale, { tenderId }: ActionOf<'removeTender'>, policy: SettlePolicy): Edited {
  const kept = sale.tenders.filter((each) => each.tenderId !== tenderId);
  if (kept.length === sale.tenders.length) return refuse(saleRefusal('tender-unknown'));
  const again = replayTenders(settleSale(sale, policy), kept, policy);
  return again.ok ? accept({ ...sale, tenders: again.value }) : again;
}

/** Goods can't change once the sale is covered, nor below what was already tendered (TN12). */
export function goodsFault(before: OpenSale, after: OpenSale, policy: SettlePolicy): SaleRefusal | null {
  if (before.tenders.length === 0) return null;
  if (amountDue(settleSale(before, policy), before.tenders, policy).exact === 0) return saleRefusal('sale-covered');
  const settled = settleSale(after, policy);
  const due = amountDue(settled, after.tenders, policy);
  if (due.over > 0 || after.tenders.some(({ direction }) => direction !== due.direction)) {
    return saleRefusal('tendered-above-due', settled.collect);
  }
  return null;
}

import type { LineId, SaleId, ShiftId, StaffId } from '../id.ts';
import { accept, type Outcome, refuse } from '../outcome.ts';
import { amountDue, coversBalance } from '../tender/amount-due.ts';
import { replayTenders, sameTenders } from '../tender/replay-tenders.ts';
import { returnFault } from './edit-lines.ts';
import { lineFault } from './line-limits.ts';
import type { CompletedSale, OpenSale, SaleLine, SettledSale, SettlePolicy } from './sale.ts';
import { type SaleRefusal, saleRefusal } from './sale-refusal.ts';
import { settleSale } from './settle-sale.ts';

/** What completion needs beside the sale: who, where, when, and what the record knows of earlier returns. */
export interface CompletionContext {
  readonly shiftId: ShiftId;
  readonly staffId: StaffId;
  /** UTC epoch ms. */
  readonly completedAt: number;
  /** Thousandths of that line which earlier returns in the record already brought back. */
  readonly returnedMilli: (saleId: SaleId, lineId: LineId) => number;
}

/**
 * Turns an open sale into a record, or says why not: something in it, every line sound, no return above what is left,
 * and tenders that cover the amount due exactly (SA16 … SA19, SA22, TN11).
 */
export function decideComplete(
  sale: OpenSale,
  policy: SettlePolicy,
  context: CompletionContext,
): Outcome<CompletedSale, SaleRefusal> {
  const active = sale.lines.filter((line) => line.voided === null);
  if (active.length === 0) return refuse(saleRefusal('sale-empty'));
  const fault = firstFault(active, context);
  if (fault) return refuse(fault);
  const settled = settleSale(sale, policy);
  const unpaid = tenderFault(sale, settled, policy);
  if (unpaid) return refuse(unpaid);
  const { shiftId, staffId, completedAt } = context;
  return accept({ ...sale, settled, policy, shiftId, staffId, completedAt });
}

/** May this sale be struck as a whole? Not while money is on it: that is given back first (SA24). */
export function decideVoid(sale: OpenSale): Outcome<OpenSale, SaleRefusal> {
  if (sale.lines.length === 0) return refuse(saleRefusal('sale-empty'));
  return sale.tenders.length > 0 ? refuse(saleRefusal('tender-taken')) : accept(sale);
}

/** May this sale be put aside? Not an empty one, and not with money on it (SA25). */
export function decideSuspend(sale: OpenSale): Outcome<OpenSale, SaleRefusal> {
  if (sale.lines.every((line) => line.voided !== null)) return refuse(saleRefusal('sale-empty'));
  return sale.tenders.length > 0 ? refuse(saleRefusal('tender-taken')) : accept(sale);
}

function firstFault(lines: readonly SaleLine[], context: CompletionContext): SaleRefusal | null {
  const originals = new Set<string>();
  for (const line of lines) {
    const fault = lineFault(line) ?? returnFaultInRecord(line, context);
    if (fault) return fault;
    if (!line.returnOf) continue;
    const original = `${line.returnOf.saleId} ${line.returnOf.lineId}`;
    if (originals.has(original)) return saleRefusal('return-outdated');
    originals.add(original);
  }
  return null;
}

function returnFaultInRecord(line: SaleLine, { returnedMilli }: CompletionContext): SaleRefusal | null {
  if (!line.returnOf) return null;
  const known = returnedMilli(line.returnOf.saleId, line.returnOf.lineId);
  const left = line.returnOf.originalMilli - known;
  if (line.quantity.milli > left) return saleRefusal('return-above-left', Math.max(0, left));
  return returnFault(line)?.refusal ?? (known === line.returnOf.returnedMilli ? null : saleRefusal('return-outdated'));
}

function tenderFault(sale: OpenSale, settled: SettledSale, policy: SettlePolicy): SaleRefusal | null {
  const due = amountDue(settled, sale.tenders, policy);
  if (due.over > 0) return saleRefusal('tendered-above-due', settled.collect);
  if (!coversBalance(due)) return saleRefusal('balance-open', due.exact);
  const again = replayTenders(settled, sale.tenders, policy);
  if (!again.ok) return again.refusal;
  return sameTenders(again.value, sale.tenders) ? null : saleRefusal('tender-outdated');
}

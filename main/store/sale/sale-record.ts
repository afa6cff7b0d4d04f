import type { LineId, StaffId } from '../../../domain/id.ts';
import type { CompletedSale, SettledLine } from '../../../domain/sale/sale.ts';
import { settleSale } from '../../../domain/sale/settle-sale.ts';
import { stockMovementsOf } from '../../../domain/stock/stock-movement.ts';
import type { Fold, KnownShift } from '../op/applier.ts';
import { numberOf } from '../op/op-log.ts';
import type { RecordedOp } from '../op/op-row.ts';
import type { Reader } from '../sqlite/reader.ts';
import { happenedAt } from '../stock/stock-applier.ts';
import { headerOf, lineOf, type SaleRows, saleRows } from './sale-rows.ts';

/** The completed sale an op holds. Its amounts are the hub's: settled again where the client's were flagged. */
export function completedSaleOf(op: RecordedOp<'sale.completed'>, staffId: StaffId): CompletedSale {
  const { sale, policy, shiftId, completedAt } = op.body;
  const settled = op.flags.includes('settled-differs') ? settleSale(sale, policy) : op.body.settled;
  return { ...sale, settled, policy, shiftId, staffId, completedAt };
}

/** Writes the records of completed sales: header, lines, taxes, tenders, what came back, stock and shift totals. */
export interface SaleRecorder {
  readonly record: (op: RecordedOp<'sale.completed'>, shift: KnownShift, fold: Fold) => void;
}

export function saleRecorder(reader: Reader): SaleRecorder {
  const rows = saleRows(reader);
  return {
    record: (op, shift, fold) => {
      const sale = completedSaleOf(op, op.staffId ?? (shift.opened_by as StaffId));
      const number = numberOf(op.refs) ?? { series: shift.series, counter: 0 };
      const transactionNumber = String(op.refs['transactionNumber']);
      rows.insertNumber({ ...number, op_no: op.no });
      rows.insertSale(headerOf(op, sale, { shift_no: shift.no, ...number }));
      insertLines(rows, { no: op.no, sale }, fold);
      insertTaxes(rows, op.no, sale);
      insertTenders(rows, op.no, sale);
      rows.dropSuspended.run({ saleId: sale.saleId });
      const lineNos = new Map(sale.lines.map(({ lineId }, index) => [lineId, index + 1]));
      for (const change of stockMovementsOf(sale)) {
        const lineNo = lineNos.get(change.lineId) ?? 0;
        fold.moveStock(op.no, { ...change, lineNo, at: happenedAt(op), reference: transactionNumber });
      }
      fold.addToShift(shift.no, { kind: 'sale-completed', sale, transactionNumber });
    },
  };
}

function insertLines(
  rows: SaleRows,
  { no, sale }: { readonly no: number; readonly sale: CompletedSale },
  fold: Fold,
): void {
  const settledOf = new Map<LineId, SettledLine>(sale.settled.lines.map((line) => [line.lineId, line]));
  for (const [index, line] of sale.lines.entries()) {
    const line_no = index + 1;
    rows.insertLine(
      lineOf(line, settledOf.get(line.lineId), {
        no,
        line_no,
        item_no: line.itemId === null ? null : fold.itemNo(line.itemId),
      }),
    );
    const { returnOf } = line;
    if (!returnOf || line.voided !== null || line.quantity.milli === 0) continue;
    const sale_no = rows.saleNoOf.get({ saleId: returnOf.saleId })?.no;
    if (sale_no === undefined) continue;
    rows.insertReturn({
      sale_no,
      line_id: returnOf.lineId,
      by_no: no,
      by_line_no: line_no,
      milli: line.quantity.milli,
    });
  }
}

function insertTaxes(rows: SaleRows, no: number, { settled }: CompletedSale): void {
  for (const [index, tax] of settled.taxTotals.entries()) {
    const { taxId: tax_id, name, ratePpm: rate_ppm, direction, base, amount } = tax;
    const included = tax.included ? 1 : 0;
    rows.insertTax({ no, tax_no: index + 1, tax_id, name, rate_ppm, included, direction, base, amount });
  }
}

function insertTenders(rows: SaleRows, no: number, { tenders }: CompletedSale): void {
  for (const [index, tender] of tenders.entries()) {
    const { tenderId: tender_id, kind, direction, amount, tendered, change, reference } = tender;
    const money = { amount, tendered, change, cash_rounding: tender.cashRounding };
    rows.insertTender({ no, tender_no: index + 1, tender_id, kind, direction, ...money, reference });
  }
}

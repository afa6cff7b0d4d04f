import type { LineId, SaleId, StaffId } from '../../../domain/id.ts';
import { zero } from '../../../domain/money/minor.ts';
import type { CompletedSale, SaleLine, SettledLine } from '../../../domain/sale/sale.ts';
import { settleSale } from '../../../domain/sale/settle-sale.ts';
import { stockMovementsOf } from '../../../domain/stock/stock-movement.ts';
import type { Fold, KnownShift } from '../op/applier.ts';
import { numberOf } from '../op/op-log.ts';
import type { RecordedOp } from '../op/op-row.ts';
import type { Reader } from '../sqlite/reader.ts';
import { insertRow, statement } from '../sqlite/statement.ts';
import { happenedAt } from '../stock/stock-applier.ts';

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

const nothing = { extended: zero, discount: zero, saleDiscount: zero, net: zero, tax: zero, gross: zero };

export function saleRecorder(reader: Reader): SaleRecorder {
  const rows = saleRows(reader);
  return {
    record: (op, shift, fold) => {
      const sale = completedSaleOf(op, op.staffId ?? (shift.opened_by as StaffId));
      const number = numberOf(op.refs) ?? { series: shift.series, counter: 0 };
      const transactionNumber = String(op.refs['transactionNumber']);
      rows.insertNumber({ ...number, op_no: op.no });
      rows.insertHeader(op, sale, { shiftNo: shift.no, ...number });
      insertLines(rows, op.no, sale);
      rows.insertTaxes(op.no, sale);
      rows.insertTenders(op.no, sale);
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

type SaleRows = ReturnType<typeof saleRows>;

function insertLines(rows: SaleRows, no: number, sale: CompletedSale): void {
  const settledOf = new Map<LineId, SettledLine>(sale.settled.lines.map((line) => [line.lineId, line]));
  for (const [index, line] of sale.lines.entries()) {
    const line_no = index + 1;
    rows.insertLine(rows.lineRow(line, settledOf.get(line.lineId), { no, line_no }));
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

function saleRows({ connection }: Reader) {
  const insertSale = insertRow(connection, 'sale');
  const insertTax = insertRow(connection, 'sale_tax');
  const insertTender = insertRow(connection, 'tender');
  const itemNoOf = statement<{ itemId: string }, { item_no: number }>(connection, (query, param) =>
    query.selectFrom('item').select('item_no').where('item_id', '=', param('itemId')),
  );
  return {
    insertNumber: insertRow(connection, 'transaction_number'),
    insertLine: insertRow(connection, 'sale_line'),
    insertReturn: insertRow(connection, 'line_return'),
    saleNoOf: statement<{ saleId: SaleId }, { no: number }>(connection, (query, param) =>
      query.selectFrom('sale').select('no').where('sale_id', '=', param('saleId')),
    ),
    dropSuspended: statement<{ saleId: SaleId }, unknown>(connection, (query, param) =>
      query.deleteFrom('suspended_sale').where('sale_id', '=', param('saleId')),
    ),
    insertHeader: (
      op: RecordedOp<'sale.completed'>,
      sale: CompletedSale,
      at: { readonly shiftNo: number; readonly series: string; readonly counter: number },
    ): void => {
      const { settled } = sale;
      insertSale({
        no: op.no,
        sale_id: sale.saleId,
        series: at.series,
        counter: at.counter,
        shift_no: at.shiftNo,
        kind: settled.kind,
        business_date: String(op.refs['businessDate']),
        completed_at: sale.completedAt,
        staff_id: sale.staffId,
        lines: settled.lines.length,
        discount_total: settled.discountTotal,
        net_sold: settled.netSold,
        tax_sold: settled.taxSold,
        net_returned: settled.netReturned,
        tax_returned: settled.taxReturned,
        collect: settled.collect,
        refund: settled.refund,
        flags: JSON.stringify(op.flags),
      });
    },
    lineRow: (
      line: SaleLine,
      settled: SettledLine | undefined,
      key: { readonly no: number; readonly line_no: number },
    ) => {
      const { extended, discount, saleDiscount, net, tax, gross } = settled ?? nothing;
      return {
        ...key,
        line_id: line.lineId,
        direction: line.direction,
        item_no: line.itemId === null ? null : (itemNoOf.get({ itemId: line.itemId })?.item_no ?? null),
        sku: line.sku,
        name: line.name,
        milli: line.quantity.milli,
        unit: line.quantity.unit,
        unit_price: line.unitPrice,
        price_source: line.priceSource,
        unit_cost: line.unitCost,
        extended,
        discount,
        sale_discount: saleDiscount,
        net,
        tax,
        gross,
        reason_code: line.reasonCode,
        voided: line.voided === null ? 0 : 1,
      };
    },
    insertTaxes: (no: number, { settled }: CompletedSale): void => {
      for (const [index, tax] of settled.taxTotals.entries()) {
        const { taxId: tax_id, name, ratePpm: rate_ppm, direction, base, amount } = tax;
        insertTax({
          no,
          tax_no: index + 1,
          tax_id,
          name,
          rate_ppm,
          included: tax.included ? 1 : 0,
          direction,
          base,
          amount,
        });
      }
    },
    insertTenders: (no: number, { tenders }: CompletedSale): void => {
      for (const [index, tender] of tenders.entries()) {
        const { tenderId: tender_id, kind, direction, amount, tendered, change, reference } = tender;
        const money = { amount, tendered, change, cash_rounding: tender.cashRounding };
        insertTender({ no, tender_no: index + 1, tender_id, kind, direction, ...money, reference });
      }
    },
  };
}

import type { SaleId } from '../../../domain/id.ts';
import { zero } from '../../../domain/money/minor.ts';
import type { CompletedSale, SaleLine, SettledLine } from '../../../domain/sale/sale.ts';
import type { RecordedOp } from '../op/op-row.ts';
import type { Reader } from '../sqlite/reader.ts';
import { insertRow, statement } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';

/** The compiled statements that write a completed sale. */
export type SaleRows = ReturnType<typeof saleRows>;

export function saleRows({ connection }: Reader) {
  return {
    insertNumber: insertRow(connection, 'transaction_number'),
    insertSale: insertRow(connection, 'sale'),
    insertLine: insertRow(connection, 'sale_line'),
    insertTax: insertRow(connection, 'sale_tax'),
    insertTender: insertRow(connection, 'tender'),
    insertReturn: insertRow(connection, 'line_return'),
    saleNoOf: statement<{ saleId: SaleId }, { no: number }>(connection, (query, param) =>
      query.selectFrom('sale').select('no').where('sale_id', '=', param('saleId')),
    ),
    dropSuspended: statement<{ saleId: SaleId }, unknown>(connection, (query, param) =>
      query.deleteFrom('suspended_sale').where('sale_id', '=', param('saleId')),
    ),
  };
}

/** The header of a completed sale as a row. */
export function headerOf(
  op: RecordedOp<'sale.completed'>,
  sale: CompletedSale,
  at: Pick<Row<'sale'>, 'shift_no' | 'series' | 'counter'>,
): Row<'sale'> {
  const { settled } = sale;
  return {
    no: op.no,
    sale_id: sale.saleId,
    ...at,
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
  };
}

const nothing = { extended: zero, discount: zero, saleDiscount: zero, net: zero, tax: zero, gross: zero };

/** A line as a row; a voided line has no settled amounts. */
export function lineOf(
  line: SaleLine,
  settled: SettledLine | undefined,
  key: Pick<Row<'sale_line'>, 'no' | 'line_no' | 'item_no'>,
): Row<'sale_line'> {
  const { extended, discount, saleDiscount, net, tax, gross } = settled ?? nothing;
  return {
    ...key,
    line_id: line.lineId,
    direction: line.direction,
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
}

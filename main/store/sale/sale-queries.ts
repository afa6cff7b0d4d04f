import { sql } from 'kysely';
import { type Reader, reading } from '../sqlite/reader.ts';
import { type QueryBuilder, statement } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';

export type HeaderRow = Row<'sale'> & { readonly staff_name: string | null };
export type RecordRow = HeaderRow & { readonly reprints: number };
export interface SuspendedRow extends Row<'suspended_sale'> {
  readonly staff_name: string | null;
  readonly body: string;
}
export interface PageArgs {
  readonly before: number;
  /** `LIKE` pattern of a transaction number; null for all sales. */
  readonly pattern: string | null;
  readonly amount: number;
  readonly from: string;
  readonly to: string;
  readonly limit: number;
}

const reprintsOfSale = sql<number>`(SELECT count(*) FROM receipt_copy WHERE receipt_copy.sale_no = sale.no)`;

function headers(query: QueryBuilder) {
  return query
    .selectFrom('sale')
    .leftJoin('staff', 'staff.staff_id', 'sale.staff_id')
    .selectAll('sale')
    .select('staff.name as staff_name');
}

function records(query: QueryBuilder) {
  return headers(query).select(reprintsOfSale.as('reprints'));
}

/** The compiled queries behind `SaleReads`. */
export function saleQueries(reader: Reader) {
  return { ...recordQueries(reader), ...listQueries(reader) };
}

function recordQueries(reader: Reader) {
  return {
    byId: reading<{ saleId: string }, RecordRow>(reader, (query, param) =>
      records(query).where('sale.sale_id', '=', param('saleId')),
    ),
    byNo: reading<{ no: number }, RecordRow>(reader, (query, param) =>
      records(query).where('sale.no', '=', param('no')),
    ),
    byNumber: reading<{ series: string; counter: number }, RecordRow>(reader, (query, param) =>
      records(query).where('sale.no', '=', (inner) =>
        inner
          .selectFrom('transaction_number')
          .select('op_no')
          .where('series', '=', param('series'))
          .where('counter', '=', param('counter')),
      ),
    ),
    /** People never lag behind the log, so their names can be had without the fold. */
    staffName: statement<{ staffId: string }, { name: string }>(reader.connection, (query, param) =>
      query.selectFrom('staff').select('name').where('staff_id', '=', param('staffId')),
    ),
    opOf: reading<{ no: number }, Row<'op'>>(reader, (query, param) =>
      query.selectFrom('op').selectAll().where('no', '=', param('no')),
    ),
  };
}

function listQueries(reader: Reader) {
  return {
    page: reading<PageArgs, HeaderRow>(reader, (query, param) =>
      headers(query)
        .where('sale.no', '<', param('before'))
        .where('sale.business_date', '>=', param('from'))
        .where('sale.business_date', '<=', param('to'))
        .where(
          sql<boolean>`(${param('pattern')} IS NULL OR sale.collect = ${param('amount')} OR sale.refund = ${param('amount')}
            OR printf('%s-%06d', sale.series, sale.counter) LIKE ${param('pattern')} ESCAPE '\\')`,
        )
        .orderBy('sale.no', 'desc')
        .limit(param('limit')),
    ),
    ofShift: reading<{ shiftNo: number }, HeaderRow>(reader, (query, param) =>
      headers(query)
        .where('sale.shift_no', '=', param('shiftNo'))
        .where('sale.no', '>', param('shiftNo'))
        .orderBy('sale.no'),
    ),
    suspended: reading<{ limit: number }, SuspendedRow>(reader, (query, param) =>
      query
        .selectFrom('suspended_sale')
        .innerJoin('op', 'op.no', 'suspended_sale.no')
        .leftJoin('staff', 'staff.staff_id', 'suspended_sale.staff_id')
        .selectAll('suspended_sale')
        .select(['op.body', 'staff.name as staff_name'])
        .orderBy('suspended_sale.suspended_at')
        .limit(param('limit')),
    ),
  };
}

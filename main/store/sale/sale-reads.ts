import { sql } from 'kysely';
import type { LineId, SaleId, StaffId } from '../../../domain/id.ts';
import type { Minor } from '../../../domain/money/minor.ts';
import { type ReturnableLine, returnableLines } from '../../../domain/sale/returnable.ts';
import type { CashRefunded, CompletedSale, OpenSale, SaleKind } from '../../../domain/sale/sale.ts';
import { parseTransactionNumber, transactionNumber } from '../../../domain/till/transaction-number.ts';
import { opOfRow, type RecordedOp } from '../op/op-row.ts';
import { type Reader, reading } from '../sqlite/reader.ts';
import type { Row } from '../sqlite/tables.ts';
import { returnBook } from './return-check.ts';
import { completedSaleOf } from './sale-record.ts';

/** Hex digits of an op's hash on a receipt. */
export const shortHashDigits = 16;

/** A completed sale with what the record knows around it (`contracts/journal.ts`). */
export interface SaleRecord {
  readonly sale: CompletedSale;
  readonly transactionNumber: string;
  readonly businessDate: string;
  readonly staffName: string;
  readonly no: number;
  readonly shortHash: string;
  readonly reprints: number;
  readonly flags: string[];
}

export interface SaleSummary {
  readonly saleId: SaleId;
  readonly transactionNumber: string;
  readonly kind: SaleKind;
  readonly businessDate: string;
  readonly completedAt: number;
  readonly staffId: StaffId;
  readonly staffName: string;
  readonly lines: number;
  readonly collect: Minor;
  readonly refund: Minor;
  readonly flags: string[];
}

export interface SalePageRequest {
  /** `next` of the page before; null for the newest. */
  readonly before: string | null;
  readonly limit: number;
  /** Part of a transaction number; empty for all. */
  readonly text: string;
  /** The same text as an amount in minor units, where it is one. */
  readonly amount: Minor | null;
  /** Business dates, both included. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface SuspendedSale {
  readonly saleId: SaleId;
  readonly label: string;
  readonly suspendedAt: number;
  readonly staffName: string;
  readonly sale: OpenSale;
}

export interface SaleReads {
  readonly get: (saleId: SaleId) => SaleRecord | null;
  readonly byNumber: (text: string) => SaleRecord | null;
  /** A sale by the position of its op, for paper that is made from the log. */
  readonly byNo: (no: number) => SaleRecord | null;
  /** The journal, newest first. */
  readonly page: (request: SalePageRequest) => { readonly sales: SaleSummary[]; readonly next: string | null };
  readonly returnable: (saleId: SaleId) => {
    readonly record: SaleRecord;
    readonly lines: ReturnableLine[];
    readonly cashRefunded: CashRefunded | null;
  } | null;
  readonly suspended: (limit: number) => SuspendedSale[];
  readonly ofShift: (shiftNo: number) => SaleSummary[];
}

type HeaderRow = Row<'sale'> & { readonly staff_name: string | null };
type RecordRow = HeaderRow & { readonly reprints: number };

export function saleReads(reader: Reader): SaleReads {
  const queries = saleQueries(reader);
  const returns = returnBook(reader);
  const record = (header: RecordRow | undefined): SaleRecord | null => {
    const row = header && queries.opOf.get({ no: header.no });
    return header && row ? recordOf(header, opOfRow(row, '') as RecordedOp<'sale.completed'>) : null;
  };
  const get = (saleId: SaleId): SaleRecord | null => record(queries.byId.get({ saleId }));
  return {
    get,
    byNo: (no) => record(queries.byNo.get({ no })),
    byNumber: (text) => {
      const number = parseTransactionNumber(text);
      return number ? record(queries.byNumber.get(number)) : null;
    },
    page: (request) => salePage(queries, request),
    returnable: (saleId) => {
      const found = get(saleId);
      if (!found) return null;
      const lines = returnableLines(found.sale, (lineId: LineId) => returns.returnedMilli(saleId, lineId));
      return { record: found, lines, cashRefunded: returns.cashRefunded(saleId) };
    },
    suspended: (limit) => queries.suspended.all({ limit }).map(suspendedOf),
    ofShift: (shiftNo) => queries.ofShift.all({ shiftNo }).map(summaryOf),
  };
}

function recordOf(header: RecordRow, op: RecordedOp<'sale.completed'>): SaleRecord {
  return {
    sale: completedSaleOf(op, header.staff_id as StaffId),
    transactionNumber: transactionNumber(header.series, header.counter),
    businessDate: header.business_date,
    staffName: header.staff_name ?? '–',
    no: header.no,
    shortHash: op.hash.slice(0, shortHashDigits),
    reprints: header.reprints,
    flags: [...op.flags],
  };
}

function summaryOf(row: HeaderRow): SaleSummary {
  return {
    saleId: row.sale_id as SaleId,
    transactionNumber: transactionNumber(row.series, row.counter),
    kind: row.kind as SaleKind,
    businessDate: row.business_date,
    completedAt: row.completed_at,
    staffId: row.staff_id as StaffId,
    staffName: row.staff_name ?? '–',
    lines: row.lines,
    collect: row.collect as Minor,
    refund: row.refund as Minor,
    flags: JSON.parse(row.flags) as string[],
  };
}

function salePage(queries: ReturnType<typeof saleQueries>, request: SalePageRequest) {
  const { before, limit, text, amount, from, to } = request;
  const escaped = text
    .trim()
    .toUpperCase()
    .replace(/[\\%_]/g, '\\$&');
  const rows = queries.page.all({
    before: before === null ? Number.MAX_SAFE_INTEGER : Number(before) || 0,
    pattern: escaped === '' ? null : `%${escaped}%`,
    amount: amount ?? -1,
    from: from ?? '',
    to: to ?? '9999-12-31',
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { sales: shown.map(summaryOf), next: rows.length > limit && last ? String(last.no) : null };
}

interface SuspendedRow extends Row<'suspended_sale'> {
  readonly staff_name: string | null;
  readonly body: string;
}

function suspendedOf(row: SuspendedRow): SuspendedSale {
  const { sale } = JSON.parse(row.body) as RecordedOp<'sale.suspended'>['body'];
  const { label, suspended_at: suspendedAt } = row;
  return { saleId: row.sale_id as SaleId, label, suspendedAt, staffName: row.staff_name ?? '–', sale };
}

const reprintsOfSale = sql<number>`(SELECT count(*) FROM receipt_copy WHERE receipt_copy.sale_no = sale.no)`;

function saleQueries(reader: Reader) {
  interface PageArgs {
    readonly before: number;
    readonly pattern: string | null;
    readonly amount: number;
    readonly from: string;
    readonly to: string;
    readonly limit: number;
  }
  const header = <Args extends object>(where: Parameters<typeof reading<Args, RecordRow>>[1]) =>
    reading<Args, RecordRow>(reader, where);
  return {
    byId: header<{ saleId: string }>((query, param) =>
      query
        .selectFrom('sale')
        .leftJoin('staff', 'staff.staff_id', 'sale.staff_id')
        .selectAll('sale')
        .select(['staff.name as staff_name', reprintsOfSale.as('reprints')])
        .where('sale.sale_id', '=', param('saleId')),
    ),
    byNo: header<{ no: number }>((query, param) =>
      query
        .selectFrom('sale')
        .leftJoin('staff', 'staff.staff_id', 'sale.staff_id')
        .selectAll('sale')
        .select(['staff.name as staff_name', reprintsOfSale.as('reprints')])
        .where('sale.no', '=', param('no')),
    ),
    byNumber: header<{ series: string; counter: number }>((query, param) =>
      query
        .selectFrom('transaction_number')
        .innerJoin('sale', 'sale.no', 'transaction_number.op_no')
        .leftJoin('staff', 'staff.staff_id', 'sale.staff_id')
        .selectAll('sale')
        .select(['staff.name as staff_name', reprintsOfSale.as('reprints')])
        .where('transaction_number.series', '=', param('series'))
        .where('transaction_number.counter', '=', param('counter')),
    ),
    page: reading<PageArgs, HeaderRow>(reader, (query, param) =>
      query
        .selectFrom('sale')
        .leftJoin('staff', 'staff.staff_id', 'sale.staff_id')
        .selectAll('sale')
        .select('staff.name as staff_name')
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
    opOf: reading<{ no: number }, Row<'op'>>(reader, (query, param) =>
      query.selectFrom('op').selectAll().where('no', '=', param('no')),
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
    ofShift: reading<{ shiftNo: number }, HeaderRow>(reader, (query, param) =>
      query
        .selectFrom('sale')
        .leftJoin('staff', 'staff.staff_id', 'sale.staff_id')
        .selectAll('sale')
        .select('staff.name as staff_name')
        .where('sale.shift_no', '=', param('shiftNo'))
        .where('sale.no', '>', param('shiftNo'))
        .orderBy('sale.no'),
    ),
  };
}

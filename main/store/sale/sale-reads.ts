import type { LineId, SaleId, StaffId } from '../../../domain/id.ts';
import type { Minor } from '../../../domain/money/minor.ts';
import { type ReturnableLine, returnableLines } from '../../../domain/sale/returnable.ts';
import type { CashRefunded, CompletedSale, OpenSale, SaleKind } from '../../../domain/sale/sale.ts';
import { parseTransactionNumber, transactionNumber } from '../../../domain/till/transaction-number.ts';
import { numberOf } from '../op/op-log.ts';
import { opOfRow, type RecordedOp } from '../op/op-row.ts';
import type { Reader } from '../sqlite/reader.ts';
import { returnBook } from './return-check.ts';
import { type HeaderRow, type RecordRow, type SuspendedRow, saleQueries } from './sale-queries.ts';
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
  /** A sale by the position of its op, for paper; one whose records are not written yet is read from the log's end. */
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

/** `pending`: ops whose records are not written, oldest first. */
export function saleReads(reader: Reader, pending: () => readonly RecordedOp[]): SaleReads {
  const queries = saleQueries(reader);
  const returns = returnBook(reader);
  const record = (header: RecordRow | undefined): SaleRecord | null => {
    const row = header && queries.opOf.get({ no: header.no });
    return header && row ? recordOf(header, opOfRow(row, '') as RecordedOp<'sale.completed'>) : null;
  };
  const get = (saleId: SaleId): SaleRecord | null => record(queries.byId.get({ saleId }));
  return {
    get,
    byNo: (no) => aheadOf(pending(), no, queries) ?? record(queries.byNo.get({ no })),
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

/** The record of a sale as its fold will write it; null when it is written, or not yet certain. */
function aheadOf(
  pending: readonly RecordedOp[],
  no: number,
  { staffName }: ReturnType<typeof saleQueries>,
): SaleRecord | null {
  const op = pending.find((each) => each.no === no);
  if (op?.kind !== 'sale.completed' || op.staffId === null || op.flags.includes('not-recorded')) return null;
  const number = numberOf(op.refs);
  if (number === null) return null;
  return {
    sale: completedSaleOf(op, op.staffId),
    transactionNumber: transactionNumber(number.series, number.counter),
    businessDate: String(op.refs['businessDate']),
    staffName: staffName.get({ staffId: op.staffId })?.name ?? '–',
    no,
    shortHash: op.hash.slice(0, shortHashDigits),
    reprints: 0,
    flags: [...op.flags],
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

function suspendedOf(row: SuspendedRow): SuspendedSale {
  const { sale } = JSON.parse(row.body) as RecordedOp<'sale.suspended'>['body'];
  const { label, suspended_at: suspendedAt } = row;
  return { saleId: row.sale_id as SaleId, label, suspendedAt, staffName: row.staff_name ?? '–', sale };
}

import type { InstallId, ShiftId, StaffId } from '../../../domain/id.ts';
import type { Minor } from '../../../domain/money/minor.ts';
import type { CashEvent, CashMoveKind } from '../../../domain/till/cash-event.ts';
import { type XReport, xReport, type ZReport } from '../../../domain/till/report.ts';
import type { Shift } from '../../../domain/till/shift.ts';
import type { ShiftTotals } from '../../../domain/till/shift-totals.ts';
import { type Reader, reading } from '../sqlite/reader.ts';
import type { Row } from '../sqlite/tables.ts';
import { shiftOfRow } from './shift-applier.ts';

/** The open shift of an install (`contracts/shift.ts`). */
export interface CurrentShift {
  readonly shift: Shift;
  readonly shiftNo: number;
  readonly openedByName: string;
  readonly businessDate: string;
  /** The last count of this shift; null before the first. */
  readonly countId: string | null;
}

export interface ZReportSummary {
  readonly zNumber: number;
  readonly shiftId: ShiftId;
  readonly series: string;
  readonly businessDate: string;
  readonly closedAt: number;
  readonly closedByName: string;
  readonly turnover: Minor;
  readonly overShort: Minor;
}

export interface ShiftReads {
  readonly current: (installId: InstallId) => CurrentShift | null;
  /** A reading of the open shift of an install at a moment (UTC epoch ms); null when none is open. */
  readonly xReport: (installId: InstallId, at: number) => XReport | null;
  readonly zReport: (zNumber: number) => ZReport | null;
  /** The closing report of a shift; null while it is open. */
  readonly zReportOf: (shiftId: ShiftId) => ZReport | null;
  readonly zReports: (page: { readonly before: number | null; readonly limit: number }) => ZReportSummary[];
  readonly cashEvents: (shiftId: ShiftId) => CashEvent[];
  /** When the oldest open shift of the store was opened, and when the last was closed, UTC epoch ms. */
  readonly span: () => { readonly openedAt: number | null; readonly closedAt: number | null };
}

type OpenRow = Row<'shift'> & { readonly opened_by_name: string | null; readonly count_id: string | null };
type ZRow = Row<'z_report'> & { readonly shift_id: string };

export function shiftReads(reader: Reader, totals: (shiftNo: number) => ShiftTotals): ShiftReads {
  const queries = shiftQueries(reader);
  return {
    current: (installId) => {
      const row = queries.openOf.get({ installId });
      if (!row) return null;
      const { no: shiftNo, opened_by_name, business_date: businessDate, count_id: countId } = row;
      return { shift: shiftOfRow(row), shiftNo, openedByName: opened_by_name ?? '–', businessDate, countId };
    },
    xReport: (installId, at) => {
      const row = queries.openOf.get({ installId });
      return row ? xReport(shiftOfRow(row), totals(row.no), at) : null;
    },
    zReport: (zNumber) => {
      const row = queries.zReport.get({ zNumber });
      return row ? (JSON.parse(row.document) as ZReport) : null;
    },
    zReportOf: (shiftId) => {
      const row = queries.zReportOf.get({ shiftId });
      return row ? (JSON.parse(row.document) as ZReport) : null;
    },
    zReports: ({ before, limit }) =>
      queries.zReports
        .all({ before: before ?? Number.MAX_SAFE_INTEGER, limit })
        .map((row) => summaryOf(row, (staffId) => queries.nameOf.get({ staffId })?.name ?? '–')),
    span: () => ({
      openedAt: queries.oldestOpen.get({})?.opened_at ?? null,
      closedAt: queries.lastClosed.get({})?.at ?? null,
    }),
    cashEvents: (shiftId) => queries.cashEvents.all({ shiftId }).map((row) => cashEventOf(row, shiftId)),
  };
}

function summaryOf(row: ZRow, nameOf: (staffId: string) => string): ZReportSummary {
  const report = JSON.parse(row.document) as ZReport;
  return {
    zNumber: row.z_number,
    shiftId: row.shift_id as ShiftId,
    series: row.series,
    businessDate: row.business_date,
    closedAt: row.at,
    closedByName: nameOf(report.closedBy),
    turnover: report.turnover,
    overShort: report.overShort,
  };
}

function cashEventOf(row: Row<'cash_event'>, shiftId: ShiftId): CashEvent {
  return {
    cashEventId: row.cash_event_id,
    shiftId,
    kind: row.kind as CashMoveKind,
    amount: row.amount as Minor,
    reasonCode: row.reason_code,
    note: row.note,
    staffId: row.staff_id as StaffId,
    at: row.at,
  };
}

function shiftQueries(reader: Reader) {
  return { ...openShiftQuery(reader), ...reportQueries(reader) };
}

function openShiftQuery(reader: Reader) {
  return {
    oldestOpen: reading<object, { opened_at: number }>(reader, (query) =>
      query
        .selectFrom('shift')
        .leftJoin('z_report', 'z_report.shift_no', 'shift.no')
        .select('shift.opened_at')
        .where('z_report.no', 'is', null)
        .orderBy('shift.opened_at')
        .limit(1),
    ),
    lastClosed: reading<object, { at: number }>(reader, (query) =>
      query.selectFrom('z_report').select('at').orderBy('at', 'desc').limit(1),
    ),
    openOf: reading<{ installId: string }, OpenRow>(reader, (query, param) =>
      query
        .selectFrom('shift')
        .leftJoin('z_report', 'z_report.shift_no', 'shift.no')
        .leftJoin('staff', 'staff.staff_id', 'shift.opened_by')
        .selectAll('shift')
        .select('staff.name as opened_by_name')
        .select((columns) =>
          columns
            .selectFrom('till_count')
            .select('till_count.count_id')
            .whereRef('till_count.shift_no', '=', 'shift.no')
            .orderBy('till_count.no', 'desc')
            .limit(1)
            .as('count_id'),
        )
        .where('z_report.no', 'is', null)
        .where('shift.install_id', '=', param('installId'))
        .orderBy('shift.no', 'desc')
        .limit(1),
    ),
  };
}

function reportQueries(reader: Reader) {
  return {
    zReport: reading<{ zNumber: number }, Row<'z_report'>>(reader, (query, param) =>
      query.selectFrom('z_report').selectAll().where('z_number', '=', param('zNumber')),
    ),
    zReportOf: reading<{ shiftId: string }, Row<'z_report'>>(reader, (query, param) =>
      query
        .selectFrom('z_report')
        .innerJoin('shift', 'shift.no', 'z_report.shift_no')
        .selectAll('z_report')
        .where('shift.shift_id', '=', param('shiftId')),
    ),
    zReports: reading<{ before: number; limit: number }, ZRow>(reader, (query, param) =>
      query
        .selectFrom('z_report')
        .innerJoin('shift', 'shift.no', 'z_report.shift_no')
        .selectAll('z_report')
        .select('shift.shift_id')
        .where('z_number', '<', param('before'))
        .orderBy('z_number', 'desc')
        .limit(param('limit')),
    ),
    nameOf: reading<{ staffId: string }, { name: string }>(reader, (query, param) =>
      query.selectFrom('staff').select('name').where('staff_id', '=', param('staffId')),
    ),
    cashEvents: reading<{ shiftId: string }, Row<'cash_event'>>(reader, (query, param) =>
      query
        .selectFrom('cash_event')
        .innerJoin('shift', 'shift.no', 'cash_event.shift_no')
        .selectAll('cash_event')
        .where('shift.shift_id', '=', param('shiftId'))
        .orderBy('cash_event.no'),
    ),
  };
}

import { BugError } from '../../../domain/assert.ts';
import type { ShiftId, StaffId } from '../../../domain/id.ts';
import { currencyOfCode } from '../../../domain/money/currency.ts';
import { denominationsOf } from '../../../domain/money/denominations.ts';
import type { Minor } from '../../../domain/money/minor.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { zReport } from '../../../domain/till/report.ts';
import {
  countedCash,
  decideCashMove,
  decideCloseShift,
  decideCount,
  decideOpenShift,
  type Shift,
  type TillCount,
  type TillRefusal,
} from '../../../domain/till/shift.ts';
import { expectedCash, type ShiftTotals } from '../../../domain/till/shift-totals.ts';
import { type Appliers, type Facts, type KnownShift, type Problem, problemIf } from '../op/applier.ts';
import { canonicalJson } from '../op/canonical-json.ts';
import type { OverrideBook } from '../override/override-use.ts';
import { type Reader, reading } from '../sqlite/reader.ts';
import { insertRow } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';

type ShiftKinds = 'shift.opened' | 'cash.moved' | 'drawer.no-sale' | 'till.counted' | 'shift.closed';

export interface ShiftParts {
  readonly facts: Facts;
  readonly overrides: OverrideBook;
  /** Totals of a shift in the records. */
  readonly totals: (shiftNo: number) => ShiftTotals;
}

/** Shifts, cash that moves without a sale, counts and closing. */
export function shiftAppliers(reader: Reader, parts: ShiftParts): Pick<Appliers, ShiftKinds> {
  return {
    'shift.opened': openShift(reader, parts),
    'cash.moved': moveCash(reader, parts),
    'drawer.no-sale': openDrawer(reader, parts),
    'till.counted': countTill(reader, parts),
    'shift.closed': closeShift(reader, parts),
  };
}

/** A row of `shift` as the domain's shift. */
export function shiftOfRow(row: Row<'shift'>): Shift {
  return {
    shiftId: row.shift_id as ShiftId,
    series: row.series,
    openedAt: row.opened_at,
    openedBy: row.opened_by as StaffId,
    startingAmount: row.starting_amount as Minor,
  };
}

/** A row of `till_count` as the domain's count. */
export function countOfRow(row: Row<'till_count'>, shiftId: ShiftId): TillCount {
  return {
    countId: row.count_id,
    shiftId,
    denominations: JSON.parse(row.denominations) as TillCount['denominations'],
    declared: JSON.parse(row.declared) as TillCount['declared'],
    countedBy: row.counted_by as StaffId,
    at: row.at,
  };
}

function openOnly(shift: KnownShift | null): Shift | null {
  return shift?.open ? shiftOfRow(shift) : null;
}

function refusalOf(outcome: Outcome<unknown, TillRefusal>): Problem[] {
  return outcome.ok ? [] : [{ code: outcome.refusal, detail: '' }];
}

function byWhom(staffId: StaffId | null): Problem[] {
  return problemIf(staffId === null, 'staff-missing', 'nobody is named');
}

function openShift({ connection }: Reader, { facts }: ShiftParts): Appliers['shift.opened'] {
  const insert = insertRow(connection, 'shift');
  return {
    decide: ({ body, staffId, installId, at, hubAt }) => {
      if (!facts.settings()) return { problems: [{ code: 'not-initialised', detail: '' }], recordable: false };
      const { startingAmount, denominations, series, shiftId } = body;
      const known = problemIf(facts.shift(shiftId) !== null, 'shift-exists');
      const counted = denominations.length === 0 ? startingAmount : countedCash(denominations);
      const open = openOnly(facts.openShiftOf({ series, installId }));
      const problems = [
        ...known,
        ...refusalOf(decideOpenShift(open)),
        ...byWhom(staffId),
        ...problemIf(counted !== startingAmount, 'starting-amount-differs', `counted ${counted}`),
      ];
      const refs = { businessDate: facts.businessDate(Math.min(at, hubAt)) };
      return { problems, refs, recordable: known.length === 0 };
    },
    record: ({ body, no, installId, staffId, refs, at, hubAt }) => {
      insert({
        no,
        shift_id: body.shiftId,
        install_id: installId,
        series: body.series,
        opened_at: Math.min(at, hubAt),
        opened_by: staffId ?? '',
        starting_amount: body.startingAmount,
        business_date: String(refs['businessDate']),
        denominations: canonicalJson(body.denominations),
      });
    },
  };
}

function moveCash(reader: Reader, { facts, overrides, totals }: ShiftParts): Appliers['cash.moved'] {
  const insert = insertRow(reader.connection, 'cash_event');
  const known = reading<{ id: string }, { no: number }>(reader, (query, param) =>
    query.selectFrom('cash_event').select('no').where('cash_event_id', '=', param('id')),
  );
  return {
    decide: ({ body, staffId }) => {
      reader.catchUp();
      const shift = facts.shift(body.shiftId);
      const exists = problemIf(known.get({ id: body.cashEventId }) !== undefined, 'cash-event-exists');
      const cash = shift ? expectedCash(shift.starting_amount as Minor, totals(shift.no)) : (0 as Minor);
      const problems = [
        ...refusalOf(decideCashMove(openOnly(shift), body, cash)),
        ...exists,
        ...byWhom(staffId),
        ...overrides.problems(body.overrides),
      ];
      return { problems, recordable: shift !== null && exists.length === 0 && body.amount > 0 };
    },
    record: (op, fold) => {
      const { body, no, at, hubAt } = op;
      const shift = shiftThere(facts.shift(body.shiftId));
      const { cashEventId, shiftId, kind, amount, reasonCode, note } = body;
      const staffId = op.staffId ?? (shift.opened_by as StaffId);
      const event = { cashEventId, shiftId, kind, amount, reasonCode, note, staffId, at: Math.min(at, hubAt) };
      insert({
        no,
        cash_event_id: cashEventId,
        shift_no: shift.no,
        kind,
        amount,
        reason_code: reasonCode,
        note,
        staff_id: staffId,
        at: event.at,
      });
      overrides.use(no, body.overrides);
      fold.addToShift(shift.no, { kind: 'cash-moved', event });
    },
  };
}

function openDrawer({ connection }: Reader, { facts, overrides }: ShiftParts): Appliers['drawer.no-sale'] {
  const insert = insertRow(connection, 'no_sale');
  return {
    decide: ({ body, staffId }) => {
      const shift = facts.shift(body.shiftId);
      const closed = problemIf(!shift?.open, 'till-not-open');
      const problems = [...closed, ...byWhom(staffId), ...overrides.problems(body.overrides)];
      return { problems, recordable: shift !== null };
    },
    record: ({ body, no, at, hubAt, staffId }, fold) => {
      const shift = shiftThere(facts.shift(body.shiftId));
      const by = staffId ?? shift.opened_by;
      const { reasonCode: reason_code, note } = body;
      insert({ no, shift_no: shift.no, reason_code, note, staff_id: by, at: Math.min(at, hubAt) });
      overrides.use(no, body.overrides);
      fold.addToShift(shift.no, { kind: 'no-sale' });
    },
  };
}

function countTill(reader: Reader, { facts }: ShiftParts): Appliers['till.counted'] {
  const insert = insertRow(reader.connection, 'till_count');
  const known = reading<{ id: string }, { no: number }>(reader, (query, param) =>
    query.selectFrom('till_count').select('no').where('count_id', '=', param('id')),
  );
  return {
    decide: ({ body, staffId }) => {
      const shift = facts.shift(body.shiftId);
      const exists = problemIf(known.get({ id: body.countId }) !== undefined, 'count-exists');
      const currency = currencyOfCode(facts.settings()?.currency ?? '');
      const notes = currency ? denominationsOf(currency) : { coins: [], notes: [] };
      const refused = refusalOf(decideCount(openOnly(shift), body.denominations, notes));
      return {
        problems: [...refused, ...exists, ...byWhom(staffId)],
        recordable: shift !== null && exists.length === 0,
      };
    },
    record: ({ body, no, at, hubAt, staffId }) => {
      const shift = shiftThere(facts.shift(body.shiftId));
      insert({
        no,
        count_id: body.countId,
        shift_no: shift.no,
        denominations: canonicalJson(body.denominations),
        declared: canonicalJson(body.declared),
        counted_by: staffId ?? shift.opened_by,
        at: Math.min(at, hubAt),
      });
    },
  };
}

function closeShift(reader: Reader, { facts, totals }: ShiftParts): Appliers['shift.closed'] {
  const insert = insertRow(reader.connection, 'z_report');
  const countOf = reading<{ id: string }, Row<'till_count'>>(reader, (query, param) =>
    query.selectFrom('till_count').selectAll().where('count_id', '=', param('id')),
  );
  const countFor = (body: { readonly countId: string }, shift: KnownShift | null): TillCount | null => {
    const row = countOf.get({ id: body.countId });
    return row && shift && row.shift_no === shift.no ? countOfRow(row, shift.shift_id as ShiftId) : null;
  };
  return {
    decide: ({ body, staffId }) => {
      const shift = facts.shift(body.shiftId);
      const outcome = decideCloseShift(openOnly(shift), countFor(body, shift));
      const problems = [...refusalOf(outcome), ...byWhom(staffId)];
      if (!outcome.ok || !shift) return { problems, recordable: false };
      return { problems, refs: { zNumber: facts.nextZNumber(), businessDate: shift.business_date } };
    },
    record: ({ body, no, at, hubAt, staffId, refs }) => {
      const shift = shiftThere(facts.shift(body.shiftId));
      const count = countFor(body, shift);
      if (!count) throw new BugError('a shift closes with its count');
      const [zNumber, businessDate] = [Number(refs['zNumber']), String(refs['businessDate'])];
      const closedAt = Math.min(at, hubAt);
      const closedBy = staffId ?? (shift.opened_by as StaffId);
      const closing = { zNumber, businessDate, closedBy, count, at: closedAt };
      const document = canonicalJson(zReport(shiftOfRow(shift), totals(shift.no), closing));
      const { series } = shift;
      insert({
        no,
        z_number: zNumber,
        series,
        shift_no: shift.no,
        business_date: businessDate,
        at: closedAt,
        document,
      });
    },
  };
}

function shiftThere(shift: KnownShift | null): KnownShift {
  if (!shift) throw new BugError('recorded without the shift it was decided with');
  return shift;
}

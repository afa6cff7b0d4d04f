import { opOfRow, type RecordedOp } from '../op/op-row.ts';
import { type Query, type Reader, reading } from '../sqlite/reader.ts';
import type { Row } from '../sqlite/tables.ts';
import type { AsideRow } from '../sync/sync-reads.ts';

/** What somebody did about it; null as long as nobody did. */
export type SettledRow = Row<'finding_settled'>;

/** An op of the log that was flagged. */
export interface FlaggedFinding {
  readonly op: RecordedOp;
  readonly settled: SettledRow | null;
}
/** An op that was kept aside; `isInLog`: one with its id is in the record. */
export interface AsideFinding {
  readonly row: AsideRow;
  readonly isInLog: boolean;
  readonly settled: SettledRow | null;
}

/** Everything odd the store knows of, newest first. */
export interface FindingReads {
  readonly flagged: (limit: number) => FlaggedFinding[];
  readonly aside: (limit: number) => AsideFinding[];
  /** What was settled last: the rows, and what they are about. */
  readonly settledFlagged: (limit: number) => FlaggedFinding[];
  readonly settledAside: (limit: number) => AsideFinding[];
  readonly flaggedOf: (no: number) => FlaggedFinding | null;
  readonly asideOf: (quarantineNo: number) => AsideFinding | null;
  /** How many nobody has settled. */
  readonly open: () => number;
}

/** Reasons of an op that stays aside although another one with its id, or its `seq`, is in the record. */
const clashes = ['id-reused', 'seq-reused'];

export function findingReads(reader: Reader): FindingReads {
  const flagged = flaggedQueries(reader);
  const aside = asideQueries(reader);
  const settledOf = settledQuery(reader);
  const one = (opId: string, rawHash: string): SettledRow | null => settledOf.get({ opId, rawHash }) ?? null;
  const ofLog = (row: Row<'op'>): FlaggedFinding => ({ op: opOfRow(row, ''), settled: one(row.op_id, '') });
  const ofAside = ({ in_log, ...row }: AsideRow & { in_log: number | null }): AsideFinding => ({
    row,
    isInLog: in_log !== null,
    settled: one(row.op_id, row.raw_hash),
  });
  return {
    flagged: (limit) => flagged.open.all({ limit }).map(ofLog),
    aside: (limit) => aside.open.all({ limit }).map(ofAside),
    settledFlagged: (limit) => flagged.settled.all({ limit }).map(ofLog),
    settledAside: (limit) => aside.settled.all({ limit }).map(ofAside),
    flaggedOf: (no) => {
      const row = flagged.one.get({ no });
      return row === undefined ? null : ofLog(row);
    },
    asideOf: (no) => {
      const row = aside.one.get({ no });
      return row === undefined ? null : ofAside(row);
    },
    // A flag is settled once, so the difference is what is open: counts of small tables, whatever the log has come to.
    open: () => countOf(flagged.all) - countOf(flagged.done) + countOf(aside.count),
  };
}

function countOf(query: Query<object, { count: number }>): number {
  return query.get({})?.count ?? 0;
}

function settledQuery(reader: Reader) {
  return reading<{ opId: string; rawHash: string }, SettledRow>(reader, (query, param) =>
    query
      .selectFrom('finding_settled')
      .selectAll()
      .where('op_id', '=', param('opId'))
      .where('raw_hash', '=', param('rawHash')),
  );
}

function flaggedQueries(reader: Reader) {
  return {
    open: reading<{ limit: number }, Row<'op'>>(reader, (query, param) =>
      query
        .selectFrom('op_flag')
        .innerJoin('op', 'op.no', 'op_flag.no')
        .leftJoin('finding_settled as done', (join) =>
          join.onRef('done.op_id', '=', 'op.op_id').on('done.raw_hash', '=', ''),
        )
        .selectAll('op')
        .where('done.op_no', 'is', null)
        .orderBy('op_flag.no', 'desc')
        .limit(param('limit')),
    ),
    settled: reading<{ limit: number }, Row<'op'>>(reader, (query, param) =>
      query
        .selectFrom('finding_settled as done')
        .innerJoin('op_key', 'op_key.op_id', 'done.op_id')
        .innerJoin('op', 'op.no', 'op_key.no')
        .selectAll('op')
        .where('done.raw_hash', '=', '')
        .orderBy('done.op_no', 'desc')
        .limit(param('limit')),
    ),
    one: reading<{ no: number }, Row<'op'>>(reader, (query, param) =>
      query
        .selectFrom('op_flag')
        .innerJoin('op', 'op.no', 'op_flag.no')
        .selectAll('op')
        .where('op_flag.no', '=', param('no')),
    ),
    all: reading<object, { count: number }>(reader, (query) =>
      query.selectFrom('op_flag').select((columns) => columns.fn.countAll<number>().as('count')),
    ),
    done: reading<object, { count: number }>(reader, (query) =>
      query
        .selectFrom('finding_settled')
        .select((columns) => columns.fn.countAll<number>().as('count'))
        .where('raw_hash', '=', ''),
    ),
  };
}

function asideQueries(reader: Reader) {
  type Found = AsideRow & { in_log: number | null };
  return {
    open: reading<{ limit: number }, Found>(reader, (query, param) =>
      query
        .selectFrom('op_quarantine as kept')
        .leftJoin('op_key', 'op_key.op_id', 'kept.op_id')
        .leftJoin('finding_settled as done', (join) =>
          join.onRef('done.op_id', '=', 'kept.op_id').onRef('done.raw_hash', '=', 'kept.raw_hash'),
        )
        .selectAll('kept')
        .select('op_key.no as in_log')
        .where('done.op_no', 'is', null)
        .where((where) => where.or([where('op_key.no', 'is', null), where('kept.reason', 'in', clashes)]))
        .orderBy('kept.quarantine_no', 'desc')
        .limit(param('limit')),
    ),
    settled: reading<{ limit: number }, Found>(reader, (query, param) =>
      query
        .selectFrom('finding_settled as done')
        .innerJoin('op_quarantine as kept', (join) =>
          join.onRef('kept.op_id', '=', 'done.op_id').onRef('kept.raw_hash', '=', 'done.raw_hash'),
        )
        .leftJoin('op_key', 'op_key.op_id', 'kept.op_id')
        .selectAll('kept')
        .select('op_key.no as in_log')
        .orderBy('done.op_no', 'desc')
        .limit(param('limit')),
    ),
    one: reading<{ no: number }, Found>(reader, (query, param) =>
      query
        .selectFrom('op_quarantine as kept')
        .leftJoin('op_key', 'op_key.op_id', 'kept.op_id')
        .selectAll('kept')
        .select('op_key.no as in_log')
        .where('kept.quarantine_no', '=', param('no')),
    ),
    count: reading<object, { count: number }>(reader, (query) =>
      query
        .selectFrom('op_quarantine as kept')
        .leftJoin('op_key', 'op_key.op_id', 'kept.op_id')
        .leftJoin('finding_settled as done', (join) =>
          join.onRef('done.op_id', '=', 'kept.op_id').onRef('done.raw_hash', '=', 'kept.raw_hash'),
        )
        .select((columns) => columns.fn.countAll<number>().as('count'))
        .where('done.op_no', 'is', null)
        .where((where) => where.or([where('op_key.no', 'is', null), where('kept.reason', 'in', clashes)])),
    ),
  };
}

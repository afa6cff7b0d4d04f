import type { Epoch } from '../../../domain/sync/epoch.ts';
import type { Change, SyncTopic } from '../../../domain/sync/mirror.ts';
import { deviceSeries } from '../../../domain/sync/receipt-series.ts';
import type { OpReads } from '../op/op-reads.ts';
import { deferralReasons } from '../op/push.ts';
import { type Reader, reading } from '../sqlite/reader.ts';
import { statement } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';
import { type BackupMarks, backupMarks } from './backup-marks.ts';
import { changeKeysOf } from './change-keys.ts';
import { type EpochBook, epochBook } from './epoch-book.ts';
import { mirrorStates } from './mirror-states.ts';

/** Changes from one position of the log to another; things that changed more than once are there once. */
export interface ChangePage {
  readonly to: number;
  readonly changes: readonly Change[];
  readonly more: boolean;
}

/** An op that is kept aside, with its text as it came. */
export type AsideRow = Row<'op_quarantine'>;

/** What the hub needs of the store to serve clients that were away. */
export interface SyncStore {
  readonly epoch: () => Epoch;
  /** A restore or reset: a new life of the record (YN10). `genSeenMax` is what clients are known to have seen. */
  readonly renewEpoch: (genSeenMax: number) => Epoch;
  readonly backups: BackupMarks;
  /** What changed after a position, as it stands now; at most so many ops are walked. */
  readonly changes: (after: number, opsMax: number) => ChangePage;
  readonly snapshot: (topic: SyncTopic, after: string, rowsMax: number) => readonly Change[];
  /** The newest series given to an install; null when it has none. */
  readonly seriesOf: (installId: string) => string | null;
  /** The series the next device is given in this epoch; no other ever had it. */
  readonly nextSeries: () => string;
  /** Ops kept aside for a person, and those that wait for a newer hub; newest first. */
  readonly aside: (limit: number) => AsideRow[];
  /** Kept aside because the hub did not know their kind or version, and not in the log yet; oldest first. */
  readonly deferred: () => AsideRow[];
  /** Ops with flags after a position, oldest first. */
  readonly flagged: (after: number, limit: number) => Row<'op_flag'>[];
}

export interface SyncStoreParts {
  readonly reader: Reader;
  readonly write: <Value>(act: () => Value) => Value;
  readonly ops: OpReads;
  readonly hubId: string;
  readonly newId: () => string;
  readonly lastSeqs: () => ReadonlyMap<string, number>;
}

/** Device numbers of a generation begin here: 1 is the counter's own terminal. */
const firstDeviceNo = 2;

export function syncStore(parts: SyncStoreParts): SyncStore {
  const { reader, write, ops } = parts;
  const { connection } = reader;
  const epochs: EpochBook = epochBook(connection, parts);
  const states = mirrorStates(reader);
  const queries = syncQueries(reader);
  return {
    epoch: epochs.now,
    renewEpoch: (genSeenMax) => write(() => epochs.renew({ id: parts.newId(), genSeenMax })),
    backups: backupMarks({ connection, write, lastSeqs: parts.lastSeqs }),
    changes: (after, opsMax) => {
      const page = ops.page(after, opsMax);
      const keys = new Map(page.flatMap(changeKeysOf).map((key) => [`${key.topic}/${key.id}`, key]));
      const to = page.at(-1)?.no ?? after;
      return { to, changes: [...keys.values()].map(states.one), more: page.length === opsMax };
    },
    snapshot: states.page,
    seriesOf: (installId) => queries.seriesOf.get({ installId })?.series ?? null,
    nextSeries: () => deviceSeries(epochs.now().gen, firstDeviceNo + (queries.given.get({})?.given ?? 0)),
    aside: (limit) => queries.aside.all({ limit }),
    deferred: () => queries.deferred.all({}),
    flagged: (no, limit) => queries.flagged.all({ no, limit }),
  };
}

function syncQueries(reader: Reader) {
  return {
    seriesOf: reading<{ installId: string }, { series: string }>(reader, (query, param) =>
      query
        .selectFrom('install_series')
        .select('series')
        .where('install_id', '=', param('installId'))
        .orderBy('op_no', 'desc')
        .limit(1),
    ),
    given: reading<object, { given: number }>(reader, (query) =>
      query.selectFrom('install_series').select((columns) => columns.fn.countAll<number>().as('given')),
    ),
    aside: statement<{ limit: number }, AsideRow>(reader.connection, (query, param) =>
      query
        .selectFrom('op_quarantine')
        .leftJoin('op_key', 'op_key.op_id', 'op_quarantine.op_id')
        .selectAll('op_quarantine')
        .where((where) =>
          where.or([where('op_key.no', 'is', null), where('reason', 'in', ['id-reused', 'seq-reused'])]),
        )
        .orderBy('quarantine_no', 'desc')
        .limit(param('limit')),
    ),
    deferred: reading<object, AsideRow>(reader, (query) =>
      query
        .selectFrom('op_quarantine')
        .leftJoin('op_key', 'op_key.op_id', 'op_quarantine.op_id')
        .selectAll('op_quarantine')
        .where('op_key.no', 'is', null)
        .where('reason', 'in', [...deferralReasons])
        .orderBy('quarantine_no'),
    ),
    flagged: reading<{ no: number; limit: number }, Row<'op_flag'>>(reader, (query, param) =>
      query.selectFrom('op_flag').selectAll().where('no', '>', param('no')).orderBy('no').limit(param('limit')),
    ),
  };
}

import { canonicalJson } from '../op/canonical-json.ts';
import type { Connection } from '../sqlite/load-sqlite.ts';
import { putRow, statement } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';

/** A backup that could still be restored. */
export interface BackupMark {
  readonly backupId: string;
  /** UTC epoch ms. */
  readonly takenAt: number;
  /** Position of the log in it. */
  readonly logNo: number;
}

/**
 * Which backups could still be restored, and how far each install is in them. A client keeps every op from `keepFrom` on,
 * so that whichever backup is restored, what it lacks comes back by itself (YN6).
 */
export interface BackupMarks {
  /** Notes a verified backup. `seqs`: how far each install is in it; default: how far they are now. */
  readonly mark: (backup: BackupMark, seqs?: Readonly<Record<string, number>>) => void;
  /** The backup is gone, or nobody would restore it any more. */
  readonly drop: (backupId: string) => void;
  /** After a restore: only these can still be restored. */
  readonly keepOnly: (backupIds: readonly string[]) => void;
  /** Oldest first. */
  readonly all: () => BackupMark[];
  /** The lowest `seq` an install has to keep; 1 while there is no backup. */
  readonly keepFrom: (installId: string) => number;
}

export interface MarkSource {
  readonly connection: Connection;
  readonly write: <Value>(act: () => Value) => Value;
  /** Last `seq`s of all installs, now. */
  readonly lastSeqs: () => ReadonlyMap<string, number>;
}

export function backupMarks({ connection, write, lastSeqs }: MarkSource): BackupMarks {
  const put = putRow(connection, 'backup_mark');
  const all = statement<object, Row<'backup_mark'>>(connection, (query) =>
    query.selectFrom('backup_mark').selectAll().orderBy('taken_at'),
  );
  const drop = statement<{ backupId: string }, unknown>(connection, (query, param) =>
    query.deleteFrom('backup_mark').where('backup_id', '=', param('backupId')),
  );
  const marks = (): BackupMark[] =>
    all.all({}).map((row) => ({ backupId: row.backup_id, takenAt: row.taken_at, logNo: row.log_no }));
  let known: readonly Readonly<Record<string, number>>[] | null = null;
  return {
    mark: ({ backupId, takenAt, logNo }, inBackup) => {
      const seqs = canonicalJson(inBackup ?? Object.fromEntries(lastSeqs()));
      write(() => put({ backup_id: backupId, taken_at: takenAt, log_no: logNo, seqs }));
      known = null;
    },
    drop: (backupId) => {
      write(() => drop.run({ backupId }));
      known = null;
    },
    keepOnly: (backupIds) => {
      const gone = marks().filter(({ backupId }) => !backupIds.includes(backupId));
      write(() => {
        for (const { backupId } of gone) drop.run({ backupId });
      });
      known = null;
    },
    all: marks,
    keepFrom: (installId) => {
      known ??= all.all({}).map(({ seqs }) => JSON.parse(seqs) as Record<string, number>);
      return known.length === 0 ? 1 : 1 + Math.min(...known.map((seqs) => seqs[installId] ?? 0));
    },
  };
}

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  type BackupHeader,
  type BackupManifest,
  backupFormatVersion,
  type RecoverySlot,
} from '../../../contracts/backup.ts';
import type { Epoch } from '../../../domain/sync/epoch.ts';
import { openConnection } from '../sqlite/connection.ts';
import type { Connection } from '../sqlite/load-sqlite.ts';
import { withFaults } from '../sqlite/sqlite-fault.ts';
import { storeFileName } from '../store.ts';
import { stateHashOf, tableHashes } from '../verify/state-hash.ts';
import { type BackupPart, backupSuffix, dataKeyPart, describePart, writeBackup } from './backup-file.ts';
import { atFolder } from './folder-fault.ts';
import { recoveryFileName } from './recovery-key.ts';
import { chunkBytes, type WriteBytes } from './sealed-stream.ts';

/** Folder inside the data directory where snapshots and scratch restores lie; swept at every start (BK31). */
export const workDirName = 'backup-work';
/** Files of the data directory that go along when they are there; each at most this large. */
const alongFiles = [
  'tls/authority.pem',
  'tls/authority-key.sealed',
  'tls/leaf.pem',
  'tls/leaf-key.sealed',
  'terminal-install',
  recoveryFileName,
] as const;
const alongBytesMax = 1_048_576;

export interface BackupTask {
  readonly dataDir: string;
  readonly folder: string;
  readonly backupId: string;
  /** UTC epoch ms. */
  readonly takenAt: number;
  readonly program: string;
  readonly dataKey: Uint8Array;
  readonly backupKey: Uint8Array;
  readonly slot: RecoverySlot;
  /** A test's disk that fails. */
  readonly write?: WriteBytes;
}

/** A backup that was written and not verified yet. */
export interface TakenBackup {
  readonly fileName: string;
  readonly bytes: number;
  readonly header: BackupHeader;
  readonly seqs: Readonly<Record<string, number>>;
}

/**
 * Takes a backup of a store that may be in use: one read transaction of another connection, so that no sale waits (BK32).
 * The snapshot is as encrypted as the store. Throws the faults of folder and store.
 */
export function takeBackup(task: BackupTask): TakenBackup {
  const work = join(task.dataDir, workDirName, task.backupId);
  withFaults(() => mkdirSync(work, { recursive: true, mode: 0o700 }));
  try {
    const snapshot = join(work, storeFileName);
    withFaults(() => vacuumInto(join(task.dataDir, storeFileName), task.dataKey, snapshot));
    const facts = withFaults(() => readSnapshot(snapshot, task.dataKey));
    return atFolder(() => write(task, snapshot, facts));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function vacuumInto(path: string, key: Uint8Array, snapshot: string): void {
  const live = openConnection({ path, key, readonly: true });
  try {
    live.pragma('query_only = OFF');
    live.prepare('VACUUM INTO ?').run(snapshot);
  } finally {
    live.close();
  }
}

type SnapshotFacts = Omit<BackupManifest, 'program' | 'parts'> & { readonly epoch: Epoch };

function readSnapshot(path: string, key: Uint8Array): SnapshotFacts {
  const database = openConnection({ path, key, readonly: true });
  try {
    const head = database
      .prepare<[], { no: number; hash: string }>('SELECT no, hash FROM op ORDER BY no DESC LIMIT 1')
      .get() ?? { no: 0, hash: '' };
    return {
      head,
      schemaVersion: Number(database.pragma('user_version', { simple: true })),
      storeName: storeNameOf(database),
      stateHash: stateHashOf(tableHashes(database)),
      seqs: lastSeqs(database),
      epoch: epochOf(database),
    };
  } finally {
    database.close();
  }
}

function storeNameOf(database: Connection): string {
  const row = database.prepare<[], { document: string }>('SELECT document FROM settings').get();
  if (row === undefined) return '';
  const { storeName } = JSON.parse(row.document) as { readonly storeName?: unknown };
  return typeof storeName === 'string' ? storeName : '';
}

/** Last `seq`s: those of the records, and of the ops that wait for their fold. */
function lastSeqs(database: Connection): Record<string, number> {
  const rows = database
    .prepare<[], { id: string; seq: number }>(
      `SELECT install_id AS id, max(seq) AS seq FROM (
         SELECT install_id, last_seq AS seq FROM install
         UNION ALL SELECT install_id, seq FROM op WHERE no > (SELECT no FROM fold_mark)
       ) GROUP BY install_id`,
    )
    .all();
  return Object.fromEntries(rows.map(({ id, seq }) => [id, seq]));
}

function epochOf(database: Connection): Epoch {
  const rows = database.prepare<[], { name: string; value: string }>('SELECT name, value FROM store_fact').all();
  const facts = new Map(rows.map(({ name, value }) => [name, value]));
  const [hubId, gen, id] = ['hub_install_id', 'epoch_gen', 'epoch_id'].map((name) => facts.get(name) ?? '');
  return { hubId: hubId ?? '', gen: Number(gen), id: id ?? '' };
}

function write(task: BackupTask, snapshot: string, facts: SnapshotFacts): TakenBackup {
  const { epoch, ...rest } = facts;
  const { backupId, takenAt, program, backupKey, slot, folder } = task;
  const parts = partsOf(task, snapshot);
  const manifest: BackupManifest = { program, ...rest, parts: parts.map(describePart) };
  const salt = randomBytes(16).toString('base64');
  const logNo = facts.head.no;
  const header: BackupHeader = { format: backupFormatVersion, backupId, takenAt, epoch, logNo, chunkBytes, salt, slot };
  const fileName = backupFileName(header);
  const path = join(folder, fileName);
  writeBackup({ path, header, manifest, parts, backupKey, write: task.write });
  return { fileName, bytes: statSync(path).size, header, seqs: facts.seqs };
}

function partsOf({ dataDir, dataKey }: BackupTask, snapshot: string): BackupPart[] {
  const along = alongFiles
    .map((name) => ({ name, path: join(dataDir, name) }))
    .filter(({ path }) => existsSync(path) && statSync(path).size <= alongBytesMax)
    .map(({ name, path }) => ({ name, from: readFileSync(path) }));
  return [{ name: dataKeyPart, from: dataKey }, ...along, { name: storeFileName, from: snapshot }];
}

/** `kaunter-7f3a-20261121T090000Z-000123.kbackup`: sorts by time, tells nothing of the shop. */
export function backupFileName({ epoch, takenAt, logNo, backupId }: BackupHeader): string {
  const when = new Date(takenAt)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:]/g, '');
  return `kaunter-${epoch.hubId.slice(-4)}-${when}-${logNo}-${backupId.slice(-4)}${backupSuffix}`;
}

import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  type BackupHeader,
  type RestoredFacts,
  type RestoreFacts,
  type RestoreWarning,
  restoredFacts,
  type ShopCounters,
} from '../../../contracts/backup.ts';
import type { Ambient } from '../../../domain/ambient.ts';
import { assert } from '../../../domain/assert.ts';
import { FaultError } from '../../../domain/fault-catalog.ts';
import { writeSecretFile } from '../key/key-file.ts';
import { newestMigration } from '../sqlite/migrate.ts';
import { faultOf, withFaults } from '../sqlite/sqlite-fault.ts';
import { openStore, type Store } from '../store.ts';
import { verifyStore } from '../verify/verify-store.ts';
import { backupSuffix, headerOf, syncFolder } from './backup-file.ts';
import { restoredFileName, restoreNewName, restoreReadyName } from './finish-restore.ts';
import { atFolder } from './folder-fault.ts';
import { unwrapBackupKey } from './recovery-slot.ts';
import { countersOf, lostNumbers, openCounters, readMark, writeMark } from './shop-mark.ts';
import { checkSound, unpack } from './verify-backup.ts';

export interface RestoreTask {
  readonly dataDir: string;
  /** A backup file, or a folder: then its newest. */
  readonly path: string;
  readonly passphrase: string;
  readonly migrationsDir: string;
  readonly ambient: Ambient;
  /** How far the numbers have come, where the store itself can still tell; else the mark beside the backup says it. */
  readonly known?: ShopCounters;
}

/** A restore that lies ready but for its key file and its final name (`commitRestore`). */
export interface StagedRestore {
  readonly facts: RestoreFacts;
  readonly gen: number;
  readonly dataKey: Buffer;
  /** Where the key file is to be put. */
  readonly dir: string;
}

/** A header with the path it was read from. */
export interface FoundBackup {
  readonly path: string;
  readonly header: BackupHeader;
}

/** The readable backups in a folder, newest place in the log first. Files that are none, or damaged, are left out. */
export function backupsIn(folder: string): FoundBackup[] {
  const names = atFolder(() => readdirSync(folder)).filter((name) => name.endsWith(backupSuffix));
  const found = names.flatMap((name) => {
    const path = join(folder, name);
    try {
      return [{ path, header: headerOf(path) }];
    } catch {
      return [];
    }
  });
  return found.sort((a, b) => b.header.epoch.gen - a.header.epoch.gen || b.header.logNo - a.header.logNo);
}

/** The file a person meant. */
export function chosenFile(path: string): string {
  if (!atFolder(() => statSync(path)).isDirectory()) return path;
  const [newest] = backupsIn(path);
  if (newest !== undefined) return newest.path;
  if (isNewerProgramIn(path))
    throw new FaultError('backup-too-new', 'the backups in this folder are of a newer program');
  throw new FaultError('backup-damaged', 'there is no backup in this folder');
}

/** Does a backup lie in the folder that only a newer program can open? */
function isNewerProgramIn(folder: string): boolean {
  const names = atFolder(() => readdirSync(folder)).filter((name) => name.endsWith(backupSuffix));
  return names.some((name) => {
    try {
      return headerOf(join(folder, name)) === null;
    } catch (error) {
      return faultOf(error)?.code === 'backup-too-new';
    }
  });
}

/**
 * Unpacks a backup beside the store, checks it, and makes it a new generation. Nothing that was there is touched (BK52).
 * Throws the faults of file, passphrase and disk; what was written is removed then.
 */
export function stageRestore(task: RestoreTask): StagedRestore {
  const path = chosenFile(task.path);
  const dir = join(task.dataDir, restoreNewName);
  rmSync(dir, { recursive: true, force: true });
  withFaults(() => mkdirSync(dir, { recursive: true, mode: 0o700 }));
  try {
    const read = unpack(path, { passphrase: task.passphrase }, dir);
    const store = openChecked(task, { dir, ...read });
    try {
      return renewed(task, { store, path, dir, ...read });
    } finally {
      store.close();
    }
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw tooNew(error);
  }
}

/** What a restore of this file would bring, after the same checks; nothing stays on the disk. */
export function inspectRestore(task: RestoreTask): RestoreFacts {
  const { facts, dir, dataKey } = stageRestore(task);
  dataKey.fill(0);
  rmSync(dir, { recursive: true, force: true });
  return facts;
}

function tooNew(error: unknown): unknown {
  const fault = faultOf(error);
  if (fault?.code !== 'store-too-new') return error;
  return new FaultError('backup-too-new', 'the store in this backup was written by a newer program', fault);
}

type Read = ReturnType<typeof unpack> & { readonly dir: string };

/**
 * Checked before it is opened: opening folds what waits in the log, and then it is not word by word what went in. A store
 * of an older program is brought up to date first: only then can its log be played again here.
 */
function openChecked({ migrationsDir, ambient }: RestoreTask, read: Read): Store {
  const { dir, dataKey: key, manifest } = read;
  const isOfNow = manifest.schemaVersion === newestMigration(migrationsDir);
  if (isOfNow) checkSound({ ...read, migrationsDir });
  const store = openStore({ dir, key, ambient, migrationsDir });
  if (isOfNow) return store;
  store.idle();
  const { ok, problem } = verifyStore({ path: store.path, key, migrationsDir });
  if (ok) return store;
  store.close();
  throw new FaultError('backup-not-sound', `the backup cannot be relied on: ${problem}`);
}

interface Opened extends Read {
  readonly store: Store;
  readonly path: string;
}

function renewed(task: RestoreTask, opened: Opened): StagedRestore {
  const { store, path, header, dataKey, dir } = opened;
  const folder = dirname(path);
  const mark = readMark(folder, header.epoch.hubId);
  const siblings = backupsIn(folder).filter((each) => each.header.epoch.hubId === header.epoch.hubId);
  const facts = factsOf(task, opened, siblings);
  const genSeenMax = Math.max(mark?.gen ?? 0, ...siblings.map((each) => each.header.epoch.gen));
  keepMarks(store, opened, siblings);
  const { gen } = store.sync.renewEpoch(genSeenMax);
  const { backupId, takenAt, lost, knownUntil } = facts;
  const restored = restoredFacts.parse({ backupId, takenAt, lost, knownUntil, gen, restoredAt: task.ambient.now() });
  noteRestored(store, restored);
  writeSecretFile(join(dir, restoredFileName), `${JSON.stringify(restored)}\n`);
  return { facts, gen, dataKey, dir };
}

/** The first op of the new life says which backup it began with, and what that did not hold (BK59). */
function noteRestored(store: Store, restored: RestoredFacts): void {
  const [result] = store.append([{ kind: 'store.restored', staffId: null, body: restored }]);
  assert(result?.status === 'applied' || result?.status === 'flagged', 'a restore can always be noted');
}

/** What can be restored from now on: this backup, and older ones of its line that are still there. */
function keepMarks({ sync }: Store, { header, manifest }: Opened, siblings: readonly FoundBackup[]): void {
  const { backupId, takenAt, logNo } = header;
  sync.backups.mark({ backupId, takenAt, logNo }, manifest.seqs);
  sync.backups.keepOnly([backupId, ...siblings.map((each) => each.header.backupId)]);
}

/** How far the numbers are known to have come; null when nothing beside the backup tells. */
function knownCounters({ passphrase, known }: RestoreTask, { path, header }: Opened): ShopCounters | null {
  if (known !== undefined) return known;
  const backupKey = unwrapBackupKey(header.slot, passphrase);
  const { sealed = null } = readMark(dirname(path), header.epoch.hubId) ?? {};
  const counters = backupKey === null ? null : openCounters(backupKey, sealed);
  backupKey?.fill(0);
  return counters;
}

function factsOf(task: RestoreTask, opened: Opened, siblings: readonly FoundBackup[]): RestoreFacts {
  const { store, path, header, manifest } = opened;
  const mark = readMark(dirname(path), header.epoch.hubId);
  const known = knownCounters(task, opened);
  const lost = known === null ? [] : lostNumbers(countersOf(store), known.counters);
  return {
    backupId: header.backupId,
    fileName: basename(path),
    storeName: manifest.storeName,
    takenAt: header.takenAt,
    gen: header.epoch.gen,
    ops: manifest.head.no,
    warnings: warningsOf(opened, siblings, mark?.oldestKept ?? null),
    lost,
    knownUntil: known?.at ?? null,
  };
}

interface Place {
  readonly gen: number;
  readonly logNo: number;
}

function isBefore(a: Place, b: Place): boolean {
  return a.gen < b.gen || (a.gen === b.gen && a.logNo < b.logNo);
}

function warningsOf(
  { header, path }: Opened,
  siblings: readonly FoundBackup[],
  oldest: Place | null,
): RestoreWarning[] {
  const here: Place = { gen: header.epoch.gen, logNo: header.logNo };
  const isNewerProgramThere = isNewerProgramIn(dirname(path));
  const isNewerThere = siblings.some(({ header: { epoch, logNo } }) => isBefore(here, { gen: epoch.gen, logNo }));
  return [
    ...(oldest !== null && isBefore(here, oldest) ? (['older-than-kept'] as const) : []),
    ...(isNewerThere ? (['newer-there'] as const) : []),
    ...(isNewerProgramThere ? (['newer-program-there'] as const) : []),
  ];
}

/**
 * Gives a staged restore, whose key file has been written, its final name: from here on the next start puts it in place.
 * The generation is noted beside the backup where that can be written, so that a second restore goes one further.
 */
export function commitRestore(task: Pick<RestoreTask, 'dataDir' | 'path'>, gen: number): void {
  const ready = join(task.dataDir, restoreReadyName);
  noteGeneration(chosenFile(task.path), gen);
  withFaults(() => {
    syncFolder(join(task.dataDir, restoreNewName));
    renameSync(join(task.dataDir, restoreNewName), ready);
    syncFolder(task.dataDir);
  });
}

function noteGeneration(path: string, gen: number): void {
  const folder = dirname(path);
  const { hubId } = headerOf(path).epoch;
  const mark = readMark(folder, hubId) ?? { hubId, gen, oldestKept: null, sealed: null };
  try {
    writeMark(folder, { ...mark, gen });
  } catch (error) {
    // A read-only copy keeps no note: two restores of it are a fork, which devices notice (BK58).
    if (!(error instanceof FaultError)) throw error;
  }
}

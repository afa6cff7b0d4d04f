import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type FaultCode, FaultError } from '../../../domain/fault-catalog.ts';
import { openConnection } from '../sqlite/connection.ts';
import { faultOf, withFaults } from '../sqlite/sqlite-fault.ts';
import { storeFileName } from '../store.ts';
import { verifyStore } from '../verify/verify-store.ts';
import { type BackupSecret, type ReadBackup, readBackup } from './backup-file.ts';
import { atFolder } from './folder-fault.ts';
import { workDirName } from './take-backup.ts';

export interface BackupCheck {
  readonly dataDir: string;
  /** The backup. */
  readonly path: string;
  readonly backupKey: Uint8Array;
  readonly migrationsDir: string;
}

/** What a verification found: null, or the code of what is wrong with the file. `seqs` are those in the backup. */
export interface BackupVerdict {
  readonly problem: FaultCode | null;
  readonly detail: string;
  readonly seqs: Readonly<Record<string, number>>;
}

/** Faults that are about the file. Anything else (no room for the scratch place, folder away) leaves it undecided. */
const aboutTheFile: ReadonlySet<string> = new Set<FaultCode>([
  'backup-damaged',
  'backup-not-sound',
  'backup-too-new',
  'store-corrupt',
  'store-key-wrong',
]);

/** Restores a backup into a scratch place, checks it there and deletes the place (BK40). */
export function verifyBackup({ dataDir, path, backupKey, migrationsDir }: BackupCheck): BackupVerdict {
  const scratch = join(dataDir, workDirName, 'verify');
  rmSync(scratch, { recursive: true, force: true });
  withFaults(() => mkdirSync(scratch, { recursive: true, mode: 0o700 }));
  try {
    const { manifest, dataKey } = unpack(path, { backupKey }, scratch);
    checkSound({ dir: scratch, manifest, dataKey, migrationsDir });
    dataKey.fill(0);
    return { problem: null, detail: '', seqs: manifest.seqs };
  } catch (error) {
    const fault = faultOf(error);
    if (fault === null || !aboutTheFile.has(fault.code)) throw fault ?? error;
    return { problem: fault.code, detail: fault.message, seqs: {} };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Reads a backup into a directory. A full disk there is told as such, a folder that went away as that. */
export function unpack(path: string, secret: BackupSecret, into: string): ReadBackup {
  try {
    return atFolder(() => readBackup(path, secret, into));
  } catch (error) {
    if (!(error instanceof FaultError) || error.code !== 'backup-folder-full') throw error;
    throw new FaultError('disk-full', 'no room to unpack the backup', error);
  }
}

export interface Unpacked extends Pick<ReadBackup, 'manifest' | 'dataKey'> {
  readonly dir: string;
  readonly migrationsDir: string;
}

/** Throws `backup-not-sound` for a store that is not, word by word, the one that went in. */
export function checkSound({ dir, manifest, dataKey, migrationsDir }: Unpacked): void {
  const path = join(dir, storeFileName);
  const database = openConnection({ path, key: dataKey, readonly: true });
  try {
    const found = withFaults(() => database.pragma('quick_check', { simple: true }));
    if (found !== 'ok') throw unsound('its pages do not fit together');
  } finally {
    database.close();
  }
  const { ok, problem, headHash, stateHash } = verifyStore({ path, key: dataKey, migrationsDir });
  if (!ok) throw unsound(problem);
  if (headHash !== manifest.head.hash) throw unsound('its log ends elsewhere');
  if (stateHash !== manifest.stateHash) throw unsound('its records are others');
}

function unsound(why: string): FaultError {
  return new FaultError('backup-not-sound', `the backup cannot be relied on: ${why}`);
}

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type RestoredFacts, restoredFacts } from '../../../contracts/backup.ts';
import { passphraseFileName } from '../key/data-key.ts';
import { keyFileName, writeSecretFile } from '../key/key-file.ts';
import { withFaults } from '../sqlite/sqlite-fault.ts';
import { storeFileName } from '../store.ts';
import { syncFolder } from './backup-file.ts';
import { recoveryFileName } from './recovery-key.ts';
import { workDirName } from './take-backup.ts';

/** A restore that is being unpacked, and one that waits to be put in place, inside the data directory. */
export const restoreNewName = 'restore-new';
export const restoreReadyName = 'restore-ready';
/** What the last restore was, beside the store. */
export const restoredFileName = 'restored.json';
/** Says inside the ready place that everything old was put aside. */
const asideMark = 'old-is-aside';

/** Everything a restore replaces. The journal files of the old store must never meet the new one. */
const replaced = [
  `${storeFileName}-wal`,
  `${storeFileName}-shm`,
  storeFileName,
  keyFileName,
  passphraseFileName,
  recoveryFileName,
  restoredFileName,
  'backup-state.json',
  'terminal-install',
  'tls',
] as const;

/**
 * Before anything is opened: puts a restore that lies ready in place, and sweeps what a killed backup or restore left. A
 * kill at any point is made good by the next call (BK53). The old files are kept in `before-restore-…`.
 */
export function finishRestore(dataDir: string): void {
  if (!existsSync(dataDir)) return;
  withFaults(() => {
    rmSync(join(dataDir, restoreNewName), { recursive: true, force: true });
    rmSync(join(dataDir, workDirName), { recursive: true, force: true });
    const ready = join(dataDir, restoreReadyName);
    if (!existsSync(ready)) return;
    if (!existsSync(join(ready, asideMark))) putAside(dataDir, ready);
    for (const name of replaced) {
      if (existsSync(join(ready, name))) renameSync(join(ready, name), join(dataDir, name));
    }
    syncFolder(dataDir);
    rmSync(ready, { recursive: true, force: true });
    syncFolder(dataDir);
  });
}

function putAside(dataDir: string, ready: string): void {
  const { restoredAt } = readRestored(ready) ?? { restoredAt: 0 };
  const aside = join(dataDir, `before-restore-${restoredAt}`);
  for (const name of replaced) {
    if (!existsSync(join(dataDir, name))) continue;
    mkdirSync(dirname(join(aside, name)), { recursive: true, mode: 0o700 });
    renameSync(join(dataDir, name), join(aside, name));
  }
  syncFolder(dataDir);
  writeSecretFile(join(ready, asideMark), '\n');
}

/** What the last restore of this store was; null when it was never restored. */
export function readRestored(dataDir: string): RestoredFacts | null {
  const path = join(dataDir, restoredFileName);
  if (!existsSync(path)) return null;
  try {
    const parsed = restoredFacts.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

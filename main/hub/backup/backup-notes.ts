import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { backupEntry } from '../../../contracts/backup.ts';
import { writeSecretFile } from '../../store/key/key-file.ts';

/** Beside the store: how the last tries went, and what was found of each backup. Losing it loses no backup. */
const fileName = 'backup-state.json';

const backupNotes = z.object({
  lastTryAt: z.number().nullable(),
  fault: z.string().nullable(),
  closePending: z.boolean(),
  /** The folder that was written to before: a mark must lie in it (BK25). */
  markedFolder: z.string().nullable(),
  lastGood: backupEntry.nullable(),
  /** By backup id. */
  checks: z.record(
    z.string(),
    z.object({ folder: z.string(), verifiedAt: z.number().nullable(), problem: z.string().nullable() }),
  ),
});
export type BackupNotes = z.output<typeof backupNotes>;

const none: BackupNotes = {
  lastTryAt: null,
  fault: null,
  closePending: false,
  markedFolder: null,
  lastGood: null,
  checks: {},
};

/** The notes of a data directory; a file that makes no sense is as good as none. */
export function readNotes(dataDir: string): BackupNotes {
  const path = join(dataDir, fileName);
  if (!existsSync(path)) return none;
  try {
    const parsed = backupNotes.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : none;
  } catch {
    return none;
  }
}

export function writeNotes(dataDir: string, notes: BackupNotes): void {
  writeSecretFile(join(dataDir, fileName), `${JSON.stringify(notes)}\n`);
}

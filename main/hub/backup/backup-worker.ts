import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { RestoreFacts } from '../../../contracts/backup.ts';
import { type FaultCode, FaultError } from '../../../domain/fault-catalog.ts';
import type { RestoreTask, StagedRestore } from '../../store/backup/restore-stage.ts';
import type { BackupTask, TakenBackup } from '../../store/backup/take-backup.ts';
import type { BackupCheck, BackupVerdict } from '../../store/backup/verify-backup.ts';

/** Takes, verifies and unpacks backups somewhere where nothing else waits. Faults come out as `FaultError`. */
export interface BackupWorker {
  readonly take: (task: BackupTask) => Promise<TakenBackup>;
  readonly verify: (check: BackupCheck) => Promise<BackupVerdict>;
  readonly inspect: (task: RestoreAsk) => Promise<RestoreFacts>;
  readonly stage: (task: RestoreAsk) => Promise<StagedRestore>;
}
/** Clock and ids are the thread's own. */
export type RestoreAsk = Omit<RestoreTask, 'ambient'>;

/** What the thread is handed; keys are copied to it and forgotten with it. */
export type BackupRequest =
  | { readonly kind: 'take'; readonly task: BackupTask }
  | { readonly kind: 'verify'; readonly task: BackupCheck }
  | { readonly kind: 'inspect'; readonly task: RestoreAsk }
  | { readonly kind: 'stage'; readonly task: RestoreAsk };
export type BackupReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: FaultCode; readonly message: string };

/** Each job in a thread of its own. */
export function backupThreads(): BackupWorker {
  return {
    take: async (task) => (await inThread({ kind: 'take', task })) as TakenBackup,
    verify: async (task) => (await inThread({ kind: 'verify', task })) as BackupVerdict,
    inspect: async (task) => (await inThread({ kind: 'inspect', task })) as RestoreFacts,
    stage: async (task) => {
      const staged = (await inThread({ kind: 'stage', task })) as StagedRestore;
      return { ...staged, dataKey: Buffer.from(staged.dataKey) };
    },
  };
}

/** The thread's file: beside this source, or beside the bundle this code ended up in (which may be a chunk). */
function threadFile(): URL {
  const places = ['./backup-thread.ts', './backup-thread.js', '../backup-thread.js'];
  const found = places.map((name) => new URL(name, import.meta.url)).find((place) => existsSync(place));
  if (found === undefined) throw new TypeError('the file of the backup thread is missing from this build');
  return found;
}

function inThread(request: BackupRequest): Promise<unknown> {
  const worker = new Worker(threadFile(), { workerData: request });
  worker.unref();
  return new Promise((resolve, reject) => {
    worker.once('message', (reply: BackupReply) => {
      if (reply.ok) resolve(reply.value);
      else reject(new FaultError(reply.code, reply.message));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the backup thread ended with code ${code}`)));
  });
}

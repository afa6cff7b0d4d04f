import { randomBytes } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import type { Ambient } from '../../../domain/ambient.ts';
import { assertNever } from '../../../domain/assert.ts';
import { uuidV7 } from '../../../domain/id.ts';
import { inspectRestore, stageRestore } from '../../store/backup/restore-stage.ts';
import { takeBackup } from '../../store/backup/take-backup.ts';
import { verifyBackup } from '../../store/backup/verify-backup.ts';
import { faultOf } from '../../store/sqlite/sqlite-fault.ts';
import type { BackupReply, BackupRequest } from './backup-worker.ts';

/** The thread of `backup-worker.ts`: one job, then it ends. */
const ambient: Ambient = { now: () => Date.now(), newId: () => uuidV7(Date.now(), randomBytes(10)) };

function perform(request: BackupRequest): unknown {
  switch (request.kind) {
    case 'take':
      return takeBackup(request.task);
    case 'verify':
      return verifyBackup(request.task);
    case 'inspect':
      return inspectRestore({ ...request.task, ambient });
    case 'stage':
      return stageRestore({ ...request.task, ambient });
    default:
      return assertNever(request);
  }
}

function reply(request: BackupRequest): BackupReply {
  try {
    return { ok: true, value: perform(request) };
  } catch (error) {
    const fault = faultOf(error);
    if (fault === null) throw error;
    return { ok: false, code: fault.code, message: fault.message };
  }
}

parentPort?.postMessage(reply(workerData as BackupRequest));

import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { storeFileName } from '../store/store.ts';
import { verifyStore } from '../store/verify/verify-store.ts';
import type { VerifyRequest } from './verify-desk.ts';

/** The thread of `verify-desk.ts`: one check, then it ends. */
const { dir, key, migrationsDir } = workerData as VerifyRequest;
const { ok, ops, stateHash, brokenNo, problem, tookMs } = verifyStore({
  path: join(dir, storeFileName),
  key,
  migrationsDir,
});
parentPort?.postMessage({ ok, ops, stateHash, brokenNo, problem, tookMs });

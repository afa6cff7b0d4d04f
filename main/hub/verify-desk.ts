import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { z } from 'zod';
import type { verifyResult } from '../../contracts/store-facts.ts';

export type VerifyResult = z.output<typeof verifyResult>;

/** Checks the whole log without holding up the counter. */
export interface VerifyDesk {
  /** Null when a check is already running. */
  readonly run: () => Promise<VerifyResult | null>;
}

/** What the worker is handed; the key is copied to its thread and forgotten there. */
export interface VerifyRequest {
  readonly dir: string;
  readonly key: Uint8Array | null;
  readonly migrationsDir: string;
}

/** Runs each check in a thread of its own, one at a time, on a read-only connection. */
export function verifyDesk(request: () => VerifyRequest): VerifyDesk {
  let running = false;
  return {
    run: async () => {
      if (running) return null;
      running = true;
      try {
        return await verifyInThread(request());
      } finally {
        running = false;
      }
    },
  };
}

/** The thread's file: beside this source, or beside the bundle this code ended up in (which may be a chunk). */
function threadFile(): URL {
  const places = ['./verify-thread.ts', './verify-thread.js', '../verify-thread.js'].map(
    (name) => new URL(name, import.meta.url),
  );
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new TypeError('the file of the checking thread is missing from this build');
  return found;
}

function verifyInThread(request: VerifyRequest): Promise<VerifyResult> {
  const worker = new Worker(threadFile(), { workerData: request });
  return new Promise((resolve, reject) => {
    worker.once('message', (result: VerifyResult) => resolve(result));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the check ended with code ${code}`)));
  });
}

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
export interface VerifyOrder {
  readonly dir: string;
  readonly key: Uint8Array | null;
  readonly migrationsDir: string;
}

/** Runs each check in a thread of its own, one at a time, on a read-only connection. */
export function verifyDesk(order: () => VerifyOrder): VerifyDesk {
  let running = false;
  return {
    run: async () => {
      if (running) return null;
      running = true;
      try {
        return await verifyInThread(order());
      } finally {
        running = false;
      }
    },
  };
}

function verifyInThread(order: VerifyOrder): Promise<VerifyResult> {
  const worker = new Worker(new URL('./verify-thread.ts', import.meta.url), { workerData: order });
  return new Promise((resolve, reject) => {
    worker.once('message', (result: VerifyResult) => resolve(result));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the check ended with code ${code}`)));
  });
}

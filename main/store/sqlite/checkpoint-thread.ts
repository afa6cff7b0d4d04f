import { parentPort, workerData } from 'node:worker_threads';
import { type CheckpointJob, jobStates } from './checkpoint-aside.ts';
import { openConnection } from './connection.ts';
import { faultOf } from './sqlite-fault.ts';

/** The thread of `checkpoint-aside.ts`: one checkpoint a job, on a connection that is open only that long. */
const { path, key, state } = workerData as CheckpointJob;
const jobState = new Int32Array(state);

function copied(): void {
  const connection = openConnection({ path, key });
  try {
    connection.pragma('wal_checkpoint(PASSIVE)');
  } finally {
    connection.close();
  }
}

parentPort?.on('message', () => {
  const { none, asked, running } = jobStates;
  if (Atomics.compareExchange(jobState, 0, asked, running) !== asked) return;
  try {
    copied();
  } catch (error) {
    // A fault of the disk shows to whoever writes next, and is told there.
    if (faultOf(error) === null) throw error;
  } finally {
    Atomics.store(jobState, 0, none);
    Atomics.notify(jobState, 0);
  }
});

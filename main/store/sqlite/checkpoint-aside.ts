import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { busyMs } from './connection.ts';

/** What the thread is handed; the key is copied to it and goes with it. */
export interface CheckpointJob {
  readonly path: string;
  readonly key: Uint8Array | null;
  /** One `Int32`: how the only job stands. */
  readonly state: SharedArrayBuffer;
}

/** How a job stands, between the two threads: nobody asked, asked, being carried out. */
export const jobStates = { none: 0, asked: 1, running: 2 } as const;

/**
 * Copies the write-ahead log into the file in a thread of its own, on a connection of its own: in the thread of the store
 * it would stop everybody for 20 µs a page. The thread starts with the first job and ends with the store.
 */
export class CheckpointAside {
  readonly #job: CheckpointJob;
  readonly #state: Int32Array;
  #worker: Worker | null = null;
  #isBroken = false;

  constructor(store: Pick<CheckpointJob, 'path' | 'key'>) {
    const state = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    this.#job = { ...store, state };
    this.#state = new Int32Array(state);
  }

  /** Has it copied soon, or sees that it is at it. False when there is no thread: whoever asks has to do it himself. */
  ask(): boolean {
    if (this.#isBroken) return false;
    const { none, asked } = jobStates;
    if (Atomics.compareExchange(this.#state, 0, none, asked) !== none) return true;
    this.#worker ??= this.#started();
    this.#worker?.postMessage(null);
    return !this.#isBroken;
  }

  /** Is a job waiting or being carried out? */
  get isBusy(): boolean {
    return Atomics.load(this.#state, 0) !== jobStates.none;
  }

  /** Ends the thread, after the copy that is under way: the file is about to be closed. Waits as long as SQLite itself would. */
  end(): void {
    const { none, asked, running } = jobStates;
    this.#isBroken = true;
    if (Atomics.compareExchange(this.#state, 0, asked, none) === running) Atomics.wait(this.#state, 0, running, busyMs);
    void this.#worker?.terminate();
    this.#worker = null;
  }

  #started(): Worker | null {
    const file = threadFile();
    if (file === null) {
      this.#isBroken = true;
      return null;
    }
    const worker = new Worker(file, { workerData: this.#job });
    worker.unref();
    const gone = (): void => {
      this.#isBroken = true;
    };
    worker.once('error', gone);
    worker.once('exit', gone);
    return worker;
  }
}

/** The thread's file: beside this source, or beside the bundle this code ended up in (which may be a chunk). */
function threadFile(): URL | null {
  const places = ['./checkpoint-thread.ts', './checkpoint-thread.js', '../checkpoint-thread.js'].map(
    (name) => new URL(name, import.meta.url),
  );
  return places.find((place) => existsSync(place)) ?? null;
}

import { closeSync, fdatasyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { HeldOp } from '../../domain/sync/outbox.ts';
import type { Saving } from '../../domain/sync/sync-state.ts';

/** An outbox on the disk of the client: each saving of the driver is appended and on the disk before anything follows it. */
export class OutboxFile {
  readonly #file: number;

  constructor(dir: string, held: readonly HeldOp[]) {
    mkdirSync(dir, { recursive: true });
    this.#file = openSync(join(dir, 'outbox'), 'a');
    this.#append({ put: held });
  }

  /** An op's text never changes: of one that is here already only where the hub took it is written. */
  save({ meta, put, dropBefore }: Saving): void {
    this.#append({ meta, taken: put.map(({ op, takenNo }) => [op.seq, takenNo]), dropBefore });
  }

  close(): void {
    closeSync(this.#file);
  }

  #append(entry: unknown): void {
    writeSync(this.#file, `${JSON.stringify(entry)}\n`);
    fdatasyncSync(this.#file);
  }
}

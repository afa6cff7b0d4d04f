import { Dexie, type Table } from 'dexie';
import type { SaleId } from '../../../../domain/id.ts';
import type { CompletedSale } from '../../../../domain/sale/sale.ts';
import type { Change } from '../../../../domain/sync/mirror.ts';
import type { HeldOp } from '../../../../domain/sync/outbox.ts';
import type { SyncMeta } from '../../../../domain/sync/sync-state.ts';

/** Name of the one database of an origin. */
export const databaseName = 'kaunter-handheld';

/** A completed sale of this handheld, for its receipt and for returns without the hub. */
export interface KeptSale {
  readonly saleId: SaleId;
  readonly number: string;
  readonly completedAt: number;
  readonly sale: CompletedSale;
}
/** `seq` beside the op, so that the store can be keyed by it. */
export interface KeptOp {
  readonly seq: number;
  readonly held: HeldOp;
}
/** A change that came by pull: `no` is the cursor it came with; null means the thing is gone. */
export interface KeptChange {
  readonly key: string;
  readonly no: number;
  readonly put: unknown;
}
/** Many things of a snapshot together: a row each would take a hundred times as long to write. */
export interface KeptBlock {
  readonly no: number;
  readonly rows: readonly Change[];
}
export interface KeptChunk {
  readonly hash: string;
  readonly bytes: ArrayBuffer;
}
/** Single documents: the device, the lease, the open sale, the catalog's manifest … */
export interface KeptDocument {
  readonly key: string;
  readonly value: unknown;
}

/** What a handheld keeps. Every write is on the disk before it counts: strict durability. */
export class HandheldDatabase extends Dexie {
  declare readonly outbox: Table<KeptOp, number>;
  /** One row: `seq`, what was taken, and the counter of receipt numbers. */
  declare readonly counters: Table<{ readonly key: 'sync'; readonly meta: SyncMeta }, string>;
  declare readonly sales: Table<KeptSale, string>;
  declare readonly mirror: Table<KeptChange, string>;
  declare readonly mirrorBlocks: Table<KeptBlock, number>;
  declare readonly documents: Table<KeptDocument, string>;
  declare readonly chunks: Table<KeptChunk, string>;
  /** Non-extractable keys; a key that was deleted may stay in the files, so a wipe needs more than that. */
  declare readonly keys: Table<{ readonly key: string; readonly pair: unknown }, string>;
  declare readonly verifiers: Table<{ readonly staffId: string; readonly verifier: unknown }, string>;

  constructor(name: string = databaseName) {
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      outbox: 'seq',
      counters: 'key',
      // No further index: each costs a write in the transaction a customer waits for, and all sales are in memory.
      sales: 'saleId',
      mirror: 'key',
      mirrorBlocks: 'no',
      documents: 'key',
      chunks: 'hash',
      keys: 'key',
      verifiers: 'staffId',
    });
  }
}

/** Writes in one transaction whose commit is on the disk; rejects when nothing of it was written. `work` must not wait. */
export function writeStrictly(
  database: Dexie,
  stores: readonly string[],
  work: (transaction: IDBTransaction) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.backendDB().transaction([...stores], 'readwrite', { durability: 'strict' });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException('aborted', 'AbortError'));
    try {
      work(transaction);
    } catch (error) {
      transaction.abort();
      reject(error);
    }
  });
}

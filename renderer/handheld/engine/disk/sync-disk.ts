import type { OpBody } from '../../../../contracts/op-catalog.ts';
import { assert } from '../../../../domain/assert.ts';
import type { InstallId } from '../../../../domain/id.ts';
import type { CompletedSale } from '../../../../domain/sale/sale.ts';
import { type Change, mirrorKey } from '../../../../domain/sync/mirror.ts';
import type { HeldOp } from '../../../../domain/sync/outbox.ts';
import { emptyRecord, type Saving, type SyncRecord } from '../../../../domain/sync/sync-state.ts';
import { type HandheldDatabase, type KeptOp, type KeptSale, writeStrictly } from './handheld-database.ts';

/** Things of a snapshot in one row of the disk. */
export const mirrorBlockMax = 2_000;
/** Single changes on top of the blocks from which on they are put together at the next start. */
export const mirrorChangesMax = 2_000;

const savingStores = ['outbox', 'counters', 'sales', 'mirror', 'mirrorBlocks'] as const;
/** A transaction over fewer stores starts sooner: what nobody waits for needs them all, a sale does not. */
const actStores = ['outbox', 'counters'] as const;

/**
 * Writes a saving of the sync machine: ops, counters and, for a sale, the sale itself, in one strict transaction (HE1). A sale is thus on the disk with its number or not at all.
 */
export function saveSync(database: HandheldDatabase, saving: Saving): Promise<void> {
  const { meta, put, dropBefore, changes, newMirror } = saving;
  const isAct = changes.length === 0 && !newMirror && dropBefore === null;
  return writeStrictly(database, isAct ? actStores : savingStores, (transaction) => {
    const store = (name: (typeof savingStores)[number]): IDBObjectStore => transaction.objectStore(name);
    store('counters').put({ key: 'sync', meta });
    for (const held of put) store('outbox').put({ seq: held.op.seq, held });
    if (dropBefore !== null) forgetOps(dropBefore, store);
    // Nothing more comes: without the word the browser first answers each put, and a customer waits for that.
    if (isAct) return transaction.commit();
    if (newMirror) writeMirror(changes, store);
    else
      for (const change of changes) store('mirror').put({ key: mirrorKey(change), no: meta.cursor, put: change.put });
  });
}

type StoreOf = (name: (typeof savingStores)[number]) => IDBObjectStore;

/** Ops that are safe everywhere go; what they sold stays, for its receipt and for returns. */
function forgetOps(before: number, store: StoreOf): void {
  const range = IDBKeyRange.upperBound(before, true);
  const ask: IDBRequest<KeptOp[]> = store('outbox').getAll(range);
  ask.onsuccess = () => {
    for (const { held } of ask.result) {
      const kept = keptSaleOf(held);
      if (kept !== null) store('sales').put(kept);
    }
    store('outbox').delete(range);
  };
}

/** A sale op as a sale that can be shown and returned; null for any other op. */
export function keptSaleOf({ op }: HeldOp): KeptSale | null {
  if (op.kind !== 'sale.completed' || op.staffId === null) return null;
  const body = op.body as OpBody<'sale.completed'>;
  const { settled, policy, shiftId, completedAt, transactionNumber } = body;
  const sale: CompletedSale = { ...body.sale, settled, policy, shiftId, staffId: op.staffId, completedAt };
  return { saleId: sale.saleId, number: transactionNumber ?? '', completedAt, sale };
}

function writeMirror(changes: readonly Change[], store: StoreOf): void {
  store('mirror').clear();
  store('mirrorBlocks').clear();
  for (let at = 0; at < changes.length; at += mirrorBlockMax)
    store('mirrorBlocks').put({ no: at / mirrorBlockMax, rows: changes.slice(at, at + mirrorBlockMax) });
}

/** What this handheld holds; an empty record of this install when it is new. */
export async function readSync(database: HandheldDatabase, installId: InstallId): Promise<SyncRecord> {
  const [counters, ops, blocks, changes] = await Promise.all([
    database.counters.get('sync'),
    database.outbox.toArray(),
    database.mirrorBlocks.toArray(),
    database.mirror.toArray(),
  ]);
  if (counters === undefined) return emptyRecord(installId);
  const { meta } = counters;
  assert(meta.installId === installId, 'the outbox belongs to another install');
  const mirror = new Map<string, unknown>();
  for (const { rows } of blocks) for (const row of rows) mirror.set(mirrorKey(row), row.put);
  for (const { key, put } of changes) {
    if (put === null) mirror.delete(key);
    else mirror.set(key, put);
  }
  return { meta, held: ops.map(({ held }) => held), mirror };
}

/** Puts blocks and single changes together again, so that starting stays quick. Items stay single: chunks follow them. */
export async function compactMirror(database: HandheldDatabase, { mirror }: SyncRecord): Promise<void> {
  const single = await database.mirror.where('key').below('item/').count();
  const after = await database.mirror.where('key').above('item/~').count();
  if (single + after < mirrorChangesMax) return;
  const rows = [...mirror].flatMap(([key, put]) => (key.startsWith('item/') ? [] : [changeOf(key, put)]));
  await writeStrictly(database, ['mirror', 'mirrorBlocks'], (transaction) => {
    transaction.objectStore('mirror').delete(IDBKeyRange.upperBound('item/', true));
    transaction.objectStore('mirror').delete(IDBKeyRange.lowerBound('item/~'));
    const blocks = transaction.objectStore('mirrorBlocks');
    blocks.clear();
    for (let at = 0; at < rows.length; at += mirrorBlockMax)
      blocks.put({ no: at / mirrorBlockMax, rows: rows.slice(at, at + mirrorBlockMax) });
  });
}

function changeOf(key: string, put: unknown): Change {
  const at = key.indexOf('/');
  return { topic: key.slice(0, at) as Change['topic'], id: key.slice(at + 1), put };
}

/** Sales kept for receipts and returns; the oldest go first. What the hub has can be fetched from there. */
export const keptSalesMax = 2_000;

/** Forgets the oldest of these sales beyond `keptSalesMax`. */
export async function pruneSales(database: HandheldDatabase, kept: Iterable<KeptSale>): Promise<void> {
  const oldestLast = [...kept].sort((a, b) => b.completedAt - a.completedAt);
  const gone = oldestLast.slice(keptSalesMax).map(({ saleId }) => saleId);
  if (gone.length > 0) await database.sales.bulkDelete(gone);
}

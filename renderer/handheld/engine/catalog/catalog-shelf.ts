import type { CatalogManifest } from '../../../../contracts/catalog-chunks.ts';
import type { Item } from '../../../../domain/catalog/item.ts';
import type { ItemId } from '../../../../domain/id.ts';
import type { Change } from '../../../../domain/sync/mirror.ts';
import { documentKeys, readDocument } from '../disk/documents.ts';
import { type HandheldDatabase, writeStrictly } from '../disk/handheld-database.ts';
import type { CatalogBook } from './catalog-book.ts';
import { ChunkColumns, knownColumns, sha256Hex } from './chunk-columns.ts';

/** Single changes from which on the changed chunks are fetched. */
export const changesUntilChunksMax = 200;
/** Chunks on their way at once. */
const fetchesMax = 4;

/** Where the catalog comes from. `parse` throws for bytes that are no chunk. */
export interface ChunkSource {
  readonly manifest: () => Promise<CatalogManifest>;
  readonly chunk: (hash: string) => Promise<ArrayBuffer>;
  readonly parse: (bytes: ArrayBuffer) => ConstructorParameters<typeof ChunkColumns>[0];
  /** Bytes a catalog may take of the disk; null where the browser does not tell. */
  readonly roomBytes?: () => number | null;
}

/** A chunk that is not what its hash says: nothing of it is used. */
export class ChunkHashError extends Error {
  override readonly name = 'ChunkHashError';
}

/**
 * The catalog on the disk: chunks named by the hash of their content, and what the newest manifest says belongs together.
 * A chunk is fetched once; after a price edit only its own.
 */
export class CatalogShelf {
  readonly #database: HandheldDatabase;
  readonly #book: CatalogBook;
  #manifest: CatalogManifest | null = null;
  /** Hashes of the chunks that are in memory. */
  readonly #loaded = new Set<string>();

  constructor(database: HandheldDatabase, book: CatalogBook) {
    this.#database = database;
    this.#book = book;
  }

  get manifest(): CatalogManifest | null {
    return this.#manifest;
  }

  /** Everything there is on the disk into memory. Answers how many chunks of the manifest are here. */
  async open(): Promise<{ readonly here: number; readonly expected: number }> {
    const manifest = await readDocument<CatalogManifest>(this.#database, documentKeys.manifest);
    const [kept, changes] = await Promise.all([
      this.#database.chunks.toArray(),
      this.#database.mirror.where('key').between('item/', 'item/~').toArray(),
    ]);
    const numberOf = new Map(manifest?.chunks.map(({ hash, no }) => [hash, no]));
    let here = 0;
    for (const { hash, bytes } of kept) if (numberOf.has(hash) && this.#load(hash, bytes)) here += 1;
    for (const { key, put } of changes) this.#book.change(key.slice('item/'.length) as ItemId, put as Item | null);
    this.#manifest = manifest;
    return { here, expected: manifest?.chunks.length ?? 0 };
  }

  /** Changes that were saved with the sync: they show at once. */
  changed(changes: readonly Change[]): void {
    for (const { topic, id, put } of changes) if (topic === 'item') this.#book.change(id as ItemId, put as Item | null);
  }

  /** Is it time to fetch the changed chunks? */
  get isBehind(): boolean {
    return this.#manifest === null || this.#book.changes > changesUntilChunksMax;
  }

  /**
   * Fetches what the hub's manifest names and is not here, the first chunk first, and puts each into memory as it comes.
   * Chunks that are no longer named go when all are here. A full disk keeps the catalog there is.
   */
  async fetch(source: ChunkSource, onChunk: (here: number, expected: number) => void): Promise<void> {
    const manifest = await source.manifest();
    const known = new Set(await this.#database.chunks.toCollection().primaryKeys());
    const queue = manifest.chunks.filter(({ hash }) => !this.#loaded.has(hash));
    const expected = manifest.chunks.length;
    let here = expected - queue.length;
    leaveRoom(queue, known, source.roomBytes?.() ?? null);
    const worker = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        if (!known.has(next.hash) || !(await this.#loadKept(next.hash))) await this.#fetchChunk(next.hash, source);
        here += 1;
        onChunk(here, expected);
      }
    };
    await Promise.all(Array.from({ length: fetchesMax }, worker));
    await this.#adopt(manifest);
    onChunk(here, expected);
  }

  /** A download that broke off left its chunks on the disk. */
  async #loadKept(hash: string): Promise<boolean> {
    const kept = await this.#database.chunks.get(hash);
    return kept !== undefined && this.#load(hash, kept.bytes);
  }

  async #fetchChunk(hash: string, source: ChunkSource): Promise<void> {
    const bytes = await source.chunk(hash);
    if ((await sha256Hex(bytes)) !== hash) throw new ChunkHashError(hash);
    const columns = new ChunkColumns(source.parse(bytes));
    await this.#keepChunk(hash, bytes);
    this.#book.put(columns);
    this.#loaded.add(hash);
  }

  #load(hash: string, bytes: ArrayBuffer): boolean {
    const columns = knownColumns(bytes);
    if (columns === null) return false;
    this.#book.put(columns);
    this.#loaded.add(hash);
    return true;
  }

  #keepChunk(hash: string, bytes: ArrayBuffer): Promise<void> {
    return writeStrictly(this.#database, ['chunks'], (transaction) => {
      transaction.objectStore('chunks').put({ hash, bytes });
    });
  }

  /** From here on the new manifest is the catalog: old chunks and changes the chunks hold are dropped. */
  async #adopt(manifest: CatalogManifest): Promise<void> {
    const changes = await this.#database.mirror.where('key').between('item/', 'item/~').toArray();
    const covered = changes.filter(({ no }) => no <= manifest.rev);
    const named = new Set(manifest.chunks.map(({ hash }) => hash));
    const gone = (await this.#database.chunks.toCollection().primaryKeys()).filter((hash) => !named.has(hash));
    await writeStrictly(this.#database, ['documents', 'chunks', 'mirror'], (transaction) => {
      transaction.objectStore('documents').put({ key: documentKeys.manifest, value: manifest });
      for (const hash of gone) transaction.objectStore('chunks').delete(hash);
      for (const { key } of covered) transaction.objectStore('mirror').delete(key);
    });
    for (const { key } of covered) this.#book.forgetChange(key.slice('item/'.length) as ItemId);
    this.#book.keepOnly(new Set(manifest.chunks.map(({ no }) => no)));
    for (const hash of this.#loaded) if (!named.has(hash)) this.#loaded.delete(hash);
    this.#manifest = manifest;
  }
}

/** What sales need of the disk is not taken by a catalog: the one there is stays, and the new one waits (HE22). */
function leaveRoom(chunks: CatalogManifest['chunks'], kept: ReadonlySet<string>, roomBytes: number | null): void {
  const wanted = chunks.reduce((sum, { hash, bytes }) => (kept.has(hash) ? sum : sum + bytes), 0);
  if (roomBytes === null || wanted <= roomBytes) return;
  throw new DOMException(`the catalog takes ${wanted} bytes, there is room for ${roomBytes}`, 'QuotaExceededError');
}

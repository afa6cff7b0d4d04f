import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import {
  type CatalogChunk,
  type CatalogManifest,
  chunkItemsMax,
  chunkVersion,
  type PriceBook,
} from '../../../contracts/catalog-chunks.ts';
import type { Item } from '../../../domain/catalog/item.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import type { Epoch } from '../../../domain/sync/epoch.ts';
import type { ChunkReads } from '../../store/catalog/chunk-reads.ts';

/** Brotli quality: 9 costs a chunk some 40 ms once, in a thread of its own, and saves a tenth of the line over 5. */
const brotliQuality = 9;
const gzipLevel = 9;
/** Chunks that were replaced stay to be had for handhelds that read the manifest before: so many of them. */
const replacedChunksMax = 64;

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** Encodings a chunk is kept in. */
export type ChunkEncoding = 'br' | 'gzip' | 'identity';

export interface ChunkShelfParts {
  readonly chunks: ChunkReads;
  readonly epoch: () => Epoch;
  readonly head: () => number;
  readonly settings: () => StoreSettings | null;
}

interface Chunk {
  readonly no: number;
  readonly hash: string;
  readonly rows: number;
  readonly bytes: Buffer;
  readonly packed: Map<ChunkEncoding, Promise<Buffer>>;
}

/** The catalog as immutable chunks. Built when first asked for, then only what ops changed since. */
export class ChunkShelf {
  readonly #parts: ChunkShelfParts;
  readonly #current = new Map<number, Chunk>();
  readonly #byHash = new Map<string, Chunk>();
  #builtNo = -1;
  #building: Promise<CatalogManifest> | null = null;

  constructor(parts: ChunkShelfParts) {
    this.#parts = parts;
  }

  /** The manifest as of now. Who asks while it is being built gets the same one. */
  manifest(): Promise<CatalogManifest> {
    this.#building ??= this.#build().finally(() => {
      this.#building = null;
    });
    return this.#building;
  }

  /** A chunk's bytes in an encoding; null for a hash that is not, or no longer, one of ours. */
  async chunk(hash: string, encoding: ChunkEncoding): Promise<Buffer | null> {
    const chunk = this.#byHash.get(hash);
    if (chunk === undefined) return null;
    const known = chunk.packed.get(encoding);
    if (known !== undefined) return await known;
    const packed = pack(chunk.bytes, encoding);
    chunk.packed.set(encoding, packed);
    return await packed;
  }

  /** Chunk by chunk with a breath between, so that no sale waits for a whole catalog. What changes meanwhile comes by pull. */
  async #build(): Promise<CatalogManifest> {
    const { chunks, epoch, head } = this.#parts;
    const rev = head();
    const lastNo = chunks.lastOpNo();
    for (const no of chunks.changedAfter(this.#builtNo, chunkItemsMax)) {
      this.#put(chunkOf(no, chunks.chunk(no, chunkItemsMax)));
      await breath();
    }
    this.#builtNo = lastNo;
    const rows = [...this.#current.values()].sort((a, b) => a.no - b.no);
    return {
      epoch: epoch(),
      rev,
      items: rows.reduce((sum, chunk) => sum + chunk.rows, 0),
      chunks: rows.map(({ no, hash, bytes, rows: count }) => ({ no, hash, bytes: bytes.length, rows: count })),
      priceBook: this.#priceBook(lastNo),
    };
  }

  #priceBook(lastNo: number): PriceBook | null {
    const settings = this.#parts.settings();
    if (settings === null) return null;
    const { currency, pricesIncludeTax } = settings;
    return { no: Math.max(lastNo, this.#parts.chunks.settingsNo()), currency, pricesIncludeTax };
  }

  #put(chunk: Chunk): void {
    if (this.#current.get(chunk.no)?.hash === chunk.hash) return;
    this.#current.set(chunk.no, chunk);
    this.#byHash.delete(chunk.hash);
    this.#byHash.set(chunk.hash, chunk);
    const current = new Set([...this.#current.values()].map(({ hash }) => hash));
    const replaced = [...this.#byHash.keys()].filter((hash) => !current.has(hash));
    for (const hash of replaced.slice(0, Math.max(0, replaced.length - replacedChunksMax))) this.#byHash.delete(hash);
  }
}

function chunkOf(no: number, items: readonly Item[]): Chunk {
  const bytes = Buffer.from(JSON.stringify(columnsOf(no, items)));
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { no, hash, rows: items.length, bytes, packed: new Map() };
}

/** By columns, so that like stands beside like and packs well. Every field is named here: what is not named is not sent. */
function columnsOf(no: number, items: readonly Item[]): CatalogChunk {
  return {
    v: chunkVersion,
    no,
    itemId: items.map(({ itemId }) => itemId),
    sku: items.map(({ sku }) => sku),
    name: items.map(({ name }) => name),
    brand: items.map(({ brand }) => brand),
    size: items.map(({ size }) => size),
    category: items.map(({ category }) => category),
    taxCategory: items.map(({ taxCategory }) => taxCategory),
    unitPrice: items.map(({ unitPrice }) => unitPrice),
    unit: items.map(({ unit }) => unit),
    barcodes: items.map(({ barcodes }) => [...barcodes]),
    labelCode: items.map(({ labelCode }) => labelCode),
    stockTracked: items.map(({ stockTracked }) => (stockTracked ? 1 : 0)),
    active: items.map(({ active }) => (active ? 1 : 0)),
    gridPlace: items.map(({ gridPlace }) => gridPlace),
    colour: items.map(({ colour }) => colour),
  };
}

async function pack(bytes: Buffer, encoding: ChunkEncoding): Promise<Buffer> {
  switch (encoding) {
    case 'identity':
      return bytes;
    case 'gzip':
      return await gzipped(bytes, { level: gzipLevel });
    case 'br':
      return await brotli(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
          [constants.BROTLI_PARAM_LGWIN]: 22,
        },
      });
  }
}

function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

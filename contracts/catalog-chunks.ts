import { z } from 'zod';
import { quantityUnits } from '../domain/quantity/quantity.ts';
import { barcodeText, itemBarcodesMax } from './catalog-item.ts';
import { epoch } from './sync.ts';
import { codeText, itemId, lineText, magnitude, nameText } from './values.ts';

/**
 * The catalog for handhelds: chunks named by the hash of their content, so that a handheld fetches a chunk once and keeps it
 * as a blob, and one price edit changes one chunk. What comes after the manifest's `rev` comes by pull (topic `item`).
 * Neither cost nor people are in it: the shapes have no place for them.
 */
/** Numbers of items in one chunk: item n lies in chunk ⌊(n − 1) / 2000⌋ for ever. */
export const chunkItemsMax = 2_000;
/** Most chunks of a manifest: two million items. */
export const chunksMax = 1_000;
/** Largest chunk, uncompressed, in bytes. */
export const chunkBytesMax = 4_194_304;
/** Version of the chunk's shape. */
export const chunkVersion = 1;
export const chunkPath = '/v1/catalog/chunk';

/** SHA-256 of the chunk's bytes before content encoding, 64 lowercase hex digits. */
export const chunkHash = z.string().regex(/^[0-9a-f]{64}$/);

/** The state of prices a sale can name: position of the log at the last op that could change what something costs. */
export const priceBook = z.strictObject({
  no: z.int().min(0),
  currency: z.string().regex(/^[A-Z]{3}$/),
  pricesIncludeTax: z.boolean(),
});
export type PriceBook = z.output<typeof priceBook>;

/** Answer of `GET /v1/catalog/manifest`. */
export const catalogManifest = z.strictObject({
  epoch,
  /** Everything up to this position of the log is in the chunks: pull goes on from here. */
  rev: z.int().min(0),
  /** Items in all chunks. */
  items: z.int().min(0),
  chunks: z
    .array(
      z.strictObject({
        no: z.int().min(0),
        hash: chunkHash,
        /** Before content encoding. */
        bytes: z.int().min(1).max(chunkBytesMax),
        rows: z.int().min(1).max(chunkItemsMax),
      }),
    )
    .max(chunksMax),
  /** Null before the first run. */
  priceBook: priceBook.nullable(),
});
export type CatalogManifest = z.output<typeof catalogManifest>;

const columnOf = <Value extends z.ZodType>(value: Value) => z.array(value).max(chunkItemsMax);
const flag = z.union([z.literal(0), z.literal(1)]);

/** One chunk as UTF-8 JSON, by columns: the i-th item is made of the i-th entry of each. Fields as in `Item`, without cost. */
export const catalogChunk = z.strictObject({
  v: z.literal(chunkVersion),
  no: z.int().min(0),
  itemId: columnOf(itemId),
  sku: columnOf(lineText),
  name: columnOf(nameText),
  brand: columnOf(lineText),
  size: columnOf(lineText),
  category: columnOf(lineText),
  taxCategory: columnOf(codeText),
  /** Minor units. */
  unitPrice: columnOf(magnitude),
  unit: columnOf(z.enum(quantityUnits)),
  barcodes: columnOf(z.array(barcodeText).max(itemBarcodesMax)),
  labelCode: columnOf(z.string().regex(/^\d{0,6}$/)),
  stockTracked: columnOf(flag),
  active: columnOf(flag),
  gridPlace: columnOf(z.int().min(0).max(100_000).nullable()),
  colour: columnOf(z.string().max(24)),
});
export type CatalogChunk = z.output<typeof catalogChunk>;

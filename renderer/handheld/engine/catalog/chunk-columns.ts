import type { CatalogChunk } from '../../../../contracts/catalog-chunks.ts';
import { chunkVersion } from '../../../../contracts/catalog-chunks.ts';
import { barcodesOfColumns, idsOfColumns } from '../../../../domain/catalog/chunk-columns.ts';
import type { Item } from '../../../../domain/catalog/item.ts';
import type { ItemId } from '../../../../domain/id.ts';

/** Columns without which no item can be made. */
const columns = [
  'idTime',
  'sku',
  'name',
  'brand',
  'size',
  'category',
  'taxCategory',
  'unitPrice',
  'unit',
  'labelCode',
  'stockTracked',
  'active',
  'gridPlace',
  'colour',
] as const satisfies readonly (keyof CatalogChunk)[];

/** Characters an item has in `idRest` and in `gtin`. */
const idRestChars = 13;
const gtinChars = 13;

/**
 * Two thousand items by columns, as they came. Items are made of them when somebody looks at one: a hundred thousand
 * objects would take longer to make than the catalog may take to open.
 */
export class ChunkColumns {
  readonly no: number;
  readonly size: number;
  readonly barcodes: readonly string[][];
  readonly #chunk: CatalogChunk;
  #itemIds: ItemId[] | null = null;

  /** Throws a RangeError when columns of the chunk do not belong together. */
  constructor(chunk: CatalogChunk) {
    this.no = chunk.no;
    this.size = chunk.idTime.length;
    this.barcodes = barcodesOfColumns(chunk);
    if (this.barcodes.length !== this.size || chunk.idRest.length !== this.size * idRestChars)
      throw new RangeError(`columns of chunk ${chunk.no} differ in length`);
    this.#chunk = chunk;
  }

  /** Put together when the first one is asked for: codes are scanned long before. */
  get itemIds(): readonly ItemId[] {
    this.#itemIds ??= idsOfColumns(this.#chunk) as ItemId[];
    return this.#itemIds;
  }
  get labelCodes(): CatalogChunk['labelCode'] {
    return this.#chunk.labelCode;
  }
  get gridPlaces(): CatalogChunk['gridPlace'] {
    return this.#chunk.gridPlace;
  }
  get categories(): CatalogChunk['category'] {
    return this.#chunk.category;
  }
  get actives(): CatalogChunk['active'] {
    return this.#chunk.active;
  }

  /** The item at a place, made anew each time; cost is never here. */
  item(at: number): Item {
    const barcodes = this.barcodes[at];
    const itemId = this.itemIds[at];
    if (barcodes === undefined || itemId === undefined) throw new RangeError(`no item ${at} in chunk ${this.no}`);
    return { ...itemAt(this.#chunk, at), itemId, barcodes };
  }
}

function itemAt(chunk: CatalogChunk, at: number): Omit<Item, 'itemId' | 'barcodes'> {
  const need = <Value>(column: readonly Value[]): Value => {
    if (at < 0 || at >= column.length) throw new RangeError(`no item ${at} in chunk ${chunk.no}`);
    return column[at] as Value;
  };
  return {
    sku: need(chunk.sku),
    name: need(chunk.name),
    brand: need(chunk.brand),
    size: need(chunk.size),
    category: need(chunk.category),
    taxCategory: need(chunk.taxCategory),
    unitPrice: need(chunk.unitPrice),
    unit: need(chunk.unit),
    unitCost: null,
    labelCode: need(chunk.labelCode),
    stockTracked: need(chunk.stockTracked) === 1,
    active: need(chunk.active) === 1,
    gridPlace: need(chunk.gridPlace),
    colour: need(chunk.colour),
  };
}

/**
 * Columns of a chunk that was parsed by its schema when it came, and whose hash was compared: only its shape is looked at
 * again, since the schema would take longer than all the rest of the opening. Null for anything else.
 */
export function knownColumns(bytes: ArrayBuffer): ChunkColumns | null {
  const chunk = JSON.parse(new TextDecoder().decode(bytes)) as CatalogChunk;
  if (chunk.v !== chunkVersion) return null;
  const size = chunk.idTime?.length;
  const isWhole =
    columns.every((name) => Array.isArray(chunk[name]) && chunk[name].length === size) &&
    Array.isArray(chunk.barcodesOther) &&
    chunk.idRest?.length === size * idRestChars &&
    chunk.gtin?.length === size * gtinChars;
  return isWhole ? new ChunkColumns(chunk) : null;
}

/** SHA-256 as 64 lowercase hex digits. */
export async function sha256Hex(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

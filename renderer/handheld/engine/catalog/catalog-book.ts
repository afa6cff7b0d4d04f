import type { Item } from '../../../../domain/catalog/item.ts';
import type { ItemId } from '../../../../domain/id.ts';
import { IndexShard, queryWords, searchShards } from '../../../../domain/search/index-shard.ts';
import { worthOf } from '../../../../domain/search/word-index.ts';
import type { ChunkColumns } from './chunk-columns.ts';

/** Where an item lies: chunk number and place in it, in one integer. */
const placesPerChunk = 4_096;
/** A first screen of the grid. */
const gridItemsMax = 2_000;

/** What a view shows of the whole catalog. */
export interface CatalogFace {
  readonly items: number;
  readonly grid: readonly Item[];
  readonly categories: readonly string[];
}

/**
 * The catalog in memory: chunks by columns, codes in one map, single changes on top. A chunk can be sold from as soon as
 * it is here; its words are indexed when there is time, and searching does not wait for that (HE20, HE21).
 */
export class CatalogBook {
  readonly #chunks = new Map<number, ChunkColumns>();
  readonly #shards = new Map<number, IndexShard>();
  readonly #codes = new Map<string, number>();
  readonly #labels = new Map<string, number>();
  readonly #ids = new Map<ItemId, number>();
  /** Items that changed since their chunk was made; null is gone. */
  readonly #changed = new Map<ItemId, Item | null>();
  #face: CatalogFace | null = null;
  #areIdsThere = false;

  /** Takes a chunk in, in place of the one of the same number. */
  put(chunk: ChunkColumns): void {
    const before = this.#chunks.get(chunk.no);
    if (before !== undefined) this.#dropCodes(before);
    this.#chunks.set(chunk.no, chunk);
    this.#shards.delete(chunk.no);
    this.#areIdsThere = false;
    this.#face = null;
    for (let at = 0; at < chunk.size; at += 1) this.#addCodes(chunk, at);
  }

  /** Only these chunks are there; the others left the catalog. */
  keepOnly(chunkNos: ReadonlySet<number>): void {
    for (const [no, chunk] of this.#chunks) {
      if (chunkNos.has(no)) continue;
      this.#dropCodes(chunk);
      this.#chunks.delete(no);
      this.#shards.delete(no);
      this.#areIdsThere = false;
      this.#face = null;
    }
  }

  /** A change that came by pull: it counts before what any chunk says; null takes the item away. */
  change(itemId: ItemId, item: Item | null): void {
    this.#changed.set(itemId, item);
    this.#face = null;
  }

  /** The chunks hold this change by now. */
  forgetChange(itemId: ItemId): void {
    this.#changed.delete(itemId);
    this.#face = null;
  }

  get changes(): number {
    return this.#changed.size;
  }

  get size(): number {
    let size = 0;
    for (const chunk of this.#chunks.values()) size += chunk.size;
    return size;
  }

  item(itemId: ItemId): Item | null {
    const changed = this.#changed.get(itemId);
    return changed === undefined ? this.#at(this.#placeOf(itemId)) : changed;
  }

  /** An item that is for sale by a code as stored. */
  byBarcode(code: string): { readonly item: Item } | null {
    for (const item of this.#changed.values()) if (item?.active && item.barcodes.includes(code)) return { item };
    return this.#forSale(this.#codes.get(code), (item) => item.barcodes.includes(code));
  }

  byLabelCode(code: string): { readonly item: Item } | null {
    for (const item of this.#changed.values()) if (item?.active && item.labelCode === code) return { item };
    return this.#forSale(this.#labels.get(code), (item) => item.labelCode === code);
  }

  /** The best items for what was typed so far. What is not indexed yet is indexed now: nobody searches half a catalog. */
  search(text: string, limit: number): Item[] {
    while (this.indexNext());
    const query = queryWords(text);
    const changed = [...this.#changed.values()].flatMap((item) => {
      const worth = item?.active ? worthOf(item, query) : 0;
      return item === null || worth === 0 ? [] : [{ item, worth: worth + (item.gridPlace === null ? 0 : 1) }];
    });
    const shards = [...this.#chunks.keys()].sort((a, b) => a - b).flatMap((no) => this.#shards.get(no) ?? []);
    return searchShards(shards, { text, limit, changed }, ({ itemId }) => this.#changed.has(itemId));
  }

  /** Indexes one more chunk; false when all are. A few milliseconds: called when nothing else is to be done. */
  indexNext(): boolean {
    for (const [no, chunk] of this.#chunks) {
      if (this.#shards.has(no)) continue;
      this.#shards.set(no, new IndexShard(chunk));
      return true;
    }
    return false;
  }

  /** All items of a category that are for sale, by name. */
  itemsOf(category: string, limit: number): Item[] {
    const found: Item[] = [];
    for (const chunk of this.#chunks.values()) {
      for (let at = 0; at < chunk.size && found.length < limit; at += 1) {
        if (chunk.categories[at] !== category || chunk.actives[at] !== 1) continue;
        const itemId = chunk.itemIds[at];
        if (itemId !== undefined && !this.#changed.has(itemId)) found.push(chunk.item(at));
      }
    }
    for (const item of this.#changed.values()) if (item?.active && item.category === category) found.push(item);
    return found.sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, limit);
  }

  face(): CatalogFace {
    this.#face ??= this.#made();
    return this.#face;
  }

  #made(): CatalogFace {
    const grid: Item[] = [];
    const categories = new Set<string>();
    for (const chunk of this.#chunks.values()) {
      for (const category of new Set(chunk.categories)) if (category !== '') categories.add(category);
      for (const [at, place] of chunk.gridPlaces.entries()) {
        if (place === null || chunk.actives[at] !== 1) continue;
        const item = chunk.item(at);
        if (!this.#changed.has(item.itemId)) grid.push(item);
      }
    }
    for (const item of this.#changed.values()) if (item?.active && item.gridPlace !== null) grid.push(item);
    grid.sort((a, b) => (a.gridPlace ?? 0) - (b.gridPlace ?? 0));
    return { items: this.size, grid: grid.slice(0, gridItemsMax), categories: [...categories].sort() };
  }

  #addCodes(chunk: ChunkColumns, at: number): void {
    const place = chunk.no * placesPerChunk + at;
    for (const code of chunk.barcodes[at] ?? []) this.#codes.set(code, place);
    const label = chunk.labelCodes[at];
    if (label !== undefined && label !== '') this.#labels.set(label, place);
  }

  #dropCodes(chunk: ChunkColumns): void {
    const isIts = (place: number | undefined): boolean =>
      place !== undefined && Math.floor(place / placesPerChunk) === chunk.no;
    for (const codes of chunk.barcodes)
      for (const code of codes) if (isIts(this.#codes.get(code))) this.#codes.delete(code);
    for (const label of chunk.labelCodes) if (isIts(this.#labels.get(label))) this.#labels.delete(label);
  }

  /** Ids are looked up long after codes are scanned: their map is made when the first one is asked for. */
  #placeOf(itemId: ItemId): number | undefined {
    if (!this.#areIdsThere) {
      this.#ids.clear();
      for (const chunk of this.#chunks.values())
        for (const [at, each] of chunk.itemIds.entries()) this.#ids.set(each, chunk.no * placesPerChunk + at);
      this.#areIdsThere = true;
    }
    return this.#ids.get(itemId);
  }

  #at(place: number | undefined): Item | null {
    if (place === undefined) return null;
    const chunk = this.#chunks.get(Math.floor(place / placesPerChunk));
    return chunk?.item(place % placesPerChunk) ?? null;
  }

  #forSale(place: number | undefined, fits: (item: Item) => boolean): { readonly item: Item } | null {
    const found = this.#at(place);
    if (found === null || this.#changed.has(found.itemId)) return null;
    return found.active && fits(found) ? { item: found } : null;
  }
}

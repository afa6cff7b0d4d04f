import type { Item } from '../../../domain/catalog/item.ts';
import type { ItemId } from '../../../domain/id.ts';
import { BestHits } from './best-hits.ts';
import { foldText, wordsOf } from './fold-text.ts';
import { WordIndex, worthOf } from './word-index.ts';

/** Changed items that wait outside the index; with more it is made anew. */
export const changedItemsMax = 1_000;
/** Words of a query that count. */
export const queryWordsMax = 6;
/** Shortest query that is also looked for inside words. */
const insideCharsMin = 3;

/** What an item gains by being on the grid (a favourite), so that it comes before its equals. */
const gridBonus = 1;

/**
 * All items in memory, for a search at every keystroke and a look-up at every scan. Ranked: whole words before
 * beginnings, names before brands and categories, items on the grid before others; inside of words only when nothing
 * begins so. Items that are not for sale are not found. Source: docs/spec/search.md, SE1 … SE6.
 */
export class ItemIndex {
  #items: Item[] = [];
  #words = new WordIndex([]);
  #folded: string[] = [];
  #places = new Map<ItemId, number>();
  /** Items put since the index was made; they replace those in it. */
  readonly #changed = new Map<ItemId, Item>();
  readonly #byBarcode = new Map<string, ItemId>();
  readonly #byLabel = new Map<string, ItemId>();
  /** Scratch of one search, one place an item: worth so far, rounds survived, gain of this round, items hit. */
  #worths = new Uint16Array(0);
  #seen = new Uint8Array(0);
  #gained = new Uint8Array(0);
  #touched = new Uint32Array(0);

  /** Takes the whole catalog. */
  load(items: readonly Item[]): void {
    this.#items = [...items];
    this.#places = new Map(items.map((item, at) => [item.itemId, at]));
    this.#words = new WordIndex(this.#items);
    this.#folded = this.#items.map((item) => foldText(`${item.name} ${item.brand}`));
    this.#worths = new Uint16Array(items.length);
    this.#seen = new Uint8Array(items.length);
    this.#gained = new Uint8Array(items.length);
    this.#touched = new Uint32Array(items.length);
    this.#changed.clear();
    this.#byBarcode.clear();
    this.#byLabel.clear();
    for (const item of items) this.#addCodes(item);
  }

  get size(): number {
    return this.#places.size + [...this.#changed.keys()].filter((itemId) => !this.#places.has(itemId)).length;
  }

  /** Adds an item or replaces it. */
  put(item: Item): void {
    const before = this.get(item.itemId);
    if (before !== null) this.#dropCodes(before);
    this.#addCodes(item);
    this.#changed.set(item.itemId, item);
    if (this.#changed.size > changedItemsMax) this.load(this.#all());
  }

  get(itemId: ItemId): Item | null {
    const place = this.#places.get(itemId);
    return this.#changed.get(itemId) ?? (place === undefined ? null : (this.#items[place] ?? null));
  }

  /** The item a code as stored (14 digits of a GTIN, or an internal code) belongs to. */
  byBarcode(code: string): Item | null {
    const itemId = this.#byBarcode.get(code);
    return itemId === undefined ? null : this.get(itemId);
  }

  /** The item whose code stands inside this store's variable-measure labels. */
  byLabelCode(code: string): Item | null {
    const itemId = this.#byLabel.get(code);
    return itemId === undefined ? null : this.get(itemId);
  }

  /** The best items for what was typed so far; empty for no words. */
  search(text: string, limit: number): Item[] {
    // The longest word first: it leaves the fewest items for the others.
    const query = wordsOf(text)
      .slice(0, queryWordsMax)
      .sort((a, b) => b.length - a.length);
    if (query.length === 0) return [];
    const best = new BestHits(limit);
    this.#searchWords(query, best);
    if (best.list().length === 0) this.#searchInside(foldText(text.trim()), best);
    this.#searchChanged(query, best);
    return best.list().flatMap(({ at }) => this.#itemAt(at) ?? []);
  }

  /** Places beyond the index are changed items, in the order they were put. */
  #itemAt(at: number): Item | undefined {
    return at < this.#items.length ? this.#items[at] : [...this.#changed.values()][at - this.#items.length];
  }

  /** Round by round a word: only items that were hit in every round before can be hit again. */
  #searchWords(query: readonly string[], best: BestHits): void {
    const touched = this.#touched;
    let count = 0;
    for (const [round, prefix] of query.entries()) {
      count = this.#gain(prefix, round);
      if (count === 0) break;
      for (let at = 0; at < count; at += 1) {
        const item = touched[at] ?? 0;
        this.#worths[item] = (this.#worths[item] ?? 0) + (this.#gained[item] ?? 0);
        this.#gained[item] = 0;
      }
    }
    for (let at = 0; at < count; at += 1) this.#collect(touched[at] ?? 0, best);
    this.#seen.fill(0);
    this.#worths.fill(0);
  }

  /** Notes what each item gains by its best hit of this word; answers how many items were hit. */
  #gain(prefix: string, round: number): number {
    const [seen, gained, touched] = [this.#seen, this.#gained, this.#touched];
    let count = 0;
    this.#words.visit(prefix, (item, worth) => {
      const rounds = seen[item];
      if (rounds === round) {
        seen[item] = round + 1;
        gained[item] = worth;
        touched[count] = item;
        count += 1;
      } else if (rounds === round + 1 && worth > (gained[item] ?? 0)) gained[item] = worth;
    });
    return count;
  }

  #collect(at: number, best: BestHits): void {
    const base = this.#worths[at] ?? 0;
    if (base + gridBonus <= best.threshold) return;
    const item = this.#items[at];
    if (item === undefined || !this.#isCurrent(item)) return;
    best.offer(at, base + (item.gridPlace === null ? 0 : gridBonus));
  }

  #searchInside(folded: string, best: BestHits): void {
    if (folded.length < insideCharsMin) return;
    for (const [at, text] of this.#folded.entries()) {
      const item = this.#items[at];
      if (!text.includes(folded) || item === undefined || !this.#isCurrent(item)) continue;
      best.offer(at, 1);
      if (best.threshold >= 1) return;
    }
  }

  #searchChanged(query: readonly string[], best: BestHits): void {
    let at = this.#items.length;
    for (const item of this.#changed.values()) {
      const worth = item.active ? worthOf(item, query) : 0;
      if (worth > 0) best.offer(at, worth + (item.gridPlace === null ? 0 : gridBonus));
      at += 1;
    }
  }

  #isCurrent(item: Item): boolean {
    return item.active && !this.#changed.has(item.itemId);
  }

  #all(): Item[] {
    const kept = this.#items.filter((item) => !this.#changed.has(item.itemId));
    return [...kept, ...this.#changed.values()];
  }

  #addCodes(item: Item): void {
    for (const code of item.barcodes) this.#byBarcode.set(code, item.itemId);
    if (item.labelCode !== '') this.#byLabel.set(item.labelCode, item.itemId);
  }

  #dropCodes(item: Item): void {
    for (const code of item.barcodes) if (this.#byBarcode.get(code) === item.itemId) this.#byBarcode.delete(code);
    if (this.#byLabel.get(item.labelCode) === item.itemId) this.#byLabel.delete(item.labelCode);
  }
}

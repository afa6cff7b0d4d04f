import type { Item } from '../catalog/item.ts';
import type { ItemId } from '../id.ts';
import { BestHits } from './best-hits.ts';
import { foldText, wordsOf } from './fold-text.ts';
import { type Scratch, WordIndex, withoutZeros, worthOf } from './word-index.ts';

/** Changed items that wait outside the index; with more it is made anew. */
export const changedItemsMax = 1_000;
/** Words of a query that count. */
export const queryWordsMax = 6;
/** Shortest query that is also looked for inside words. */
const insideCharsMin = 3;

/** Words of so many letters are kept with what they find, for so many words at once. */
const shortCharsMax = 2;
const shortQueriesMax = 1_000;

/** What an item gains by being on the grid (a favourite), so that it comes before its equals. */
const gridBonus = 1;

/**
 * All items in memory, for a search at every keystroke and a look-up at every scan. Ranked: whole words before
 * beginnings, names before brands and categories, items on the grid before others; inside of words only when nothing
 * begins so. Items that are not for sale are not found. Source: docs/spec/search.md, SE1 … SE8.
 */
export class ItemIndex {
  #items: Item[] = [];
  #words = new WordIndex([]);
  #folded: string[] = [];
  #places = new Map<ItemId, number>();
  /** Items put since the index was made; they replace those in it. */
  readonly #changed = new Map<ItemId, Item>();
  /** What the first letters find, which everybody types and most items match; forgotten at every change. */
  readonly #short = new Map<string, Item[]>();
  readonly #byBarcode = new Map<string, ItemId>();
  readonly #byLabel = new Map<string, ItemId>();
  /** Places of the items of a name, folded. */
  readonly #byName = new Map<string, number[]>();
  /** Room for one search: what each item is worth so far, and the rest of the scratch. */
  #worths = new Uint16Array(0);
  #scratch: Scratch = scratchFor(0);

  /** Takes the whole catalog. */
  load(items: readonly Item[]): void {
    this.#items = [...items];
    this.#places = new Map(items.map((item, at) => [item.itemId, at]));
    this.#words = new WordIndex(this.#items);
    this.#folded = this.#items.map((item) => foldText(`${item.name} ${item.brand}`));
    this.#worths = new Uint16Array(items.length);
    this.#scratch = scratchFor(items.length);
    this.#short.clear();
    this.#changed.clear();
    this.#byBarcode.clear();
    this.#byLabel.clear();
    this.#byName.clear();
    for (const item of items) this.#addCodes(item);
    for (const [at, item] of items.entries()) this.#addName(nameKey(item.name), at);
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
    this.#short.clear();
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
      .map(withoutZeros)
      .sort((a, b) => b.length - a.length);
    if (query.length === 0) return [];
    const [first = '', second] = query;
    if (second !== undefined || first.length > shortCharsMax) return this.#rank(query, text, limit);
    const key = `${limit} ${first}`;
    const known = this.#short.get(key);
    if (known !== undefined) return [...known];
    const found = this.#rank(query, text, limit);
    if (this.#short.size >= shortQueriesMax) this.#short.clear();
    this.#short.set(key, found);
    return [...found];
  }

  #rank(query: readonly string[], text: string, limit: number): Item[] {
    const best = new BestHits(limit);
    this.#searchWords(query, best);
    if (best.list().length === 0) this.#searchInside(foldText(text.trim()), best);
    this.#searchChanged(query, best);
    const ranked = best.list().flatMap(({ at }) => this.#itemAt(at) ?? []);
    const named = this.#named(text).slice(0, limit);
    return named.length === 0 ? ranked : [...new Set([...named, ...ranked])].slice(0, limit);
  }

  /** Items whose whole name is what was typed: before all others (SE8). */
  #named(text: string): Item[] {
    const name = nameKey(text);
    const kept = (this.#byName.get(name) ?? []).flatMap((at) => this.#items[at] ?? []);
    const changed = [...this.#changed.values()].filter((item) => item.active && nameKey(item.name) === name);
    return [...kept.filter((item) => this.#isCurrent(item)), ...changed];
  }

  /** Places beyond the index are changed items, in the order they were put. */
  #itemAt(at: number): Item | undefined {
    return at < this.#items.length ? this.#items[at] : [...this.#changed.values()][at - this.#items.length];
  }

  /** Round by round a word: only items that were hit in every round before can be hit again. */
  #searchWords(query: readonly string[], best: BestHits): void {
    const { touched, gained, seen } = this.#scratch;
    let count = 0;
    for (const [round, prefix] of query.entries()) {
      count = this.#words.gain(prefix, round, this.#scratch);
      if (count === 0) break;
      for (let at = 0; at < count; at += 1) {
        const item = touched[at] ?? 0;
        this.#worths[item] = (this.#worths[item] ?? 0) + (gained[item] ?? 0);
        gained[item] = 0;
      }
    }
    for (let at = 0; at < count; at += 1) this.#collect(touched[at] ?? 0, best);
    seen.fill(0);
    this.#worths.fill(0);
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

  #addName(name: string, at: number): void {
    const places = this.#byName.get(name);
    if (places === undefined) this.#byName.set(name, [at]);
    else places.push(at);
  }

  #dropCodes(item: Item): void {
    for (const code of item.barcodes) if (this.#byBarcode.get(code) === item.itemId) this.#byBarcode.delete(code);
    if (this.#byLabel.get(item.labelCode) === item.itemId) this.#byLabel.delete(item.labelCode);
  }
}

function nameKey(name: string): string {
  return wordsOf(name).join(' ');
}

function scratchFor(items: number): Scratch {
  return { seen: new Uint8Array(items), gained: new Uint8Array(items), touched: new Uint32Array(items) };
}

import type { Item } from '../catalog/item.ts';
import { BestHits } from './best-hits.ts';
import { foldText, wordsOf } from './fold-text.ts';
import { queryWordsMax } from './item-index.ts';
import { type Scratch, WordIndex, withoutZeros } from './word-index.ts';

/** What an item gains by being on the grid, as in the whole index. */
const gridBonus = 1;
/** Shortest query that is also looked for inside words. */
const insideCharsMin = 3;

/** A part of a catalog that is searched: items by their place in it, from 0. */
export interface ShardItems {
  readonly size: number;
  readonly item: (at: number) => Item;
}

/** A hit with its shard, so that hits of several shards can be put in one order. */
export interface ShardHit {
  readonly item: Item;
  readonly worth: number;
}

/**
 * A part of the catalog, searched as `ItemIndex` searches the whole (SE1 … SE5, SE7, SE8): a handheld makes one of each
 * chunk, a few milliseconds each, so that nothing stands still, and only the changed chunk is indexed again.
 */
export class IndexShard {
  readonly #items: ShardItems;
  readonly #words: WordIndex;
  readonly #folded: readonly string[];
  readonly #names = new Map<string, number[]>();
  readonly #worths: Uint16Array;
  readonly #scratch: Scratch;

  constructor(items: ShardItems) {
    this.#items = items;
    const all = Array.from({ length: items.size }, (_each, at) => items.item(at));
    this.#words = new WordIndex(all);
    this.#folded = all.map((item) => foldText(`${item.name} ${item.brand}`));
    this.#worths = new Uint16Array(items.size);
    const { size } = items;
    this.#scratch = { seen: new Uint8Array(size), gained: new Uint8Array(size), touched: new Uint32Array(size) };
    for (const [at, item] of all.entries()) this.#addName(wordsOf(item.name).join(' '), at);
  }

  /** Items whose whole name these words are. */
  named(words: readonly string[]): Item[] {
    return (this.#names.get(words.join(' ')) ?? []).map((at) => this.#items.item(at)).filter((item) => item.active);
  }

  /** The best items whose words begin with all of the query's, best first; `skip` leaves items out. */
  search(query: readonly string[], limit: number, skip: (item: Item) => boolean): ShardHit[] {
    const best = new BestHits(limit);
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
    for (let at = 0; at < count; at += 1) this.#collect(touched[at] ?? 0, best, skip);
    seen.fill(0);
    this.#worths.fill(0);
    return best.list().map(({ at, worth }) => ({ item: this.#items.item(at), worth }));
  }

  /** Items that hold the text anywhere in name or brand; asked only when nothing begins so (SE4). */
  inside(folded: string, limit: number, skip: (item: Item) => boolean): Item[] {
    const found: Item[] = [];
    for (let at = 0; at < this.#folded.length && found.length < limit; at += 1) {
      if (!this.#folded[at]?.includes(folded)) continue;
      const item = this.#items.item(at);
      if (item.active && !skip(item)) found.push(item);
    }
    return found;
  }

  #collect(at: number, best: BestHits, skip: (item: Item) => boolean): void {
    const base = this.#worths[at] ?? 0;
    if (base + gridBonus <= best.threshold) return;
    const item = this.#items.item(at);
    if (item.active && !skip(item)) best.offer(at, base + (item.gridPlace === null ? 0 : gridBonus));
  }

  #addName(name: string, at: number): void {
    const places = this.#names.get(name);
    if (places === undefined) this.#names.set(name, [at]);
    else places.push(at);
  }
}

/** Words of a query as shards compare them, the longest first: it leaves the fewest items for the others. */
export function queryWords(text: string): string[] {
  return wordsOf(text)
    .slice(0, queryWordsMax)
    .map(withoutZeros)
    .sort((a, b) => b.length - a.length);
}

/** The best items of all shards, by worth as in the whole index; `skip` leaves items out that were changed since. */
export function searchShards(
  shards: readonly IndexShard[],
  asked: { readonly text: string; readonly limit: number; readonly changed: readonly ShardHit[] },
  skip: (item: Item) => boolean,
): Item[] {
  const { text, limit, changed } = asked;
  const query = queryWords(text);
  if (query.length === 0) return [];
  const hits = shards.flatMap((shard) => shard.search(query, limit, skip));
  const folded = foldText(text.trim());
  const begun = hits.length === 0 && folded.length >= insideCharsMin ? insideOf(shards, { folded, limit }, skip) : hits;
  const ranked = [...begun, ...changed].sort((a, b) => b.worth - a.worth).map(({ item }) => item);
  const named = shards.flatMap((shard) => shard.named(wordsOf(text))).filter((item) => !skip(item));
  const byId = new Map([...named, ...ranked].map((item) => [item.itemId, item]));
  return [...byId.values()].slice(0, limit);
}

function insideOf(
  shards: readonly IndexShard[],
  { folded, limit }: { readonly folded: string; readonly limit: number },
  skip: (item: Item) => boolean,
): ShardHit[] {
  const found: ShardHit[] = [];
  for (const shard of shards) {
    if (found.length >= limit) break;
    found.push(...shard.inside(folded, limit - found.length, skip).map((item) => ({ item, worth: 1 })));
  }
  return found;
}

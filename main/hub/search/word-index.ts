import type { Item } from '../../../domain/catalog/item.ts';
import { itemWordsMax, wordsOf } from './fold-text.ts';

/** What a word is worth where it stands; the first word of a name most, a category least. */
const worth = { first: 8, name: 6, code: 6, brand: 3, other: 2 } as const;
/** An exact word beats the beginning of one. */
const exactBonus = 4;

interface Posting {
  readonly at: number;
  readonly worth: number;
}

/** Words of one item with what a hit in each is worth; the best place of a word counts. */
export function weighedWords(item: Item): Map<string, number> {
  const words = new Map<string, number>();
  const put = (word: string, value: number): void => {
    if (words.size < itemWordsMax && value > (words.get(word) ?? 0)) words.set(word, value);
  };
  for (const [index, word] of wordsOf(item.name).entries()) put(word, index === 0 ? worth.first : worth.name);
  for (const word of [...wordsOf(item.sku), ...item.barcodes.map((code) => code.toLowerCase())]) put(word, worth.code);
  for (const word of wordsOf(item.brand)) put(word, worth.brand);
  for (const word of [...wordsOf(item.size), ...wordsOf(item.category)]) put(word, worth.other);
  return words;
}

/** Sorted words with the items they stand in: beginnings of words are found by two binary searches. */
export class WordIndex {
  readonly #words: string[];
  /** Postings of word `i` are `#starts[i]` … `#starts[i + 1]`. */
  readonly #starts: Uint32Array;
  readonly #items: Uint32Array;
  readonly #worths: Uint8Array;

  constructor(items: readonly Item[]) {
    const byWord = new Map<string, Posting[]>();
    for (const [at, item] of items.entries()) {
      for (const [word, value] of weighedWords(item)) {
        const list = byWord.get(word);
        if (list === undefined) byWord.set(word, [{ at, worth: value }]);
        else list.push({ at, worth: value });
      }
    }
    this.#words = [...byWord.keys()].sort();
    this.#starts = new Uint32Array(this.#words.length + 1);
    const total = [...byWord.values()].reduce((all, list) => all + list.length, 0);
    this.#items = new Uint32Array(total);
    this.#worths = new Uint8Array(total);
    this.#fill(byWord);
  }

  #fill(byWord: ReadonlyMap<string, readonly Posting[]>): void {
    let next = 0;
    for (const [index, word] of this.#words.entries()) {
      this.#starts[index] = next;
      for (const posting of byWord.get(word) ?? []) {
        this.#items[next] = posting.at;
        this.#worths[next] = posting.worth;
        next += 1;
      }
    }
    this.#starts[this.#words.length] = next;
  }

  /** Gives every item that has a word beginning with `prefix`, with what the hit is worth; an item may come twice. */
  visit(prefix: string, hit: (item: number, worth: number) => void): void {
    const end = this.#lower(`${prefix}\u{10ffff}`);
    for (let word = this.#lower(prefix); word < end; word += 1) {
      const bonus = this.#words[word] === prefix ? exactBonus : 0;
      const stop = this.#starts[word + 1] ?? 0;
      for (let at = this.#starts[word] ?? 0; at < stop; at += 1)
        hit(this.#items[at] ?? 0, (this.#worths[at] ?? 0) + bonus);
    }
  }

  /** First place whose word is not below `word`. */
  #lower(word: string): number {
    let low = 0;
    let high = this.#words.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#words[middle] ?? '') < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** What a changed item, which is in no index yet, is worth for a query; 0 when a word of the query is missing. */
export function worthOf(item: Item, query: readonly string[]): number {
  const words = [...weighedWords(item)];
  let all = 0;
  for (const prefix of query) {
    const best = words.reduce((most, [word, value]) => {
      if (!word.startsWith(prefix)) return most;
      return Math.max(most, value + (word === prefix ? exactBonus : 0));
    }, 0);
    if (best === 0) return 0;
    all += best;
  }
  return all;
}

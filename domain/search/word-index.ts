import type { Item } from '../catalog/item.ts';
import { itemWordsMax, wordsOf } from './fold-text.ts';

/** What a word is worth where it stands; the first word of a name most, a category least. */
const worth = { first: 8, name: 6, code: 6, brand: 3, other: 2 } as const;
/** An exact word beats the beginning of one. */
const exactBonus = 4;

/** Room for one search, a place an item: rounds survived, gain of this round, and the items hit in this round. */
export interface Scratch {
  readonly seen: Uint8Array;
  readonly gained: Uint8Array;
  readonly touched: Uint32Array;
}

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
  for (const word of wordsOf(item.sku)) put(word, worth.code);
  for (const code of item.barcodes) for (const word of codeWords(code.toLowerCase())) put(word, worth.code);
  for (const word of wordsOf(item.brand)) put(word, worth.brand);
  for (const word of [...wordsOf(item.size), ...wordsOf(item.category)]) put(word, worth.other);
  return words;
}

/** Fewest digits of what counts as a code typed by hand. */
const codeDigitsMin = 6;

/** A code as stored (14 digits) and as it stands on the goods, which is the same without the zeros in front. */
function codeWords(code: string): string[] {
  return [code, withoutZeros(code)];
}

/** Digits typed from the goods, made comparable: `041736001602` and `41736001602` are the same code (SE7). */
export function withoutZeros(word: string): string {
  return word.length >= codeDigitsMin && /^\d+$/.test(word) ? word.replace(/^0+(?=\d)/, '') : word;
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

  /**
   * Notes in `scratch` what every item gains by its best word beginning with `prefix`, and answers how many items that
   * are. Only items seen in every round before can be seen again: all words of a query must hit. The loop is written out
   * on typed arrays because one letter can hit most of the catalog, at every keystroke.
   */
  gain(prefix: string, round: number, { seen, gained, touched }: Scratch): number {
    const [items, worths] = [this.#items, this.#worths];
    const end = this.#lower(`${prefix}\u{10ffff}`);
    let count = 0;
    for (let word = this.#lower(prefix); word < end; word += 1) {
      const bonus = this.#words[word] === prefix ? exactBonus : 0;
      const stop = this.#starts[word + 1] ?? 0;
      for (let at = this.#starts[word] ?? 0; at < stop; at += 1) {
        const item = items[at] as number;
        const rounds = seen[item] as number;
        const value = (worths[at] as number) + bonus;
        if (rounds === round) {
          seen[item] = round + 1;
          gained[item] = value;
          touched[count] = item;
          count += 1;
        } else if (rounds === round + 1 && value > (gained[item] as number)) gained[item] = value;
      }
    }
    return count;
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

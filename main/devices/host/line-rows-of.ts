import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DisplayContent } from '../../../contracts/line-display.ts';
import { assert } from '../../../domain/assert.ts';
import type { CustomerDisplay } from '../../../domain/customer-display/customer-scene.ts';
import { type LineWords, lineRows } from '../../../domain/customer-display/line-rows.ts';
import { currencyOfCode } from '../../../domain/money/currency.ts';
import { moneyFormats } from '../../../domain/money/money-format.ts';
import type { Language } from '../../../domain/store/store-settings.ts';

/** What the customer's window shows, on the two rows of a line display, in the customer's language (rule CD18). */
export class LineRowsWriter {
  readonly #resourcesDir: string;
  readonly #words = new Map<Language, LineWords>();

  constructor(resourcesDir: string) {
    this.#resourcesDir = resourcesDir;
  }

  contentOf({ scene, storeName, currency: code, language }: CustomerDisplay): DisplayContent {
    const currency = currencyOfCode(code);
    assert(currency !== null, 'the schema lets known currencies in alone');
    const words = this.#wordsOf(language);
    const [upper, lower] = lineRows(scene, { storeName, words, currency, format: moneyFormats[language] });
    return { kind: 'rows', upper, lower };
  }

  #wordsOf(language: Language): LineWords {
    const known = this.#words.get(language);
    if (known !== undefined) return known;
    const file = join(this.#resourcesDir, 'locales', language, 'customer-display.json');
    const words = JSON.parse(readFileSync(file, 'utf8')) as LineWords;
    this.#words.set(language, words);
    return words;
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CustomerScene } from '../../domain/customer-display/customer-scene.ts';
import { type LineWriting, lineDisplayColumns, lineRows } from '../../domain/customer-display/line-rows.ts';
import { doneScene, sceneOfSale } from '../../domain/customer-display/scene-of-sale.ts';
import { currencyOfCode } from '../../domain/money/currency.ts';
import { minor, minorMax } from '../../domain/money/minor.ts';
import { moneyFormats } from '../../domain/money/money-format.ts';
import { textWidth } from '../../domain/receipt/text-width.ts';
import type { OpenSale } from '../../domain/sale/sale.ts';
import { settleSale } from '../../domain/sale/settle-sale.ts';
import type { Language } from '../../domain/store/store-settings.ts';
import { perLine, sampleLine, sampleSale } from '../domain/sale-samples.ts';
import { act, add, cash, empty } from '../domain/sale-steps.ts';
import { projectDir } from '../source-files.ts';

function writing(language: Language, code = 'EUR'): LineWriting {
  const file = join(projectDir, `resources/locales/${language}/customer-display.json`);
  const currency = currencyOfCode(code);
  if (currency === null) throw new Error(code);
  return {
    storeName: 'Café Lindenhof',
    words: JSON.parse(readFileSync(file, 'utf8')),
    currency,
    format: moneyFormats[language],
  };
}
function scene(sale: OpenSale, at: 'ringing' | 'tendering' = 'ringing'): CustomerScene {
  const touched = sale.lines.at(-1)?.lineId ?? null;
  return (
    sceneOfSale({ at }, { sale, settled: settleSale(sale, perLine), touched, policy: perLine }) ?? { kind: 'idle' }
  );
}
function thanks(sale: OpenSale): CustomerScene {
  return doneScene(sale, settleSale(sale, perLine), 'A1-000001');
}

test('CD18 two rows of twenty columns tell the sale from the first line to the change', () => {
  const one = act(empty, add(sampleLine({ name: 'Flat white', price: 390, milli: 2000 })));
  const weighed = act(one, add(sampleLine({ name: 'Mountain cheese', price: 2350, milli: 312, itemId: null })));
  const paid = act(weighed, cash(2000));
  expect(lineRows({ kind: 'idle' }, writing('en'))).toEqual(['      Welcome       ', '   Café Lindenhof   ']);
  expect(lineRows(scene(one), writing('en'))).toEqual(['2x Flat white   7.80', 'Total           7.80']);
  expect(lineRows(scene(weighed), writing('de'))).toEqual(['0,312kg Mountai 7,33', 'Summe          15,13']);
  expect(lineRows(scene(weighed, 'tendering'), writing('id'))).toEqual([
    'Total          15,13',
    'Harus dibayar  15,13',
  ]);
  expect(lineRows(thanks(paid), writing('de'))).toEqual(['Erhalten       20,00', 'Ihr Rückgeld    4,87']);
});

test('CD18 whatever the names and amounts, both rows are twenty columns wide and the amount is whole', () => {
  const name = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constant('日本語の長い商品名です'));
  const price = fc.integer({ min: 0, max: 1_000_000_000_000 });
  const language = fc.constantFrom<Language>('en', 'id', 'de');
  fc.assert(
    fc.property(name, price, language, (text, amount, words) => {
      const shown = scene(sampleSale([sampleLine({ name: text, price: amount })]));
      const rows = lineRows(shown, writing(words));
      expect(rows.map(textWidth)).toEqual([lineDisplayColumns, lineDisplayColumns]);
      for (const row of rows) expect(row.replace(/\D/g, '')).toMatch(new RegExp(`${amount}$`));
    }),
  );
});

test('CD18 the largest amount there is stands alone on its row, without its groups', () => {
  const most: CustomerScene = {
    kind: 'done',
    transactionNumber: 'A1-1',
    direction: 'refunded',
    ...{ total: minor(minorMax), received: minor(minorMax), change: minor(0), savings: minor(0) },
  };
  const [, lower] = lineRows(most, writing('de'));
  expect(textWidth(lower)).toBe(lineDisplayColumns);
  expect(lower.replace(/\D/g, '')).toBe(String(minorMax));
});

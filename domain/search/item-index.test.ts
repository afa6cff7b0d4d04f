import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Item } from '../catalog/item.ts';
import { brandId, type ItemId } from '../id.ts';
import { minor } from '../money/minor.ts';
import { changedItemsMax, ItemIndex } from './item-index.ts';

function item(no: number, name: string, more: Partial<Item> = {}): Item {
  return {
    itemId: brandId<ItemId>(`019aa0b0-7c1e-7000-8000-${String(no).padStart(12, '0')}`),
    sku: `S${no}`,
    name,
    brand: '',
    size: '',
    category: '',
    taxCategory: 'standard',
    unitPrice: minor(100),
    unit: 'each',
    unitCost: null,
    barcodes: [],
    labelCode: '',
    stockTracked: true,
    active: true,
    gridPlace: null,
    colour: '',
    ...more,
  };
}
function indexOf(...items: Item[]): ItemIndex {
  const index = new ItemIndex();
  index.load(items);
  return index;
}
const names = (found: readonly Item[]): string[] => found.map(({ name }) => name);

const shelf = indexOf(
  item(1, 'Dark chocolate', { brand: 'Callebaut' }),
  item(2, 'Chocolate cookie'),
  item(3, 'Chocolates, box of 12'),
  item(4, 'Crème brûlée'),
  item(5, 'Hot drink', { category: 'Chocolate' }),
  item(6, 'Straße der Nüsse'),
);

test('SE1 every word has to begin a word of the item, in any order', () => {
  expect(names(shelf.search('coo choc', 10))).toEqual(['Chocolate cookie']);
});

test('SE2 case and diacritics do not matter', () => {
  expect([names(shelf.search('CREME bru', 10)), names(shelf.search('strasse nusse', 10))]).toEqual([
    ['Crème brûlée'],
    ['Straße der Nüsse'],
  ]);
});

test('SE3 whole words, names and first words come first', () => {
  expect(names(shelf.search('chocolate', 10))).toEqual([
    'Chocolate cookie',
    'Dark chocolate',
    'Chocolates, box of 12',
    'Hot drink',
  ]);
});

test('SE3 of equals the one on the grid comes first', () => {
  const index = indexOf(item(1, 'Tea green'), item(2, 'Tea black', { gridPlace: 3 }));
  expect(names(index.search('tea', 10))).toEqual(['Tea black', 'Tea green']);
});

test('SE4 inside of words only when nothing begins so', () => {
  expect([names(shelf.search('lebau', 10)), names(shelf.search('le', 10))]).toEqual([['Dark chocolate'], []]);
});

test('SE5 a changed item is found by its new words at once and by its old ones no more', () => {
  const index = indexOf(item(1, 'Old name'), item(2, 'Other'));
  index.put(item(1, 'New title'));
  index.put(item(3, 'Newcomer'));
  index.put(item(2, 'Other', { active: false }));
  expect([index.search('old', 5), names(index.search('new', 5)), index.search('other', 5)]).toEqual([
    [],
    ['New title', 'Newcomer'],
    [],
  ]);
});

test('SE5 the first letters, which are kept, forget what has changed', () => {
  const index = indexOf(item(1, 'Tea'), item(2, 'Bun'));
  const before = names(index.search('t', 5));
  index.put(item(2, 'Toast'));
  const after = index.search('t', 5);
  after.pop();
  expect([before, names(index.search('t', 5)), names(index.search('t', 1))]).toEqual([
    ['Tea'],
    ['Tea', 'Toast'],
    ['Tea'],
  ]);
});

test('SE6 a barcode finds its item, and after a change only by the new code', () => {
  const index = indexOf(item(1, 'Tea', { barcodes: ['04006381333931'], labelCode: '12345' }));
  index.put(item(1, 'Tea', { barcodes: ['00000000012345'], labelCode: '54321' }));
  const found = [
    index.byBarcode('04006381333931'),
    index.byBarcode('00000000012345')?.name,
    index.byLabelCode('12345'),
    index.byLabelCode('54321')?.name,
  ];
  expect(found).toEqual([null, 'Tea', null, 'Tea']);
});

test('SE5 any mix of loading and putting finds the same as loading the result', () => {
  const word = fc.constantFrom('tea', 'cola', 'bread', 'green', 'dark', 'big');
  const made = fc.record({
    no: fc.integer({ min: 1, max: 30 }),
    words: fc.array(word, { minLength: 1, maxLength: 4 }),
    active: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(made, { maxLength: 60 }), fc.array(made, { maxLength: 30 }), word, (first, then, query) => {
      const toItem = ({ no, words, active }: (typeof first)[number]): Item => item(no, words.join(' '), { active });
      const last = new Map([...first, ...then].map((each) => [each.no, toItem(each)]));
      const mixed = indexOf(...new Map(first.map((each) => [each.no, toItem(each)])).values());
      for (const each of then) mixed.put(toItem(each));
      const whole = indexOf(...last.values());
      const idsOf = (found: readonly Item[]): string[] => found.map(({ itemId }) => itemId).sort();
      expect(idsOf(mixed.search(query, 100))).toEqual(idsOf(whole.search(query, 100)));
      expect(mixed.size).toBe(whole.size);
    }),
    { numRuns: 200 },
  );
});

test('SE5 many changes are folded into the index', () => {
  const index = indexOf();
  for (let no = 1; no <= changedItemsMax + 5; no += 1) index.put(item(no, `Thing ${no}`));
  expect([index.size, names(index.search('1003', 3))]).toEqual([changedItemsMax + 5, ['Thing 1003']]);
});

test('SE7 a code is found by its digits on the goods, whole or begun, with or without the zeros in front', () => {
  const index = indexOf(item(1, 'Cereal', { barcodes: ['00041736001602'] }), item(2, 'Rice', { sku: '000417' }));
  for (const typed of ['041736001602', '0041736001602', '41736001602', '00041736001602', '041736']) {
    expect(names(index.search(typed, 10)), typed).toEqual(['Cereal']);
  }
  index.put(item(3, 'Oats', { barcodes: ['00012345000065'] }));
  expect(names(index.search('012345000065', 10))).toEqual(['Oats']);
});

test('SE8 the item whose whole name was typed stands first, in the index and changed', () => {
  const index = indexOf(item(1, 'Olive Oil Spray'), item(2, 'Olive oil with chili'), item(3, 'Olive Oil'));
  expect(names(index.search('olive  oil', 2))).toEqual(['Olive Oil', 'Olive Oil Spray']);
  index.put(item(2, 'OLIVE-OIL'));
  expect(names(index.search('olive oil', 10))).toEqual(['Olive Oil', 'OLIVE-OIL', 'Olive Oil Spray']);
  index.put(item(3, 'Butter'));
  expect(names(index.search('olive oil', 10))).toEqual(['OLIVE-OIL', 'Olive Oil Spray']);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Item } from '../catalog/item.ts';
import { brandId, type ItemId } from '../id.ts';
import { minor } from '../money/minor.ts';
import { IndexShard, queryWords, searchShards } from './index-shard.ts';
import { ItemIndex } from './item-index.ts';
import { worthOf } from './word-index.ts';

const words = ['tea', 'teapot', 'green', 'greenhouse', 'Crème', 'cola', 'kola', '500', 'g'] as const;
const item = fc
  .record({
    name: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }).map((each) => each.join(' ')),
    brand: fc.constantFrom('', 'Green', 'Kolanut'),
    category: fc.constantFrom('', 'Tea'),
    gridPlace: fc.constantFrom(null, 1),
    active: fc.boolean(),
  })
  .map((part) => ({ ...part }));

function itemOf(part: Partial<Item>, no: number): Item {
  return {
    itemId: brandId<ItemId>(`019aa0b0-7c1e-7000-8000-${String(no).padStart(12, '0')}`),
    sku: `S${no}`,
    name: '',
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
    ...part,
  };
}

test('SE9 parts find what the whole finds, in the same order of worth', () => {
  const query = fc.constantFrom('t', 'tea', 'gre', 'tea green', 'creme', 'ola', 'cola', 'S1', '500 g', 'hous');
  fc.assert(
    fc.property(fc.array(item, { maxLength: 40 }), query, fc.integer({ min: 1, max: 9 }), (parts, text, size) => {
      const items = parts.map(itemOf);
      const whole = new ItemIndex();
      whole.load(items);
      const shards = Array.from({ length: Math.ceil(items.length / size) }, (_each, no) => {
        const own = items.slice(no * size, (no + 1) * size);
        return new IndexShard({ size: own.length, item: (at) => own[at] as Item });
      });
      const found = searchShards(shards, { text, limit: 5, changed: [] }, () => false);
      const worths = (list: readonly Item[]): (number | string)[] =>
        list.map((each) =>
          each.name.toLowerCase() === text
            ? 'named'
            : worthOf(each, queryWords(text)) + (each.gridPlace === null ? 0 : 1),
        );
      // Inside words all are worth the same, and only their number can be compared.
      const inside = whole.search(text, 5).every((each) => worthOf(each, queryWords(text)) === 0);
      if (inside) expect(found).toHaveLength(whole.search(text, 5).length);
      else expect(worths(found)).toEqual(worths(whole.search(text, 5)));
    }),
    { numRuns: 500 },
  );
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Item } from '../../../domain/catalog/item.ts';
import { closeShop, openShop, type Shop, testItem } from '../../../tests/store/shop.ts';
import { verifyStore } from '../verify/verify-store.ts';

let shop: Shop;
beforeEach(() => {
  shop = openShop({ items: 5 });
});
afterEach(() => closeShop(shop));

function put(items: readonly Item[]) {
  const body = { importId: 'i', fileName: 'items.csv', part: 1, parts: 1, items: items as never };
  return shop.store.append([{ kind: 'catalog.imported', staffId: shop.staffId, body }])[0];
}
const at = (index: number): Item => shop.items[index] as Item;

test('CT1 a sku and a barcode belong to one item', () => {
  const fresh = testItem(shop.clock, 900);
  expect(put([{ ...fresh, sku: at(0).sku }])).toMatchObject({ status: 'refused', refusal: 'sku-taken' });
  expect(put([{ ...fresh, barcodes: at(1).barcodes }])).toMatchObject({ status: 'refused', refusal: 'barcode-taken' });
  const twin = testItem(shop.clock, 901);
  expect(put([fresh, { ...twin, barcodes: fresh.barcodes }])).toMatchObject({
    status: 'refused',
    refusal: 'barcode-taken',
  });
  expect(
    put([
      { ...fresh, sku: '' },
      { ...twin, sku: '' },
    ]),
  ).toMatchObject({ status: 'applied' });
  expect(shop.store.items.all()).toHaveLength(7);
});

test('CT2 an import puts items again without doubling them, and two may swap their codes', () => {
  const swapped = [
    { ...at(0), barcodes: at(1).barcodes, sku: at(1).sku, name: 'New name' },
    { ...at(1), barcodes: at(0).barcodes, sku: at(0).sku },
  ];
  expect(put(swapped)).toMatchObject({ status: 'applied' });
  expect(shop.store.items.all()).toHaveLength(5);
  expect(shop.store.items.byBarcode(at(0).barcodes[0] ?? '')?.item.itemId).toBe(at(1).itemId);
  expect(shop.store.items.bySku(at(1).sku)?.item).toEqual(swapped[0]);
  expect(put(swapped)).toMatchObject({ status: 'applied' });
  expect(shop.store.items.all()).toHaveLength(5);
  shop.store.idle();
  expect(verifyStore({ path: shop.store.path, key: shop.key })).toMatchObject({ ok: true });
});

test('CT3 items are read whole, by name in pages, by place on the grid, and by what changed', () => {
  expect(shop.store.items.all()).toEqual(shop.items);
  const head = shop.store.head().no;
  put([
    { ...at(2), gridPlace: 1, category: 'tea' },
    { ...at(3), gridPlace: 0, active: false },
  ]);
  expect(shop.store.items.changedAfter(head).map(({ itemId }) => itemId)).toEqual([at(2).itemId, at(3).itemId]);
  expect(shop.store.items.grid(10).map(({ item }) => item.itemId)).toEqual([at(2).itemId]);
  expect(shop.store.items.categories()).toEqual([
    { name: 'coffee', items: 3 },
    { name: 'tea', items: 1 },
  ]);
  const names: string[] = [];
  const request = { limit: 2, category: null, active: null };
  for (
    let page = shop.store.items.page({ ...request, after: null });
    ;
    page = shop.store.items.page({ ...request, after: page.next })
  ) {
    names.push(...page.items.map(({ item }) => item.name));
    if (page.next === null) break;
  }
  expect(names).toEqual(shop.items.map(({ name }) => name).sort());
  expect(
    shop.store.items.page({ ...request, limit: 9, after: null, category: 'coffee', active: true }).items,
  ).toHaveLength(3);
});

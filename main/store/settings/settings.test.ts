import { afterEach, beforeEach, expect, test } from 'vitest';
import { storeSettings } from '../../../contracts/store.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import { withClass, withoutClass } from '../../../domain/tax/tax-edit.ts';
import { closeShop, openShop, type Shop } from '../../../tests/store/shop.ts';
import { verifyStore } from '../verify/verify-store.ts';

let shop: Shop;
beforeEach(() => {
  shop = openShop({ items: 5 });
});
afterEach(() => closeShop(shop));

function change(settings: StoreSettings, more: object = {}) {
  const body = { settings, ...more } as never;
  return shop.store.append([{ kind: 'settings.changed', staffId: shop.staffId, body }])[0];
}
const used = (): string[] => shop.store.items.taxUse().map(({ taxCategory, items }) => `${taxCategory} ${items}`);

test('TX23 a class that items carry goes only with what they get instead, in one op', () => {
  const { settings } = shop;
  const code = shop.items[0]?.taxCategory ?? expect.fail('no item');
  const other = settings.taxTable.categories.find((each) => each.code !== code)?.code ?? expect.fail('one class');
  const without = { ...settings, taxTable: withoutClass(settings.taxTable, code) };
  expect(change(without)).toMatchObject({ status: 'refused', refusal: 'tax-class-in-use' });
  expect(change(without, { taxMoves: [{ from: code, to: 'nowhere' }] })).toMatchObject({
    status: 'refused',
    refusal: 'tax-class-unknown',
  });
  expect(shop.store.settings()).toEqual(settings);
  const head = shop.store.head().no;
  expect(change(without, { taxMoves: [{ from: code, to: other }] })).toMatchObject({ status: 'applied' });
  expect(used()).toEqual([`${other} 5`]);
  expect(shop.store.items.changedAfter(head)).toHaveLength(5);
  shop.store.idle();
  expect(verifyStore({ path: shop.store.path, key: shop.key })).toMatchObject({ ok: true });
});

test('TX23 a class no item carries goes as it is', () => {
  const { settings } = shop;
  const extra = { code: 'extra', name: 'Extra', taxIds: { 'take-away': [], 'eat-in': [] } };
  expect(change({ ...settings, taxTable: withClass(settings.taxTable, extra) })).toMatchObject({ status: 'applied' });
  expect(change(settings)).toMatchObject({ status: 'applied' });
  expect(shop.store.settings()).toEqual(settings);
});

test('TX18 a faulty tax table is refused by name and changes nothing', () => {
  const { settings } = shop;
  const [first] = settings.taxTable.rates;
  const rates = [...settings.taxTable.rates, ...(first === undefined ? [] : [first])];
  expect(change({ ...settings, taxTable: { ...settings.taxTable, rates } })).toMatchObject({
    status: 'refused',
    refusal: 'tax-twice-in-force',
  });
  expect(shop.store.settings()).toEqual(settings);
});

test('SG5 a document from before remembered names of taxes and own label layouts is read as it is', () => {
  const before = JSON.parse(JSON.stringify(shop.settings)) as Record<string, unknown>;
  expect(before).not.toHaveProperty('taxNames');
  expect(storeSettings.parse(before)).toEqual(shop.settings);
  const labelRegion = 'weight-28IIIIIVVVVV.3_price-29IIIICVVVVV.2_count-25IIIIIVVVVV.0_weight-21IIIIIVVVVV.3';
  expect(change({ ...shop.settings, labelRegion })).toMatchObject({ status: 'applied' });
  expect(shop.store.settings()?.labelRegion).toBe(labelRegion);
});

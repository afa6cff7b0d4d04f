import 'fake-indexeddb/auto';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { importItemsPerOpMax } from '../../contracts/op-catalog.ts';
import type { Item } from '../../domain/catalog/item.ts';
import { meaningOfScan } from '../../domain/catalog/scan-meaning.ts';
import type { ItemId } from '../../domain/id.ts';
import { minor } from '../../domain/money/minor.ts';
import { ItemIndex } from '../../domain/search/item-index.ts';
import { presetOf, settingsFromPreset } from '../../domain/store/country-presets.ts';
import { openConnection } from '../../main/store/sqlite/connection.ts';
import { migrate, sourceMigrations } from '../../main/store/sqlite/migrate.ts';
import { openStore, storeFileName } from '../../main/store/store.ts';
import { CatalogBook } from '../../renderer/handheld/engine/catalog/catalog-book.ts';
import { CatalogShelf } from '../../renderer/handheld/engine/catalog/catalog-shelf.ts';
import { chunkOf } from '../../renderer/handheld/engine/line/hub-calls.ts';
import { gtinOf } from '../handheld/stub-hub.ts';
import { coffee, newId } from '../hub/test-hub.ts';
import { TestClock, tempDir } from '../store/shop.ts';
import { Phone, restMsMax } from './phone.ts';
import { closedSyncShop, openedSyncShop, type SyncShop, syncTimes } from './sync-shop.ts';

vi.setConfig(syncTimes);

/** What went wrong with catalogs, codes and updates in shops that ran other programs. */
const itemsMax = 6_000;
let shop: SyncShop;
let phone: Phone;
const items: Item[] = Array.from({ length: itemsMax }, (_each, no) => ({
  ...coffee(),
  ...{
    itemId: newId() as ItemId,
    sku: `S${no}`,
    name: `Ware ${no}`,
    barcodes: [gtinOf(no)],
    unitPrice: minor(100 + no),
  },
}));
beforeAll(async () => {
  shop = await openedSyncShop();
  const parts = Math.ceil(items.length / importItemsPerOpMax);
  for (let part = 1; part <= parts; part += 1) {
    const some = items.slice((part - 1) * importItemsPerOpMax, part * importItemsPerOpMax);
    const body = { importId: newId(), fileName: 'all.csv', part, parts, items: some };
    shop.hub.hub.append([{ kind: 'catalog.imported', staffId: shop.till.staffId, body }]);
  }
  phone = await Phone.paired(shop);
  await phone.rest();
});
afterAll(async () => {
  await phone.close();
  await closedSyncShop(shop);
});

async function catalog(): Promise<CatalogBook> {
  const book = new CatalogBook();
  const { manifest, chunk } = phone.calls;
  await new CatalogShelf(phone.database, book).fetch({ manifest, chunk, parse: chunkOf }, () => undefined);
  return book;
}

test('CC1 HE20 elsewhere thousands of items took minutes, and some were not found until the cache was cleared', async () => {
  const book = await catalog();
  expect(book.size).toBe(itemsMax + 1);
  const missing = items.filter(({ barcodes, itemId }) => book.byBarcode(barcodes[0]!)?.item.itemId !== itemId);
  expect(missing).toEqual([]);
  const reopened = new CatalogBook();
  expect(await new CatalogShelf(phone.database, reopened).open()).toEqual({ here: 4, expected: 4 });
  expect(reopened.size).toBe(itemsMax + 1);
});

test('CC5 HE21 elsewhere a new price was on the devices after minutes, or never', async () => {
  const item = { ...items[4_321]!, unitPrice: minor(1) };
  await shop.till.push('item.put', { item });
  await vi.waitFor(async () => {
    await phone.wake();
    expect(phone.driver.state.record.mirror.get(`item/${item.itemId}`)).toMatchObject({ unitPrice: 1 });
  }, restMsMax);
  expect((await catalog()).byBarcode(item.barcodes[0]!)?.item.unitPrice).toBe(1);
});

/** A catalog of few items, as a scan sees it. */
function scanned(raw: string, ...few: readonly Partial<Item>[]) {
  const index = new ItemIndex();
  index.load(few.map((each) => ({ ...coffee(), itemId: newId() as ItemId, ...each })));
  const found = (item: Item | null) => (item === null ? null : { item });
  const codes = {
    byBarcode: (code: string) => found(index.byBarcode(code)),
    byLabelCode: (code: string) => found(index.byLabelCode(code)),
  };
  return meaningOfScan({ raw, aimId: null }, codes, { labelRegion: 'DE', currency: 'EUR' });
}

test('BC1 elsewhere the code on the packaging was unknown, though the item has it', () => {
  const packed = { sku: 'SIX', name: 'Six bottles', barcodes: ['14006381333938', '04006381333931'] };
  expect(scanned('14006381333938', packed)).toMatchObject({ kind: 'item', item: { sku: 'SIX' } });
  expect(scanned('4006381333931', packed)).toMatchObject({ kind: 'item', item: { sku: 'SIX' } });
});

test('BC6 elsewhere a code with weight and lot was not understood', () => {
  const raw = ']C1010400638133393131030012501012345-AB';
  expect(scanned(raw, { sku: 'CHEESE', unit: 'kg', barcodes: ['04006381333931'] })).toMatchObject({
    ...{ kind: 'item', item: { sku: 'CHEESE' }, quantity: { milli: 1_250, unit: 'kg' } },
  });
});

test('BC4 elsewhere the label of an empty container was rung as an item', () => {
  expect(scanned('2912345001250', { sku: 'PEAR', labelCode: '54321' })).toMatchObject({ kind: 'unknown' });
});

test('SE2 elsewhere Turkish letters were not found', () => {
  const index = new ItemIndex();
  const names = ['ŞİŞ KÖFTE', 'Isırgan çayı', 'İçli köfte'];
  index.load(names.map((name) => ({ ...coffee(), itemId: newId() as ItemId, name, barcodes: [] })));
  const found = (text: string) => index.search(text, 5).map(({ name }) => name);
  expect([found('sis kofte'), found('isirgan'), found('İÇLİ'), found('icli')]).toEqual([
    ['ŞİŞ KÖFTE'],
    ['Isırgan çayı'],
    ['İçli köfte'],
    ['İçli köfte'],
  ]);
});

test('SD8 elsewhere an update kept the program from starting: a store of any version before opens and takes what comes', () => {
  const all = readdirSync(sourceMigrations()).toSorted();
  expect(all.length).toBeGreaterThan(5);
  for (let known = 1; known <= all.length; known += 1) {
    const { dir, remove } = tempDir();
    const [before, key] = [join(dir, 'migrations'), randomBytes(32)];
    mkdirSync(before);
    for (const name of all.slice(0, known)) cpSync(join(sourceMigrations(), name), join(before, name));
    const connection = openConnection({ path: join(dir, storeFileName), key });
    migrate(connection, before);
    connection.close();
    const store = openStore({ dir, key, ambient: new TestClock(), walStartBytes: 0 });
    const settings = settingsFromPreset(presetOf('DE'), 'Kaffeehaus');
    const results = store.append([{ kind: 'store.initialised', staffId: null, body: { hubId: 'hub', settings } }]);
    expect([known, results.map(({ status }) => status)]).toEqual([known, ['applied']]);
    expect(store.settings()?.storeName).toBe('Kaffeehaus');
    store.close();
    remove();
  }
});

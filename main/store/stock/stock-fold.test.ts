import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ItemId } from '../../../domain/id.ts';
import { onHand, type StockMovement } from '../../../domain/stock/stock-movement.ts';
import { closeShop, openShop, ring, ringReturn, type Shop, start, TestInstall } from '../../../tests/store/shop.ts';

let shop: Shop;
beforeEach(() => {
  shop = openShop({ items: 3 });
});
afterEach(() => closeShop(shop));

interface Change {
  readonly kind: 'counted' | 'in' | 'out';
  readonly milli: number;
  /** Minutes before now: things are heard of in any order. */
  readonly ago: number;
  readonly fold: boolean;
}

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('counted' as const, 'in' as const, 'in' as const, 'out' as const, 'out' as const),
  milli: fc.nat(9_000),
  ago: fc.nat(12),
  fold: fc.boolean(),
});

/** Sends the change as a device that was away would, and says what the domain makes of it. */
function send(device: TestInstall, itemId: ItemId, { kind, milli, ago, fold }: Change): StockMovement {
  const at = start - ago * 60_000;
  const quantity = { milli, unit: 'each' as const };
  const op =
    kind === 'counted'
      ? device.op('stock.counted', { itemId, quantity, note: '' }, { at })
      : device.op('stock.adjusted', { itemId, direction: kind, quantity, reasonCode: 'x', note: '' }, { at });
  device.push(shop.store, op);
  if (fold) shop.store.idle();
  return {
    movementId: op.opId,
    itemId,
    kind: kind === 'counted' ? 'count' : 'adjustment',
    milli: kind === 'out' ? -milli : milli,
    at,
  };
}

test('FD4 on hand is what the domain says of the same movements, however late each is heard of', () => {
  let items = 0;
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
      items += 1;
      const item = { ...shop.items[0], itemId: shop.clock.newId(), sku: `P${items}`, barcodes: [] } as never;
      shop.store.append([{ kind: 'item.put', staffId: shop.staffId, body: { item } }]);
      const itemId = (item as { itemId: ItemId }).itemId;
      const device = new TestInstall(shop.clock, shop.staffId);
      const movements = changes.map((each) => send(device, itemId, each));
      const stock = shop.store.stock.item(itemId, 50);
      expect(stock?.onHandMilli).toBe(onHand(movements));
      expect(stock?.movements).toHaveLength(movements.length);
      expect(shop.store.items.onHandMilli(itemId)).toBe(onHand(movements));
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('FD1 stock and sales are up to date for whoever reads, though their records are written later', () => {
  const [item] = shop.items;
  const itemId = item?.itemId as ItemId;
  const before = shop.store.items.onHandMilli(itemId);
  expect(before).toBe(0);
  const body = ring(shop, { lines: 3, milli: 2_000 });
  shop.till.push(shop.store, shop.till.op('sale.completed', body));
  const sold = body.sale.lines.filter((line) => line.itemId === itemId).length * 2_000;
  expect(sold).toBeGreaterThan(0);
  expect(shop.store.items.onHandMilli(itemId)).toBe(-sold);
  const line = body.sale.lines[0]?.itemId as ItemId;
  const left = shop.store.items.onHandMilli(line);
  shop.till.push(shop.store, shop.till.op('sale.completed', ringReturn(shop, body.sale.saleId, 1_000)));
  expect(shop.store.stock.item(line, 5)).toMatchObject({
    onHandMilli: left + 1_000,
    movements: [{ kind: 'return', deltaMilli: 1_000, reference: 'A1-000002', staffName: 'Ayu' }, { kind: 'sale' }],
  });
});

test('FD5 stock of something the catalog does not hold, or in another unit, is refused', () => {
  const quantity = { milli: 1_000, unit: 'kg' as const };
  const itemId = shop.items[0]?.itemId as ItemId;
  const counted = shop.till.op('stock.counted', { itemId, quantity, note: '' });
  expect(shop.till.push(shop.store, counted).results).toMatchObject([{ refusal: 'unit-differs' }]);
  const unknown = { ...counted, body: { itemId: shop.clock.newId(), quantity, note: '' } };
  expect(shop.till.push(shop.store, unknown).results).toMatchObject([{ refusal: 'item-unknown' }]);
});

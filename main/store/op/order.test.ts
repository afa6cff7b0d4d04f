import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Op } from '../../../domain/op/op.ts';
import { allowAll, closeShop, openShop, ring, type Shop, TestClock, TestInstall } from '../../../tests/store/shop.ts';
import { openConnection } from '../sqlite/connection.ts';
import { stateHashOf, tableHashes } from '../verify/state-hash.ts';
import { verifyStore } from '../verify/verify-store.ts';

/** The state of the records; `install` and `op_key` and all others included. */
function stateOf(shop: Shop): string {
  shop.store.idle();
  const connection = openConnection({ path: shop.store.path, key: shop.key, readonly: true });
  const state = stateHashOf(tableHashes(connection));
  connection.close();
  return state;
}

/** A shop whose clock stands still: the same pushes give the same log in each run. */
function sameShop(): Shop {
  return openShop({ clock: new TestClock() });
}

/** Sales of one till and counts of a phone, as they would be sent. */
function opsOf(shop: Shop, phone: TestInstall): { readonly till: Op[]; readonly phone: Op[] } {
  const quantity = { milli: 7_000, unit: 'each' as const };
  return {
    till: Array.from({ length: 6 }, () => shop.till.op('sale.completed', ring(shop, { lines: 3 }))),
    phone: shop.items.slice(0, 4).map(({ itemId }) => phone.op('stock.counted', { itemId, quantity, note: 'shelf' })),
  };
}

test('OL17 however often and in whatever pieces ops are sent, each counts once and the records are the same', () => {
  const reference = sameShop();
  const phone = new TestInstall(reference.clock, reference.staffId);
  const ops = opsOf(reference, phone);
  reference.till.push(reference.store, ...ops.till);
  phone.push(reference.store, ...ops.phone);
  const expected = stateOf(reference);
  const cuts = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 8 });
  fc.assert(
    fc.property(cuts, fc.boolean(), (pieces, idle) => {
      const shop = sameShop();
      for (const [first, length] of pieces) {
        shop.store.push(
          { installId: reference.till.installId, ops: ops.till.slice(first, first + length + 1) },
          allowAll,
        );
        if (idle) shop.store.idle();
      }
      shop.store.push({ installId: reference.till.installId, ops: ops.till }, allowAll);
      shop.store.push({ installId: phone.installId, ops: ops.phone.slice(0, 2) }, allowAll);
      shop.store.push({ installId: phone.installId, ops: ops.phone }, allowAll);
      const state = stateOf(shop);
      closeShop(shop);
      return state === expected;
    }),
    { numRuns: 6 },
  );
  closeShop(reference);
}, 60_000);

test('FD3 folding op by op, in batches or at the next opening writes the same records', () => {
  const shop = openShop();
  const phone = new TestInstall(shop.clock, shop.staffId);
  const ops = opsOf(shop, phone);
  for (const op of ops.till) {
    shop.till.push(shop.store, op);
    if (op.seq % 2 === 0) shop.store.idle();
  }
  phone.push(shop.store, ...ops.phone);
  shop.till.push(shop.store, shop.till.op('sale.completed', ring(shop)));
  shop.store.idle();
  expect(verifyStore({ path: shop.store.path, key: shop.key })).toMatchObject({ ok: true });
  closeShop(shop);
});

import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Op } from '../../domain/op/op.ts';
import { sha256 } from '../../main/store/op/hash-chain.ts';
import type { Store } from '../../main/store/store.ts';
import { allowAll, ring, TestInstall } from '../store/shop.ts';
import { Random } from './random.ts';
import { SimHub, templateShop } from './sim-hub.ts';

const shop = templateShop('in-clear');
afterAll(() => shop.remove());

/** Half as many op sets as a whole simulation has seeds. */
const runsMax = Math.ceil(Number(process.env['KAUNTER_SEEDS'] ?? 2_000) / 2);

interface Outbox {
  readonly install: TestInstall;
  readonly ops: readonly Op[];
}

/** Three devices that each sold, counted and adjusted the same items, some at the very same moment. */
function outboxes(random: Random): Outbox[] {
  return Array.from({ length: 3 }, () => {
    const install = new TestInstall(shop.clock, shop.staffId);
    const ops = Array.from({ length: 4 + random.below(4) }, () => {
      const at = shop.clock.now() - 60_000 * random.below(5);
      const extra = { at, happened: true };
      const { itemId } = random.pick(shop.items);
      const quantity = { milli: 1_000 * random.below(9), unit: 'each' as const };
      if (random.chance(0.5)) return install.op('sale.completed', ring(shop, { lines: 2 }), extra);
      if (random.chance(0.5)) return install.op('stock.counted', { itemId, quantity, note: '' }, extra);
      return install.op('stock.adjusted', { itemId, direction: 'out', quantity, reasonCode: 'waste', note: '' }, extra);
    });
    return { install, ops };
  });
}

/** Sends everything in an order of its own: devices in turns, in pieces of any size, each piece perhaps again. */
function arrive(store: Store, boxes: readonly Outbox[], random: Random): void {
  const sent = boxes.map(() => 0);
  while (sent.some((count, at) => count < (boxes[at]?.ops.length ?? 0))) {
    const at = random.below(boxes.length);
    const { install, ops } = boxes[at] as Outbox;
    const from = Math.max(0, (sent[at] ?? 0) - random.below(3));
    const piece = ops.slice(from, (sent[at] ?? 0) + 1 + random.below(3));
    const times = random.chance(0.3) ? 2 : 1;
    for (let time = 0; time < times && piece.length > 0; time += 1) {
      const { results } = store.push({ installId: install.installId, ops: piece, manner: 'synced' }, allowAll);
      expect(results.filter(({ status }) => status === 'refused' || status === 'quarantined')).toEqual([]);
    }
    sent[at] = Math.max(sent[at] ?? 0, from + piece.length);
    if (random.chance(0.2)) store.idle();
  }
}

/** The state of the shop without what only says when something arrived. */
function stateHash(store: Store): string {
  store.idle();
  const rows = (sql: string) => store.connection.prepare<[], unknown[]>(sql).raw().all();
  const state = [
    rows(
      'SELECT sale_id, completed_at, staff_id, lines, net_sold, tax_sold, collect, refund FROM sale ORDER BY sale_id',
    ),
    rows('SELECT line_id, milli, unit_price, net, tax, gross FROM sale_line ORDER BY line_id'),
    rows('SELECT tender_id, amount, tendered, change FROM tender ORDER BY tender_id'),
    rows('SELECT item_id, on_hand_milli FROM stock JOIN item USING (item_no) ORDER BY item_id'),
    rows('SELECT install_id, last_seq FROM install ORDER BY install_id'),
    rows('SELECT op_id, body_hash, at FROM op WHERE happened = 1 ORDER BY op_id'),
  ];
  return sha256(JSON.stringify(state));
}

test('YN72 any order of arrival, any doubling and any cutting up of the same ops gives the same state', () => {
  let runs = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e9 }),
      fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 2, maxLength: 3 }),
      (seed, orders) => {
        const boxes = outboxes(new Random(seed));
        const hashes = orders.map((order) => arrivedIn(boxes, new Random(order)));
        expect(new Set(hashes).size).toBe(1);
        runs += 1;
      },
    ),
    { numRuns: runsMax },
  );
  expect(runs).toBeGreaterThanOrEqual(runsMax);
}, 300_000);

/** One order of arrival in a store of its own. */
function arrivedIn(boxes: readonly Outbox[], random: Random): string {
  const hub = new SimHub(shop, random, shop.clock.now);
  try {
    arrive(hub.store, boxes, random);
    return stateHash(hub.store);
  } finally {
    hub.close();
  }
}

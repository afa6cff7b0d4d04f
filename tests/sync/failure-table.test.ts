import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { unpaidLines } from '../../domain/check/check.ts';
import type { CheckId, InstallId, ShiftId } from '../../domain/id.ts';
import { onHand } from '../../domain/stock/stock-movement.ts';
import type { PushAsk } from '../../domain/sync/protocol.ts';
import { stepSync, syncRules } from '../../domain/sync/sync-machine.ts';
import { openConnection } from '../../main/store/sqlite/connection.ts';
import { newId, testKey } from '../hub/test-hub.ts';
import { mutants } from '../simulation/mutants.ts';
import { Random } from '../simulation/random.ts';
import { firstNoticed } from '../simulation/seeds.ts';
import { SimHub, templateShop } from '../simulation/sim-hub.ts';
import { ring, TestInstall } from '../store/shop.ts';
import { inHub, Phone, restMsMax } from './phone.ts';
import { closedSyncShop, openedSyncShop, type SyncShop, syncTimes } from './sync-shop.ts';

vi.setConfig(syncTimes);

/** The failures a phone and its hub have to live through, row by row: those that need neither a browser nor a new machine. */
let shop: SyncShop;
let phones: Phone[] = [];
beforeAll(async () => {
  shop = await openedSyncShop();
});
afterEach(async () => {
  for (const phone of phones) await phone.close();
  phones = [];
});
afterAll(() => closedSyncShop(shop));

async function pairedPhone(): Promise<Phone> {
  const phone = await Phone.paired(shop);
  phones.push(phone);
  await phone.rest();
  return phone;
}

const count = (sql: string, ...args: unknown[]): number =>
  Number(
    shop.hub.hub.store.connection
      .prepare<unknown[], number>(sql)
      .pluck()
      .get(...args),
  );
const salesOf = ({ installId }: Phone): number =>
  count("SELECT count(*) FROM op WHERE kind = 'sale.completed' AND install_id = ?", installId);
const kept = (phone: Phone) => phone.driver.state.record.held.map(({ op }) => op);

test('YN4 YN5 OL7 row 1: the reply is lost after the commit; the same push again changes nothing', async () => {
  const phone = await pairedPhone();
  phone.losesAnswers = true;
  await phone.sell();
  await vi.waitFor(() => expect(inHub(phone)).toEqual([[]]), restMsMax);
  expect(phone.pending).toBe(1);
  phone.losesAnswers = false;
  await phone.rest();
  expect([salesOf(phone), inHub(phone)]).toEqual([1, [[]]]);
});

test('OL5 OL16 row 2: the hub dies before the commit; nothing was answered, nothing is there, and the push is made again', async () => {
  const template = templateShop('sealed');
  const random = new Random(2);
  const hub = new SimHub(template, random, template.clock.now);
  const install = new TestInstall(template.clock, template.staffId);
  hub.desk.giveSeries(install.installId);
  const ops = Array.from({ length: 5 }, () => install.op('sale.completed', ring(template), { happened: true }));
  const ask = { proto: 1, installId: install.installId, ops, gap: null, pendingAfter: 0, lastSeq: 5 };
  const push: PushAsk = { ...ask, epoch: hub.store.sync.epoch() };
  for (let death = 1; death <= 3; death += 1) {
    await hub.pushAndDieInside(push);
    expect([hub.restarts, hub.store.lastSeq(install.installId), hub.store.info().counts.sales]).toEqual([death, 0, 0]);
  }
  expect(await hub.push(push)).toMatchObject({ kind: 'taken', last: 5, expect: null });
  expect(hub.store.info().counts.sales).toBe(5);
  hub.close();
  template.remove();
});

test('OL5 YN71 row 3: an answer before the commit would be noticed; when it comes, another connection sees the sale in the file', async () => {
  const early = mutants.find(({ design }) => design === 'ack-before-commit');
  expect(await firstNoticed(early!)).not.toBeNull();
  const phone = await pairedPhone();
  const reader = openConnection({ path: shop.hub.hub.store.path, key: testKey, readonly: true });
  const inFile = reader.prepare<[string], number>('SELECT count(*) FROM op WHERE install_id = ?').pluck();
  const seen: number[] = [];
  phone.onAnswer = (path) => {
    if (path === '/v1/sync/push') seen.push(inFile.get(phone.installId) ?? 0);
  };
  for (let sale = 1; sale <= 3; sale += 1) {
    await phone.sell();
    await phone.rest();
  }
  reader.close();
  expect(seen).toEqual([1, 2, 3]);
});

test('YN9 OL6 OL17 row 4: packets doubled, out of order and late; each sale is there once, and strange answers move nothing', async () => {
  const phone = await pairedPhone();
  phone.isAway = true;
  for (let sale = 0; sale < 6; sale += 1) await phone.sell();
  phone.isAway = false;
  const { meta } = phone.driver.state.record;
  const ops = kept(phone);
  const ask = (from: number): PushAsk => {
    const piece = ops.filter(({ seq }) => seq > from && seq <= from + 2);
    return {
      proto: 1,
      installId: phone.installId,
      epoch: meta.epoch,
      ops: piece,
      gap: null,
      pendingAfter: 0,
      lastSeq: 6,
    };
  };
  shop.proxy.chaos = { delayMs: 3 };
  const pushes = [4, 2, 0, 0, 4, 2, 2, 0, 4].map((from) => phone.calls.push(ask(from), null));
  const answers = await Promise.all(pushes);
  shop.proxy.chaos = {};
  expect(answers.every((answer) => answer.kind === 'taken' && answer.outcomes.length === 0)).toBe(true);
  for (const from of [0, 2, 4]) await phone.calls.push(ask(from), null);
  expect([salesOf(phone), inHub(phone)]).toEqual([6, Array(6).fill([])]);

  const moment = { now: phone.now(), random: 0, rules: syncRules };
  const { state } = stepSync({ ...phone.driver.state, asked: null, retryAt: null }, { kind: 'woke' }, moment);
  const askNo = state.asked!.askNo;
  const taken = {
    kind: 'taken',
    epoch: meta.epoch!,
    last: 6,
    head: 1,
    keepFrom: 7,
    expect: null,
    outcomes: [],
  } as const;
  const strangers = [
    { askNo: askNo + 1, installId: phone.installId },
    { askNo, installId: newId() as InstallId },
  ];
  for (const { askNo: no, installId } of strangers) {
    const event = { kind: 'push-answered', askNo: no, answer: { ...taken, installId } } as const;
    const after = stepSync(state, event, moment);
    expect(after.state.record).toBe(state.record);
  }
});

test('OL9 YN7 row 10: a sale nobody can read is kept aside, and the ones behind it arrive', async () => {
  const phone = await pairedPhone();
  await phone.sell();
  await phone.sell((body) => ({ ...body, sale: 'nonsense' }));
  await phone.sell();
  await phone.rest();
  expect([inHub(phone)[0], inHub(phone)[1]]).toEqual([[], null]);
  expect(inHub(phone)[2]).not.toBeNull();
  const { findings } = await shop.till.api.finding.list({ settled: false });
  expect(findings.filter(({ kind }) => kind === 'aside')).toMatchObject([{ codes: ['body-invalid'] }]);
});

test('YN53 row 17: the shift was closed while the phone was away; its sale is booked there as a late arrival', async () => {
  const phone = await pairedPhone();
  const shiftId = newId() as ShiftId;
  const series = phone.device!.deviceCode;
  await phone.tell('shift.opened', { shiftId, series, startingAmount: 0, denominations: [] });
  await phone.rest();
  phone.isAway = true;
  const number = await phone.sell((body) => ({ ...body, shiftId }));
  const counted = { shiftId, countId: newId(), denominations: [], declared: [] };
  await shop.till.push('till.counted', counted);
  await shop.till.push('shift.closed', { shiftId, countId: counted.countId });
  phone.isAway = false;
  await phone.rest();
  expect(inHub(phone)).toEqual([['late-arrival']]);
  expect(shop.hub.hub.store.sales.byNumber(number)?.sale.shiftId).toBe(shiftId);
});

test('ST1 ST2 FD4 row 18: a count and sales that arrive late; what was sold before the count does not lower it', async () => {
  const [seller, counter] = [await pairedPhone(), await pairedPhone()];
  const [item] = shop.side.items;
  const { itemId } = item!;
  const at = shop.clock.now();
  const sold = async (ms: number) => {
    const draft = { ...seller.draft('sale.completed', ring(shop.side, { lines: 1, milli: 3_000 })), at: at + ms };
    await seller.driver.record(draft);
  };
  shop.clock.advance(10_000);
  seller.isAway = true;
  await sold(1_000);
  const quantity = { milli: 50_000, unit: 'each' };
  await counter.driver.record({ ...counter.draft('stock.counted', { itemId, quantity, note: '' }), at: at + 2_000 });
  await counter.rest();
  expect(shop.hub.hub.store.items.onHandMilli(itemId)).toBe(50_000);
  await sold(3_000);
  seller.isAway = false;
  await seller.rest();
  const movements = [
    { movementId: 'a', itemId, kind: 'sale', milli: -3_000, at: at + 1_000 },
    { movementId: 'b', itemId, kind: 'count', milli: 50_000, at: at + 2_000 },
    { movementId: 'c', itemId, kind: 'sale', milli: -3_000, at: at + 3_000 },
  ] as const;
  expect(shop.hub.hub.store.items.onHandMilli(itemId)).toBe(onHand(movements));
  expect(onHand(movements)).toBe(47_000);
});

test('CH1 CH2 YN20 row 19: two waiters write to one table without the hub; all lines of both are on every screen', async () => {
  const [first, second] = [await pairedPhone(), await pairedPhone()];
  const checkId = newId() as CheckId;
  await first.tell('check.opened', { checkId, table: '7', guests: 4, note: '' });
  await first.rest();
  await second.rest();
  [first.isAway, second.isAway] = [true, true];
  const keyed: string[] = [];
  for (const phone of [first, second, first, second, first]) {
    const [line] = ring(shop.side, { lines: 1 }).sale.lines;
    keyed.push(line!.lineId);
    await phone.tell('check.line-added', { checkId, line });
  }
  [first.isAway, second.isAway] = [false, false];
  for (const phone of [second, first, second]) await phone.rest();
  const check = shop.hub.hub.store.checks.get(checkId)!;
  expect(unpaidLines(check).map(({ line }) => line.lineId)).toEqual(keyed.toSorted());
  const shown = (phone: Phone) => phone.driver.state.record.mirror.get(`checks/${checkId}`) as typeof check;
  for (const phone of [first, second])
    await vi.waitFor(async () => {
      await phone.wake();
      expect(shown(phone).lines.map(({ line }) => line.lineId)).toEqual(keyed.toSorted());
    }, restMsMax);
});

test('SD4 OL13 row 21: the disk of the hub is full; nothing is taken, the counter is told, the phone keeps it and brings it later', async () => {
  const phone = await pairedPhone();
  const { store, board } = shop.hub.hub;
  const told: string[] = [];
  const over = new AbortController();
  const events = board.open(shop.till.installId, { unsentBytes: () => 0, signal: over.signal })!;
  const reading = (async () => {
    for await (const event of events) if (event.kind === 'fault') told.push(event.code);
  })();
  store.idle();
  const pages = Number(store.connection.pragma('page_count', { simple: true }));
  store.connection.pragma(`max_page_count = ${pages}`);
  const head = store.head();
  for (let sale = 0; sale < 40; sale += 1) await phone.sell();
  await vi.waitFor(() => expect(phone.driver.state.failures).toBeGreaterThan(1), restMsMax);
  expect([store.head(), phone.pending > 0, phone.driver.state.halt]).toEqual([head, true, null]);
  await vi.waitFor(() => expect(told).toContain('disk-full'), restMsMax);
  store.connection.pragma('max_page_count = 4294967294');
  await phone.rest();
  expect(inHub(phone)).toEqual(Array(40).fill([]));
  over.abort();
  await reading;
});

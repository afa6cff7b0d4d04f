import 'fake-indexeddb/auto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { CheckId, ShiftId } from '../../domain/id.ts';
import { leaseAllows, leaseState } from '../../domain/sync/lease.ts';
import type { PushAsk } from '../../domain/sync/protocol.ts';
import { openStore } from '../../main/store/store.ts';
import { OfflinePins } from '../../renderer/handheld/engine/desk/offline-pin.ts';
import { newId, ownerPin, testKey } from '../hub/test-hub.ts';
import { ring, TestClock } from '../store/shop.ts';
import { asideOf, inHub, Phone, restMsMax } from './phone.ts';
import { closedSyncShop, openedSyncShop, type SyncShop, syncTimes } from './sync-shop.ts';

vi.setConfig(syncTimes);

/** What went wrong between a device and its server in shops that ran other programs; each a sentence of what happened there. */
const hourMs = 3_600_000;
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

async function paired(): Promise<Phone> {
  const phone = await Phone.paired(shop);
  phones.push(phone);
  await phone.rest();
  return phone;
}
/** A figure of the records, with every op of the log in them. */
function count(sql: string, ...args: unknown[]): number {
  const { store } = shop.hub.hub;
  store.idle();
  return Number(
    store.connection
      .prepare<unknown[], number>(sql)
      .pluck()
      .get(...args),
  );
}
const salesOf = ({ installId }: Phone): number =>
  count("SELECT count(*) FROM op WHERE kind = 'sale.completed' AND install_id = ?", installId);
/** Everything a phone holds as one push. */
const whole = (phone: Phone): PushAsk => {
  const { meta, held } = phone.driver.state.record;
  const ops = held.map(({ op }) => op);
  const { installId, epoch, lastSeq } = meta;
  return { proto: 1, installId, epoch, ops, gap: null, pendingAfter: 0, lastSeq };
};

test('YN4 OL7 elsewhere the request timed out, was sent again, and the order was there twice', async () => {
  const phone = await paired();
  phone.losesAnswers = true;
  await phone.sell();
  await vi.waitFor(() => expect(phone.driver.state.failures).toBeGreaterThan(2), restMsMax);
  phone.losesAnswers = false;
  await phone.rest();
  expect([salesOf(phone), inHub(phone)]).toEqual([1, [[]]]);
});

test('OL7 OL17 elsewhere two tabs sent the same orders that were made without the line, and all were there twice', async () => {
  const phone = await paired();
  phone.isAway = true;
  for (let sale = 0; sale < 6; sale += 1) await phone.sell();
  phone.isAway = false;
  const answers = await Promise.all([1, 2, 3].map(() => phone.calls.push(whole(phone), null)));
  expect(answers.map((answer) => answer.kind === 'taken' && answer.last)).toEqual([6, 6, 6]);
  await phone.rest();
  expect([salesOf(phone), inHub(phone)]).toEqual([6, Array(6).fill([])]);
});

test('YN34 OL11 elsewhere each tab had its own counter: two orders got one number, and one of them went missing', async () => {
  const phone = await paired();
  const number = await phone.sell();
  const twin = ring(shop.side, { lines: 1 });
  await phone.tell('sale.completed', { ...twin, transactionNumber: number });
  await phone.rest();
  const twins = shop.hub.hub.store.sales.get(twin.sale.saleId);
  expect(twins?.flags).toEqual(['number-taken']);
  expect([twins?.transactionNumber === number, salesOf(phone), inHub(phone)]).toEqual([false, 2, [[]]]);
});

test('OL7 OL8 elsewhere the second sending met the unique id of the first and crashed, and nothing behind it arrived', async () => {
  const phone = await paired();
  await phone.sell();
  await phone.rest();
  const { op } = phone.driver.state.record.held.at(-1)!;
  await phone.tell('sale.completed', op.body);
  await phone.sell();
  expect(await phone.calls.push(whole(phone), null)).toMatchObject({ kind: 'taken', last: 3, expect: null });
  await phone.rest();
  expect(inHub(phone)).toEqual([[], []]);
  const saleId = (op.body as { readonly sale: { readonly saleId: string } }).sale.saleId;
  expect(count('SELECT count(*) FROM sale WHERE sale_id = ?', saleId)).toBe(1);
});

test('OL17 TN11 elsewhere the server had made the change itself, without an id, and made it again at every sending', async () => {
  const phone = await paired();
  await phone.sell();
  await phone.rest();
  const tenders = () => count('SELECT count(*) FROM tender');
  const expected = () => count('SELECT sum(amount) FROM tender');
  const before = [tenders(), expected()];
  for (let again = 0; again < 3; again += 1) await phone.calls.push(whole(phone), null);
  expect([tenders(), expected()]).toEqual(before);
});

test('CH7 OL11 elsewhere a device took the empty draft of another for its own and wrote over it', async () => {
  const [first, second] = [await paired(), await paired()];
  const checkId = newId() as CheckId;
  await first.tell('check.opened', { checkId, table: 'Yard', guests: 2, note: 'first' });
  await first.rest();
  await second.tell('check.opened', { checkId, table: 'Bar', guests: 9, note: 'second' });
  await second.rest();
  expect(shop.hub.hub.store.checks.get(checkId)).toMatchObject({
    ...{ table: 'Yard', guests: 2, note: 'first', opened: { installId: first.installId } },
  });
  expect(second.driver.state.record.meta.outcomes).toMatchObject([{ status: 'flagged' }]);
});

test('OL9 OL11 elsewhere an op whose handling threw was marked as done, and the sale was gone', async () => {
  const phone = await paired();
  await phone.sell((body) => ({ ...body, settled: { not: 'a sale' } }));
  await phone.rest();
  const { op } = phone.driver.state.record.held.at(-1)!;
  const raw = shop.hub.hub.store.sync.aside(100).find(({ op_id }) => op_id === op.opId)?.raw ?? '{}';
  expect(JSON.parse(raw)).toEqual(JSON.parse(JSON.stringify(op)));
});

test('YN14 YN15 YN22 elsewhere one thing stopped the queue for ever, the same was sent without end, and what was read went back in time', async () => {
  const phone = await paired();
  const cursors: number[] = [];
  let pushes = 0;
  phone.onAnswer = (path) => {
    cursors.push(phone.driver.state.record.meta.cursor);
    if (path === '/v1/sync/push') pushes += 1;
  };
  await phone.driver.record({ ...phone.draft('sale.resumed', { saleId: newId() }), happened: false });
  await phone.sell((body) => ({ ...body, sale: 7 }));
  for (let sale = 0; sale < 5; sale += 1) await phone.sell();
  await phone.rest();
  expect(phone.driver.state.record.meta.outcomes.map(({ status }) => status).slice(0, 2)).toEqual([
    'refused',
    'quarantined',
  ]);
  expect([salesOf(phone), pushes < 12]).toEqual([5, true]);
  expect(cursors).toEqual(cursors.toSorted((a, b) => a - b));
});

test('OL16 SD7 elsewhere a confirmed order was missing after a power cut: what was answered is in the files at that very moment', async () => {
  const phone = await paired();
  const dir = mkdtempSync(join(tmpdir(), 'kaunter-cut-'));
  let cut = false;
  phone.onAnswer = (path) => {
    if (path !== '/v1/sync/push' || cut) return;
    cut = true;
    for (const name of ['store.db', 'store.db-wal']) cpSync(join(shop.hub.dir, name), join(dir, name));
  };
  const number = await phone.sell();
  await phone.rest();
  const store = openStore({ dir, key: testKey, ambient: new TestClock() });
  expect(store.sales.byNumber(number)?.flags).toEqual([]);
  store.close();
  rmSync(dir, { recursive: true });
});

test('ST2 YN20 elsewhere of two writings at once one won by chance and the other was hidden, or the client threw its own away', async () => {
  const [first, second] = [await paired(), await paired()];
  const [item] = shop.side.items;
  const { itemId } = item!;
  await first.tell('stock.counted', { itemId, quantity: { milli: 20_000, unit: 'each' }, note: '' });
  await first.rest();
  shop.clock.advance(1_000);
  for (const [phone, milli] of [
    [first, 2_000],
    [second, 3_000],
  ] as const) {
    phone.isAway = true;
    const out = { itemId, direction: 'out', quantity: { milli, unit: 'each' }, reasonCode: 'waste', note: '' };
    await phone.tell('stock.adjusted', out);
  }
  for (const phone of [second, first]) {
    phone.isAway = false;
    await phone.rest();
  }
  expect(shop.hub.hub.store.items.onHandMilli(itemId)).toBe(15_000);
});

test('YN15 SH1 elsewhere something made twice could not be taken, and the device never synchronised again', async () => {
  const phone = await paired();
  const opening = {
    shiftId: newId() as ShiftId,
    series: phone.device!.deviceCode,
    startingAmount: 0,
    denominations: [],
  };
  await phone.tell('shift.opened', opening);
  await phone.tell('shift.opened', opening);
  const number = await phone.sell((body) => ({ ...body, shiftId: opening.shiftId }));
  await phone.rest();
  expect(shop.hub.hub.store.sales.byNumber(number)?.flags).toEqual([]);
});

test('YN43 OL11 elsewhere a clock that was off by five minutes ended the sync with an error', async () => {
  const phone = await paired();
  for (const aheadMs of [hourMs, -hourMs]) {
    phone.aheadMs = aheadMs;
    await phone.start();
    await phone.sell();
    await phone.rest();
  }
  expect([salesOf(phone), phone.halts, inHub(phone)]).toEqual([2, [], [[], []]]);
});

test('YN52 elsewhere what a newer program had written was dropped by an older one', async () => {
  const phone = await paired();
  await phone.driver.record({ ...phone.draft('sale.completed', { to: 'Mars' }), v: 99 });
  await phone.sell();
  await phone.rest();
  expect(await asideOf(phone)).toMatchObject([{ kind: 'waiting', codes: ['version-unknown'] }]);
  expect(inHub(phone)[0]).not.toBeNull();
});

test('CH2 YN8 elsewhere staff struck off by hand the items that were there twice after the line came back', async () => {
  const phone = await paired();
  const checkId = newId() as CheckId;
  await phone.tell('check.opened', { checkId, table: '3', guests: 1, note: '' });
  phone.losesAnswers = true;
  for (let no = 0; no < 4; no += 1)
    await phone.tell('check.line-added', { checkId, line: ring(shop.side, { lines: 1 }).sale.lines[0] });
  await vi.waitFor(() => expect(phone.driver.state.failures).toBeGreaterThan(1), restMsMax);
  phone.losesAnswers = false;
  await phone.rest();
  expect(shop.hub.hub.store.checks.get(checkId)?.lines).toHaveLength(4);
});

test('PA43 PA44 elsewhere signing out, or removing the app, lost for good what was waiting on the device', async () => {
  const phone = await paired();
  phone.isAway = true;
  await phone.sell();
  phone.line.forget();
  await phone.start();
  await phone.fallSilent();
  phone.isAway = false;
  const { deviceId } = phone.device!;
  await shop.till.api.fleet.command({ do: 'wipe', deviceId });
  await expect(phone.calls.wipe(1)).rejects.toMatchObject({ code: 'outbox-not-taken' });
  expect(phone.pending).toBe(1);
  await phone.start();
  await vi.waitFor(() => expect(phone.pending).toBe(0), restMsMax);
  const [aside] = await asideOf(phone);
  await shop.till.api.finding.take({ findingId: aside!.findingId, note: '' });
  expect(inHub(phone)[0]).not.toBeNull();
  await expect(phone.calls.wipe(1)).resolves.toBeUndefined();
});

test('YN41 elsewhere what had waited for 24 hours was not accepted any more', () => {
  const heardAt = 1_000_000;
  const after = (hours: number) => leaseState({ heardAt, latestAt: heardAt + hours * hourMs });
  expect([25, 73, 169].map(after)).toEqual(['warn', 'no-refunds', 'no-sales']);
  expect(leaseAllows(after(25), 'sale')).toBe(true);
});

test('YN6 YN41 elsewhere nothing older than a day was taken: what was sold a week ago arrives', async () => {
  const phone = await paired();
  phone.isAway = true;
  phone.aheadMs = -8 * 24 * hourMs;
  await phone.sell();
  phone.aheadMs = 0;
  phone.isAway = false;
  await phone.rest();
  const { op } = phone.driver.state.record.held.at(-1)!;
  expect(shop.clock.now() - op.at).toBeGreaterThan(7 * 24 * hourMs);
  expect(inHub(phone)).toEqual([[]]);
});

test('YN22 elsewhere changes of one and the same moment were missed by a cursor that was a time', async () => {
  const [first, second] = [await paired(), await paired()];
  const at = shop.clock.now();
  const ids = Array.from({ length: 30 }, () => newId() as CheckId);
  for (const checkId of ids) {
    const draft = { ...first.draft('check.opened', { checkId, table: 'x', guests: 1, note: '' }), at };
    await first.driver.record(draft);
    if (ids.indexOf(checkId) % 10 === 0) await second.wake();
  }
  await first.rest();
  await vi.waitFor(async () => {
    await second.wake();
    const mirror = second.driver.state.record.mirror;
    expect(ids.filter((checkId) => !mirror.has(`checks/${checkId}`))).toEqual([]);
  }, restMsMax);
});

test('HE1 YN32 elsewhere a receipt was printed and there was no record of it', async () => {
  const phone = await paired();
  phone.database.close();
  await expect(phone.sell()).rejects.toThrow();
  await phone.database.open();
  expect(await phone.sell()).toBe(`${phone.device!.deviceCode}-000001`);
  await phone.rest();
  expect([salesOf(phone), inHub(phone)]).toEqual([1, [[]]]);
});

test('OL4 YN80 elsewhere quantities were back at one after the sync', async () => {
  const phone = await paired();
  phone.isAway = true;
  const bodies = [1, 2_500, 7_000, 999_000].map((milli) => ring(shop.side, { lines: 2, milli }));
  for (const body of bodies) await phone.tell('sale.completed', body);
  for (let sale = 0; sale < 4; sale += 1) await phone.sell();
  phone.isAway = false;
  await phone.rest();
  for (const { sale } of bodies) {
    const lines = shop.hub.hub.store.sales.get(sale.saleId)?.sale.lines;
    expect(lines?.map(({ quantity }) => quantity)).toEqual(sale.lines.map(({ quantity }) => quantity));
  }
});

test('OL11 YN60 elsewhere one customer without a city blocked all sales behind it, and was mended by hand in the browser', async () => {
  const phone = await paired();
  const strange = phone.draft('sale.completed', ring(shop.side, { lines: 1 }));
  await phone.driver.record({ ...strange, staffId: newId() as never });
  await phone.tell('stock.counted', { itemId: newId(), quantity: { milli: 1_000, unit: 'each' }, note: '' });
  await phone.sell();
  await phone.rest();
  expect(phone.driver.state.record.meta.outcomes.map(({ seq, status }) => [seq, status])).toEqual([
    [1, 'flagged'],
    [2, 'flagged'],
  ]);
  expect(inHub(phone)).toEqual([[]]);
});

test('HE13 HE9 elsewhere who had signed out could not sell while the network was away: a PIN and the own disk are enough', async () => {
  const phone = await paired();
  const staffId = shop.till.staffId!;
  const pins = new OfflinePins(phone.database, phone.now);
  await pins.learn(staffId, ownerPin, { salt: 'a'.repeat(22), rounds: 1_000, digitsMin: 6 });
  phone.isAway = true;
  phone.line.forget();
  await phone.start();
  const person = { staffId, name: 'Olga', role: 'owner', active: true } as const;
  expect(await new OfflinePins(phone.database, phone.now).check(person, ownerPin)).toMatchObject({ ok: true });
  expect(await phone.sell()).toBe(`${phone.device!.deviceCode}-000001`);
  const { mirror } = phone.driver.state.record;
  expect([mirror.has('settings/store'), mirror.has(`staff/${staffId}`)]).toEqual([true, true]);
  phone.isAway = false;
  await phone.rest();
  expect(inHub(phone)).toEqual([[]]);
});

test('FL2 FL12 elsewhere a screen said that it was up to date while three orders were missing: who is silent is told', async () => {
  const phone = await paired();
  await phone.sell();
  await phone.rest();
  const beat = {
    batteryPercent: 80,
    charging: false,
    roundTripMs: 5,
    appVersion: '1.0.0',
    persisted: true,
    docked: null,
  };
  const work = { pending: 0, pendingSince: null, lastSeq: 1, lastReceipt: phone.numbers[0]!, wrongPins: 0 };
  await phone.calls.heartbeat({ ...beat, ...work, now: phone.now() });
  const silent = async () =>
    (await shop.till.api.fleet.alerts()).filter(
      ({ kind, deviceId }) => kind === 'silent' && deviceId === phone.device!.deviceId,
    );
  expect(await silent()).toEqual([]);
  shop.clock.advance(41_000);
  expect(await silent()).toHaveLength(1);
});

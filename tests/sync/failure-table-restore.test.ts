import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Heartbeat } from '../../contracts/fleet.ts';
import { openedStore, openedTill, ownerPin, Till, testHub } from '../hub/test-hub.ts';
import { backUp, endHub, pairedPhone, planBackups, restoredMachine } from '../restore/drill-shop.ts';
import { ring } from '../store/shop.ts';
import { asideOf, inHub, Phone, restMsMax } from './phone.ts';
import { closedSyncShop, openedSyncShop, restarted, type SyncShop, syncTimes } from './sync-shop.ts';

vi.setConfig(syncTimes);

let shop: SyncShop;
let phones: Phone[] = [];
const copies = mkdtempSync(join(tmpdir(), 'kaunter-copies-'));
beforeAll(async () => {
  shop = await openedSyncShop();
});
afterEach(async () => {
  for (const phone of phones) await phone.close();
  phones = [];
});
afterAll(async () => {
  await closedSyncShop(shop);
  rmSync(copies, { recursive: true });
});

async function paired(): Promise<Phone> {
  const phone = await Phone.paired(shop);
  phones.push(phone);
  await phone.rest();
  return phone;
}

/** A copy of the hub's directory as it is on the disk, and the way to put one in its place. */
const copied = (name: string) => (dir: string) => cpSync(dir, join(copies, name), { recursive: true });
const put = (name: string) => (dir: string) => {
  rmSync(dir, { recursive: true });
  cpSync(join(copies, name), dir, { recursive: true });
};
const renewed = (): void => void shop.hub.hub.store.sync.renewEpoch(0);

test('BK51 BK56 YN11 row 7: the hub comes back from a backup; the phone brings its sales again, those of the counter that are lost are named', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaunter-usb-'));
  const old = await testHub();
  const { till: owner, settings } = await openedStore(old, (same) => ({ ...same, autoLockMin: 0 }));
  const { side } = await openedTill(owner, settings);
  const phone = await pairedPhone(old, owner.staffId);
  await phone.sell(side);
  await phone.driver.feed({ kind: 'woke' });
  await phone.settled(old);
  await planBackups(owner, settings, folder);
  await backUp(owner);
  await phone.sell(side);
  await phone.driver.feed({ kind: 'woke' });
  await phone.settled(old);
  for (let sale = 0; sale < 2; sale += 1) await owner.push('sale.completed', ring(side, { lines: 1 }));
  await old.hub.backup.mark();
  const hub = await restoredMachine(folder);
  const till = await new Till(hub).connect(hub.ready.terminalTicket);
  await till.signOn(owner.staffId!, ownerPin);
  expect(phone.numbers.map((number) => hub.hub.store.sales.byNumber(number) !== null)).toEqual([true, false]);
  await phone.near(hub);
  await phone.settled(hub);
  expect(phone.numbers.map((number) => hub.hub.store.sales.byNumber(number)?.flags)).toEqual([[], []]);
  expect((await till.api.backup.state()).restored).toMatchObject({ gen: 1, lost: [{ series: 'A1', from: 1, to: 2 }] });
  phone.driver.close();
  for (const each of [old, hub]) await endHub(each);
  rmSync(folder, { recursive: true });
});

test('YN13 YN33 PA14 row 8: a phone that was paired after the backup is unknown; paired again it keeps its outbox under a new code', async () => {
  await restarted(shop, copied('before-it-was-paired'));
  const phone = await paired();
  await phone.sell();
  await phone.rest();
  phone.isAway = true;
  await phone.sell();
  await restarted(shop, put('before-it-was-paired'));
  renewed();
  phone.isAway = false;
  await phone.start();
  await vi.waitFor(() => expect(phone.halts).toContain('device-unknown'), restMsMax);
  expect(phone.driver.state.record.held).toHaveLength(2);
  const { deviceCode, installId } = phone.device!;
  await phone.pair();
  expect(phone.device!.installId).toBe(installId);
  expect(phone.device!.deviceCode).not.toBe(deviceCode);
  await phone.sell();
  await phone.rest();
  expect(inHub(phone)).toEqual([expect.any(Array), expect.any(Array), []]);
  expect(new Set(phone.numbers).size).toBe(3);
});

test('YN12 BK58 row 9: the old till is switched on, or one backup restored twice; the phone calls a person and sends nothing there', async () => {
  const phone = await paired();
  await restarted(shop, copied('old'));
  renewed();
  await phone.rest();
  await restarted(shop, copied('right'));
  for (const [name, renews, halt] of [
    ['old', false, 'hub-older'],
    ['old', true, 'hub-forked'],
  ] as const) {
    phone.isAway = true;
    await phone.sell();
    await restarted(shop, put(name));
    if (renews) renewed();
    phone.isAway = false;
    await phone.start();
    await vi.waitFor(() => expect(phone.halts.at(-1)).toBe(halt), restMsMax);
    expect([inHub(phone).at(-1), phone.pending]).toEqual([null, phone.numbers.length]);
  }
  await restarted(shop, put('right'));
  await phone.start();
  await phone.rest();
  expect(inHub(phone)).toEqual([[], []]);
});

const beat = (phone: Phone): Heartbeat => ({
  ...{ batteryPercent: 50, charging: false, roundTripMs: 9, appVersion: '1.0.0', persisted: false, wrongPins: 0 },
  ...{ pending: phone.pending, pendingSince: phone.now(), lastSeq: phone.driver.state.record.meta.lastSeq },
  ...{ lastReceipt: phone.numbers.at(-1) ?? null, now: phone.now(), docked: null },
});

/** It told the counter how much it holds, and was never heard again. */
async function toldAndGone(phone: Phone): Promise<void> {
  phone.isAway = true;
  for (let sale = 0; sale < 5; sale += 1) await phone.sell();
  await phone.fallSilent();
  phone.isAway = false;
  await phone.calls.heartbeat(beat(phone));
}
const rowOf = async ({ device }: Phone) =>
  (await shop.till.api.fleet.list()).find(({ deviceId }) => deviceId === device!.deviceId);

test('PA14 FL10 YN31 row 11: the storage of a phone is gone; it comes back as another install, and what was never received is named', async () => {
  const phone = await paired();
  for (let sale = 0; sale < 3; sale += 1) await phone.sell();
  await phone.rest();
  await toldAndGone(phone);
  await phone.database.delete();
  const fresh = await paired();
  expect(fresh.installId).not.toBe(phone.installId);
  expect(fresh.device!.deviceCode).not.toBe(phone.device!.deviceCode);
  const lastReceipt = `${phone.device!.deviceCode}-000008`;
  expect(await rowOf(phone)).toMatchObject({ takenSeq: 3, heartbeat: { lastSeq: 8, pending: 5, lastReceipt } });
  const number = await fresh.sell();
  await fresh.rest();
  expect([number.endsWith('-000001'), inHub(fresh)]).toEqual([true, [[]]]);
});

test('PA42 YN64 YN83 FL10 row 12: a phone is lost with unsent sales; it is revoked, what it held is known, and found again its sales wait for a manager', async () => {
  const phone = await paired();
  await toldAndGone(phone);
  const { deviceId } = phone.device!;
  await shop.till.api.fleet.command({ do: 'revoke', deviceId });
  expect(await rowOf(phone)).toMatchObject({ state: 'revoked', takenSeq: 0, heartbeat: { lastSeq: 5, pending: 5 } });
  await phone.start();
  await vi.waitFor(() => expect(phone.halts).toContain('device-revoked'), restMsMax);
  expect(phone.pending).toBe(5);
  const stops = phone.halts.length;
  await phone.wake();
  await vi.waitFor(() => expect(phone.halts.length).toBeGreaterThan(stops), restMsMax);
  expect(phone.driver.state.halt).toBe('device-revoked');
  await shop.till.api.fleet.command({ do: 'amnesty', deviceId });
  await phone.wake();
  await vi.waitFor(() => expect(phone.pending).toBe(0), restMsMax);
  await vi.waitFor(() => expect(phone.driver.state.reading).toBe('barred'), restMsMax);
  expect(inHub(phone)).toEqual(Array(5).fill(null));
  const aside = await asideOf(phone);
  expect(aside.map(({ codes }) => codes)).toEqual(Array(5).fill(['device-revoked']));
  for (const { findingId } of aside.toReversed())
    await shop.till.api.finding.take({ findingId, note: 'found in the yard' });
  expect(inHub(phone)).not.toContain(null);
});

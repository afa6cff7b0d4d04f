import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Op } from '../../../domain/op/op.ts';
import { type Handheld, pairedHandheld, type TestLan, testLan } from '../../../tests/hub/handheld.ts';
import {
  coffee,
  newId,
  openedStore,
  openedTill,
  removeHub,
  type TestHub,
  type Till,
  testHub,
} from '../../../tests/hub/test-hub.ts';

let hub: TestHub;
let lan: TestLan;
let till: Till;
let phone: Handheld;
const item = coffee();
beforeEach(async () => {
  hub = await testHub();
  const opened = await openedStore(hub, (same) => ({ ...same, autoLockMin: 0 }));
  till = opened.till;
  await openedTill(till, opened.settings, { items: [item] });
  lan = await testLan(hub);
  phone = await pairedHandheld(lan, till);
}, 60_000);
afterEach(async () => {
  await lan.close();
  await hub.close();
  removeHub(hub);
});

const opOf = (kind: string, body: unknown): Op => {
  phone.seq += 1;
  return {
    opId: newId(),
    seq: phone.seq,
    kind,
    v: 1,
    at: Date.now(),
    staffId: till.staffId,
    happened: true,
    body,
  } as never;
};
const counted = (): Op =>
  opOf('stock.counted', { itemId: item.itemId, quantity: { milli: 5_000, unit: 'each' }, note: '' });
const send = (ops: readonly { seq: number; jwe: string }[]) =>
  phone.call('POST /v1/device/sealed', { installId: phone.installId, ops });
const command = (change: object) => till.api.fleet.command({ deviceId: phone.device!.deviceId, ...change } as never);

test('PA44 sealed ops are opened by the hub and taken as a push is, twice as once', async () => {
  const sealed = [await phone.sealed(counted()), await phone.sealed(counted())];
  expect(await send(sealed)).toMatchObject({ status: 200, body: { last: 2, unopened: [] } });
  expect(await send(sealed)).toMatchObject({ body: { last: 2, unopened: [] } });
  expect(hub.hub.store.ops.page(0, 500).filter(({ kind }) => kind === 'stock.counted')).toHaveLength(2);
});

test('PA44 an op sealed for another number or install, or broken, is named missing and blocks nothing', async () => {
  const [first, second, third] = [counted(), counted(), counted()];
  const moved = await phone.sealed(first, `${newId()}/1`);
  const broken = await phone.sealed(second);
  const torn = {
    ...broken,
    jwe: broken.jwe.replace(/\.(.)([^.]*)$/, (_all, head, tail) => `.${head === 'A' ? 'B' : 'A'}${tail}`),
  };
  expect(await send([moved, torn, await phone.sealed(third)])).toMatchObject({ body: { last: 3, unopened: [1, 2] } });
  const gaps = hub.hub.store.ops.page(0, 500).filter(({ kind }) => kind === 'install.gap-declared');
  expect(gaps.map(({ body }) => body)).toMatchObject([
    { from: 1, to: 1 },
    { from: 2, to: 2 },
  ]);
});

test('PA43 PA44 a wipe waits until the hub has everything, aside, and only then clears the storage of the device', async () => {
  const sealed = [await phone.sealed(counted()), await phone.sealed(counted())];
  expect(await phone.call('POST /v1/device/wipe', { lastSeq: 0 })).toMatchObject({
    status: 409,
    body: { code: 'wipe-not-asked' },
  });
  await command({ do: 'wipe' });
  expect((await phone.askToken()).body).toMatchObject({
    scope: 'push',
    device: { state: 'wiping', commands: ['wipe'] },
  });
  const early = await phone.call('POST /v1/device/wipe', { lastSeq: 2 });
  expect(early).toMatchObject({ status: 409, body: { code: 'outbox-not-taken', last: 0 } });
  expect(early.header('clear-site-data')).toBeNull();
  expect(await send(sealed)).toMatchObject({ body: { last: 2, unopened: [] } });
  expect(await till.api.finding.open()).toEqual({ open: 2 });
  const done = await phone.call('POST /v1/device/wipe', { lastSeq: 2 });
  expect([done.status, done.header('clear-site-data')]).toEqual([200, '"cache", "storage"']);
  expect(hub.hub.handhelds.get(phone.device!.deviceId)).toMatchObject({ state: 'wiped' });
  expect(await phone.askToken()).toMatchObject({ status: 403, body: { code: 'device-revoked' } });
});

test('PA44 what a device under amnesty sealed is kept aside until a person takes it', async () => {
  await command({ do: 'revoke' });
  await command({ do: 'amnesty' });
  await phone.askToken();
  expect(await send([await phone.sealed(counted())])).toMatchObject({ body: { last: 1 } });
  const [aside] = (await till.api.finding.list({ settled: false })).findings;
  expect(aside).toMatchObject({ codes: ['device-revoked'], device: { name: phone.device!.name } });
  await till.api.finding.take({ findingId: aside!.findingId, note: '' });
  expect(hub.hub.store.ops.page(0, 500).some(({ kind }) => kind === 'stock.counted')).toBe(true);
});

test('PA45 a device that is known to hold ops leaves only by force; the seal key survives a restart', async () => {
  const beat = {
    batteryPercent: 50,
    charging: false,
    roundTripMs: 9,
    appVersion: '1.0.0',
    persisted: true,
    pending: 2,
  };
  const rest = {
    pendingSince: Date.now(),
    lastSeq: 2,
    lastReceipt: 'A2-000002',
    now: Date.now(),
    wrongPins: 0,
    docked: null,
  };
  expect((await phone.call('POST /v1/device/heartbeat', { ...beat, ...rest })).status).toBe(200);
  const key = phone.device!.sealKey;
  const { answerOf } = await import('../../../tests/hub/refusal-of.ts');
  expect(await answerOf(command({ do: 'unpair', force: false }))).toBe('REFUSED device-holds-ops');
  expect(await answerOf(command({ do: 'unpair', force: true }))).toBe('ok');
  expect(await answerOf(command({ do: 'lock' }))).toBe('REFUSED device-gone');
  await lan.close();
  await hub.close();
  hub = await testHub({ dir: hub.dir });
  lan = await testLan(hub);
  expect(hub.hub.sealBox.publicKey).toEqual(key);
  expect(hub.hub.fleet.list()).toMatchObject([
    { state: 'unpaired', heartbeat: { pending: 2, lastSeq: 2, lastReceipt: 'A2-000002' } },
  ]);
});

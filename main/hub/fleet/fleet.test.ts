import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HubEvent } from '../../../contracts/events.ts';
import type { Heartbeat } from '../../../contracts/fleet.ts';
import type { StaffId } from '../../../domain/id.ts';
import { Handheld, openWindow, pairedHandheld, type TestLan, testLan } from '../../../tests/hub/handheld.ts';
import { answerOf } from '../../../tests/hub/refusal-of.ts';
import {
  colleague,
  movableClock,
  newId,
  openedStore,
  openedTill,
  ownerPin,
  removeHub,
  type TestHub,
  type Till,
  testHub,
} from '../../../tests/hub/test-hub.ts';

let hub: TestHub;
let lan: TestLan;
let till: Till;
let phone: Handheld;
let settings: Awaited<ReturnType<typeof openedStore>>['settings'];
const clock = movableClock();
beforeEach(async () => {
  hub = await testHub({ now: clock.now });
  ({ till, settings } = await openedStore(hub, (same) => ({ ...same, autoLockMin: 0 })));
  lan = await testLan(hub);
  phone = await pairedHandheld(lan, till, { name: 'Hof' });
}, 60_000);
afterEach(async () => {
  await lan.close();
  await hub.close();
  removeHub(hub);
});

const beat = (change: Partial<Heartbeat> = {}): Heartbeat => ({
  batteryPercent: 71,
  charging: false,
  roundTripMs: 12,
  appVersion: '1.0.0',
  persisted: true,
  pending: 0,
  pendingSince: null,
  lastSeq: 0,
  lastReceipt: null,
  now: clock.now(),
  wrongPins: 0,
  docked: false,
  ...change,
});
const say = (change: Partial<Heartbeat> = {}) => phone.call('POST /v1/device/heartbeat', beat(change));
const kinds = async () => (await till.api.fleet.alerts()).map(({ kind }) => kind);

/** Ops of the phone itself, as its sealed outbox hands them in. */
async function hand(...made: readonly [kind: string, staffId: StaffId, body: object][]): Promise<void> {
  const ops = made.map(([kind, staffId, body]) => {
    phone.seq += 1;
    return { opId: newId(), seq: phone.seq, kind, v: 1, at: clock.now(), staffId, happened: true, body };
  });
  const sealed = await Promise.all(ops.map((op) => phone.sealed(op as never)));
  const said = await phone.call('POST /v1/device/sealed', { installId: phone.installId, ops: sealed });
  expect(said).toMatchObject({ status: 200, body: { last: phone.seq, unopened: [] } });
}

test('FL15 a handheld is theirs who signs on, nobody takes it in their shift, and it is nobody’s after it', async () => {
  const owner = async () => (await till.api.fleet.list())[0]?.ownerName;
  const anna = (await colleague(hub, till, 'cashier')) as { readonly staffId: StaffId; readonly pin: string };
  const name = hub.hub.staffOf(anna.staffId)?.name;
  expect(await owner()).toBeNull();
  await phone.signOn(till.staffId!, ownerPin);
  expect(await owner()).toBe('Olga');
  await phone.signOn(anna.staffId, anna.pin);
  expect(await owner()).toBe(name);
  const shiftId = newId();
  const { deviceCode: series } = phone.device!;
  await hand(['shift.opened', anna.staffId, { shiftId, series, startingAmount: 0, denominations: [] }]);
  await phone.signOn(till.staffId!, ownerPin);
  expect(await owner()).toBe(name);
  await phone.call('POST /v1/auth/sign-off');
  await phone.signOn(anna.staffId, anna.pin);
  await phone.call('POST /v1/auth/sign-off');
  expect(await owner()).toBe(name);
  const countId = newId();
  await hand(
    ['till.counted', anna.staffId, { shiftId, countId, denominations: [], declared: [] }],
    ['shift.closed', anna.staffId, { shiftId, countId }],
  );
  expect(await owner()).toBeNull();
  await phone.signOn(anna.staffId, anna.pin);
  await phone.call('POST /v1/auth/sign-off');
  expect(await owner()).toBeNull();
});

test('FL10 the list says of each handheld who has it, how it is and what waits on it', async () => {
  await phone.signOn(till.staffId!, ownerPin);
  await till.api.fleet.command({ do: 'owner', deviceId: phone.device!.deviceId, ownerId: till.staffId! });
  const since = clock.now() - 1_000;
  expect((await say({ pending: 3, pendingSince: since, lastSeq: 3, lastReceipt: 'A2-000003' })).body).toMatchObject({
    commands: [],
  });
  hub.hub.fleet.line(phone.device!.deviceId, 1);
  const [row] = await till.api.fleet.list();
  expect(row).toMatchObject({
    name: 'Hof',
    deviceCode: 'A2',
    state: 'paired',
    ownerName: 'Olga',
    staffName: 'Olga',
    online: true,
    takenSeq: 0,
    heartbeat: { batteryPercent: 71, persisted: true, pending: 3, pendingSince: since, lastReceipt: 'A2-000003' },
  });
  expect(Math.abs(row!.clockSkewMs!)).toBeLessThan(5_000);
  hub.hub.fleet.line(phone.device!.deviceId, -1);
  expect((await till.api.fleet.list())[0]).toMatchObject({ online: false });
});

test('FL11 what a lost handheld held is known after a restart of the hub', async () => {
  await say({ pending: 2, pendingSince: clock.now(), lastSeq: 9, lastReceipt: 'A2-000009' });
  await say({ pending: 2, pendingSince: clock.now(), lastSeq: 9, lastReceipt: 'A2-000009', batteryPercent: 40 });
  await lan.close();
  await hub.close();
  hub = await testHub({ dir: hub.dir, now: clock.now });
  lan = await testLan(hub);
  expect(hub.hub.fleet.list()).toMatchObject([
    { heartbeat: { lastSeq: 9, pending: 2, batteryPercent: 40 }, online: false },
  ]);
});

test('FL12 alerts follow from what was heard and when: battery, clock, waiting ops, wrong PINs, silence, cradle', async () => {
  await openedTill(till, settings);
  expect(await kinds()).toEqual([]);
  await say({
    batteryPercent: 9,
    now: clock.now() + 600_000,
    pending: 1,
    pendingSince: clock.now() - 400_000,
    wrongPins: 6,
  });
  expect(await kinds()).toEqual(['wrong-pins', 'pending-long', 'clock-wrong', 'battery-low']);
  await say({ batteryPercent: 90 });
  expect(await kinds()).toEqual(['wrong-pins']);
  clock.advance(41_000);
  expect(await kinds()).toEqual(['wrong-pins', 'silent']);
  clock.advance(900_000);
  await phone.askToken();
  await say();
  expect(await kinds()).toEqual([]);
});

test('FL13 the terminal is told without asking when handhelds, alerts or the window change, and by whom it may be seen', async () => {
  const events: HubEvent[] = [];
  const over = new AbortController();
  const stream = hub.hub.board.open(till.installId, { unsentBytes: () => 0, signal: over.signal })!;
  const reading = (async () => {
    for await (const event of stream) events.push(event);
  })();
  const told = async (topic: string) =>
    await expect.poll(() => events.some((event) => event.kind === 'fleet' && event.topic === topic)).toBe(true);
  await say();
  await told('devices');
  events.length = 0;
  await openWindow(till);
  await told('pairing');
  events.length = 0;
  await (await Handheld.unboxed(lan)).askToken();
  await told('devices');
  expect(JSON.stringify(events)).not.toContain('digits');
  over.abort();
  await reading;
});

test('FL14 policy and commands are the managers’; a lease that narrows backwards is refused; a device is told to refresh', async () => {
  const cashier = await colleague(hub, till, 'cashier');
  const supervisor = await colleague(hub, till, 'supervisor');
  const policy = await till.api.fleet.policy();
  expect(policy.lease).toEqual({ warnAfterMs: 86_400_000, noRefundsAfterMs: 259_200_000, noSalesAfterMs: 604_800_000 });
  const { deviceId } = phone.device!;
  expect(await answerOf(cashier.till.api.fleet.list())).toBe('FORBIDDEN');
  expect(await answerOf(supervisor.till.api.fleet.list())).toBe('ok');
  expect(await answerOf(supervisor.till.api.fleet.command({ do: 'lock', deviceId }))).toBe('FORBIDDEN');
  const turned = { ...policy, lease: { ...policy.lease, warnAfterMs: policy.lease.noSalesAfterMs + 1 } };
  expect(await answerOf(till.api.fleet.setPolicy(turned))).toBe('REFUSED policy-unfit');
  const heard: string[] = [];
  const end = hub.hub.handheldDesk.onWord((_device, word) => heard.push(word));
  await till.api.fleet.setPolicy({ ...policy, autoLockMs: 30_000 });
  end();
  expect(heard).toEqual(['refresh']);
  expect((await phone.askToken()).body.device.policy.autoLockMs).toBe(30_000);
  expect(await answerOf(till.api.fleet.command({ do: 'owner', deviceId, ownerId: till.installId as never }))).toBe(
    'REFUSED staff-unknown',
  );
  expect(await answerOf(till.api.fleet.command({ do: 'lock', deviceId: till.installId }))).toBe(
    'REFUSED device-unknown',
  );
});

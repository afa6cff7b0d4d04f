import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { batchOpsMax } from '../../domain/sync/outbox.ts';
import { SyncDriver, type SyncPorts } from '../../domain/sync/sync-driver.ts';
import { emptyRecord, type OpDraft, pendingCount, startedState, withSeries } from '../../domain/sync/sync-state.ts';
import { DeviceDisk } from '../simulation/sim-device.ts';
import { ring } from '../store/shop.ts';
import { newId, openedStore, openedTill, removeHub, secondTill, type TestHub, type Till, testHub } from './test-hub.ts';

let hub: TestHub;
let phone: Till;
let side: Awaited<ReturnType<typeof openedTill>>['side'];
let disk: DeviceDisk;
let isAway = false;
let isDiskFull = false;
let wakes: (() => void)[] = [];
let troubles = 0;

beforeEach(async () => {
  [isAway, isDiskFull, wakes, troubles] = [false, false, [], 0];
  hub = await testHub();
  const { till, settings } = await openedStore(hub);
  ({ side } = await openedTill(till, settings));
  phone = await secondTill(hub);
  phone.staffId = till.staffId;
  const { record } = withSeries(emptyRecord(phone.installId), hub.hub.sync.giveSeries(phone.installId));
  disk = new DeviceDisk(record);
});
afterEach(async () => {
  await hub.close();
  removeHub(hub);
});

/** A handheld's driver over the real hub; the line and the disk can be taken away. */
function driver(): SyncDriver {
  const online =
    <Ask, Answer>(call: (ask: Ask) => Promise<Answer>) =>
    (ask: Ask): Promise<Answer> =>
      isAway ? Promise.reject(new Error('away')) : call(ask);
  const ports: SyncPorts = {
    save: async (saving) => {
      if (isDiskFull) throw new Error('quota exceeded');
      disk.save(saving);
    },
    push: online((ask) => phone.api.sync.push(ask)),
    pull: online((ask) => phone.api.sync.pull(ask)),
    snapshot: online((ask) => phone.api.sync.snapshot(ask)),
    failureOf: () => ({ kind: 'away' }),
    now: () => Date.now(),
    random: () => 0,
    byteLength: (text) => Buffer.byteLength(text),
    wakeAt: (_at, wake) => {
      wakes.push(wake);
      return () => undefined;
    },
    onState: () => undefined,
    onHalt: () => undefined,
    onDiskTrouble: () => {
      troubles += 1;
    },
  };
  return new SyncDriver(ports, startedState(disk.read(), { version: 1, askNo: 0, opsMax: batchOpsMax }));
}

function sale(): OpDraft {
  const rung = ring(side, { lines: 2 });
  const body = (transactionNumber: string | null) => ({ ...rung, transactionNumber });
  return {
    opId: newId() as never,
    kind: 'sale.completed',
    v: 2,
    at: Date.now(),
    staffId: phone.staffId,
    happened: true,
    numbered: true,
    body,
  };
}

test('YN1 YN32 sales made without a line are on disk, survive the program, and reach the hub with their numbers', async () => {
  isAway = true;
  const first = driver();
  await first.feed({ kind: 'woke' });
  const numbers = [await first.record(sale()), await first.record(sale())].map((each) => each?.number);
  expect(numbers).toEqual(['A2-000001', 'A2-000002']);
  first.close();
  isAway = false;
  const second = driver();
  await second.feed({ kind: 'woke' });
  await vi.waitFor(() => expect(pendingCount(second.state.record)).toBe(0));
  expect(numbers.map((number) => hub.hub.store.sales.byNumber(number ?? '')?.flags)).toEqual([[], []]);
  await vi.waitFor(() => expect(disk.meta).toMatchObject({ mirrorWhole: true, cursor: hub.hub.store.head().no }));
  expect([...disk.mirror.keys()].some((key) => key.startsWith('item/'))).toBe(true);
  second.close();
});

test('YN1 a sale the disk refuses is not made, and its number is free', async () => {
  const only = driver();
  isDiskFull = true;
  await expect(only.record(sale())).rejects.toThrow('quota');
  isDiskFull = false;
  expect((await only.record(sale()))?.number).toBe('A2-000001');
  only.close();
});

test('YN4 when the disk refuses what sync wants to keep, it asks again later and nothing is doubled', async () => {
  const only = driver();
  isDiskFull = true;
  await only.feed({ kind: 'woke' });
  await vi.waitFor(() => expect(troubles).toBeGreaterThan(0));
  isDiskFull = false;
  vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] });
  try {
    wakes.at(-1)?.();
    await only.record(sale());
    await vi.waitFor(() => expect(pendingCount(only.state.record)).toBe(0));
  } finally {
    vi.useRealTimers();
  }
  expect(hub.hub.store.info().counts.sales).toBe(1);
  only.close();
});

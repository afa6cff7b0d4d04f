import { expect, test, vi } from 'vitest';
import { opCatalog } from '../../contracts/op-catalog.ts';
import { batchOpsMax } from '../../domain/sync/outbox.ts';
import type { PushAsk } from '../../domain/sync/protocol.ts';
import { SyncDriver } from '../../domain/sync/sync-driver.ts';
import { emptyRecord, pendingCount, startedState } from '../../domain/sync/sync-state.ts';
import { newId, openedTill, removeHub } from '../hub/test-hub.ts';
import { type NetworkRig, networkRig } from '../network/network-rig.ts';
import { DeviceDisk } from '../simulation/sim-device.ts';
import { syncTimes } from './sync-shop.ts';

vi.setConfig(syncTimes);

/** Ten phones that were away for a day. */
const [crowd, opsEach] = [10, 500];
/** Nobody counts on how fast this machine is. */
const takenMsMax = 90_000;

/** A phone's own driver over a disk in memory; the largest of its pushes is remembered. */
function phoneOf(rig: NetworkRig) {
  const { deviceId, installId } = rig.gate.add();
  const client = rig.client(deviceId);
  const disk = new DeviceDisk(emptyRecord(installId));
  const ask = async <Answer>(path: string, body: unknown): Promise<Answer> => {
    const answer = await client.post(path, body);
    if (answer.status !== 200) throw new Error(`${answer.status}`);
    return answer.json<Answer>();
  };
  const line = { isAway: true, opsMax: 0 };
  const driver = new SyncDriver(
    {
      save: async (saving) => disk.save(saving),
      push: (push: PushAsk) => {
        if (line.isAway) return Promise.reject(new Error('away'));
        line.opsMax = Math.max(line.opsMax, push.ops.length);
        return ask('/v1/sync/push', push);
      },
      pull: (pull) => ask('/v1/sync/pull', pull),
      snapshot: (page) => ask('/v1/sync/snapshot', page),
      failureOf: () => ({ kind: 'away' }),
      now: Date.now,
      random: () => 0,
      byteLength: (text) => Buffer.byteLength(text),
      wakeAt: (at, wake) => {
        const timer = setTimeout(wake, Math.max(0, at - Date.now()));
        return () => clearTimeout(timer);
      },
      onState: () => undefined,
      onHalt: () => undefined,
      onDiskTrouble: () => undefined,
    },
    startedState(disk.read(), { version: 1, askNo: 0, opsMax: batchOpsMax }),
  );
  return { installId, driver, line, client };
}

test('YN3 OL17 row 22: ten phones come with five hundred ops each at once; all of it is taken, each once', async () => {
  const rig = await networkRig();
  const { side } = await openedTill(rig.till, rig.settings);
  const { itemId } = side.items[0]!;
  const phones = Array.from({ length: crowd }, () => phoneOf(rig));
  for (const { driver } of phones)
    for (let no = 0; no < opsEach; no += 1) {
      const body = { itemId, quantity: { milli: no * 1_000, unit: 'each' }, note: '' };
      const act = { kind: 'stock.counted', v: opCatalog['stock.counted'].v, happened: true, numbered: false } as const;
      const who = { opId: newId() as never, at: Date.now(), staffId: rig.ownerId };
      await driver.record({ ...act, ...who, body: () => body as never });
    }
  const startedAt = performance.now();
  await Promise.all(
    phones.map(async ({ driver, line }) => {
      line.isAway = false;
      await driver.feed({ kind: 'woke' });
      await vi.waitFor(() => expect(pendingCount(driver.state.record)).toBe(0), takenMsMax);
    }),
  );
  console.log(`${crowd * opsEach} ops of ${crowd} phones taken in ${Math.round(performance.now() - startedAt)} ms`);
  const { store } = rig.hub.hub;
  const once = store.connection.prepare<[string], number>('SELECT count(DISTINCT op_id) FROM op WHERE install_id = ?');
  for (const { installId, driver, line, client } of phones) {
    expect([store.lastSeq(installId), once.pluck().get(installId)]).toEqual([opsEach, opsEach]);
    expect([driver.state.record.meta.outcomes, line.opsMax]).toEqual([[], batchOpsMax]);
    driver.close();
    client.close();
  }
  await rig.hub.close();
  removeHub(rig.hub);
});

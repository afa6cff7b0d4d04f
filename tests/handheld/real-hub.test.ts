import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { InstallId } from '../../domain/id.ts';
import { syncTopics } from '../../domain/sync/mirror.ts';
import { batchOpsMax } from '../../domain/sync/outbox.ts';
import { SyncDriver } from '../../domain/sync/sync-driver.ts';
import { emptyRecord, type OpDraft, pendingCount, startedState, withSeries } from '../../domain/sync/sync-state.ts';
import { HandheldDatabase } from '../../renderer/handheld/engine/disk/handheld-database.ts';
import { readSync, saveSync } from '../../renderer/handheld/engine/disk/sync-disk.ts';
import { type HubCalls, hubCalls } from '../../renderer/handheld/engine/line/hub-calls.ts';
import {
  type Exchange,
  HubAwayError,
  HubRefusedError,
  type ProvenFetch,
} from '../../renderer/handheld/engine/line/proven-fetch.ts';
import { syncFailureOf } from '../../renderer/handheld/engine/line/sync-failure.ts';
import { fetchFrom } from '../hub/hub-client.ts';
import {
  newId,
  openedStore,
  openedTill,
  removeHub,
  secondTill,
  type TestHub,
  type Till,
  testHub,
} from '../hub/test-hub.ts';
import { ring } from '../store/shop.ts';

let hub: TestHub;
let phone: Till;
let side: Awaited<ReturnType<typeof openedTill>>['side'];
let database: HandheldDatabase;
let calls: HubCalls;
let isAway = true;

beforeEach(async () => {
  isAway = true;
  hub = await testHub();
  const { till, settings } = await openedStore(hub);
  ({ side } = await openedTill(till, settings));
  phone = await secondTill(hub);
  phone.staffId = till.staffId;
  const send = fetchFrom(hub.ready.caPem);
  // Only what the line asks is the handheld's here: who it is was proven by the token of an install.
  const ask = async ({ method, path, body, contentType = 'application/json' }: Exchange): Promise<Response> => {
    if (isAway) throw new HubAwayError('away');
    const headers = { authorization: `Bearer ${phone.installToken}`, 'content-type': contentType };
    const answer = await send(
      new Request(`${hub.url}/api${path}`, { method, headers, ...(body === undefined ? {} : { body }) }),
    );
    if (!answer.ok) throw new HubRefusedError(answer.status, await answer.text(), {});
    return answer;
  };
  calls = hubCalls({ ask } as unknown as ProvenFetch);
  database = new HandheldDatabase(newId());
  await database.open();
  const given = withSeries(emptyRecord(phone.installId), hub.hub.sync.giveSeries(phone.installId));
  await saveSync(database, given.saving);
});
afterEach(async () => {
  await database.delete();
  await hub.close();
  removeHub(hub);
});

async function driver(installId: InstallId): Promise<SyncDriver> {
  const topics = syncTopics.filter((topic) => topic !== 'item');
  const state = startedState(await readSync(database, installId), {
    version: 1,
    askNo: 0,
    opsMax: batchOpsMax,
    topics,
  });
  return new SyncDriver(
    {
      ...{ push: calls.push, pull: calls.pull, snapshot: calls.snapshot },
      save: (saving) => saveSync(database, saving),
      failureOf: (error) => syncFailureOf(error, Date.now()),
      now: () => Date.now(),
      random: () => 0,
      byteLength: (text) => new TextEncoder().encode(text).length,
      wakeAt: (at, wake) => {
        const timer = setTimeout(wake, Math.max(0, at - Date.now()));
        return () => clearTimeout(timer);
      },
      onState: () => undefined,
      onHalt: () => undefined,
      onDiskTrouble: () => undefined,
    },
    state,
  );
}

function sale(): OpDraft {
  const rung = ring(side, { lines: 2 });
  return {
    ...{ opId: newId() as never, kind: 'sale.completed', v: 2, at: Date.now(), staffId: phone.staffId },
    ...{ happened: true, numbered: true },
    body: (transactionNumber) => ({ ...rung, transactionNumber }),
  };
}

test('HE10 what disk and line of a handheld hold and send is what the real hub has in its record', async () => {
  const first = await driver(phone.installId);
  const numbers: (string | null | undefined)[] = [];
  for (let no = 0; no < 7; no += 1) numbers.push((await first.record(sale()))?.number);
  first.close();
  isAway = false;
  const second = await driver(phone.installId);
  await second.feed({ kind: 'woke' });
  await vi.waitFor(() => expect(pendingCount(second.state.record)).toBe(0), 10_000);
  expect(numbers.map((number) => hub.hub.store.sales.byNumber(number ?? '')?.flags)).toEqual(Array(7).fill([]));
  await vi.waitFor(() => expect(second.state.record.meta.mirrorWhole).toBe(true), 10_000);
  const { mirror, meta, held } = await readSync(database, phone.installId);
  expect([...mirror.keys()].some((key) => key.startsWith('item/'))).toBe(false);
  expect(mirror.has('settings/store')).toBe(true);
  expect([meta.acked, held.length]).toEqual([7, 7]);
  second.close();
});

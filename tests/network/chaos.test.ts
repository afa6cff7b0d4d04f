import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PushAnswer, PushAsk } from '../../domain/sync/protocol.ts';
import type { DeviceIdentity } from '../../main/hub/network/device-gate.ts';
import { newId, openedTill, removeHub } from '../hub/test-hub.ts';
import { ring } from '../store/shop.ts';
import { ChaosProxy } from './chaos-proxy.ts';
import { NetworkClient } from './network-client.ts';
import { type NetworkRig, networkRig } from './network-rig.ts';

let rig: NetworkRig;
let side: Awaited<ReturnType<typeof openedTill>>['side'];
let proxy: ChaosProxy;
beforeAll(async () => {
  rig = await networkRig();
  ({ side } = await openedTill(rig.till, rig.settings));
  proxy = await ChaosProxy.open({ host: '127.0.0.1', port: rig.port });
});
afterAll(async () => {
  await proxy.close();
  await rig.hub.close();
  removeHub(rig.hub);
});

/** A handheld behind the proxy. */
function behind(device: DeviceIdentity): NetworkClient {
  const { caPem, name } = rig.client().at;
  const client = new NetworkClient({ port: proxy.port, name, caPem, deviceId: device.deviceId }, { keepAlive: false });
  Object.defineProperty(client, 'host', { value: `${name}:${rig.port}` });
  return client;
}

/** A push of sales of one device, as its outbox would repeat it word for word. */
function pushOf(device: DeviceIdentity, sales: number): PushAsk {
  const ops = Array.from({ length: sales }, (_each, index) => ({
    opId: newId(),
    seq: index + 1,
    kind: 'sale.completed',
    v: 2,
    at: Date.now(),
    staffId: rig.ownerId,
    happened: true,
    body: ring(side, { lines: 2 }),
  })) as unknown as PushAsk['ops'];
  const epoch = rig.hub.hub.store.sync.epoch();
  return { proto: 1, installId: device.installId, epoch, ops, gap: null, pendingAfter: 0, lastSeq: sales };
}

async function pushed(client: NetworkClient, ask: PushAsk): Promise<PushAnswer | null> {
  try {
    const answer = await client.post('/v1/sync/push', ask);
    return answer.status === 200 ? answer.json<PushAnswer>() : null;
  } catch {
    return null;
  }
}

const salesCount = (): number => rig.hub.hub.store.info().counts.sales;

test('LN20 a push cut at any byte of either way is repeated until it is answered, and each sale is there once', async () => {
  const before = salesCount();
  const device = rig.gate.add();
  const ask = pushOf(device, 5);
  const client = behind(device);
  const length = JSON.stringify(ask).length;
  for (const up of [200, 900, 1_500, length, length + 1_500]) {
    proxy.chaos = { cutAfterBytes: { up } };
    expect(await pushed(client, ask)).toBeNull();
  }
  for (const down of [0, 100, 900, 1_300, 1_500]) {
    proxy.chaos = { cutAfterBytes: { down } };
    await pushed(client, ask);
  }
  proxy.chaos = {};
  expect(await pushed(client, ask)).toMatchObject({ kind: 'taken', last: 5, expect: null });
  expect(salesCount()).toBe(before + 5);
});

test('LN20 a line that falls silent half way brings nothing twice when it comes back', async () => {
  const before = salesCount();
  const device = rig.gate.add();
  const ask = pushOf(device, 3);
  proxy.chaos = { silent: true };
  const first = pushed(behind(device), ask);
  const second = pushed(behind(device), ask);
  proxy.chaos = { delayMs: 5 };
  const answers = await Promise.all([first, second]);
  expect(answers.every((answer) => answer?.kind === 'taken')).toBe(true);
  expect(salesCount()).toBe(before + 3);
});

test('LN20 over a line of 20 kB a second everything arrives, and others do not wait for it', async () => {
  const device = rig.gate.add();
  proxy.chaos = { bytesPerSecond: 20_000 };
  const slow = pushed(behind(device), pushOf(device, 4));
  const other = rig.client(rig.gate.add().deviceId);
  const start = performance.now();
  for (let no = 0; no < 20; no += 1) expect((await other.get('/v1/sync/hello')).status).toBe(200);
  expect(performance.now() - start).toBeLessThan(2_000);
  expect(await slow).toMatchObject({ kind: 'taken', last: 4 });
  proxy.chaos = {};
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import type { StoreSettings } from '../../domain/store/store-settings.ts';
import { deviceRoutes } from '../../main/hub/device-session/device-routes.ts';
import { Handheld, pairedHandheld, type TestLan } from '../hub/handheld.ts';
import { answerOf } from '../hub/refusal-of.ts';
import {
  colleague,
  newId,
  openedStore,
  openedTill,
  ownerPin,
  removeHub,
  type TestHub,
  type Till,
  testHub,
} from '../hub/test-hub.ts';
import { ring } from '../store/shop.ts';
import { NetworkClient } from './network-client.ts';
import { freePort, oneMachine } from './network-rig.ts';

let hub: TestHub;
let till: Till;
let settings: StoreSettings;
let lan: TestLan;
let client: NetworkClient;
beforeAll(async () => {
  const networkDifferences = { host: '127.0.0.1', announces: false, trustPort: 0, limits: oneMachine };
  hub = await testHub({ network: { networkDifferences } });
  const port = await freePort();
  const network = { enabled: true, port, ownDomain: null };
  ({ till, settings } = await openedStore(hub, (same) => ({ ...same, autoLockMin: 0, network })));
  await hub.network.follow();
  const origin = hub.network.status().origin!;
  client = new NetworkClient({ port, name: new URL(origin).hostname, caPem: hub.ready.caPem, deviceId: null });
  const send: TestLan['send'] = async (path, { method, headers, body }) => {
    const all = { ...headers, origin, 'sec-fetch-site': 'same-origin' };
    const said = await client.send({ method, path, headers: all }, body);
    return {
      status: said.status,
      header: (name) => (said.headers[name] as string) ?? null,
      text: said.bytes.toString(),
    };
  };
  lan = { hub, origin, send, close: async () => client.close() };
}, 60_000);
afterAll(async () => {
  await lan.close();
  await hub.close();
  removeHub(hub);
});

const closed = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.once('close', resolve));
const opened = (socket: WebSocket): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });

test('PA1 PA3 PA21 over the real line a handheld is paired at the origin the hub is found at; else the claim is not there, and counts as a knock', async () => {
  const stranger = await Handheld.unboxed(lan);
  expect((await stranger.call('POST /v1/pair/claim', {}, { token: null })).status).toBe(404);
  await expect
    .poll(() => till.api.fleet.alerts())
    .toContainEqual(expect.objectContaining({ kind: 'unknown-device', deviceId: null, figure: 1 }));
  const phone = await pairedHandheld(lan, till, { name: 'Hof' });
  expect(phone.device).toMatchObject({ origin: lan.origin, name: 'Hof' });
  const opening = await till.api.pairing.open({ pin: ownerPin });
  expect(opening.pairUrl.startsWith(`${lan.origin}/pair#1.`)).toBe(true);
  expect(opening.trustUrl).toMatch(/^http:\/\/[^/]+:\d+\/t#([0-9A-F]{4}-){4}[0-9A-F]{4}$/);
  await till.api.pairing.close();
});

test('PA20 the contract’s procedures are open to a device with token and proof, to the person beside it, and to nobody else', async () => {
  const phone = await pairedHandheld(lan, till, { role: 'cashier' });
  expect(await phone.call('GET /v1/sync/hello')).toMatchObject({
    status: 200,
    body: { series: phone.device!.deviceCode },
  });
  expect((await phone.call('GET /v1/shift/current')).status).toBe(401);
  const cashier = await colleague(hub, till, 'cashier');
  await phone.signOn(cashier.staffId, cashier.pin);
  expect((await phone.call('GET /v1/shift/current')).status).toBe(200);
  const other = await pairedHandheld(lan, till);
  expect((await other.call('GET /v1/shift/current', {}, { staff: phone.staffToken })).status).toBe(401);
  const proof = await phone.proof('GET', '/v1/sync/hello');
  expect((await phone.call('GET /v1/sync/hello', {}, { proof })).status).toBe(200);
  expect(await phone.call('GET /v1/sync/hello', {}, { proof })).toMatchObject({
    status: 401,
    body: { code: 'invalid_dpop_proof' },
  });
  expect((await phone.call('POST /v1/session/sign-on', { staffId: cashier.staffId, pin: cashier.pin })).status).toBe(
    404,
  );
});

test('PA20 every identity route answers a stranger with no and a nonce, and tells nothing else', async () => {
  for (const { method, path } of deviceRoutes().filter(({ path }) => !path.startsWith('/v1/pair'))) {
    const said = await lan.send(path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: '{}' } : {}),
    });
    expect([path, said.status >= 400 && said.status < 500]).toEqual([path, true]);
    expect(said.header('dpop-nonce')).toMatch(/^[\w-]{22}$/);
    expect(said.text.length).toBeLessThan(60);
  }
});

test('PA25 PA42 a ticket opens the live socket once; the fleet sees the line; lock is told at once and revoking closes it', async () => {
  const phone = await pairedHandheld(lan, till, { name: 'Live' });
  const { deviceId } = phone.device!;
  const { body } = await phone.call('POST /v1/live/ticket');
  const socket = client.live(body.ticket);
  const told: string[] = [];
  socket.on('message', (data: Buffer) => told.push(data.toString('utf8')));
  await opened(socket);
  await expect
    .poll(async () => (await till.api.fleet.list()).find((row) => row.deviceId === deviceId)?.online)
    .toBe(true);
  const again = client.live(body.ticket);
  await expect(opened(again)).rejects.toThrow('401');
  await till.api.fleet.command({ do: 'lock', deviceId });
  await expect.poll(() => told.some((text) => text.includes('"command":"lock"'))).toBe(true);
  const gone = closed(socket);
  await till.api.fleet.command({ do: 'revoke', deviceId });
  expect(await gone).toBe(4403);
  expect(await phone.call('GET /v1/sync/hello')).toMatchObject({ status: 401 });
  expect(await phone.askToken()).toMatchObject({ status: 403 });
});

test('PA20 LN22 sales are pushed and read by the device alone, with nobody signed on or a person’s token that ended', async () => {
  const phone = await pairedHandheld(lan, till);
  const { side } = await openedTill(till, settings);
  const epoch = hub.hub.store.sync.epoch();
  const pushed = async (seq: number, staff: string | null) => {
    const transactionNumber = `${phone.device!.deviceCode}-${String(seq).padStart(6, '0')}`;
    const body = { ...ring(side, { lines: 1 }), transactionNumber };
    const about = { opId: newId(), seq, kind: 'sale.completed', v: 2, at: Date.now(), staffId: till.staffId };
    const ops = [{ ...about, happened: true, body }];
    const ask = { proto: 1, installId: phone.installId, epoch, ops, gap: null, pendingAfter: 0, lastSeq: seq };
    const said = await phone.call('POST /v1/sync/push', ask, { staff });
    return [said.status, said.body.kind, said.body.last, hub.hub.store.sales.byNumber(transactionNumber)?.flags];
  };
  const ended = 'B'.repeat(43);
  expect(await pushed(1, null)).toEqual([200, 'taken', 1, []]);
  expect(await pushed(2, ended)).toEqual([200, 'taken', 2, []]);
  const pull = { proto: 1, installId: phone.installId, epoch, version: 1, after: 0, fresh: false };
  for (const staff of [null, ended])
    expect(await phone.call('POST /v1/sync/pull', pull, { staff })).toMatchObject({
      status: 200,
      body: { kind: 'changes' },
    });
});

test('PA42 PA44 over the line a device under amnesty pushes, reads nothing, and what it sends is kept aside', async () => {
  const phone = await pairedHandheld(lan, till);
  const { deviceId } = phone.device!;
  await till.api.fleet.command({ do: 'amnesty', deviceId });
  await phone.askToken();
  const epoch = hub.hub.store.sync.epoch();
  const base = { proto: 1, installId: phone.installId, epoch };
  const push = { ...base, ops: [], gap: null, pendingAfter: 0, lastSeq: 0 };
  expect((await phone.call('POST /v1/sync/push', push)).status).toBe(200);
  const pull = { ...base, version: 1, after: 0, fresh: true };
  expect(await phone.call('POST /v1/sync/pull', pull)).toMatchObject({ status: 403 });
  expect(await answerOf(till.api.fleet.command({ do: 'revoke', deviceId }))).toBe('ok');
  expect((await phone.call('POST /v1/sync/push', push)).status).toBe(401);
});

test('PA27 a device that names another install in a push is refused', async () => {
  const [phone, other] = [await pairedHandheld(lan, till), await pairedHandheld(lan, till)];
  const epoch = hub.hub.store.sync.epoch();
  const push = { proto: 1, installId: other.installId, epoch, ops: [], gap: null, pendingAfter: 0, lastSeq: 0 };
  expect(await phone.call('POST /v1/sync/push', push)).toMatchObject({
    status: 409,
    body: { data: { refusal: 'install-differs' } },
  });
});

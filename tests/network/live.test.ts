import { once } from 'node:events';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import type { Heartbeat } from '../../contracts/fleet.ts';
import type { LiveToDevice, LiveToHub } from '../../contracts/live.ts';
import type { DeviceIdentity } from '../../main/hub/network/device-gate.ts';
import { coffee, removeHub } from '../hub/test-hub.ts';
import { type NetworkRig, networkRig } from './network-rig.ts';

let rig: NetworkRig;
beforeAll(async () => {
  rig = await networkRig();
});
afterAll(async () => {
  await rig.hub.close();
  removeHub(rig.hub);
});

interface Line {
  readonly device: DeviceIdentity;
  readonly socket: WebSocket;
  readonly heard: LiveToDevice[];
  readonly closed: Promise<number>;
  readonly say: (message: LiveToHub | object) => void;
}

async function ticketOf(device: DeviceIdentity): Promise<string> {
  const answer = await rig.client(device.deviceId).post('/v1/live/ticket', {});
  return answer.json<{ ticket: string }>().ticket;
}

async function opened(device = rig.gate.add()): Promise<Line> {
  const socket = rig.client(device.deviceId).live(await ticketOf(device));
  const heard: LiveToDevice[] = [];
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString())));
  socket.on('error', () => undefined);
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await once(socket, 'open');
  await vi.waitFor(() => expect(heard[0]?.kind).toBe('welcome'));
  return { device, socket, heard, closed, say: (message) => socket.send(JSON.stringify(message)) };
}

/** How an upgrade is answered: `open`, or the status. */
async function upgrade(ticket: string, origin?: string): Promise<string> {
  const socket = rig.client().live(ticket, origin === undefined ? {} : { origin });
  return await new Promise((resolve) => {
    socket.on('open', () => {
      socket.close();
      resolve('open');
    });
    socket.on('unexpected-response', (_request, answer) => {
      answer.resume();
      resolve(String(answer.statusCode));
    });
    socket.on('error', () => undefined);
  });
}

const report: Heartbeat = {
  lastSeq: 3,
  pending: 1,
  pendingSince: Date.now(),
  lastReceipt: 'A7-000003',
  batteryPercent: 80,
  charging: false,
  persisted: true,
  appVersion: '1.0.0',
  roundTripMs: 4,
  now: Date.now() - 20,
  wrongPins: 2,
  docked: false,
};

test('LV1 a ticket opens one socket of the exact origin, once', async () => {
  const device = rig.gate.add();
  expect(await upgrade('nobody-gave-this')).toBe('401');
  expect(await upgrade(await ticketOf(device), 'https://evil.example')).toBe('403');
  const ticket = await ticketOf(device);
  expect(await upgrade(ticket)).toBe('open');
  expect(await upgrade(ticket)).toBe('401');
});

test('LV2 every line is poked after a commit, with epoch and head, and pulls from there', async () => {
  const lines = await Promise.all([opened(), opened(), opened()]);
  await rig.till.push('item.put', { item: { ...coffee(), sku: 'LV2', barcodes: [] } });
  const { no } = rig.hub.hub.store.head();
  for (const { heard, socket } of lines) {
    await vi.waitFor(() => expect(heard.at(-1)).toMatchObject({ kind: 'poke', head: no }));
    expect(heard.at(-1)).toMatchObject({ epoch: rig.hub.hub.store.sync.epoch() });
    socket.close();
  }
});

test('LV3 a device tells how it is, hears its beats echoed, and carries out what it is told', async () => {
  const line = await opened();
  line.say({ kind: 'heartbeat', report });
  line.say({ kind: 'beat', no: 7 });
  await vi.waitFor(() => expect(line.heard.at(-1)).toMatchObject({ kind: 'beat', no: 7 }));
  expect(rig.gate.reports).toContainEqual([line.device.deviceId, report]);
  expect(rig.hub.network.live.command(line.device.deviceId, { commandId: 'c1', command: 'lock' })).toBe(1);
  await vi.waitFor(() => expect(line.heard.at(-1)).toEqual({ kind: 'command', commandId: 'c1', command: 'lock' }));
  line.say({ kind: 'done', commandId: 'c1', ok: true });
  await vi.waitFor(() => expect(rig.gate.done).toContainEqual([line.device.deviceId, { commandId: 'c1', ok: true }]));
  line.socket.close();
  await vi.waitFor(() => expect(rig.gate.reports).toContainEqual([line.device.deviceId, 'went']));
});

test('LV4 a session that ends closes its line with 4401; a fresh ticket of the same device lengthens it', async () => {
  rig.gate.sessionMs = 400;
  const ending = await opened();
  const renewed = await opened();
  rig.gate.sessionMs = 600_000;
  renewed.say({ kind: 'ticket', ticket: await ticketOf(renewed.device) });
  await vi.waitFor(() => expect(renewed.heard.at(-1)).toMatchObject({ kind: 'renewed' }));
  expect(await ending.closed).toBe(4401);
  expect(renewed.socket.readyState).toBe(renewed.socket.OPEN);
  renewed.say({ kind: 'ticket', ticket: await ticketOf(rig.gate.add()) });
  expect(await renewed.closed).toBe(4401);
});

test('LV5 a revoked device loses its line with 4403 within a second', async () => {
  const line = await opened();
  const start = performance.now();
  rig.gate.revoke(line.device);
  expect(await line.closed).toBe(4403);
  expect(performance.now() - start).toBeLessThan(1_000);
});

test('LV6 messages that make no sense, are too large, too many, or pings without end close the line of the sender alone', async () => {
  const quiet = await opened();
  const sent = async (act: (line: Line) => void): Promise<number> => {
    const line = await opened();
    act(line);
    return await line.closed;
  };
  expect(await sent(({ say }) => say({ kind: 'unknown' }))).toBe(1008);
  expect(await sent(({ socket }) => socket.send('{'))).toBe(1008);
  expect(await sent(({ socket }) => socket.send(Buffer.from([1])))).toBe(1008);
  expect(await sent(({ socket }) => socket.send('x'.repeat(5_000)))).toBe(1009);
  const many = (act: (line: Line) => void) => (line: Line) => {
    for (let no = 0; no < 200; no += 1) act(line);
  };
  expect(await sent(many(({ say }) => say({ kind: 'beat', no: 1 })))).toBe(4429);
  expect(await sent(many(({ socket }) => socket.ping()))).toBe(4429);
  quiet.say({ kind: 'beat', no: 1 });
  await vi.waitFor(() => expect(quiet.heard.at(-1)).toMatchObject({ kind: 'beat', no: 1 }));
});

test('LV7 a device has two lines at most: a third takes the place of the oldest', async () => {
  const device = rig.gate.add();
  const first = await opened(device);
  const second = await opened(device);
  const third = await opened(device);
  expect(await first.closed).toBe(4408);
  expect([second, third].map(({ socket }) => socket.readyState)).toEqual([1, 1]);
});

test('LV8 a line that does not read gets the newest poke alone when it reads again; the others are not held up', async () => {
  const [stuck, other] = [await opened(), await opened()];
  stuck.socket.pause();
  const { live } = rig.hub.network;
  const flood = { commandId: 'x'.repeat(64), command: 'refresh' } as const;
  for (let no = 0; no < 60_000; no += 1) live.command(stuck.device.deviceId, flood);
  await rig.till.push('item.put', { item: { ...coffee(), sku: 'LV8', barcodes: [] } });
  await rig.till.push('item.put', { item: { ...coffee(), sku: 'LV8b', barcodes: [] } });
  const { no } = rig.hub.hub.store.head();
  await vi.waitFor(() => expect(other.heard.at(-1)).toMatchObject({ kind: 'poke', head: no }));
  expect(stuck.heard.filter(({ kind }) => kind === 'poke')).toEqual([]);
  stuck.socket.resume();
  await vi.waitFor(() => expect(stuck.heard.at(-1)).toMatchObject({ kind: 'poke', head: no }), 8_000);
  expect(stuck.heard.filter(({ kind }) => kind === 'poke')).toHaveLength(1);
});

import { createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import type { PrinterProfile } from '../../contracts/device.ts';
import {
  foldBabble,
  printerNoiseBytesPerSecondMax,
  printerSaysBytesPerSecondMax,
  quiet,
} from '../../main/devices/printer/babble-guard.ts';
import { ReplyReader } from '../../main/devices/protocols/escpos/replies.ts';
import { StarStatusReader } from '../../main/devices/protocols/star-line/status.ts';
import { TcpTransport } from '../../native/tcp.ts';
import { boundTo, hosted, printerBinding } from './hosted.ts';
import { kept, paperJob, watched, wideProfile } from './printing-samples.ts';

/** Bytes with no sense, the same in every run. */
function nonsense(length: number): Uint8Array {
  let state = 7;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 24;
  });
}

/** Writes as fast as it is read, to everybody who connects; hears whatever comes. */
async function babbler(bytes: Uint8Array): Promise<{ port: number; connections: () => number }> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.resume();
    const fill = (): void => {
      if (!socket.destroyed) socket.write(bytes, () => setImmediate(fill));
    };
    fill();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  kept({
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return { port: address.port, connections: () => connections };
}

test('PJ15 so many bytes, or so many without sense, make a babble, and it lasts', () => {
  const at = 1_000;
  const much = { at, bytes: printerSaysBytesPerSecondMax, noiseBytes: 0 };
  const odd = { at, bytes: 100, noiseBytes: printerNoiseBytesPerSecondMax };
  expect(foldBabble(quiet, much).babbles).toBe(false);
  expect(foldBabble(foldBabble(quiet, much), { ...much, at: at + 1_000 }).babbles).toBe(false);
  const loud = foldBabble(foldBabble(quiet, much), { at: at + 999, bytes: 1, noiseBytes: 0 });
  expect(loud.babbles).toBe(true);
  expect(foldBabble(loud, { at: at + 60_000, bytes: 1, noiseBytes: 0 }).babbles).toBe(true);
  expect(foldBabble(quiet, odd).babbles).toBe(false);
  expect(foldBabble(foldBabble(quiet, odd), { at, bytes: 1, noiseBytes: 1 }).babbles).toBe(true);
});

test('PJ15 bytes that fit no pattern are counted, those that do are not', () => {
  const escpos = new ReplyReader();
  expect(escpos.feed(Uint8Array.of(0xff, 0x12, 0x93, 0x10, 0, 0, 0)).length).toBe(2);
  expect(escpos.noiseBytes).toBe(2);
  escpos.feed(nonsense(4_096));
  expect(escpos.noiseBytes).toBeGreaterThan(1_000);
  const star = new StarStatusReader();
  expect(star.feed(Uint8Array.of(0xff, 0x23, 0x86, 0, 0, 0, 0, 0, 0, 0)).length).toBe(1);
  expect(star.noiseBytes).toBe(1);
});

const nonsenses: readonly (readonly [string, Uint8Array])[] = [
  ['bytes without sense', nonsense(65_536)],
  ['a status that never ends', new Uint8Array(65_536).fill(0x12)],
  ['what looks like confirmations', new Uint8Array(65_536)],
];
for (const [what, bytes] of nonsenses) {
  test(`PJ15 ${what}: garbled, nothing believed, the job waits and nothing is confirmed`, async () => {
    const peer = await babbler(bytes);
    const profile: PrinterProfile = { ...wideProfile, status: 'real-time', confirm: 'barrier' };
    const { session, reached, reportsOf } = watched(() => new TcpTransport({ host: '127.0.0.1', port: peer.port }), {
      profile,
    });
    session.submit(paperJob(1));
    await reached(paperJob(1), 'queued', 'printer-error');
    expect(session.status).toMatchObject({ power: 'unknown', paper: 'unknown', error: 'garbled' });
    const before = peer.connections();
    await expect.poll(() => peer.connections(), { timeout: 20_000 }).toBeGreaterThan(before + 1);
    expect(reportsOf(paperJob(1))).toEqual(['queued printer-error']);
    expect(session.status.error).toBe('garbled');
  });
}

test('PJ15 one printer babbles over TCP: another prints and the device process answers meanwhile', async () => {
  const peer = await babbler(nonsense(1_048_576));
  const { hub, send } = hosted();
  send(boundTo(printerBinding(null), printerBinding(peer.port, { name: 'spare-1' })));
  await hub.until(() => hub.told('spare-1')?.status.trouble === 'garbled');
  hub.offer(paperJob(1));
  await hub.reached(paperJob(1), 'confirmed');
  const answer = await hub.ask({ ask: 'health', name: 'spare-1' });
  if (answer.ask !== 'health') throw new Error(answer.ask);
  const results = new Map(answer.health.checks.map(({ check, result }) => [check, result]));
  expect([results.get('answers'), results.get('ready'), results.get('paper')]).toEqual(['bad', 'bad', 'unknown']);
});

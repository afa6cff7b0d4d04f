import { createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { MemoryChannel } from '../../main/devices/virtual/memory-channel.ts';
import { VirtualPrinter } from '../../main/devices/virtual/virtual-printer.ts';
import type { FakeHub } from './hosted.ts';
import { boundTo, hosted, printerBinding } from './hosted.ts';
import { kept, paperJob, quickTimes, watched, wideProfile } from './printing-samples.ts';

/** Something that listens where a printer should. */
async function peer(serve: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    serve(socket);
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
  return address.port;
}

async function checksOf(hub: FakeHub): Promise<Record<string, string>> {
  const answer = await hub.ask({ ask: 'health', name: 'receipt-1' });
  if (answer.ask !== 'health') throw new Error(answer.ask);
  return Object.fromEntries(answer.health.checks.map(({ check, result }) => [check, result]));
}

test('SU13 of a printer that answers nothing it is not known whether it confirms', async () => {
  const { hub, send } = hosted();
  send(boundTo(printerBinding(await peer((socket) => socket.resume()))));
  const checks = await checksOf(hub);
  expect(checks).toMatchObject({ reachable: 'good', answers: 'bad', confirms: 'unknown', ready: 'unknown' });
});

test('SU13 one that ends the connection when asked is told as that; a job waits and no byte is lost', async () => {
  const port = await peer((socket) => void socket.once('data', () => socket.resetAndDestroy()));
  const { hub, send } = hosted();
  send(boundTo(printerBinding(port)));
  expect(await checksOf(hub)).toMatchObject({ answers: 'bad', confirms: 'unknown', ready: 'bad' });
  expect(hub.told('receipt-1')?.status.trouble).toBe('hangs-up');
  hub.offer(paperJob(1));
  await hub.until(() =>
    hub.all('print.state').some(({ state, reason }) => state === 'queued' && reason === 'printer-error'),
  );
  expect(hub.all('print.claim')).toEqual([]);
});

test('SU13 one that takes no bytes is told as that while the job still waits for it', async () => {
  class Stuck extends MemoryChannel {
    override write(bytes: Uint8Array): Promise<number> {
      return bytes.length > 16 ? new Promise(() => undefined) : super.write(bytes);
    }
  }
  const profile = { ...wideProfile, status: 'none', confirm: 'none' } as const;
  const { session, reportsOf } = watched(() => new Stuck(new VirtualPrinter()), { profile, times: quickTimes });
  session.submit(paperJob(1, 40));
  await expect.poll(() => session.status.error, { timeout: 20_000 }).toBe('not-reading');
  expect(reportsOf(paperJob(1))).toEqual([]);
});

test('SU13 one that takes everything and never ends the connection is told as not reading, too', async () => {
  class Endless extends MemoryChannel {
    override drain(): Promise<void> {
      return new Promise((resolve) => this.onClose(() => resolve()));
    }
  }
  const profile = { ...wideProfile, status: 'none', confirm: 'none' } as const;
  const { session } = watched(() => new Endless(new VirtualPrinter()), { profile, times: quickTimes });
  session.submit(paperJob(1));
  await expect.poll(() => session.status.error, { timeout: 20_000 }).toBe('not-reading');
});

import { spawn } from 'node:child_process';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { TcpTransport } from './tcp.ts';

const servers: Server[] = [];
const transports: TcpTransport[] = [];
afterEach(async () => {
  for (const transport of transports.splice(0)) await transport.close();
  for (const server of servers.splice(0)) await new Promise<void>((resolve) => server.close(() => resolve()));
});

async function printer(serve: (socket: Socket) => void): Promise<number> {
  const server = createServer({ allowHalfOpen: true }, serve);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return address.port;
}

async function connect(port: number, stallMs?: number): Promise<TcpTransport> {
  const transport = new TcpTransport({ host: '127.0.0.1', port, ...(stallMs === undefined ? {} : { stallMs }) });
  transports.push(transport);
  await transport.open();
  return transport;
}

function pattern(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) & 0xff);
}

test('TP1 a slow and chatty printer gets every byte of a 48 KiB job, in order', async () => {
  const got: Buffer[] = [];
  const port = await printer((socket) => {
    // Reads a little at a time and talks all the while, as printers with automatic status do.
    const chatter = setInterval(() => socket.write(Uint8Array.of(0x12)), 2);
    const readSome = (): void => {
      const bytes = socket.read(Math.min(1_024, socket.readableLength)) as Buffer | null;
      if (bytes !== null) got.push(bytes);
      if (!socket.readableEnded) setTimeout(readSome, 1);
    };
    socket.once('readable', readSome);
    socket.on('end', () => {
      clearInterval(chatter);
      socket.end();
    });
    socket.on('error', () => clearInterval(chatter));
  });
  const job = pattern(48 * 1_024);
  const transport = await connect(port);
  let heardBytes = 0;
  transport.onData((bytes) => {
    heardBytes += bytes.byteLength;
  });
  expect(await transport.write(job)).toBe(job.byteLength);
  await transport.drain();
  expect(Buffer.concat(got).equals(job)).toBe(true);
  expect(heardBytes).toBeGreaterThan(0);
});

test('TP2 nobody listening is told apart from a name nobody knows', async () => {
  const port = await printer(() => undefined);
  await new Promise<void>((resolve) => servers.splice(0)[0]?.close(() => resolve()));
  const nobody = new TcpTransport({ host: '127.0.0.1', port });
  await expect(nobody.open()).rejects.toMatchObject({ failure: 'refused', sentBytes: 0 });
  // RFC 2606: no such name will ever exist.
  const unknown = new TcpTransport({ host: 'printer.invalid', port: 9_100 });
  await expect(unknown.open()).rejects.toMatchObject({ failure: 'unreachable' });
});

test.runIf(process.platform === 'linux')('TP2 a printer that hangs before it answers is a timeout', async () => {
  // A stopped process with a full accept queue: the kernel drops further connection requests.
  const program =
    "require('node:net').createServer().listen({port:0,host:'127.0.0.1',backlog:1},function(){console.log(this.address().port)})";
  const hung = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<number>((resolve) => {
    hung.stdout.once('data', (bytes: Buffer) => resolve(Number(bytes.toString())));
  });
  hung.kill('SIGSTOP');
  const attempts = Array.from({ length: 6 }, () => new TcpTransport({ host: '127.0.0.1', port, connectMs: 400 }));
  transports.push(...attempts);
  const ends = await Promise.allSettled(attempts.map((attempt) => attempt.open()));
  hung.kill('SIGKILL');
  expect(ends.at(-1)).toMatchObject({ status: 'rejected', reason: { failure: 'timeout' } });
});

test('TP3 a printer that stops reading is named as stalled, with the bytes it took', async () => {
  const sockets: Socket[] = [];
  const port = await printer((socket) => {
    socket.pause();
    socket.on('error', () => undefined);
    sockets.push(socket);
  });
  const transport = await connect(port, 250);
  const stalled = transport.write(pattern(32 * 1_024 * 1_024));
  await expect(stalled).rejects.toMatchObject({ failure: 'stalled', sentBytes: expect.any(Number) });
  for (const socket of sockets) socket.destroy();
});

test('TP4 a printer that goes away is told to the listener once, and the next write fails', async () => {
  const port = await printer((socket) => void socket.once('data', () => socket.resetAndDestroy()));
  const transport = await connect(port);
  const ends: (string | null)[] = [];
  transport.onClose((error) => {
    ends.push(error?.failure ?? null);
  });
  await transport.write(pattern(10));
  await expect.poll(() => ends).toEqual(['closed']);
  await expect(transport.write(pattern(10))).rejects.toMatchObject({ failure: 'closed', sentBytes: 10 });
});

test('TP5 an orderly end is no error', async () => {
  const port = await printer((socket) => {
    socket.resume();
    socket.on('end', () => socket.end());
  });
  const transport = await connect(port);
  const ends: unknown[] = [];
  transport.onClose((error) => {
    ends.push(error);
  });
  await transport.write(pattern(100));
  await transport.drain();
  expect(ends).toEqual([null]);
});

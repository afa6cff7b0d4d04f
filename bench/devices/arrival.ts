// 48 KiB to a network printer that reads 20 kB/s and talks back meanwhile: what share arrives, beside node-thermal-printer.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import thermal from 'node-thermal-printer';
import { TcpTransport } from '../../native/tcp.ts';
import type { Figure } from '../report.ts';

const jobBytes = 48 * 1_024;
/** The printer's receive buffer in bytes: what it has not read waits with the sender. */
const bufferBytes = 4_096;

interface SlowPrinter {
  readonly port: number;
  /** Bytes that had come when the connection ended. */
  readonly got: Promise<number>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Serves one connection. A process of its own: Node would read ahead, and hide what a reset throws away. */
async function slowPrinter(): Promise<SlowPrinter> {
  const port = await freePort();
  const program = join(import.meta.dirname, 'sipping-printer.mjs');
  const listen = `tcp-listen:${port},bind=127.0.0.1,reuseaddr,rcvbuf=${bufferBytes}`;
  const child = spawn('socat', ['-d', '-d', listen, `exec:${process.execPath} ${program},nofork`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  const isListening = new Promise<void>((resolve) => {
    child.stderr.on('data', (text: Buffer) => {
      told += text.toString();
      if (told.includes('listening on')) resolve();
    });
  });
  const got = new Promise<number>((resolve) => {
    child.on('close', () => resolve(Number(/got=(\d+)/.exec(told)?.[1] ?? 0)));
  });
  await isListening;
  return { port, got };
}

async function share(send: (port: number) => Promise<unknown>): Promise<number> {
  const printer = await slowPrinter();
  await send(printer.port).catch(() => undefined);
  const bytes = await printer.got;
  return bytes / jobBytes;
}

/** `tcp-arrived` (goal 1); `node-thermal-printer-arrived` is recorded. Takes about 6 s. */
export async function measureArrival(): Promise<readonly Figure[]> {
  const job = Buffer.alloc(jobBytes, 0x41);
  const ours = await share(async (port) => {
    const transport = new TcpTransport({ host: '127.0.0.1', port, stallMs: 10_000 });
    await transport.open();
    await transport.write(job);
    await transport.drain();
  });
  const theirs = await share(async (port) => {
    const printer = new thermal.ThermalPrinter({
      type: thermal.PrinterTypes.EPSON,
      interface: `tcp://127.0.0.1:${port}`,
    });
    await printer.raw(job);
  });
  const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;
  return [
    { name: 'tcp-arrived', value: rounded(ours), goal: 1, better: 'higher' },
    { name: 'node-thermal-printer-arrived', value: rounded(theirs), goal: null, better: 'higher' },
  ];
}

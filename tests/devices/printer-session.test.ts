import { createServer, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { PrinterProfile, PrintJob } from '../../contracts/device.ts';
import { mayFollow, printJobStates, stateAfterCrash } from '../../domain/receipt/print-job.ts';
import { cutMarker, type ReceiptBlock, textBlock } from '../../domain/receipt/receipt-document.ts';
import { type Clock, machineClock } from '../../main/devices/clock.ts';
import { believedMsMax } from '../../main/devices/printer/printer-line.ts';
import { MemoryChannel } from '../../main/devices/virtual/memory-channel.ts';
import { printedText } from '../../main/devices/virtual/printed-item.ts';
import { VirtualPrinter } from '../../main/devices/virtual/virtual-printer.ts';
import { VirtualPrinterServer } from '../../main/devices/virtual/virtual-printer-server.ts';
import { TcpTransport } from '../../native/tcp.ts';
import { kept, onMemory, onTcp, paperJob, patientTimes, quickTimes, watched, wideProfile } from './printing-samples.ts';

function linesOf(printer: VirtualPrinter): string[] {
  return printedText(printer.items)
    .split('\n')
    .filter((line) => line.startsWith('job '));
}
function wanted(n: number, lines: number): string[] {
  return Array.from({ length: lines }, (_, line) => `job ${n} line ${line}`);
}
function changeOf(printer: VirtualPrinter, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const forget = printer.onChange(() => {
      if (!isSo()) return;
      forget();
      resolve();
    });
    if (isSo()) resolve();
  });
}

describe('the states of a job', () => {
  test('PJ1 a job ends confirmed, unknown, failed or cancelled, and only a late word settles unknown', () => {
    expect(printJobStates.filter((state) => !printJobStates.some((next) => mayFollow(state, next)))).toEqual([
      'confirmed',
      'failed',
      'cancelled',
    ]);
    expect([mayFollow('sent', 'queued'), mayFollow('unknown', 'sending'), mayFollow('unknown', 'confirmed')]).toEqual([
      false,
      false,
      true,
    ]);
  });
  test('PJ4 what was under way when a process ended is unknown, the rest keeps its state', () => {
    expect(printJobStates.map(stateAfterCrash)).toEqual([
      'queued',
      'unknown',
      'unknown',
      'confirmed',
      'unknown',
      'failed',
      'cancelled',
    ]);
  });
  test('PJ1 the printer confirms by process id, over memory and over TCP', async () => {
    for (const start of [onMemory, onTcp]) {
      const printer = new VirtualPrinter();
      const { session, reached, reportsOf } = await start(printer);
      const [first, second] = [paperJob(1, 40), paperJob(2, 40)];
      session.submit(first);
      session.submit(second);
      await reached(second, 'confirmed');
      expect(reportsOf(first)).toEqual(['sent none', 'confirmed none']);
      expect(linesOf(printer)).toEqual([...wanted(1, 40), ...wanted(2, 40)]);
      expect(printer.faults).toEqual([]);
    }
  });
  test('PJ1 a barrier confirms where there is no process id', async () => {
    const printer = new VirtualPrinter({ answersProcessId: false });
    const { session, reached } = onMemory(printer, { profile: { ...wideProfile, confirm: 'barrier' } });
    session.submit(paperJob(1));
    await reached(paperJob(1), 'confirmed');
  });
  test('PJ1 a printer that cannot confirm stays at sent; one that should and does not is unknown', async () => {
    const mute: PrinterProfile = { ...wideProfile, status: 'none', confirm: 'none' };
    const silent = onMemory(new VirtualPrinter(), { profile: mute });
    silent.session.submit(paperJob(1));
    await silent.reached(paperJob(1), 'sent');
    await silent.session.close();
    expect(silent.reportsOf(paperJob(1))).toEqual(['sent none']);

    const forgetful = onMemory(new VirtualPrinter({ answersProcessId: false }), { times: quickTimes });
    forgetful.session.submit(paperJob(2));
    await forgetful.reached(paperJob(2), 'unknown', 'no-confirmation');
  });
  test('PJ13 a printer that was asked a moment ago is not asked again before a job, and one that took that back is', async () => {
    let now = 1_800_000_000_000;
    const clock: Clock = { now: () => now, after: machineClock.after };
    const printer = new VirtualPrinter();
    const questions: number[] = [];
    const channel = new MemoryChannel(printer);
    const write = channel.write.bind(channel);
    channel.write = (bytes) => {
      if (bytes.length === 3 && bytes[0] === 0x10) questions.push(bytes[2] ?? 0);
      return write(bytes);
    };
    const { session, reached, claims } = watched(() => channel, { clock });
    await session.look();
    expect(questions).toEqual([1, 2, 3, 4]);
    session.submit(paperJob(1));
    await reached(paperJob(1), 'confirmed');
    expect(questions).toHaveLength(4);
    session.submit(paperJob(2));
    await reached(paperJob(2), 'confirmed');
    expect(questions).toHaveLength(8);
    await session.look();
    now += believedMsMax + 1;
    session.submit(paperJob(3));
    await reached(paperJob(3), 'confirmed');
    expect(questions).toHaveLength(16);
    await session.look();
    printer.setPaper('out');
    session.submit(paperJob(4));
    await reached(paperJob(4), 'queued', 'paper-out');
    expect(claims).not.toContain(paperJob(4).jobId);
  });
  test('PJ2 without a grant no byte of the job leaves', async () => {
    const printer = new VirtualPrinter();
    const { session, reached, reportsOf } = onMemory(printer, {
      claim: async (job) => job.jobId !== paperJob(1).jobId,
    });
    session.submit(paperJob(1));
    session.submit(paperJob(2));
    await reached(paperJob(2), 'confirmed');
    expect(linesOf(printer)).toEqual(wanted(2, 3));
    expect(reportsOf(paperJob(1))).toEqual([]);
  });
  test('PJ3 the same job offered again while it is held is printed once', async () => {
    const printer = new VirtualPrinter();
    const { session, reached, claims } = onMemory(printer);
    for (let again = 0; again < 5; again += 1) session.submit(paperJob(1));
    session.submit(paperJob(2));
    await reached(paperJob(2), 'confirmed');
    expect(linesOf(printer)).toEqual([...wanted(1, 3), ...wanted(2, 3)]);
    expect(claims).toHaveLength(2);
  });
  test('PJ4 a cable pulled in the middle of a job leaves it unknown, and it never starts again', async () => {
    const printer = new VirtualPrinter({ paperDots: 30 * 20, bufferBytesMax: 256 });
    let channel = new MemoryChannel(printer);
    const { session, reached, reportsOf } = watched(() => {
      channel = new MemoryChannel(printer);
      return channel;
    });
    session.submit(paperJob(1, 60));
    await changeOf(printer, () => printer.paper === 'out');
    channel.unplug();
    await reached(paperJob(1), 'unknown', 'connection-lost');
    printer.setPaper('ok');
    session.submit(paperJob(2));
    await reached(paperJob(2), 'confirmed');
    expect(linesOf(printer).filter((line) => line === 'job 1 line 0')).toHaveLength(1);
    expect(reportsOf(paperJob(1)).filter((report) => report.startsWith('sen'))).toEqual([]);
  });
  test('PJ4 a printer that resets the connection leaves the job unknown', async () => {
    const printer = new VirtualPrinter({ paperDots: 30 * 5 });
    const server = kept(new VirtualPrinterServer(printer));
    const port = await server.open(0);
    const { session, reached } = watched(() => new TcpTransport({ host: '127.0.0.1', port }));
    session.submit(paperJob(1, 40));
    await changeOf(printer, () => printer.paper === 'out');
    server.reset();
    await reached(paperJob(1), 'unknown', 'connection-lost');
  });
  test('PJ12 a waiting job can be cancelled, one under way cannot', async () => {
    const printer = new VirtualPrinter({ paperDots: 30 * 10 });
    const { session, reached } = onMemory(printer);
    session.submit(paperJob(1, 40));
    session.submit(paperJob(2));
    await reached(paperJob(1), 'sent');
    expect(session.cancel(paperJob(1).jobId)).toBe(false);
    expect(session.cancel(paperJob(2).jobId)).toBe(true);
    printer.setPaper('ok');
    await reached(paperJob(1), 'confirmed');
    expect(linesOf(printer)).toEqual(wanted(1, 40));
  });
  test('PJ4 a copy mark stands at the top and before the cut of a repeated job', async () => {
    const printer = new VirtualPrinter();
    const { session, reached } = onMemory(printer);
    session.submit({ ...paperJob(1), copyMark: 'COPY 1' } as PrintJob);
    await reached(paperJob(1), 'confirmed');
    const lines = printedText(printer.items)
      .split('\n')
      .map((line) => line.trim());
    expect(lines.filter((line) => line !== '')).toEqual(['COPY 1', ...wanted(1, 3), 'COPY 1', '[cut]']);
  });
});

/** The machine's clock, of which a stretch can be skipped: what would have come in it comes at once. */
class SkippingClock implements Clock {
  #ahead = 0;
  readonly #waiting = new Set<{ readonly dueAt: number; readonly come: () => void }>();

  readonly now = (): number => machineClock.now() + this.#ahead;

  readonly after = (ms: number, callback: () => void): (() => void) => {
    const come = (): void => {
      takeBack();
      this.#waiting.delete(wait);
      callback();
    };
    const wait = { dueAt: this.now() + ms, come };
    const takeBack = machineClock.after(ms, come);
    this.#waiting.add(wait);
    return () => {
      takeBack();
      this.#waiting.delete(wait);
    };
  };

  /** Three times: a limit that was reached the first time would end something the second or third. */
  async skip(ms: number): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      this.#ahead += ms;
      for (const wait of [...this.#waiting]) if (wait.dueAt <= this.now()) wait.come();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

/** So fast that the time limit of a job is the one for confirmations alone. */
const fastProfile: PrinterProfile = { ...wideProfile, bytesPerSecondMin: 1_000_000 };

describe('trouble with paper and printer', () => {
  test('PJ7 PJ8 paper out in the middle: filled up, it goes on where it stopped, with a small buffer and over TCP', async () => {
    for (const start of [onMemory, onTcp]) {
      const printer = new VirtualPrinter({ paperDots: 30 * 150, bufferBytesMax: 512 });
      const clock = new SkippingClock();
      const { session, reached, reportsOf } = await start(printer, { profile: fastProfile, clock });
      for (const n of [1, 2, 3]) session.submit(paperJob(n, 120));
      await changeOf(printer, () => printer.paper === 'out');
      await expect.poll(() => session.status.paper).toBe('out');
      // Longer than any limit: what counts towards them stands still meanwhile.
      await clock.skip(patientTimes.stallMs + patientTimes.confirmMs);
      expect(session.status.paper).toBe('out');
      printer.setPaper('ok');
      await reached(paperJob(3), 'confirmed');
      expect(linesOf(printer)).toEqual([...wanted(1, 120), ...wanted(2, 120), ...wanted(3, 120)]);
      expect(reportsOf(paperJob(2))).toEqual(['sent none', 'confirmed none']);
    }
  });
  test('PJ7 PJ8 the same with a printer that has to be asked for its status', async () => {
    const printer = new VirtualPrinter({ paperDots: 30 * 10 });
    const clock = new SkippingClock();
    const { session, reached } = onMemory(printer, { profile: { ...fastProfile, status: 'real-time' }, clock });
    session.submit(paperJob(1, 40));
    await changeOf(printer, () => printer.paper === 'out');
    await expect.poll(() => session.status.paper).toBe('out');
    await clock.skip(patientTimes.stallMs + patientTimes.confirmMs);
    expect(session.status).toMatchObject({ paper: 'out', source: 'real-time' });
    printer.setPaper('ok');
    await reached(paperJob(1), 'confirmed');
    expect(linesOf(printer)).toEqual(wanted(1, 40));
  });
  test('PJ8 with an open cover or no paper nothing is begun, and the job says why it waits', async () => {
    const printer = new VirtualPrinter();
    printer.setCover('open');
    const { session, reached, claims } = onMemory(printer);
    session.submit(paperJob(1));
    await reached(paperJob(1), 'queued', 'cover-open');
    printer.setCover('closed');
    printer.setPaper('out');
    await reached(paperJob(1), 'queued', 'paper-out');
    expect(claims).toEqual([]);
    printer.setPaper('low');
    await reached(paperJob(1), 'confirmed');
    expect(linesOf(printer)).toEqual(wanted(1, 3));
  });
  test('PJ9 without a printer the job waits; when it comes it prints once', async () => {
    const printer = new VirtualPrinter();
    const server = kept(new VirtualPrinterServer(printer));
    const port = await server.open(0);
    await server.close();
    const { session, reached } = watched(() => new TcpTransport({ host: '127.0.0.1', port }));
    session.submit(paperJob(1));
    await reached(paperJob(1), 'queued', 'printer-unreachable');
    expect(session.status).toMatchObject({ power: 'off', paper: 'unknown', source: 'connection' });
    await kept(new VirtualPrinterServer(printer)).open(port);
    await reached(paperJob(1), 'confirmed');
    expect(linesOf(printer)).toEqual(wanted(1, 3));
  });
  test('PJ10 looking at the printer tells its state, and unknown where it does not answer', async () => {
    const printer = new VirtualPrinter();
    printer.setPaper('low');
    const { session } = onMemory(printer);
    expect(await session.look()).toMatchObject({ power: 'online', paper: 'low', cover: 'closed', error: 'none' });
    const silent = onMemory(new VirtualPrinter(), { profile: { ...wideProfile, status: 'none' } });
    expect(await silent.session.look()).toMatchObject({ power: 'unknown', paper: 'unknown', source: 'none' });
  });
  test('PJ11 a slow printer that talks meanwhile gets every byte of 48 KiB', async () => {
    const printer = await chattyPrinter();
    const profile: PrinterProfile = { ...wideProfile, status: 'none', confirm: 'none' };
    const { session, reached, reportsOf } = watched(() => new TcpTransport({ host: '127.0.0.1', port: printer.port }), {
      profile,
    });
    let size = 0;
    const job = withBlocks(paperJob(1, 0), big);
    session.submit(job);
    await reached(job, 'sent');
    size = await printer.gotBytes;
    expect(size).toBeGreaterThan(48 * 1_024);
    expect(size).toBe(printer.received());
    expect(printer.tail()).toBe('1d 56 42 42');
    expect(reportsOf(job)).toEqual(['sent none']);
  });
});

function withBlocks(job: PrintJob, blocks: readonly ReceiptBlock[]): PrintJob {
  return job.kind === 'drawer' ? job : { ...job, document: { ...job.document, blocks } };
}

const big: readonly ReceiptBlock[] = [
  ...Array.from({ length: 1_100 }, (_, n) => textBlock(`${n} `.padEnd(46, 'x'))),
  cutMarker,
];

/** Reads 256 bytes at a time with pauses, and sends four status bytes every 20 ms. */
async function chattyPrinter(): Promise<{
  port: number;
  gotBytes: Promise<number>;
  received: () => number;
  tail: () => string;
}> {
  let received = Buffer.alloc(0);
  let done: (bytes: number) => void = () => undefined;
  const gotBytes = new Promise<number>((resolve) => {
    done = resolve;
  });
  const serve = (socket: Socket): void => {
    const chat = setInterval(() => socket.write(Buffer.from([0x14, 0, 0x0c, 0x0f])), 20);
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
      socket.pause();
      setTimeout(() => socket.resume(), 5);
    });
    socket.on('end', () => {
      clearInterval(chat);
      socket.end();
      done(received.length);
    });
    socket.on('error', () => clearInterval(chat));
  };
  const server = createServer({ allowHalfOpen: true, highWaterMark: 1_024 }, serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  kept({ close: () => new Promise<void>((resolve) => server.close(() => resolve())) });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const tail = (): string => received.subarray(-4).toString('hex').replace(/../g, '$& ').trim();
  return { port, gotBytes, received: () => received.length, tail };
}

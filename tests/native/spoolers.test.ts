import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CupsTransport } from '../../native/spooler/cups-spooler.ts';
import { jobIn, jobOfLp, queuesOf, takesJobs } from '../../native/spooler/cups-words.ts';
import { WindowsSpoolTransport } from '../../native/spooler/windows-spooler.ts';
import { loadWinspool } from '../../native/spooler/winspool-library.ts';
import { hasCommand } from '../../tools/machine.mjs';
import { FakeCups, FakeWinspool } from './rigs/spool-rigs.ts';

describe.skipIf(process.platform === 'win32')('CUPS', () => {
  let cups: FakeCups;
  beforeEach(() => {
    cups = new FakeCups();
  });
  afterEach(() => cups.tearDown());
  const queue = (name = 'COUNTER', stallMs = 10_000): CupsTransport =>
    new CupsTransport({ queue: name, stallMs, pollMs: 20 });

  test('TP15 a job its printer did not take is cancelled, so that it cannot print later', async () => {
    cups.die();
    const transport = queue('COUNTER', 1_500);
    await transport.open();
    await transport.write(Buffer.from('receipt'));
    await expect(transport.drain()).rejects.toMatchObject({ failure: 'stalled' });
    expect(cups.state('job-1')).toBe('waiting');
    await transport.close();
    expect(cups.state('job-1')).toBe('canceled');
  });

  test('TP15 a job somebody cancels, or that vanishes, has not gone through', async () => {
    cups.die();
    const transport = queue();
    await transport.open();
    await transport.write(Buffer.from('receipt'));
    const draining = transport.drain().catch((error: unknown) => error);
    await expect.poll(() => cups.state('job-1')).toBe('waiting');
    cups.set('job-1', 'canceled');
    expect(await draining).toMatchObject({ failure: 'closed' });
    await transport.close();
    const second = queue();
    await second.open();
    await second.write(Buffer.from('receipt'));
    const vanishing = second.drain().catch((error: unknown) => error);
    await expect.poll(() => cups.state('job-2')).toBe('waiting');
    cups.set('job-2', 'unheard of');
    expect(await vanishing).toMatchObject({ failure: 'closed' });
    await second.close();
  });

  test('TP15 a queue that takes no jobs refuses; names that are options of a command never reach one', async () => {
    await expect(queue('STOPPED').open()).rejects.toMatchObject({ failure: 'refused' });
    for (const name of ['-h', 'a b', 'a/b', '']) {
      await expect(queue(name).open()).rejects.toMatchObject({ failure: 'unreachable' });
    }
  });

  test('TP15 a machine without CUPS says that it has none', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = '/nonexistent';
    const failed = await queue()
      .open()
      .catch((error: unknown) => error);
    process.env['PATH'] = path;
    expect(failed).toMatchObject({ failure: 'unsupported' });
  });

  test('TP15 the words of CUPS 2.4 are read as they are written', () => {
    expect(jobOfLp('request id is GOOD-1 (0 file(s))\n')).toBe('GOOD-1');
    expect(jobOfLp('')).toBe(null);
    expect(queuesOf('device for GONE: socket://127.0.0.1:9\ndevice for G_2: usb://A/B?serial=1\n')).toEqual([
      { queue: 'GONE', goesTo: 'socket://127.0.0.1:9' },
      { queue: 'G_2', goesTo: 'usb://A/B?serial=1' },
    ]);
    expect(takesJobs('GOOD accepting requests since Sat\n', 'GOOD')).toBe(true);
    expect(takesJobs('GOOD not accepting requests since Sat -\n\treason unknown\n', 'GOOD')).toBe(false);
    expect(takesJobs('lpstat: Invalid destination name in list "NOPE".', 'NOPE')).toBe(null);
    const listed = [
      'GONE-21   root  1024   Sat Nov 21 08:00:45 2026',
      '\tStatus: Nobody: there.',
      '\tAlerts: job-canceled-by-user',
      '\tqueued for GONE',
      'GONE-2   root  1024   Sat Nov 21 08:00:43 2026',
      '\tStatus: ',
      '\tAlerts: processing-to-stop-point',
    ].join('\n');
    expect(jobIn(listed, 'GONE-2')).toEqual({ status: '', reasons: 'processing-to-stop-point' });
    expect(jobIn(listed, 'GONE-21')).toEqual({ status: 'Nobody: there.', reasons: 'job-canceled-by-user' });
    expect(jobIn(listed, 'GONE-1')).toBe(null);
  });
});

describe('the Windows spooler', () => {
  const open = async (winspool: FakeWinspool): Promise<WindowsSpoolTransport> => {
    const transport = new WindowsSpoolTransport({ printer: 'Counter', winspool, stallMs: 200, pollMs: 5 });
    await transport.open();
    return transport;
  };

  test('TP16 one connection is one raw job, ended, waited for and closed', async () => {
    const winspool = new FakeWinspool();
    const transport = await open(winspool);
    await transport.write(Buffer.from('one'));
    await transport.write(Buffer.from('two'));
    await transport.drain();
    expect(winspool.calls).toEqual(['open Counter', 'start Kaunter', 'end', 'close']);
    expect(winspool.received().toString()).toBe('onetwo');
  });

  test('TP16 a printer that is off or set offline is not there, though Windows opens it', async () => {
    for (const away of [{ status: 0x80 }, { status: 0x1000 }, { attributes: 0x400 | 64 }]) {
      const winspool = new FakeWinspool();
      winspool.printer = { ...winspool.printer, ...away };
      await expect(open(winspool)).rejects.toMatchObject({ failure: 'unreachable' });
      expect(winspool.calls).toEqual([]);
    }
    const closed = new FakeWinspool();
    closed.isAllowed = false;
    await expect(open(closed)).rejects.toMatchObject({ failure: 'denied' });
  });

  test('TP16 a job that stays in the queue is deleted; one somebody deletes has not gone through', async () => {
    const winspool = new FakeWinspool();
    winspool.die();
    const transport = await open(winspool);
    await transport.write(Buffer.from('receipt'));
    await expect(transport.drain()).rejects.toMatchObject({ failure: 'stalled' });
    await transport.close();
    expect(winspool.calls.slice(-2)).toEqual(['delete', 'close']);
    const second = new FakeWinspool();
    second.die();
    const deleted = await open(second);
    await deleted.write(Buffer.from('receipt'));
    second.job = 0x0100;
    await expect(deleted.drain()).rejects.toMatchObject({ failure: 'closed' });
    await deleted.close();
  });

  test('TP16 a connection given up before its end takes its half job back', async () => {
    const winspool = new FakeWinspool();
    const transport = await open(winspool);
    await transport.write(Buffer.from('half'));
    await transport.close();
    expect(winspool.calls.slice(2)).toEqual(['delete', 'end', 'close']);
  });
});

const lacksCompiler = process.platform === 'linux' && hasCommand('gcc') ? null : 'no gcc (Debian package gcc)';
describe.skipIf(lacksCompiler !== null)(`winspool.drv through FFI${lacksCompiler ?? ''}`, () => {
  test('TP16 the calls have the layouts of winspool.h: a library with the same ones is printed on', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'kaunter-winspool-'));
    const library = join(directory, 'winspool.so');
    const source = join(import.meta.dirname, 'fake-winspool.c');
    execFileSync('gcc', ['-shared', '-fPIC', '-o', library, source]);
    const out = join(directory, 'out');
    process.env['FAKE_WINSPOOL_OUT'] = out;
    const winspool = await loadWinspool(library);
    expect(await winspool.list()).toEqual([
      { name: 'Counter', port: 'USB001', driver: 'Counter', status: 8, attributes: 64 },
    ]);
    expect(await winspool.open('Nobody')).toBe(null);
    const job = Buffer.alloc(5_000, 'receipt ');
    const transport = new WindowsSpoolTransport({ printer: 'Counter', winspool, pollMs: 5 });
    await transport.open();
    expect(await transport.write(job)).toBe(job.byteLength);
    await transport.drain();
    expect(readFileSync(out).equals(job)).toBe(true);
    const givenUp = new WindowsSpoolTransport({ printer: 'Counter', winspool, pollMs: 5 });
    await givenUp.open();
    await givenUp.write(job);
    await givenUp.close();
    expect(existsSync(out) && readFileSync(out, 'utf8')).toBe('deleted');
    rmSync(directory, { recursive: true, force: true });
  });
});

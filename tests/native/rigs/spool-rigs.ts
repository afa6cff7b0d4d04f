import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { CupsTransport } from '../../../native/spooler/cups-spooler.ts';
import { WindowsSpoolTransport } from '../../../native/spooler/windows-spooler.ts';
import type { Winspool, WinspoolHandle, WinspoolPrinter } from '../../../native/spooler/winspool.ts';
import { until } from './pty-pair.ts';
import { type Appetite, type Peer, type Rig, slowBytes, slowEveryMs } from './rig.ts';

/** CUPS' commands as real programs of this name on the path, answering from files of a directory. */
export class FakeCups implements Peer {
  readonly directory = mkdtempSync(join(tmpdir(), 'kaunter-cups-'));
  readonly #path = process.env['PATH'];

  constructor() {
    const program = join(import.meta.dirname, 'fake-cups.mjs');
    for (const name of ['lp', 'lpstat', 'cancel']) {
      const file = join(this.directory, name);
      writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${program}' ${name} "$@"\n`);
      chmodSync(file, 0o755);
    }
    process.env['PATH'] = `${this.directory}${delimiter}${this.#path}`;
    process.env['FAKE_CUPS_DIR'] = this.directory;
    this.reads('fast');
    this.set('printer', 'there');
  }

  set(name: string, value: string): void {
    writeFileSync(join(this.directory, name), value);
  }

  state(name: string): string {
    const file = join(this.directory, name);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  received(): Buffer {
    const file = join(this.directory, 'got');
    return existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  }

  reads(appetite: Appetite): void {
    this.set('appetite', appetite);
  }

  say(): void {
    throw new Error('a queue does not talk');
  }

  /** The printer is pulled; its queue stays. */
  die(): void {
    this.set('printer', 'away');
  }

  tearDown(): void {
    process.env['PATH'] = this.#path;
    delete process.env['FAKE_CUPS_DIR'];
    rmSync(this.directory, { recursive: true, force: true });
  }
}

const queues = { talks: false, isExclusive: false, tellsDeath: false, nobody: 'unreachable' } as const;

/** CUPS by its commands. */
export const cupsRig: Rig = {
  ...queues,
  name: 'CUPS queue (its commands faked on the path)',
  lacks: process.platform === 'win32' ? 'no POSIX shell here' : null,
  setUp: async () => {
    const cups = new FakeCups();
    return {
      peer: cups,
      transport: (limits = {}) => new CupsTransport({ queue: 'COUNTER', pollMs: 20, stallMs: 5_000, ...limits }),
      transportToNobody: () => new CupsTransport({ queue: 'NOBODY' }),
      tearDown: async () => cups.tearDown(),
    };
  },
};

/** A spooler of Windows with one printer; what it is told is kept in `calls`. */
export class FakeWinspool implements Winspool, WinspoolHandle, Peer {
  readonly calls: string[] = [];
  printer: WinspoolPrinter = { name: 'Counter', port: 'USB001', driver: 'Generic', status: 0, attributes: 64 };
  isAllowed = true;
  /** JOB_STATUS_ bits of the job; null once it has left the queue. */
  job: number | null = null;
  readonly #got: Buffer[] = [];
  #appetite: Appetite = 'fast';
  #isAway = false;

  async list(): Promise<readonly WinspoolPrinter[]> {
    return [this.printer];
  }

  async open(name: string): Promise<WinspoolHandle | null> {
    this.calls.push(`open ${name}`);
    return this.isAllowed ? this : null;
  }

  async startJob(title: string): Promise<number> {
    this.calls.push(`start ${title}`);
    this.job = 8;
    return 1;
  }

  async write(bytes: Uint8Array): Promise<number> {
    const taken = bytes.slice(0, slowBytes);
    if (this.#appetite === 'slow') await new Promise((resolve) => setTimeout(resolve, slowEveryMs));
    await until(() => this.#appetite !== 'none').catch(() => undefined);
    this.#got.push(Buffer.from(taken));
    return taken.byteLength;
  }

  async endJob(): Promise<void> {
    this.calls.push('end');
    if (!this.#isAway) this.job = null;
  }

  async jobStatus(): Promise<number | null> {
    return this.job;
  }

  async deleteJob(): Promise<void> {
    this.calls.push('delete');
    this.job = null;
  }

  async close(): Promise<void> {
    this.calls.push('close');
  }

  received(): Buffer {
    return Buffer.concat(this.#got);
  }

  reads(appetite: Appetite): void {
    this.#appetite = appetite;
  }

  say(): void {
    throw new Error('a queue does not talk');
  }

  die(): void {
    this.#isAway = true;
  }
}

/** The Windows transport against the fake. */
export const windowsRig: Rig = {
  ...queues,
  name: 'Windows queue (fake spooler)',
  lacks: null,
  setUp: async () => {
    const winspool = new FakeWinspool();
    const target = { printer: 'Counter', winspool, pollMs: 5, stallMs: 5_000 };
    return {
      peer: winspool,
      transport: (limits = {}) => new WindowsSpoolTransport({ ...target, ...limits }),
      transportToNobody: () => new WindowsSpoolTransport({ ...target, printer: 'Nobody' }),
      tearDown: async () => winspool.reads('fast'),
    };
  },
};

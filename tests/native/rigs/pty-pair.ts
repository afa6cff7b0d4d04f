import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, constants, existsSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Appetite, type Peer, slowBytes, slowEveryMs } from './rig.ts';

/** Resolves when the condition holds; asks every few milliseconds. Rejects after half a minute. */
export async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 30_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error('it never came to that');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

const running = new Set<ChildProcess>();
// Also after a test that failed on its way.
process.once('exit', () => {
  for (const socat of running) socat.kill('SIGKILL');
});

/** Two ends of a cable: real ptys with socat between them. Unplugging is killing socat. */
export class PtyPair implements Peer {
  readonly directory = mkdtempSync(join(tmpdir(), 'kaunter-pty-'));
  /** The end a transport opens. */
  readonly path = join(this.directory, 'near');
  readonly #farPath = join(this.directory, 'far');
  readonly #got: Buffer[] = [];
  readonly #unsaid: Buffer[] = [];
  #socat: ChildProcess | null = null;
  #far = -1;
  #timer: NodeJS.Timeout | undefined;
  #appetite: Appetite = 'fast';

  /** Plugs it in (again). */
  async plug(): Promise<void> {
    const ends = [this.path, this.#farPath].map((link) => `pty,raw,echo=0,link=${link}`);
    const socat = spawn('socat', ends, { stdio: 'ignore' });
    running.add(socat);
    socat.once('exit', () => running.delete(socat));
    this.#socat = socat;
    await until(() => existsSync(this.path) && existsSync(this.#farPath));
    this.#far = openSync(this.#farPath, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
    this.#timer = setInterval(() => this.#step(), slowEveryMs);
  }

  received(): Buffer {
    return Buffer.concat(this.#got);
  }

  reads(appetite: Appetite): void {
    this.#appetite = appetite;
  }

  say(bytes: Uint8Array): void {
    this.#unsaid.push(Buffer.from(bytes));
  }

  die(): void {
    clearInterval(this.#timer);
    this.#socat?.kill('SIGKILL');
    if (this.#far >= 0) closeSync(this.#far);
    this.#far = -1;
    // socat removes its links when it ends in order; a cable that was pulled leaves none either.
    rmSync(this.path, { force: true });
    rmSync(this.#farPath, { force: true });
  }

  tearDown(): void {
    this.die();
    rmSync(this.directory, { recursive: true, force: true });
  }

  #step(): void {
    this.#speak();
    const rounds = { none: 0, slow: 1, fast: 16 }[this.#appetite];
    for (let round = 0; round < rounds; round += 1) {
      const buffer = Buffer.alloc(slowBytes);
      const count = orNothing(() => readSync(this.#far, buffer, 0, slowBytes, null));
      if (count === 0) return;
      this.#got.push(buffer.subarray(0, count));
    }
  }

  #speak(): void {
    const first = this.#unsaid.shift();
    if (first === undefined) return;
    const count = orNothing(() => writeSync(this.#far, first));
    if (count < first.byteLength) this.#unsaid.unshift(first.subarray(count));
    else this.#speak();
  }
}

/** 0 for "nothing now" (EAGAIN) and for a cable that was pulled. */
function orNothing(work: () => number): number {
  try {
    return work();
  } catch {
    return 0;
  }
}

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { Medium, Pace } from '../medium.ts';
import { MediumTransport } from '../medium-transport.ts';
import { codeOf } from '../system-failure.ts';
import { TransportError } from '../transport.ts';
import { isQueueName, jobIn, jobOfLp, takesJobs } from './cups-words.ts';
import { noSpooler, plainEnvironment, runCommand } from './run-command.ts';

/** Longest wait for the answer whether there is such a queue, in milliseconds. */
export const spoolOpenMsMax = 15_000;
/** Longest wait without the spooler taking a byte, or for its printer after the last one, in milliseconds. */
export const spoolStallMsMax = 30_000;
/** Slowest printer behind a queue that `drain` waits for, in bytes a second. */
export const spoolDrainBytesPerSecondMin = 1_000;
/** Bytes handed to the spooler at once. */
export const spoolChunkBytes = 16_384;
/** How often the spooler is asked how far a job is, in milliseconds. */
export const spoolPollMs = 250;

/** A queue of CUPS by its name. */
export interface CupsTarget {
  readonly queue: string;
  readonly openMs?: number;
  readonly stallMs?: number;
  readonly pollMs?: number;
  readonly pace?: Pace;
}

/**
 * Bytes through a CUPS queue, raw: one connection is one job. `drain` resolves only when the queue says the job went to its
 * printer; a job still waiting at the limit, or given up by `close`, is cancelled, so that it cannot print at midnight.
 */
export class CupsTransport extends MediumTransport {
  constructor(target: CupsTarget) {
    super({
      name: `spool ${target.queue}`,
      medium: new CupsMedium(target.queue, target.pollMs ?? spoolPollMs),
      limits: {
        openMs: target.openMs ?? spoolOpenMsMax,
        stallMs: target.stallMs ?? spoolStallMsMax,
        drainBytesPerSecondMin: spoolDrainBytesPerSecondMin,
        pace: target.pace ?? { chunkBytes: spoolChunkBytes, gapMs: 0 },
      },
    });
  }
}

class CupsMedium implements Medium {
  readonly #queue: string;
  readonly #pollMs: number;
  #feeding: LpProcess | null = null;
  #job: string | null = null;
  #isReleased = false;

  constructor(queue: string, pollMs: number) {
    this.#queue = queue;
    this.#pollMs = pollMs;
  }

  async open(): Promise<void> {
    const unknown = new TransportError('unreachable', `this machine has no print queue "${this.#queue}"`);
    if (!isQueueName(this.#queue)) throw unknown;
    const { output } = await runCommand('lpstat', ['-a', this.#queue]);
    const takes = takesJobs(output, this.#queue);
    if (takes === null) throw unknown;
    if (!takes) throw new TransportError('refused', `the print queue "${this.#queue}" takes no jobs: it is stopped`);
  }

  async take(chunk: Uint8Array): Promise<number> {
    this.#feeding ??= new LpProcess(this.#queue);
    await this.#feeding.feed(chunk);
    return chunk.byteLength;
  }

  async finish(): Promise<void> {
    if (this.#feeding === null) return;
    this.#job = jobOfLp(await this.#feeding.end());
    this.#feeding = null;
    if (this.#job === null) throw new TransportError('closed', 'the spooler took the bytes but named no job');
    while (!this.#isReleased && (await this.#isWaiting(this.#job))) {
      await new Promise((resolve) => setTimeout(resolve, this.#pollMs));
    }
  }

  async release(): Promise<void> {
    this.#isReleased = true;
    this.#feeding?.kill();
    const job = this.#job;
    this.#job = null;
    if (job !== null) await runCommand('cancel', [job]).catch(() => undefined);
  }

  /** False once the job has gone to its printer. Rejects when it was given up, or vanished without a word. */
  async #isWaiting(job: string): Promise<boolean> {
    const waiting = await runCommand('lpstat', ['-l', '-W', 'not-completed', '-o', this.#queue]);
    if (jobIn(waiting.output, job) !== null) return true;
    const ended = await runCommand('lpstat', ['-l', '-W', 'completed', '-o', this.#queue]);
    const end = jobIn(ended.output, job);
    if (this.#job === job) this.#job = null;
    if (end === null) throw new TransportError('closed', `the spooler no longer knows the job ${job}`);
    if (/cancel|abort/.test(end.reasons)) throw new TransportError('closed', `the spooler gave up the job ${job}`);
    return false;
  }
}

/** One `lp` under way, fed through its input. */
class LpProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #ended: Promise<string>;

  constructor(queue: string) {
    const args = ['-d', queue, '-o', 'raw', '-t', 'Kaunter'];
    this.#child = spawn('lp', args, { stdio: ['pipe', 'pipe', 'pipe'], env: plainEnvironment() });
    this.#ended = outputOf(this.#child);
    this.#ended.catch(() => undefined);
    // 'error' of the pipe (EPIPE) when `lp` ended before its input did; why is told by its end.
    this.#child.stdin.on('error', () => undefined);
  }

  async feed(chunk: Uint8Array): Promise<void> {
    const fed = new Promise<boolean>((resolve) => {
      this.#child.stdin.write(chunk, (error) => resolve(!error));
    });
    if (await fed) return;
    await this.#ended;
    throw new TransportError('closed', 'the spooler stopped taking bytes');
  }

  /** What `lp` said when it took the whole job. */
  end(): Promise<string> {
    this.#child.stdin.end();
    return this.#ended;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}

function outputOf(child: ChildProcessByStdio<Writable, Readable, Readable>): Promise<string> {
  let output = '';
  let errors = '';
  child.stdout.on('data', (bytes: Buffer) => {
    output += bytes.toString();
  });
  child.stderr.on('data', (bytes: Buffer) => {
    errors += bytes.toString();
  });
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      reject(codeOf(error) === 'ENOENT' ? noSpooler('lp') : error);
    });
    child.once('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new TransportError('refused', `the spooler refused the job: ${errors.trim()}`));
    });
  });
}

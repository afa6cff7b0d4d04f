import { constants } from 'node:fs';
import { access, type FileHandle, open } from 'node:fs/promises';
import type { Medium, MediumListener, Pace } from './medium.ts';
import { MediumTransport } from './medium-transport.ts';
import { isWritable } from './poll-writable.ts';
import { codeOf } from './system-failure.ts';

/** Longest wait for the node to open, in milliseconds. */
export const lpOpenMsMax = 4_000;
/** Longest wait without the printer taking a byte, in milliseconds. */
export const lpStallMsMax = 15_000;
/** Slowest printer `drain` waits for, in bytes a second. */
export const lpDrainBytesPerSecondMin = 1_000;
/** Bytes handed over at once; the kernel's driver takes at most 8,192. */
export const lpChunkBytes = 4_096;
/** How often a printer that says nothing is asked whether it says something, in milliseconds. */
export const lpReadPollMs = 20;
/** The same while an answer may be on its way: so long after the last byte to the printer, and that often, in milliseconds. */
export const lpAnswerMs = 500;
export const lpAnswerPollMs = 2;
/** First and longest pause before a printer that took nothing is tried again, in milliseconds. */
export const lpWritePollMsMin = 2;
export const lpWritePollMsMax = 50;
/** Where the kernel cannot be asked whether the last bytes left: how long they are given, in milliseconds. */
export const lpSettleMs = 1_000;
/** Bytes read at once. */
const readBytes = 4_096;

/** Nothing to read or no room to write now: not a failure. ENOSPC is the driver's word for "out of paper". */
const laterCodes: readonly string[] = ['EAGAIN', 'EWOULDBLOCK', 'EINTR', 'ENOSPC'];

/** The kernel's own printer device on Linux, `/dev/usb/lp0`. */
export interface LpTarget {
  readonly path: string;
  readonly openMs?: number;
  readonly stallMs?: number;
  readonly pace?: Pace;
}

/**
 * Bytes through `/dev/usb/lp*`, opened without blocking: four blocked reads of a silent printer would stop every file
 * access of the process (measured: 1.5 s for one `stat`).
 */
export class LpTransport extends MediumTransport {
  constructor(target: LpTarget) {
    super({
      name: `lp ${target.path}`,
      claim: `lp ${target.path}`,
      medium: new LpMedium(target.path),
      limits: {
        openMs: target.openMs ?? lpOpenMsMax,
        stallMs: target.stallMs ?? lpStallMsMax,
        drainBytesPerSecondMin: lpDrainBytesPerSecondMin,
        pace: target.pace ?? { chunkBytes: lpChunkBytes, gapMs: 0 },
      },
    });
  }
}

class LpMedium implements Medium {
  readonly #path: string;
  #file: FileHandle | null = null;
  #reading: Promise<void> = Promise.resolve();
  #isReleased = false;
  #askedAt = 0;

  constructor(path: string) {
    this.#path = path;
  }

  async open(listener: MediumListener): Promise<void> {
    const file = await open(this.#path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
    if (this.#isReleased) return file.close();
    this.#file = file;
    this.#reading = this.#readAll(file, listener).catch((error: unknown) => listener.gone(error));
  }

  async take(chunk: Uint8Array): Promise<number> {
    for (let waitMs = lpWritePollMsMin; ; waitMs = Math.min(waitMs * 2, lpWritePollMsMax)) {
      const taken = await untilLater(this.#openFile().write(chunk));
      this.#askedAt = performance.now();
      if (taken !== null && taken.bytesWritten > 0) return taken.bytesWritten;
      await pause(waitMs);
    }
  }

  /** Closing the node throws away what the printer has not taken (`usblp_release`), so that is waited for here. */
  async finish(): Promise<void> {
    for (;;) {
      const writable = await isWritable(this.#openFile().fd);
      if (writable === null) await pause(lpSettleMs);
      if (writable !== false) return;
      await pause(lpWritePollMsMin);
    }
  }

  async release(): Promise<void> {
    this.#isReleased = true;
    const file = this.#file;
    this.#file = null;
    await this.#reading;
    await file?.close().catch(() => undefined);
  }

  #openFile(): FileHandle {
    if (this.#file === null) throw new Error('the device is not open');
    return this.#file;
  }

  async #readAll(file: FileHandle, listener: MediumListener): Promise<void> {
    const buffer = new Uint8Array(readBytes);
    while (!this.#isReleased) {
      const got = await untilLater(file.read(buffer, 0, readBytes, null)).catch(silentPrinter);
      if (got === 'one-way') return;
      if (got !== null && got.bytesRead > 0) listener.data(buffer.slice(0, got.bytesRead));
      // No bytes is a silent printer, or one that was pulled: then its node is gone.
      else if (got !== null) await access(this.#path);
      const isAsked = performance.now() - this.#askedAt < lpAnswerMs;
      if (got === null || got.bytesRead === 0) await pause(isAsked ? lpAnswerPollMs : lpReadPollMs);
    }
  }
}

/** Null when the answer is "later". */
async function untilLater<Value>(work: Promise<Value>): Promise<Value | null> {
  try {
    return await work;
  } catch (error) {
    if (laterCodes.includes(codeOf(error))) return null;
    throw error;
  }
}

/** A printer that cannot talk refuses to be read; that is no failure. */
function silentPrinter(error: unknown): 'one-way' {
  if (codeOf(error) === 'EINVAL') return 'one-way';
  throw error;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

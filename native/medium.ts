import type { PrinterProfile } from '../contracts/device.ts';

/** How fast bytes may be handed over: at most `chunkBytes` at once, then a pause of `gapMs`. From the device's profile. */
export type Pace = PrinterProfile['pace'];

/** What a medium tells of its line. Either may come at any time, also after `release`. */
export interface MediumListener {
  readonly data: (bytes: Uint8Array) => void;
  /** The line is gone; null when the other side ended it in order. */
  readonly gone: (error: unknown) => void;
}

/**
 * What differs from one kind of line to the next. `MediumTransport` adds what all share: pace, limits, counting, telling
 * the end once. Rejections may be any error; `failureOf` reads them.
 */
export interface Medium {
  open(listener: MediumListener): Promise<void>;
  /** Hands over a chunk; resolves to how many of its bytes were taken, at least one. Called one at a time. */
  take(chunk: Uint8Array): Promise<number>;
  /** Resolves when the other side has all that was taken. */
  finish(): Promise<void>;
  /** Lets go and ends whatever `open`, `take` or `finish` still wait for. Never rejects; may be called at any time. */
  release(): Promise<void>;
}

/** Time limits in milliseconds and the pace; each medium has its own defaults, tests and profiles change them. */
export interface LineLimits {
  /** Longest wait for `open`. */
  readonly openMs: number;
  /** Longest wait without the device taking a byte. */
  readonly stallMs: number;
  /** Slowest device `drain` still waits for, in bytes a second: that limit grows with what was sent. */
  readonly drainBytesPerSecondMin: number;
  readonly pace: Pace;
}

import { claimDevice } from './device-claims.ts';
import type { LineLimits, Medium } from './medium.ts';
import { failureOf, messageOf } from './system-failure.ts';
import { type Transport, TransportError, type TransportFailure } from './transport.ts';

/** One line: its name for people, what carries its bytes, its limits. */
export interface MediumLine {
  readonly name: string;
  readonly medium: Medium;
  readonly limits: LineLimits;
  /** Named when only one transport of this process may hold the device at a time. */
  readonly claim?: string;
}

type Phase = 'new' | 'opening' | 'open' | 'ending' | 'closed';

/** A transport over any medium. Writes wait for each other; after the first failure all later ones fail the same way. */
export class MediumTransport implements Transport {
  readonly name: string;
  readonly #line: MediumLine;
  readonly #dataListeners = new Set<(bytes: Uint8Array) => void>();
  readonly #closeListeners = new Set<(error: TransportError | null) => void>();
  readonly #ended: Promise<void>;
  #tellEnded: () => void = () => undefined;
  #phase: Phase = 'new';
  #turn: Promise<unknown> = Promise.resolve();
  #opening: Promise<void> | null = null;
  #release: Promise<void> | null = null;
  #unclaim: () => void = () => undefined;
  #sentBytes = 0;
  #failure: TransportError | null = null;

  constructor(line: MediumLine) {
    this.name = line.name;
    this.#line = line;
    this.#ended = new Promise((resolve) => {
      this.#tellEnded = resolve;
    });
  }

  async open(): Promise<void> {
    if (this.#phase !== 'new') throw this.#error('closed', `${this.name} was opened or closed before`);
    this.#claim();
    this.#phase = 'opening';
    this.#opening = this.#openLine();
    await this.#opening;
  }

  write(bytes: Uint8Array): Promise<number> {
    const written = this.#turn.then(() => this.#writeAll(bytes));
    this.#turn = written.catch(() => undefined);
    return written;
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    this.#dataListeners.add(listener);
    return () => this.#dataListeners.delete(listener);
  }

  onClose(listener: (error: TransportError | null) => void): () => void {
    this.#closeListeners.add(listener);
    return () => this.#closeListeners.delete(listener);
  }

  async drain(): Promise<void> {
    await this.#turn;
    if (this.#phase === 'open') {
      this.#phase = 'ending';
      const { stallMs, drainBytesPerSecondMin } = this.#line.limits;
      const limitMs = stallMs + Math.ceil((this.#sentBytes / drainBytesPerSecondMin) * 1_000);
      await this.#tried(Promise.race([this.#line.medium.finish(), this.#ended]), limitMs);
      await this.#end();
    }
    if (this.#failure !== null) throw this.#failure;
  }

  async close(): Promise<void> {
    if (this.#phase === 'new' || this.#phase === 'opening') {
      this.#phase = 'closed';
      this.#tellEnded();
      await this.#opening?.catch(() => undefined);
    }
    await this.#end();
  }

  async #openLine(): Promise<void> {
    const { medium, limits } = this.#line;
    const opening = medium.open({ data: (bytes) => this.#hear(bytes), gone: (error) => void this.#lose(error) });
    try {
      await this.#within(Promise.race([opening, this.#ended]), limits.openMs, 'timeout');
      if (this.#phase !== 'opening') throw this.#error('closed', `${this.name} was closed`);
      this.#phase = 'open';
    } catch (error) {
      const isOver = this.#phase === 'closed';
      this.#phase = 'closed';
      // A line that comes up after all must not stay open behind nobody's back.
      const late = opening.then(() => medium.release()).catch(() => undefined);
      await this.#letGo();
      if (isOver) await this.#within(late, limits.openMs, 'timeout').catch(() => undefined);
      throw this.#openError(error);
    }
  }

  async #writeAll(bytes: Uint8Array): Promise<number> {
    const { pace, stallMs } = this.#line.limits;
    for (let at = 0; at < bytes.byteLength; ) {
      this.#mustBeOpen();
      const taken = this.#line.medium.take(bytes.subarray(at, at + pace.chunkBytes));
      const count = await this.#tried(Promise.race([taken, this.#brokenOff()]), stallMs);
      at += count;
      this.#sentBytes += count;
      if (pace.gapMs > 0 && at < bytes.byteLength) await new Promise((resolve) => setTimeout(resolve, pace.gapMs));
    }
    return bytes.byteLength;
  }

  #mustBeOpen(): void {
    if (this.#failure !== null) throw this.#error(this.#failure.failure, this.#failure.message);
    if (this.#phase !== 'open') throw this.#error('closed', `${this.name} is not open`);
  }

  async #brokenOff(): Promise<never> {
    await this.#ended;
    throw this.#failure ?? this.#error('closed', `${this.name} closed the connection`);
  }

  /** Remembers the failure: what follows after it would be the middle of a job. */
  async #tried<Value>(work: Promise<Value>, limitMs: number): Promise<Value> {
    try {
      return await this.#within(work, limitMs, 'stalled');
    } catch (error) {
      const failed = error instanceof TransportError ? error.failure : 'closed';
      this.#failure ??= this.#error(failed, messageOf(error, `${this.name} is gone`));
      // A broken line is let go of before anybody hears of it: the next transport finds the device free.
      if (failed !== 'stalled') await this.#end();
      throw this.#failure;
    }
  }

  async #within<Value>(work: Promise<Value>, limitMs: number, failure: TransportFailure): Promise<Value> {
    let timer: NodeJS.Timeout | undefined;
    const words = failure === 'timeout' ? 'gave no answer' : 'made no progress';
    const over = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(this.#error(failure, `${this.name} ${words} for ${limitMs} ms`)), limitMs);
    });
    try {
      return await Promise.race([work, over]);
    } finally {
      clearTimeout(timer);
      work.catch(() => undefined);
    }
  }

  #claim(): void {
    if (this.#line.claim === undefined) return;
    const unclaim = claimDevice(this.#line.claim);
    if (unclaim === null) throw this.#error('busy', `${this.name} is already in use here`);
    this.#unclaim = unclaim;
  }

  #hear(bytes: Uint8Array): void {
    if (this.#phase === 'closed') return;
    for (const listener of this.#dataListeners) listener(bytes);
  }

  async #lose(error: unknown): Promise<void> {
    // Before it is open the medium's own rejection says why.
    if (this.#phase !== 'open' && this.#phase !== 'ending') return;
    if (error !== null)
      this.#failure ??= this.#error('closed', `${this.name}: ${messageOf(error, 'it was unplugged')}`);
    await this.#end();
  }

  /** The end, told once: by the device, after a drain, or by `close`. */
  async #end(): Promise<void> {
    if (this.#phase === 'closed') return this.#release ?? undefined;
    this.#phase = 'closed';
    this.#tellEnded();
    await this.#letGo();
    for (const listener of this.#closeListeners) listener(this.#failure);
  }

  #letGo(): Promise<void> {
    this.#release ??= this.#line.medium.release().then(() => this.#unclaim());
    return this.#release;
  }

  #openError(error: unknown): TransportError {
    if (error instanceof TransportError) return error;
    return this.#error(failureOf(error, 'unreachable'), `${this.name}: ${messageOf(error, 'it does not answer')}`);
  }

  #error(failure: TransportFailure, message: string): TransportError {
    return new TransportError(failure, message, this.#sentBytes);
  }
}

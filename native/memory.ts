import type { Medium, MediumListener, Pace } from './medium.ts';
import { MediumTransport } from './medium-transport.ts';

/** Bytes the far end of a memory line holds unread before the writer waits, as a printer's receive buffer. */
export const memoryBufferBytes = 4_096;
/** Longest wait for the far end to read, in milliseconds. */
export const memoryStallMsMax = 15_000;
/** Slowest reader `drain` waits for, in bytes a second. */
export const memoryDrainBytesPerSecondMin = 1_000;

/** A line within this process. */
export interface MemoryOptions {
  readonly name?: string;
  readonly stallMs?: number;
  readonly pace?: Pace;
}

/** The far end of a memory line: what a virtual device holds in its hand. */
export class MemoryPeer {
  readonly #unread: Uint8Array[] = [];
  readonly #changes = new Set<() => void>();
  #listener: MediumListener | null = null;
  #unreadBytes = 0;
  #isGone = false;
  #isEnded = false;

  /** Has the near end said that it sends nothing more? */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** The bytes that came, at most `bytesMax`, in order; empty when there are none. */
  read(bytesMax = memoryBufferBytes): Uint8Array {
    const first = this.#unread.shift();
    if (first === undefined) return new Uint8Array();
    if (first.byteLength > bytesMax) this.#unread.unshift(first.subarray(bytesMax));
    const got = first.subarray(0, bytesMax);
    this.#unreadBytes -= got.byteLength;
    this.#change();
    return got;
  }

  /** Calls back after each change: bytes came, were read, or a side ended. The answer stops listening. */
  onChange(listener: () => void): () => void {
    this.#changes.add(listener);
    return () => this.#changes.delete(listener);
  }

  /** Says something to the near end; said to nobody while it is not open. */
  say(bytes: Uint8Array): void {
    // A device answers later, never inside the call that asked.
    queueMicrotask(() => this.#listener?.data(bytes));
  }

  /** The device is pulled. Nobody is there any more; the near end is told. */
  die(): void {
    this.#isGone = true;
    const listener = this.#listener;
    this.#listener = null;
    this.#change();
    queueMicrotask(() => listener?.gone(new Error('unplugged')));
  }

  /** For the near end. */
  connect(listener: MediumListener): void {
    if (this.#isGone) throw Object.assign(new Error('nobody is there'), { code: 'ENODEV' });
    this.#listener = listener;
  }

  /** For the near end: how many bytes found room. Waits for room. */
  async take(chunk: Uint8Array): Promise<number> {
    while (this.#listener !== null && this.#unreadBytes >= memoryBufferBytes) await this.#nextChange();
    if (this.#listener === null) throw new Error('nobody is there');
    const taken = chunk.slice(0, memoryBufferBytes - this.#unreadBytes);
    this.#unread.push(taken);
    this.#unreadBytes += taken.byteLength;
    this.#change();
    return taken.byteLength;
  }

  /** For the near end: nothing more comes; resolves when all was read. */
  async end(): Promise<void> {
    this.#isEnded = true;
    this.#change();
    while (this.#listener !== null && this.#unreadBytes > 0) await this.#nextChange();
  }

  /** For the near end: it lets go. */
  disconnect(): void {
    this.#listener = null;
    this.#change();
  }

  #nextChange(): Promise<void> {
    return new Promise((resolve) => {
      const forget = this.onChange(() => {
        forget();
        resolve();
      });
    });
  }

  #change(): void {
    for (const listener of [...this.#changes]) listener();
  }
}

/** A line within this process to the peer it is given. */
export class MemoryTransport extends MediumTransport {
  constructor(peer: MemoryPeer, options: MemoryOptions = {}) {
    super({
      name: options.name ?? 'memory',
      medium: memoryMedium(peer),
      limits: {
        openMs: memoryStallMsMax,
        stallMs: options.stallMs ?? memoryStallMsMax,
        drainBytesPerSecondMin: memoryDrainBytesPerSecondMin,
        pace: options.pace ?? { chunkBytes: memoryBufferBytes, gapMs: 0 },
      },
    });
  }
}

/** Both ends of a new line: the transport for a protocol, the peer for a virtual device. */
export function memoryPair(options: MemoryOptions = {}): { transport: MemoryTransport; peer: MemoryPeer } {
  const peer = new MemoryPeer();
  return { transport: new MemoryTransport(peer, options), peer };
}

function memoryMedium(peer: MemoryPeer): Medium {
  return {
    open: async (listener) => peer.connect(listener),
    take: (chunk) => peer.take(chunk),
    finish: () => peer.end(),
    release: async () => peer.disconnect(),
  };
}

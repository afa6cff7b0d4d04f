import { Socket } from 'node:net';
import { type Transport, TransportError, type TransportFailure } from './transport.ts';

/** Raw printing port of network printers ("JetDirect"). */
export const rawPrintPort = 9100;
/** Longest wait for a connection, in milliseconds. */
export const tcpConnectMsMax = 4_000;
/** Longest wait without the peer taking a byte, in milliseconds. A printer out of paper may stop reading for long. */
export const tcpStallMsMax = 15_000;
/** Slowest reader `drain` still waits for, in bytes a second: the limit grows with what was sent. */
export const tcpDrainBytesPerSecondMin = 1_000;
/** Bytes handed to the socket at once: small enough that progress is seen on a slow printer. */
export const tcpChunkBytes = 4_096;

/** Where a network device listens. Time limits in milliseconds are for tests; the defaults above are the product's. */
export interface TcpTarget {
  readonly host: string;
  readonly port: number;
  readonly connectMs?: number;
  readonly stallMs?: number;
}

const failureOfCode: Readonly<Record<string, TransportFailure>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
  ETIMEDOUT: 'timeout',
};

function failureOf(error: Error, otherwise: TransportFailure): TransportFailure {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return failureOfCode[code] ?? otherwise;
}

/**
 * Bytes over TCP to a printer on port 9100. Never destroys a socket after a write: `drain` half-closes and waits for the
 * peer, since a reset throws away what the printer has not read yet (two popular packages lost 83 % of a 48 kB job so).
 */
export class TcpTransport implements Transport {
  readonly name: string;
  readonly #target: TcpTarget;
  readonly #socket = new Socket();
  readonly #dataListeners = new Set<(bytes: Uint8Array) => void>();
  readonly #closeListeners = new Set<(error: TransportError | null) => void>();
  #sentBytes = 0;
  #lastError: Error | null = null;
  #closed = false;

  constructor(target: TcpTarget) {
    this.#target = target;
    this.name = `tcp ${target.host}:${target.port}`;
    this.#socket.setNoDelay(true);
    // A listener from the first moment: an 'error' without one would end the process.
    this.#socket.on('error', (error) => {
      this.#lastError = error;
    });
    this.#socket.on('data', (bytes) => {
      for (const listener of this.#dataListeners) listener(bytes);
    });
    this.#socket.once('close', () => this.#tellClosed());
  }

  async open(): Promise<void> {
    const limitMs = this.#target.connectMs ?? tcpConnectMsMax;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(this.#error('timeout', `no answer from ${this.name} within ${limitMs} ms`));
        this.#socket.destroy();
      }, limitMs);
      this.#socket.once('connect', () => {
        clearTimeout(timer);
        resolve();
      });
      this.#socket.once('close', () => {
        clearTimeout(timer);
        reject(this.#failed('unreachable'));
      });
      this.#socket.connect({ host: this.#target.host, port: this.#target.port });
    });
  }

  async write(bytes: Uint8Array): Promise<number> {
    for (let at = 0; at < bytes.byteLength; at += tcpChunkBytes) {
      await this.#writeChunk(bytes.subarray(at, at + tcpChunkBytes));
    }
    return bytes.byteLength;
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
    if (this.#closed) return this.#endedWell();
    const closed = new Promise<void>((resolve) => this.#socket.once('close', () => resolve()));
    this.#socket.end();
    await this.#withinStall(closed, Math.ceil((this.#sentBytes / tcpDrainBytesPerSecondMin) * 1_000));
    this.#endedWell();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    const closed = new Promise<void>((resolve) => this.#socket.once('close', () => resolve()));
    this.#socket.destroy();
    await closed;
  }

  async #writeChunk(chunk: Uint8Array): Promise<void> {
    if (this.#closed || !this.#socket.writable) throw this.#failed('closed');
    const taken = new Promise<void>((resolve, reject) => {
      this.#socket.write(chunk, (error) => (error ? reject(this.#failed('closed')) : resolve()));
    });
    await this.#withinStall(taken);
    this.#sentBytes += chunk.byteLength;
  }

  /** Rejects with `stalled` when the peer neither reads nor closes; a chatty peer that only talks is no progress. */
  async #withinStall(work: Promise<void>, moreMs = 0): Promise<void> {
    const limitMs = (this.#target.stallMs ?? tcpStallMsMax) + moreMs;
    let timer: NodeJS.Timeout | undefined;
    const stalled = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(this.#error('stalled', `${this.name} took no byte for ${limitMs} ms`)), limitMs);
    });
    try {
      await Promise.race([work, stalled]);
    } finally {
      clearTimeout(timer);
      work.catch(() => undefined);
    }
  }

  #endedWell(): void {
    if (this.#lastError !== null) throw this.#failed('closed');
  }

  #failed(otherwise: TransportFailure): TransportError {
    const error = this.#lastError;
    return error === null
      ? this.#error(otherwise, `${this.name} closed the connection`)
      : this.#error(failureOf(error, otherwise), `${this.name}: ${error.message}`);
  }

  #error(failure: TransportFailure, message: string): TransportError {
    return new TransportError(failure, message, this.#sentBytes);
  }

  #tellClosed(): void {
    this.#closed = true;
    const error = this.#lastError === null ? null : this.#failed('closed');
    for (const listener of this.#closeListeners) listener(error);
  }
}

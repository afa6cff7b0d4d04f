import { Socket } from 'node:net';
import type { Medium, MediumListener, Pace } from './medium.ts';
import { MediumTransport } from './medium-transport.ts';

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
  readonly pace?: Pace;
}

/**
 * Bytes over TCP to a printer on port 9100. Never destroys a socket after a write: `drain` half-closes and waits for the
 * peer, since a reset throws away what the printer has not read yet (two popular packages lost 83 % of a 48 kB job so).
 */
export class TcpTransport extends MediumTransport {
  constructor(target: TcpTarget) {
    super({
      name: `tcp ${target.host}:${target.port}`,
      medium: new TcpMedium(target),
      limits: {
        openMs: target.connectMs ?? tcpConnectMsMax,
        stallMs: target.stallMs ?? tcpStallMsMax,
        drainBytesPerSecondMin: tcpDrainBytesPerSecondMin,
        pace: target.pace ?? { chunkBytes: tcpChunkBytes, gapMs: 0 },
      },
    });
  }
}

class TcpMedium implements Medium {
  readonly #target: TcpTarget;
  readonly #socket = new Socket();
  readonly #closed: Promise<void>;
  #lastError: Error | null = null;

  constructor(target: TcpTarget) {
    this.#target = target;
    this.#socket.setNoDelay(true);
    // A listener from the first moment: an 'error' without one would end the process.
    this.#socket.on('error', (error) => {
      this.#lastError = error;
    });
    this.#closed = new Promise((resolve) => this.#socket.once('close', () => resolve()));
  }

  async open(listener: MediumListener): Promise<void> {
    this.#socket.on('data', listener.data);
    this.#socket.once('close', () => listener.gone(this.#lastError));
    await new Promise<void>((resolve, reject) => {
      this.#socket.once('connect', resolve);
      this.#socket.once('close', () => reject(this.#lastError ?? new Error('the connection was not made')));
      this.#socket.connect({ host: this.#target.host, port: this.#target.port });
    });
  }

  async take(chunk: Uint8Array): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#socket.write(chunk, (error) => (error ? reject(error) : resolve()));
    });
    return chunk.byteLength;
  }

  async finish(): Promise<void> {
    this.#socket.end();
    await this.#closed;
  }

  async release(): Promise<void> {
    if (this.#socket.closed) return;
    this.#socket.destroy();
    // A socket that never connected tells 'close' too.
    await this.#closed;
  }
}

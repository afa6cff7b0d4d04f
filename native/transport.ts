/**
 * A channel of bytes to one device. `main/devices` speaks protocols over it and never learns what it is made of
 * (TCP 9100, serial, USB, spooler, memory). One transport is one connection: after `close` a new one is made.
 */
export interface Transport {
  /** What a person would call it, e.g. `tcp 192.168.1.50:9100`. */
  readonly name: string;
  /** Connects, once. Rejects with `TransportError` (`unreachable`, `refused`, `timeout`, `busy`, `denied`, `unsupported`). */
  open(): Promise<void>;
  /**
   * Hands over all bytes; resolves to their number once the system took them ("sent" is never "printed"). The time
   * limit grows with the bytes and starts again with every progress. Rejects with `TransportError` (`stalled`, `closed`).
   */
  write(bytes: Uint8Array): Promise<number>;
  /** Bytes that came from the device; the answer stops listening. */
  onData(listener: (bytes: Uint8Array) => void): () => void;
  /** Called once when the connection is gone, with the error unless it ended in order; the answer stops listening. */
  onClose(listener: (error: TransportError | null) => void): () => void;
  /** Ends the sending direction and waits until the peer has read everything and closed (or `stalled`). */
  drain(): Promise<void>;
  /** Lets go at once. Bytes not yet read by the peer may be lost: `drain` first where they matter. */
  close(): Promise<void>;
}

/**
 * Why a transport failed: nobody there, nobody listening (or a queue that takes no jobs), no answer in time, no progress,
 * gone, held by another program, not allowed to this user, a part of the system that it needs is missing.
 */
export const transportFailures = [
  'unreachable',
  'refused',
  'timeout',
  'stalled',
  'closed',
  'busy',
  'denied',
  'unsupported',
] as const;
export type TransportFailure = (typeof transportFailures)[number];

/** The world broke on the way to a device. `sentBytes`: how many bytes the system had taken when it did. */
export class TransportError extends Error {
  override name = 'TransportError';
  readonly failure: TransportFailure;
  readonly sentBytes: number;
  constructor(failure: TransportFailure, message: string, sentBytes = 0) {
    super(message);
    this.failure = failure;
    this.sentBytes = sentBytes;
  }
}

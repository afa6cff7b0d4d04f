/**
 * The byte channel a protocol speaks over, as this room wants it; `native/transport.ts` fits it, and so does the virtual
 * printer's memory channel. One channel is one connection.
 */
export interface PrinterChannel {
  /** What a person would call it, e.g. `tcp 192.168.1.50:9100`. */
  readonly name: string;
  open(): Promise<void>;
  /** Hands over all bytes; resolves to their number once they were taken. */
  write(bytes: Uint8Array): Promise<number>;
  onData(listener: (bytes: Uint8Array) => void): () => void;
  onClose(listener: (error: Error | null) => void): () => void;
  /** Half-closes and waits until the peer has read everything. */
  drain(): Promise<void>;
  /** Lets go at once; what the peer has not read may be lost. */
  close(): Promise<void>;
}

/** How many bytes had left when a channel failed; null when the error does not say. */
export function sentBytesOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('sentBytes' in error)) return null;
  return typeof error.sentBytes === 'number' ? error.sentBytes : null;
}

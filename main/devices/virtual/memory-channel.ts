import type { PrinterChannel } from '../printer-channel.ts';
import type { VirtualPrinter } from './virtual-printer.ts';

/** A channel to a virtual printer in the same process. A full printer makes the writer wait, as a socket does. */
export class MemoryChannel implements PrinterChannel {
  readonly name = 'virtual';
  readonly #printer: VirtualPrinter;
  readonly #dataListeners = new Set<(bytes: Uint8Array) => void>();
  readonly #closeListeners = new Set<(error: Error | null) => void>();
  #isOpen = false;
  #forgetDeath: () => void = () => undefined;

  constructor(printer: VirtualPrinter) {
    this.#printer = printer;
  }

  async open(): Promise<void> {
    if (!this.#printer.isReachable)
      throw Object.assign(new Error('the virtual printer is not there'), { sentBytes: 0 });
    this.#isOpen = true;
    this.#forgetDeath = this.#printer.onDeath(() => this.unplug());
    this.#printer.connect((bytes) => {
      // A printer answers later, never inside the call that asked.
      queueMicrotask(() => {
        for (const listener of this.#dataListeners) listener(bytes);
      });
    });
  }

  async write(bytes: Uint8Array): Promise<number> {
    let at = 0;
    while (at < bytes.length) {
      if (!this.#isOpen) throw Object.assign(new Error('the virtual printer was unplugged'), { sentBytes: at });
      // Status questions are a few bytes and get through a full buffer: real printers keep room for them.
      const room = bytes.length <= 3 ? 3 : this.#printer.roomBytes;
      if (room === 0) await this.#change();
      const part = bytes.subarray(at, at + room);
      this.#printer.receive(part);
      at += part.length;
    }
    return bytes.length;
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    this.#dataListeners.add(listener);
    return () => this.#dataListeners.delete(listener);
  }

  onClose(listener: (error: Error | null) => void): () => void {
    this.#closeListeners.add(listener);
    return () => this.#closeListeners.delete(listener);
  }

  async drain(): Promise<void> {
    await this.close();
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#forgetDeath();
    for (const listener of this.#closeListeners) listener(null);
  }

  /** Somebody pulls the cable: for tests and demonstration. */
  unplug(): void {
    this.#isOpen = false;
    this.#forgetDeath();
    for (const listener of this.#closeListeners) listener(new Error('unplugged'));
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      const forget = this.#printer.onChange(() => {
        forget();
        resolve();
      });
      const forgetClose = this.onClose(() => {
        forgetClose();
        resolve();
      });
    });
  }
}

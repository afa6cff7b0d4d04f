import type { DeviceChannel } from '../device-channel.ts';
import type { VirtualPort } from './virtual-port.ts';

/** A channel to a virtual device in the same process. One channel is one connection, as with a real one. */
export class PortChannel implements DeviceChannel {
  readonly name = 'virtual';
  readonly #port: VirtualPort;
  readonly #dataListeners = new Set<(bytes: Uint8Array) => void>();
  readonly #closeListeners = new Set<(error: Error | null) => void>();
  #leave: (() => void) | null = null;

  constructor(port: VirtualPort) {
    this.#port = port;
  }

  async open(): Promise<void> {
    if (!this.#port.isPlugged) throw new Error('there is no virtual device');
    this.#leave = this.#port.attach({
      // A device answers later, never inside the call that asked.
      hear: (bytes) => queueMicrotask(() => this.#hear(bytes)),
      cut: () => this.#end(new Error('the virtual device was unplugged')),
    });
  }

  async write(bytes: Uint8Array): Promise<number> {
    if (this.#leave === null) throw Object.assign(new Error('the virtual device is gone'), { sentBytes: 0 });
    this.#port.send(bytes);
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
    this.#end(null);
  }

  #hear(bytes: Uint8Array): void {
    if (this.#leave === null) return;
    for (const listener of this.#dataListeners) listener(bytes);
  }

  #end(error: Error | null): void {
    if (this.#leave === null) return;
    this.#leave();
    this.#leave = null;
    for (const listener of [...this.#closeListeners]) listener(error);
  }
}

import type { HidChannel } from '../device-channel.ts';

/** A HID device made of nothing: input reports out, feature reports in, each with its id in front. */
export interface VirtualHidDevice {
  connect(say: (report: Uint8Array) => void): void;
  /** A feature report; throws for one it does not know, as a real device stalls. */
  feature(report: Uint8Array): void;
}

/** The USB socket of a virtual HID device. */
export class VirtualHidPort {
  readonly #device: VirtualHidDevice;
  readonly #channels = new Set<MemoryHidChannel>();
  #isPlugged = true;

  constructor(device: VirtualHidDevice) {
    this.#device = device;
    device.connect((report) => this.inject(report));
  }

  get isPlugged(): boolean {
    return this.#isPlugged;
  }

  /** A fresh, unopened channel. */
  channel(): HidChannel {
    return new MemoryHidChannel(this.#device, this, this.#channels);
  }

  /** A report out of nowhere: noise, or a flood of them. */
  inject(report: Uint8Array): void {
    if (this.#isPlugged) for (const channel of this.#channels) channel.hear(report);
  }

  unplug(): void {
    this.#isPlugged = false;
    for (const channel of [...this.#channels]) channel.end(new Error('the device was unplugged'));
  }

  plug(): void {
    this.#isPlugged = true;
  }
}

class MemoryHidChannel implements HidChannel {
  readonly name = 'virtual hid';
  readonly #device: VirtualHidDevice;
  readonly #port: VirtualHidPort;
  readonly #open: Set<MemoryHidChannel>;
  readonly #reportListeners = new Set<(report: Uint8Array) => void>();
  readonly #closeListeners = new Set<(error: Error | null) => void>();

  constructor(device: VirtualHidDevice, port: VirtualHidPort, open: Set<MemoryHidChannel>) {
    this.#device = device;
    this.#port = port;
    this.#open = open;
  }

  async open(): Promise<void> {
    if (!this.#port.isPlugged) throw new Error('there is no such device');
    this.#open.add(this);
  }

  onReport(listener: (report: Uint8Array) => void): () => void {
    this.#reportListeners.add(listener);
    return () => this.#reportListeners.delete(listener);
  }

  async sendFeatureReport(report: Uint8Array): Promise<void> {
    if (!this.#open.has(this)) throw new Error('the device is gone');
    this.#device.feature(report);
  }

  onClose(listener: (error: Error | null) => void): () => void {
    this.#closeListeners.add(listener);
    return () => this.#closeListeners.delete(listener);
  }

  async close(): Promise<void> {
    this.end(null);
  }

  hear(report: Uint8Array): void {
    for (const listener of this.#reportListeners) listener(report);
  }

  end(error: Error | null): void {
    if (!this.#open.delete(this)) return;
    for (const listener of [...this.#closeListeners]) listener(error);
  }
}

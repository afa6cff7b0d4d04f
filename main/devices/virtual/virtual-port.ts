import type { Clock } from '../clock.ts';

/** A device made of nothing: it takes bytes and says bytes, whatever they travel over. */
export interface VirtualDevice {
  /** Who hears it; one connection at a time. */
  connect(say: (bytes: Uint8Array) => void): void;
  receive(bytes: Uint8Array): void;
}

/**
 * What is wrong with the line, until it is set again. `silent`: nothing comes back. `slow`: each byte takes so long.
 * `garbage`: noise before each answer. `die-in-frame`: after so many more bytes it is unplugged.
 */
export type PortFault =
  | { readonly kind: 'none' | 'silent' }
  | { readonly kind: 'slow'; readonly byteMs: number }
  | { readonly kind: 'garbage'; readonly noise: Uint8Array }
  | { readonly kind: 'die-in-frame'; readonly afterBytes: number };

/** The far end of a connection: what hears the device, and learns that the plug was pulled. */
export interface PortPeer {
  readonly hear: (bytes: Uint8Array) => void;
  readonly cut: () => void;
}

/**
 * The socket a virtual device hangs on: the same device over memory, TCP or a pty, with somebody who pulls the plug, cuts
 * a wire or lays a noisy cable.
 */
export class VirtualPort {
  readonly #device: VirtualDevice;
  readonly #clock: Clock;
  readonly #plugListeners = new Set<(isPlugged: boolean) => void>();
  #peer: PortPeer | null = null;
  #fault: PortFault = { kind: 'none' };
  #isPlugged = true;
  /** When the last byte of a slow line will be out, in the clock's milliseconds. */
  #slowUntil = 0;

  constructor(device: VirtualDevice, clock: Clock) {
    this.#device = device;
    this.#clock = clock;
    device.connect((bytes) => this.#say(bytes));
  }

  get isPlugged(): boolean {
    return this.#isPlugged;
  }

  /** Is somebody connected who hears what it says? */
  get isHeard(): boolean {
    return this.#peer !== null;
  }

  /** Takes the place of whoever was connected before; the answer lets go. Nobody can while it is unplugged. */
  attach(peer: PortPeer): () => void {
    this.#peer = peer;
    return () => {
      if (this.#peer === peer) this.#peer = null;
    };
  }

  /** Bytes to the device. */
  send(bytes: Uint8Array): void {
    if (this.#isPlugged) this.#device.receive(bytes);
  }

  setFault(fault: PortFault): void {
    this.#fault = fault;
  }

  /** Noise or a flood, out of nowhere. */
  inject(bytes: Uint8Array): void {
    this.#deliver(bytes);
  }

  unplug(): void {
    if (!this.#isPlugged) return;
    this.#isPlugged = false;
    const peer = this.#peer;
    this.#peer = null;
    for (const listener of this.#plugListeners) listener(false);
    peer?.cut();
  }

  plug(): void {
    if (this.#isPlugged) return;
    this.#isPlugged = true;
    for (const listener of this.#plugListeners) listener(true);
  }

  onPlug(listener: (isPlugged: boolean) => void): () => void {
    this.#plugListeners.add(listener);
    return () => this.#plugListeners.delete(listener);
  }

  #say(bytes: Uint8Array): void {
    const fault = this.#fault;
    if (fault.kind === 'silent') return;
    if (fault.kind === 'slow') this.#saySlowly(bytes, fault.byteMs);
    else if (fault.kind === 'garbage') this.#deliver(joined(fault.noise, bytes));
    else if (fault.kind === 'die-in-frame') this.#sayDying(bytes, fault.afterBytes);
    else this.#deliver(bytes);
  }

  #saySlowly(bytes: Uint8Array, byteMs: number): void {
    const from = Math.max(this.#slowUntil, this.#clock.now());
    this.#slowUntil = from + bytes.length * byteMs;
    for (const [at, byte] of bytes.entries()) {
      this.#clock.after(from - this.#clock.now() + (at + 1) * byteMs, () => this.#deliver(Uint8Array.of(byte)));
    }
  }

  #sayDying(bytes: Uint8Array, afterBytes: number): void {
    if (bytes.length <= afterBytes) {
      this.#fault = { kind: 'die-in-frame', afterBytes: afterBytes - bytes.length };
      this.#deliver(bytes);
      return;
    }
    this.#fault = { kind: 'none' };
    this.#deliver(bytes.subarray(0, afterBytes));
    // The last bytes are under way before the plug comes out.
    this.#clock.after(0, () => this.unplug());
  }

  #deliver(bytes: Uint8Array): void {
    if (this.#isPlugged && bytes.length > 0) this.#peer?.hear(bytes);
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

import type { VirtualDevice } from './virtual-port.ts';

/** How a virtual drawer is made. */
export interface VirtualDrawerSetup {
  readonly pin: 2 | 5;
  /** Level of its switch when it is open; null: it has no switch, and the level never changes. */
  readonly openLevel: 'high' | 'low' | null;
  /** Shortest pulse its solenoid needs, in milliseconds. */
  readonly pulseMsMin: number;
}

/** A drawer on a box that speaks ESC/POS, and a person at it. */
export class VirtualDrawer implements VirtualDevice {
  readonly #setup: VirtualDrawerSetup;
  #isOpen = false;
  #isJammed = false;
  #openings = 0;
  #pulses = 0;
  #held: number[] = [];
  #say: (bytes: Uint8Array) => void = () => undefined;

  constructor(setup: Partial<VirtualDrawerSetup> = {}) {
    this.#setup = { pin: 2, openLevel: 'high', pulseMsMin: 40, ...setup };
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** How often a pulse or a key opened it. */
  get openings(): number {
    return this.#openings;
  }

  /** Pulses that reached it, whether they opened it or not. */
  get pulses(): number {
    return this.#pulses;
  }

  connect(say: (bytes: Uint8Array) => void): void {
    this.#say = say;
  }

  /** Somebody opens it by key. */
  openByKey(): void {
    this.#open();
  }

  /** Somebody pushes it shut. */
  push(): void {
    this.#isOpen = false;
  }

  /** It is locked, or something is in its way. */
  jam(isJammed: boolean): void {
    this.#isJammed = isJammed;
  }

  receive(bytes: Uint8Array): void {
    this.#held.push(...bytes);
    for (;;) {
      const [first, second, third, fourth, fifth] = this.#held;
      const isAsked = first === 0x10 && second === 0x04;
      const isPulse = first === 0x1b && second === 0x70;
      if (first === undefined || (isAsked && third === undefined) || (isPulse && fifth === undefined)) return;
      if ((first === 0x10 || first === 0x1b) && second === undefined) return;
      if (isAsked && third === 1) this.#answer();
      if (isPulse) this.#pulse(third === 0 ? 2 : 5, (fourth ?? 0) * 2);
      this.#held.splice(0, isAsked ? 3 : isPulse ? 5 : 1);
    }
  }

  #pulse(pin: 2 | 5, onMs: number): void {
    this.#pulses += 1;
    if (pin === this.#setup.pin && onMs >= this.#setup.pulseMsMin && !this.#isJammed) this.#open();
  }

  #open(): void {
    if (!this.#isOpen) this.#openings += 1;
    this.#isOpen = true;
  }

  #answer(): void {
    const { openLevel } = this.#setup;
    const isHigh = openLevel === null || this.#isOpen === (openLevel === 'high');
    this.#say(Uint8Array.of(isHigh ? 0x16 : 0x12));
  }
}

import { romPages } from './rom-pages.ts';
import type { VirtualDevice } from './virtual-port.ts';

const columns = 20;

/**
 * A display of two lines of twenty columns. It reads the bytes as the one kind or the other and shows what a person would
 * see; it shares no table of commands with the till.
 */
export class VirtualDisplay implements VirtualDevice {
  readonly #kind: 'epson-display' | 'cd5220';
  readonly #faults: string[] = [];
  readonly #listeners = new Set<() => void>();
  #cells: string[] = blank();
  #cursor = 0;
  #table = 0;
  #held: number[] = [];
  #isCursorOn = true;

  constructor(kind: 'epson-display' | 'cd5220') {
    this.#kind = kind;
  }

  /** The two lines as they stand there. */
  get rows(): readonly [string, string] {
    return [this.#cells.slice(0, columns).join(''), this.#cells.slice(columns).join('')];
  }

  get isCursorOn(): boolean {
    return this.#isCursorOn;
  }

  /** Bytes that are no command it knows. */
  get faults(): readonly string[] {
    return this.#faults;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  connect(): void {
    // A display says nothing.
  }

  receive(bytes: Uint8Array): void {
    this.#held.push(...bytes);
    for (let used = this.#step(); used > 0; used = this.#step()) this.#held.splice(0, used);
    for (const listener of this.#listeners) listener();
  }

  /** Somebody switches it off and on. */
  powerCycle(): void {
    this.#held = [];
    this.#reset();
  }

  /** Bytes of the first command in hand; 0 while it is not whole. */
  #step(): number {
    const [first] = this.#held;
    if (first === undefined) return 0;
    if (first === 0x1b) return this.#kind === 'epson-display' ? this.#epsonEscape() : this.#cdEscape();
    if (first === 0x1f && this.#kind === 'epson-display') return this.#epsonUnit();
    if (first === 0x0c) this.#clear();
    else if (first >= 0x20) this.#put(first);
    else this.#fault(first);
    return 1;
  }

  #epsonEscape(): number {
    const [, second, third] = this.#held;
    if (second === undefined) return 0;
    if (second === 0x40) {
      this.#reset();
      return 2;
    }
    if (second !== 0x74) return this.#unknown(2);
    if (third === undefined) return 0;
    this.#table = third;
    return 3;
  }

  #epsonUnit(): number {
    const [, second, third, fourth] = this.#held;
    if (second === undefined) return 0;
    if (second === 0x01) return 2;
    if (second === 0x43) {
      if (third === undefined) return 0;
      this.#isCursorOn = third === 1;
      return 3;
    }
    if (second !== 0x24) return this.#unknown(2);
    if (third === undefined || fourth === undefined) return 0;
    if (third < 1 || third > columns || fourth < 1 || fourth > 2) return this.#unknown(4);
    this.#cursor = (fourth - 1) * columns + third - 1;
    return 4;
  }

  #cdEscape(): number {
    const [, second, third] = this.#held;
    if (second === undefined) return 0;
    if (second === 0x40) {
      this.#reset();
      return 2;
    }
    if (second !== 0x5f && second !== 0x51) return this.#unknown(2);
    if (third === undefined) return 0;
    if (second === 0x5f) {
      this.#isCursorOn = third === 1;
      return 3;
    }
    return third === 0x41 || third === 0x42 ? this.#string(third === 0x41 ? 0 : columns) : this.#unknown(3);
  }

  /** A whole line up to CR; a string that is not twenty columns is a fault. */
  #string(from: number): number {
    const end = this.#held.indexOf(0x0d);
    if (end < 0) return this.#held.length > 3 + 2 * columns ? this.#unknown(this.#held.length) : 0;
    const text = this.#held.slice(3, end);
    if (text.length !== columns) this.#faults.push(`a line of ${text.length} columns`);
    this.#cursor = from;
    for (const byte of text) this.#put(byte);
    return end + 1;
  }

  #put(byte: number): void {
    this.#cells[this.#cursor] = letterOf(byte, this.#kind === 'cd5220' ? 0 : this.#table);
    this.#cursor = (this.#cursor + 1) % (2 * columns);
  }

  #reset(): void {
    this.#isCursorOn = true;
    this.#table = 0;
    this.#clear();
  }

  #clear(): void {
    this.#cells = blank();
    this.#cursor = 0;
  }

  #unknown(length: number): number {
    for (const byte of this.#held.slice(0, length)) this.#fault(byte);
    return length;
  }

  #fault(byte: number): void {
    this.#faults.push(`0x${byte.toString(16)}`);
  }
}

function blank(): string[] {
  return Array.from({ length: 2 * columns }, () => ' ');
}

/** The letter of a byte in the display's ROM, which has the same tables under the same numbers as printers. */
function letterOf(byte: number, table: number): string {
  if (byte < 0x7f) return String.fromCharCode(byte);
  return [...(romPages.get(table) ?? '')][byte - 0x80] ?? '\ufffd';
}

import type { BarcodeSymbology } from '../../../domain/receipt/receipt-document.ts';
import type { PrintedAlign } from './printed-item.ts';

/** One thing the bytes tell a printer to do, whatever the dialect. */
export type PrinterCommand =
  | { readonly kind: 'letters'; readonly bytes: Uint8Array }
  | { readonly kind: 'line-feed' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'code-page'; readonly id: number }
  | { readonly kind: 'align'; readonly align: PrintedAlign }
  | { readonly kind: 'bold'; readonly on: boolean }
  | { readonly kind: 'size'; readonly wide: boolean; readonly tall: boolean }
  | { readonly kind: 'line-spacing'; readonly dots: number | null }
  | { readonly kind: 'feed-dots'; readonly dots: number }
  | { readonly kind: 'feed-lines'; readonly lines: number }
  | { readonly kind: 'picture'; readonly widthDots: number; readonly heightDots: number; readonly rows: Uint8Array }
  /** A picture that stands in the line and comes out with its line feed; `columns` are its bytes as they came. */
  | {
      readonly kind: 'strip';
      readonly widthDots: number;
      readonly heightDots: number;
      readonly rows: Uint8Array;
      readonly columns: Uint8Array;
    }
  | {
      readonly kind: 'graphics-store';
      readonly widthDots: number;
      readonly heightDots: number;
      readonly rows: Uint8Array;
    }
  | { readonly kind: 'graphics-print' }
  | { readonly kind: 'qr-setting'; readonly setting: 'model' | 'module' | 'correction'; readonly value: number }
  | { readonly kind: 'qr-store'; readonly data: string }
  | { readonly kind: 'qr-print' }
  /** PDF417: read, not printed here. */
  | { readonly kind: 'other-symbol' }
  | { readonly kind: 'barcode-setting' }
  | { readonly kind: 'barcode'; readonly symbology: BarcodeSymbology | null; readonly data: string }
  | { readonly kind: 'cut'; readonly feedDots: number }
  | { readonly kind: 'pulse'; readonly pin: 2 | 5; readonly onMs: number; readonly offMs: number }
  | { readonly kind: 'pulse-times'; readonly onMs: number; readonly offMs: number }
  /** Star's pulse with the times set before; drawer 2 has its own. */
  | { readonly kind: 'drive'; readonly pin: 2 | 5 }
  | { readonly kind: 'process-id'; readonly token: string }
  | { readonly kind: 'barrier' }
  | { readonly kind: 'count-block' }
  | { readonly kind: 'clear-count' }
  | { readonly kind: 'status-back'; readonly on: boolean }
  | { readonly kind: 'real-time' }
  | { readonly kind: 'setting' }
  | { readonly kind: 'fault'; readonly fault: string };

/** A command and how many bytes it took. */
export interface ReadCommand {
  readonly length: number;
  readonly command: PrinterCommand;
}

/** The bytes of one command, from its first one; undefined beyond what has come. */
export class CommandView {
  readonly #bytes: Uint8Array;
  readonly #at: number;
  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }
  byte(offset: number): number | undefined {
    return this.#bytes[this.#at + offset];
  }
  word(offset: number): number | undefined {
    const low = this.byte(offset);
    const high = this.byte(offset + 1);
    return low === undefined || high === undefined ? undefined : low | (high << 8);
  }
  /** A copy of `length` bytes, or null when they have not all come. */
  slice(offset: number, length: number): Uint8Array | null {
    const start = this.#at + offset;
    return start + length <= this.#bytes.length ? this.#bytes.slice(start, start + length) : null;
  }
}

/** A byte for people. */
export function hex(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`;
}

/** A command nobody would understand, and how many bytes to skip. */
export function faulty(length: number, text: string): ReadCommand {
  return { length, command: { kind: 'fault', fault: text } };
}

/** A command that only sets something this paper does not show. */
export function setting(length: number): ReadCommand {
  return { length, command: { kind: 'setting' } };
}

/** All printable bytes from `at`. */
export function readLetters(bytes: Uint8Array, at: number): ReadCommand {
  let end = at;
  while (end < bytes.length && (bytes[end] ?? 0) >= 0x20 && bytes[end] !== 0x7f) end += 1;
  return { length: end - at, command: { kind: 'letters', bytes: bytes.slice(at, end) } };
}

/** Bytes as the characters of the same number. */
export function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** Columns from the left, `tall` bytes each with the most significant bit on top, as rows. */
export function rowsOfColumns(columns: Uint8Array, widthDots: number, tall: number): Uint8Array {
  const across = (widthDots + 7) >> 3;
  const rows = new Uint8Array(across * tall * 8);
  for (let x = 0; x < widthDots; x += 1) {
    for (let y = 0; y < tall * 8; y += 1) {
      if (((columns[x * tall + (y >> 3)] ?? 0) & (0x80 >> (y & 7))) === 0) continue;
      rows[y * across + (x >> 3)] = (rows[y * across + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return rows;
}

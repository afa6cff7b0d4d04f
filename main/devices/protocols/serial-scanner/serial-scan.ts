import { scanBytesMax } from '../../../../contracts/device-status.ts';
import type { SerialLine } from '../../device-channel.ts';

/** What serial scanners come set to. */
export const scannerLine: SerialLine = { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1 };
/** A scan without an end is over after this long without a byte, in milliseconds. */
export const scanIdleMs = 200;

/** What may stand before a scan, as a byte. */
export const scanPrefixes = { none: null, stx: 0x02 } as const;
/** What may end a scan, as bytes. */
export const scanSuffixes = { none: [], cr: [0x0d], lf: [0x0a], crlf: [0x0d, 0x0a], etx: [0x03], tab: [0x09] } as const;

/**
 * How a scanner marks its scans, as on its set-up sheet. STX and ETX are the best: then a line break inside a
 * two-dimensional code is data. With CR alone it ends the scan, since nothing tells them apart.
 */
export interface SerialScanSettings {
  readonly prefix: keyof typeof scanPrefixes;
  readonly suffix: keyof typeof scanSuffixes;
}

/** A scan cut out of the stream, or bytes that were none. */
export type SerialScan =
  | { readonly kind: 'scan'; readonly data: Uint8Array }
  | { readonly kind: 'scan-too-long' | 'scan-broken' | 'garbled'; readonly bytes: number };

/**
 * Cuts a serial stream into scans. Bounded: it holds at most `scanBytesMax` bytes, whatever comes. A scan over the limit
 * is refused whole once, and its rest is swallowed up to its end (SR4).
 */
export class SerialScanReader {
  readonly #prefix: number | null;
  readonly #suffix: readonly number[];
  #held: number[] = [];
  /** Bytes of the scan in hand, also those over the limit that are not held. */
  #count = 0;
  /** With a prefix: has it come? */
  #inScan: boolean;
  #noise = 0;

  constructor({ prefix, suffix }: SerialScanSettings) {
    this.#prefix = scanPrefixes[prefix];
    this.#suffix = scanSuffixes[suffix];
    this.#inScan = this.#prefix === null;
  }

  /** Is something held that `idle` will decide on? */
  get isHolding(): boolean {
    return this.#count > 0 || this.#noise > 0;
  }

  feed(bytes: Uint8Array): SerialScan[] {
    const found: SerialScan[] = [];
    for (const byte of bytes) {
      const scan = this.#take(byte);
      if (scan !== null) found.push(scan);
    }
    return found;
  }

  /** Nothing came for `scanIdleMs`: without a suffix that is the end; with one the scan never ended. */
  idle(): SerialScan[] {
    const found: SerialScan[] = [];
    if (this.#noise > 0) found.push({ kind: 'garbled', bytes: this.#noise });
    this.#noise = 0;
    const bytes = this.#count;
    if (bytes > 0) found.push(this.#suffix.length === 0 ? this.#end(0) : { kind: 'scan-broken', bytes });
    this.#reset();
    return found;
  }

  #take(byte: number): SerialScan | null {
    if (byte === this.#prefix) return this.#begin();
    if (!this.#inScan) {
      // A line break after the end of a scan is how many scanners are set; it is no noise.
      if (byte !== 0x0d && byte !== 0x0a) this.#noise += 1;
      return null;
    }
    this.#count += 1;
    if (this.#held.length < scanBytesMax + this.#suffix.length) this.#held.push(byte);
    if (this.#isEnded(byte)) return this.#finish();
    return null;
  }

  /** The prefix again inside a scan: the one before never ended. */
  #begin(): SerialScan | null {
    const bytes = this.#count;
    this.#reset();
    this.#inScan = true;
    return bytes > 0 ? { kind: 'scan-broken', bytes } : null;
  }

  #isEnded(byte: number): boolean {
    const { length } = this.#suffix;
    if (length === 0 || byte !== this.#suffix[length - 1]) return false;
    // Over the limit nothing is held, so the last byte has to do.
    if (this.#count > this.#held.length) return true;
    return this.#suffix.every((each, at) => this.#held[this.#held.length - length + at] === each);
  }

  #finish(): SerialScan | null {
    const scan = this.#end(this.#suffix.length);
    this.#reset();
    // CR and LF in turn, or a key pressed on the scanner: an empty scan is none.
    return scan.kind === 'scan' && scan.data.length === 0 ? null : scan;
  }

  #end(suffixLength: number): SerialScan {
    const bytes = this.#count - suffixLength;
    if (bytes > scanBytesMax) return { kind: 'scan-too-long', bytes };
    const data = Uint8Array.from(this.#held.slice(0, bytes));
    // A scanner set to CR and LF, heard with CR: the LF stands before the next scan.
    const from = this.#suffix[0] === 0x0d && data[0] === 0x0a ? 1 : 0;
    return { kind: 'scan', data: data.subarray(from) };
  }

  #reset(): void {
    this.#held = [];
    this.#count = 0;
    this.#inScan = this.#prefix === null;
  }
}

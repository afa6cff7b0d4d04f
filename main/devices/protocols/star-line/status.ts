import { bit, type DrawerLevel, drawerOf, errorOf, type PrinterCondition, paperOf } from '../condition.ts';

/** Fewest and most bytes of an automatic status that is believed. */
const statusBytesMin = 7;
const statusBytesMax = 15;
const statusBytesKnown = 9;

/** Automatic status: two header bytes and up to seven of status, as they came. */
export type StarStatus = readonly number[];

/** Bits of a number that stands around the fixed bit 4: bits 1–3 low, bits 5 and 6 high. */
function spreadNumber(byte: number): number {
  return ((byte & 0x60) >> 2) | ((byte & 0x0e) >> 1);
}

/** Folds the bytes that come from a Star printer into automatic statuses; bytes that fit no pattern are dropped. */
export class StarStatusReader {
  #held: number[] = [];
  #noiseBytes = 0;

  /** Bytes that fitted no pattern. */
  get noiseBytes(): number {
    return this.#noiseBytes;
  }

  /** Statuses that are complete with these bytes. */
  feed(bytes: Uint8Array): StarStatus[] {
    const held = [...this.#held, ...bytes];
    const statuses: StarStatus[] = [];
    let at = 0;
    for (;;) {
      const length = lengthOf(held.slice(at, at + statusBytesMax));
      if (length === null) break;
      if (length > 1) statuses.push(held.slice(at, at + length));
      else this.#noiseBytes += 1;
      at += length;
    }
    this.#held = held.slice(at);
    return statuses;
  }
}

/**
 * Bytes to take from the front: a whole status, 1 for a byte that begins none, null while more must come. Header 1 is
 * `0xx0xxx1` and holds the number of bytes; all others have bits 0, 4 (and beyond header 2) 7 clear.
 */
function lengthOf(held: readonly number[]): number | null {
  const header = held[0];
  if (header === undefined) return null;
  const length = spreadNumber(header);
  if ((header & 0x91) !== 0x01 || length < statusBytesMin || length > statusBytesMax) return 1;
  const body = held.slice(1, length);
  if (body.some((byte, at) => (byte & (at === 0 ? 0x11 : 0x91)) !== 0)) return 1;
  return held.length < length ? null : length;
}

/** The ETB counter, 0–31; null for a printer whose status is too short to hold it. */
export function blockCounter(status: StarStatus): number | null {
  const byte = status[7];
  return status.length < statusBytesKnown - 1 || byte === undefined ? null : spreadNumber(byte);
}

/** Reads an automatic status ("STAR Line Mode Command Specifications", appendix 2, printer status 1, 2 and 4). */
export function conditionOfStatus(
  status: StarStatus,
  openLevel: DrawerLevel,
  source: PrinterCondition['source'],
): PrinterCondition {
  const [, , printer = 0, error = 0, jam = 0, paper = 0] = status;
  return {
    power: bit(printer, 0x08) ? 'offline' : 'online',
    drawer: drawerOf(bit(printer, 0x04), openLevel),
    cover: bit(printer, 0x20) ? 'open' : 'closed',
    cutter: bit(error, 0x08) ? 'error' : 'ok',
    error: errorOf(bit(error, 0x20), bit(error, 0x44) || bit(jam, 0x04)),
    paper: paperOf(bit(paper, 0x08), bit(paper, 0x06)),
    source,
  };
}

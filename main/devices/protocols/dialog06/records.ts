import type { SerialLine } from '../../device-channel.ts';
import type { FrameReader, WeighRequest } from '../../scale/weighing.ts';

/**
 * Records of Dialog 06, the dialogue of price-computing scales at European checkouts. Source: METTLER TOLEDO Diva Service
 * Manual 72191202 pp. 53–55, OHAUS Aviator 7000 Service Manual pp. 39–41, Dibal D-POS 400 manual p. 56. The till always
 * begins, with EOT. Line: 9600 7O1.
 */
export const lineDialog06: SerialLine = { baudRate: 9_600, dataBits: 7, parity: 'odd', stopBits: 1 };

const stx = 0x02;
const etx = 0x03;
const ack = 0x06;
const nak = 0x15;
const esc = '\u001b';
/** Longest record between STX and ETX, in bytes; a longer one is noise. */
export const recordBytesMax = 64;
/** Longest name of the goods a record can carry, in characters. */
export const dialogTextChars = 13;

/** Highest unit price: six digits of minor units for a kilogram. */
export const dialogPriceMax = 999_999;
/** Highest tare: four digits of grams. */
export const dialogTareMilliMax = 9_999;

/** `D0` of record 11: the checksums were wrong, were right, or are asked for with the random number. */
export type DialogFrame =
  | { readonly kind: 'ack' }
  | { readonly kind: 'nak' }
  /** Record 02. `unit` is the digit of the scale's status: 3 is kilograms. */
  | {
      readonly kind: 'weight';
      readonly unit: string;
      readonly milli: number;
      readonly unitPrice: number;
      readonly toPay: number;
    }
  /** Record 09. */
  | { readonly kind: 'status'; readonly code: string }
  /** Record 11. */
  | { readonly kind: 'checksum-asked'; readonly random: number }
  | { readonly kind: 'checksum-verdict'; readonly valid: boolean }
  | { readonly kind: 'garbled' };

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0x7f);
}

/** EOT alone: the interface of the scale goes back to its beginning. */
export function resetBytes(): Uint8Array {
  return bytesOf('\u0004');
}

/** EOT ENQ: what has the last record brought? */
export function enquiryBytes(): Uint8Array {
  return bytesOf('\u0004\u0005');
}

/** Record 08: what was wrong? */
export function statusRecord(): Uint8Array {
  return record('08');
}

/** Record 10: the checksum pairs. */
export function checksumRecord(pairs: string): Uint8Array {
  return record(`10${esc}${pairs}`);
}

/** Records 01, 03, 04 and 05: unit price alone, with tare, with text, with both. Text is cut to ASCII of 13 characters. */
export function weighRecord({ unitPrice, tareMilli, text }: WeighRequest): Uint8Array {
  const price = String(unitPrice).padStart(6, '0');
  const tare = String(tareMilli).padStart(4, '0');
  const name = plainText(text);
  if (tareMilli === 0 && name === '') return record(`01${esc}${price}${esc}`);
  if (name === '') return record(`03${esc}${price}${esc}${tare}`);
  if (tareMilli === 0) return record(`04${esc}${price}${esc}${name}`);
  return record(`05${esc}${price}${esc}${tare}${esc}${name}`);
}

function record(body: string): Uint8Array {
  return bytesOf(`\u0004\u0002${body}\u0003`);
}

/** What a name keeps on a seven-bit line: printable ASCII, accents taken off, padded to the field. */
function plainText(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/g, '')
    .trim();
  return plain === '' ? '' : plain.slice(0, dialogTextChars).padEnd(dialogTextChars, ' ');
}

/** Cuts the stream: ACK and NAK outside records, everything from STX to ETX. The parity bit is taken off. */
export class DialogReader implements FrameReader<DialogFrame> {
  #held: number[] | null = null;

  feed(bytes: Uint8Array): DialogFrame[] {
    const found: DialogFrame[] = [];
    for (const raw of bytes) {
      const frame = this.#take(raw & 0x7f);
      if (frame !== null) found.push(frame);
    }
    return found;
  }

  #take(byte: number): DialogFrame | null {
    if (byte === stx) this.#held = [];
    else if (this.#held === null) return byte === ack ? { kind: 'ack' } : byte === nak ? { kind: 'nak' } : null;
    else if (byte === etx) return this.#end(this.#held);
    else if (this.#held.length >= recordBytesMax) {
      this.#held = null;
      return { kind: 'garbled' };
    } else this.#held.push(byte);
    return null;
  }

  #end(held: readonly number[]): DialogFrame {
    this.#held = null;
    return readRecord(String.fromCharCode(...held));
  }
}

/** Reads what stands between STX and ETX: a record number and its fields, each behind an ESC. */
export function readRecord(text: string): DialogFrame {
  const [number = '', ...fields] = text.split(esc);
  if (number === '02') return readWeight(fields);
  const [field = ''] = fields;
  if (fields.length !== 1) return { kind: 'garbled' };
  if (number === '09' && /^\d\d$/.test(field)) return { kind: 'status', code: field };
  if (number !== '11') return { kind: 'garbled' };
  if (/^2[0-9A-Fa-f]{2}$/.test(field)) return { kind: 'checksum-asked', random: Number.parseInt(field.slice(1), 16) };
  return /^[01]$/.test(field) ? { kind: 'checksum-verdict', valid: field === '1' } : { kind: 'garbled' };
}

/** Record 02: status digit, weight of 5 digits, unit price of 5 or 6, price to pay of 6. */
function readWeight(fields: readonly string[]): DialogFrame {
  const [unit = '', milli = '', unitPrice = '', toPay = ''] = fields;
  const isSound =
    fields.length === 4 &&
    /^\d$/.test(unit) &&
    /^\d{5}$/.test(milli) &&
    /^\d{5,6}$/.test(unitPrice) &&
    /^\d{5,6}$/.test(toPay);
  if (!isSound) return { kind: 'garbled' };
  return { kind: 'weight', unit, milli: Number(milli), unitPrice: Number(unitPrice), toPay: Number(toPay) };
}

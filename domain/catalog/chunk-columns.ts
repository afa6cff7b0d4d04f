import { mod10CheckDigit } from '../barcode/check-digit.ts';

/** Ids of items as a chunk of the catalog carries them: a UUIDv7 is half a clock and half dice, and they pack apart. */
export interface IdColumns {
  /** Milliseconds: the first as epoch ms, each other less the one before it. */
  readonly idTime: number[];
  /** The rest of each id without dashes and version, 13 characters of the alphabet `A–Z a–z 0–9 - _` an item. */
  readonly idRest: string;
}

/** Barcodes as a chunk carries them. Most items have one GTIN and nothing else. */
export interface BarcodeColumns {
  /** GTIN-14 without its check digit, 13 digits an item; zeros where it is named in `barcodesOther` or there is none. */
  readonly gtin: string;
  /** Place in the chunk and all codes of an item that has something else than one GTIN. */
  readonly barcodesOther: [place: number, codes: string[]][];
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const restHex = 19;
const restChars = 13;
const gtinDigits = 13;
const noGtin = '0'.repeat(gtinDigits);

/** Takes ids apart; they must be UUIDv7 in lowercase. */
export function idColumns(ids: readonly string[]): IdColumns {
  const hex = ids.map((id) => id.replaceAll('-', ''));
  const times = hex.map((each) => Number.parseInt(each.slice(0, 12), 16));
  return {
    idTime: times.map((time, place) => time - (times[place - 1] ?? 0)),
    idRest: hex.map((each) => charsOf(each.slice(13))).join(''),
  };
}

/** The ids again, in their order. Throws a RangeError when the columns do not belong together. */
export function idsOfColumns({ idTime, idRest }: IdColumns): string[] {
  if (idRest.length !== idTime.length * restChars) throw new RangeError('the columns of ids differ in length');
  let time = 0;
  return idTime.map((step, place) => {
    time += step;
    const rest = hexOf(idRest.slice(place * restChars, (place + 1) * restChars));
    const hex = `${time.toString(16).padStart(12, '0')}7${rest}`;
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  });
}

/** Three hex digits become two characters, the last one becomes one. */
function charsOf(hex: string): string {
  let text = '';
  for (let at = 0; at < restHex - 1; at += 3) {
    const value = Number.parseInt(hex.slice(at, at + 3), 16);
    text += alphabet.charAt(value >> 6) + alphabet.charAt(value & 63);
  }
  return text + alphabet.charAt(Number.parseInt(hex.slice(restHex - 1), 16));
}

function hexOf(chars: string): string {
  let hex = '';
  for (let at = 0; at < restChars - 1; at += 2) {
    const value = (alphabet.indexOf(chars.charAt(at)) << 6) | alphabet.indexOf(chars.charAt(at + 1));
    hex += value.toString(16).padStart(3, '0');
  }
  return hex + alphabet.indexOf(chars.charAt(restChars - 1)).toString(16);
}

/** Takes the lists of barcodes apart, in the order of the items. */
export function barcodeColumns(lists: readonly (readonly string[])[]): BarcodeColumns {
  const plain = lists.map((codes) => (codes.length === 1 ? bodyOf(codes[0] ?? '') : null));
  return {
    gtin: plain.map((body) => body ?? noGtin).join(''),
    barcodesOther: lists.flatMap((codes, place) =>
      plain[place] === null && codes.length > 0 ? [[place, [...codes]]] : [],
    ),
  };
}

/** The lists of barcodes again, in their order. */
export function barcodesOfColumns({ gtin, barcodesOther }: BarcodeColumns): string[][] {
  const lists = Array.from({ length: gtin.length / gtinDigits }, (_each, place) => {
    const body = gtin.slice(place * gtinDigits, (place + 1) * gtinDigits);
    return body === noGtin ? [] : [`${body}${mod10CheckDigit(body)}`];
  });
  for (const [place, codes] of barcodesOther) lists[place] = [...codes];
  return lists;
}

/** A GTIN-14 without its check digit; null for any other code. */
function bodyOf(code: string): string | null {
  const body = code.slice(0, gtinDigits);
  const isGtin = /^\d{14}$/.test(code) && body !== noGtin && code === `${body}${mod10CheckDigit(body)}`;
  return isGtin ? body : null;
}

import iconv from 'iconv-lite';
import { characterWidth } from '../../../domain/receipt/text-width.ts';
import type { DisplayRows } from './display-layout.ts';

/** A table of letters of the display: what selects it, null for one that cannot be changed, and what is in it. */
export interface DisplayPage {
  readonly id: number | null;
  /** As iconv names it, e.g. `cp858`. */
  readonly name: string;
}

/** What stands for a letter the display does not have. Currency signs become the code people know. */
const plainLetters: Readonly<Record<string, string>> = {
  '€': 'E',
  '£': 'L',
  '¥': 'Y',
  '₹': 'R',
  '₽': 'P',
  '฿': 'B',
  '₺': 'T',
  ß: 's',
  ł: 'l',
  Ł: 'L',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  æ: 'a',
  Æ: 'A',
  œ: 'o',
  Œ: 'O',
  '–': '-',
  '—': '-',
  '−': '-',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '×': 'x',
  '•': '*',
  '…': '.',
};

const tables = new Map<string, ReadonlyMap<string, number>>();

function tableOf(name: string): ReadonlyMap<string, number> {
  const known = tables.get(name);
  if (known !== undefined) return known;
  const table = new Map<string, number>();
  for (let byte = 0x80; byte <= 0xff; byte += 1) {
    const character = iconv.decode(Buffer.of(byte), name);
    if (!/^[\p{Cc}\ufffd\u00a0]$/u.test(character) && !table.has(character)) table.set(character, byte);
  }
  tables.set(name, table);
  return table;
}

function byteOf(character: string, page: DisplayPage): number | null {
  // Only printable ASCII and the upper half: no letter is ever a command, whatever a table keeps below 0x20.
  if (character >= ' ' && character <= '~') return character.charCodeAt(0);
  return tableOf(page.name).get(character) ?? null;
}

/** One column for one column, so that nothing moves: the letter, the letter without its accent, or null. */
function nearestByte(character: string, page: DisplayPage): number | null {
  const bare = character.normalize('NFD').replace(/\p{M}/gu, '');
  return byteOf(character, page) ?? byteOf(plainLetters[character] ?? bare, page);
}

/** Two lines as bytes of one page. */
export interface EncodedRows {
  readonly page: DisplayPage;
  readonly upper: Uint8Array;
  readonly lower: Uint8Array;
}

/**
 * The two lines in the page that has most of their letters. A letter no page has loses its accent; what has no plain form
 * (another script) leaves its columns empty, and never shows as a wrong letter or a question mark (LD4).
 */
export function encodeRows(rows: DisplayRows, pages: readonly DisplayPage[]): EncodedRows {
  const [first = { id: null, name: 'cp437' }] = pages;
  const count = (page: DisplayPage): number =>
    [...(rows.upper + rows.lower)].filter((character) => byteOf(character, page) !== null).length;
  const page = pages.reduce((best, each) => (count(each) > count(best) ? each : best), first);
  return { page, upper: encodeRow(rows.upper, page), lower: encodeRow(rows.lower, page) };
}

function encodeRow(row: string, page: DisplayPage): Uint8Array {
  const bytes: number[] = [];
  for (const character of row) {
    const width = characterWidth(character);
    if (width === 0) continue;
    const byte = nearestByte(character, page);
    for (let column = 0; column < width; column += 1) bytes.push(column === 0 && byte !== null ? byte : 0x20);
  }
  return Uint8Array.from(bytes);
}

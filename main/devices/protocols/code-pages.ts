import iconv from 'iconv-lite';
import type { PrinterProfile } from '../../../contracts/device.ts';
import type { Bytes } from './bytes.ts';

/**
 * The one gate between text and the printer (rules PT1, PT2). A character gets out only as itself (0x20–0x7e) or as a
 * byte from 0x80 of a code page the profile names. Everything else, above all the glyphs that some tables keep below
 * 0x20 (← is 0x1b there: a customer called "←p0" opened the drawer), has no byte here and is drawn as dots instead.
 */
type PageTable = ReadonlyMap<string, number>;

const tables = new Map<string, PageTable>();

function pageTable(name: string): PageTable {
  const known = tables.get(name);
  if (known !== undefined) return known;
  const table = new Map<string, number>();
  for (let byte = 0x80; byte <= 0xff; byte += 1) {
    const character = iconv.decode(Buffer.of(byte), name);
    const isControl = /^[\p{Cc}\ufffd]$/u.test(character);
    // A no-break space is printed as a space anyway; letting it out as 0xff helps nobody.
    if (!isControl && character !== '\u00a0' && !table.has(character)) table.set(character, byte);
  }
  tables.set(name, table);
  return table;
}

type CodePage = PrinterProfile['codePages'][number];
const sayable = new WeakMap<readonly CodePage[], ReadonlySet<string>>();

/** Everything outside ASCII that a list of code pages can say; put together once a profile. */
function sayableBy(codePages: readonly CodePage[]): ReadonlySet<string> {
  const known = sayable.get(codePages);
  if (known !== undefined) return known;
  const all = new Set(codePages.flatMap(({ name }) => [...pageTable(name).keys()]));
  sayable.set(codePages, all);
  return all;
}

/** Can every character of the text be printed by the printer's own letters? */
export function isEncodable(text: string, profile: PrinterProfile): boolean {
  const all = sayableBy(profile.codePages);
  for (const character of text) if (!isPlain(character) && !all.has(character)) return false;
  return true;
}

/** Is it a code page this product has a table for, with letters that stand in the sequence they are read in? */
export function isCodePage(name: string): boolean {
  return iconv.encodingExists(name) && !drawnScripts.has(name);
}

/**
 * Code pages whose letters need joining, reordering or stacking: printers do that differently or not at all, so Arabic,
 * Hebrew, Thai and Vietnamese are always drawn.
 */
const drawnScripts: ReadonlySet<string> = new Set([
  ...['cp720', 'cp864', 'cp1256', 'iso8859-6', 'cp862', 'cp1255', 'iso8859-8', 'cp856'],
  ...['cp874', 'cp1258', 'tcvn'],
]);

/** Characters that are the same byte in every code page. */
function isPlain(character: string): boolean {
  return character >= ' ' && character <= '~';
}

/** Encodes text, switching code pages where needed. Keeps the selected page over lines, as the printer does. */
export class PageEncoder {
  readonly #profile: PrinterProfile;
  readonly #select: (id: number) => Bytes;
  #page: CodePage | null = null;

  constructor(profile: PrinterProfile, select: (id: number) => Bytes) {
    this.#profile = profile;
    this.#select = select;
  }

  /** The printer may have forgotten its code page. */
  forget(): void {
    this.#page = null;
  }

  /** Bytes of a text that is `isEncodable`; throws on any other, since a wrong letter on a receipt is never acceptable. */
  encode(text: string): Uint8Array {
    const out: number[] = [];
    const characters = [...text];
    for (const [index, character] of characters.entries()) {
      if (isPlain(character)) out.push(character.charCodeAt(0));
      else out.push(...this.#extended(characters, index));
    }
    return Uint8Array.from(out);
  }

  #extended(characters: readonly string[], index: number): number[] {
    const character = characters[index] ?? '';
    const here = this.#page === null ? undefined : pageTable(this.#page.name).get(character);
    if (here !== undefined) return [here];
    const page = this.#bestPage(characters, index);
    const byte = page === null ? undefined : pageTable(page.name).get(character);
    if (page === null || byte === undefined)
      throw new RangeError(`no byte for U+${character.codePointAt(0)?.toString(16)}`);
    this.#page = page;
    return [...this.#select(page.id), byte];
  }

  /** The page that takes the longest run from here; earlier pages of the profile win ties. */
  #bestPage(characters: readonly string[], index: number): CodePage | null {
    let best: CodePage | null = null;
    let bestRun = 0;
    for (const page of this.#profile.codePages) {
      const run = runLength(characters, index, pageTable(page.name));
      if (run > bestRun) {
        best = page;
        bestRun = run;
      }
    }
    return best;
  }
}

function runLength(characters: readonly string[], from: number, table: PageTable): number {
  let at = from;
  while (at < characters.length && (isPlain(characters[at] ?? '') || table.has(characters[at] ?? ''))) at += 1;
  return at - from;
}

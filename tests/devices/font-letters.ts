import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

/** Tags of WOFF2 tables by their number (WOFF2 §4.1); `cmap` is the first. */
const cmapTag = 0;
const glyfTag = 10;
const locaTag = 11;

/** The code points a font file (TrueType or WOFF2) has letters for, read from its `cmap` table. */
export function lettersOf(path: string): ReadonlySet<number> {
  const file = readFileSync(path);
  const cmap = file.toString('latin1', 0, 4) === 'wOF2' ? cmapOfWoff2(file) : cmapOfSfnt(file);
  const letters = new Set<number>();
  for (let table = 0; table < cmap.readUInt16BE(2); table += 1) {
    const at = cmap.readUInt32BE(4 + table * 8 + 4);
    const format = cmap.readUInt16BE(at);
    if (format === 4) readSegments(cmap.subarray(at), letters);
    else if (format === 12) readGroups(cmap.subarray(at), letters);
  }
  return letters;
}

function cmapOfSfnt(file: Buffer): Buffer {
  for (let table = 0; table < file.readUInt16BE(4); table += 1) {
    const entry = 12 + table * 16;
    if (file.toString('latin1', entry, entry + 4) !== 'cmap') continue;
    const at = file.readUInt32BE(entry + 8);
    return file.subarray(at, at + file.readUInt32BE(entry + 12));
  }
  throw new Error('no cmap');
}

/** WOFF2: all tables one after the other in one Brotli stream; lengths are numbers of seven bits a byte. */
function cmapOfWoff2(file: Buffer): Buffer {
  let at = 48;
  const number = (): number => {
    let value = 0;
    for (;;) {
      const byte = file[at++] ?? 0;
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) return value;
    }
  };
  let offset = 0;
  let cmap: readonly [number, number] | null = null;
  for (let table = 0; table < file.readUInt16BE(12); table += 1) {
    const flags = file[at++] ?? 0;
    const tag = flags & 0x3f;
    if (tag === 0x3f) at += 4;
    const original = number();
    const isTransformed = (tag === glyfTag || tag === locaTag) === (flags >> 6 === 0);
    const length = isTransformed ? number() : original;
    if (tag === cmapTag) cmap = [offset, length];
    offset += length;
  }
  if (cmap === null) throw new Error('no cmap');
  const data = brotliDecompressSync(file.subarray(at, at + file.readUInt32BE(20)));
  return data.subarray(cmap[0], cmap[0] + cmap[1]);
}

function readSegments(table: Buffer, letters: Set<number>): void {
  const twice = table.readUInt16BE(6);
  for (let segment = 0; segment < twice; segment += 2) {
    const end = table.readUInt16BE(14 + segment);
    const startAt = 16 + twice + segment;
    const start = table.readUInt16BE(startAt);
    const delta = table.readUInt16BE(startAt + twice);
    const range = table.readUInt16BE(startAt + 2 * twice);
    for (let code = start; code <= end && code < 0xffff; code += 1) {
      const glyphAt = startAt + 2 * twice + range + (code - start) * 2;
      const glyph = range === 0 ? (code + delta) & 0xffff : table.readUInt16BE(glyphAt);
      if (glyph !== 0) letters.add(code);
    }
  }
}

function readGroups(table: Buffer, letters: Set<number>): void {
  for (let group = 0; group < table.readUInt32BE(12); group += 1) {
    const at = 16 + group * 12;
    for (let code = table.readUInt32BE(at); code <= table.readUInt32BE(at + 4); code += 1) letters.add(code);
  }
}

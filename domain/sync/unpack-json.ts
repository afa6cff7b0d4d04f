import { idRandomBytes, type PackedParts, packedDepthMax, tags } from './pack-json.ts';
import { ByteReader, textOfUtf8, UnpackError } from './packed-bytes.ts';

/** Most values in one packed value; a few bytes must not grow into a heap full. */
export const packedValuesMax = 1_000_000;
/** Most columns: paths that differ. */
const columnsMax = 20_000;

interface Column {
  readonly tags: ByteReader;
  readonly numbers: ByteReader;
  readonly children: Map<string, Column>;
  lastInt: number;
  lastText: number;
  lastId: number;
  /** The shape of the last object here and the columns of its keys, as far as they are known. */
  shape: number;
  columns: (Column | undefined)[];
}

/** The JSON value that was packed, equal to it value by value (YN80). Throws `UnpackError` for anything else. */
export function unpackJson(parts: PackedParts): unknown {
  const unpacker = new Unpacker(parts);
  return unpacker.value(unpacker.next(), 0);
}

class Unpacker {
  readonly #shapes: readonly (readonly string[])[];
  readonly #texts: readonly string[];
  readonly #ids: readonly string[];
  readonly #waiting: Column[];
  #textsRead = 0;
  #idsRead = 0;
  #values = 0;

  constructor({ columns, random }: PackedParts) {
    const reader = new ByteReader(columns);
    this.#shapes = textsIn(reader).map(shapeOf);
    this.#texts = textsIn(reader);
    this.#ids = idsIn(reader, random);
    const count = reader.varint();
    if (count > columnsMax) throw new UnpackError('too many columns');
    this.#waiting = Array.from({ length: count }, () => columnIn(reader)).reverse();
  }

  value(column: Column, depth: number): unknown {
    this.#values += 1;
    if (depth > packedDepthMax || this.#values > packedValuesMax) throw new UnpackError('too deep or too large');
    const tag = column.tags.byte();
    switch (tag) {
      case tags.null:
        return null;
      case tags.false:
        return false;
      case tags.true:
        return true;
      case tags.int:
        column.lastInt += column.numbers.zigzag();
        return column.lastInt;
      case tags.float:
        return this.#float(column);
      case tags.list:
        return this.#list(column, depth);
      case tags.object:
        return this.#object(column, depth);
      default:
        return this.#text(column, tag);
    }
  }

  /** The next column in the order of their first use, which is that of packing. */
  next(): Column {
    const column = this.#waiting.pop();
    if (column === undefined) throw new UnpackError('a column is missing');
    return column;
  }

  #child(column: Column, key: string): Column {
    const known = column.children.get(key);
    if (known !== undefined) return known;
    const fresh = this.next();
    column.children.set(key, fresh);
    return fresh;
  }

  #text(column: Column, tag: number): string {
    switch (tag) {
      case tags.text:
        column.lastText = this.#textsRead;
        this.#textsRead += 1;
        return at(this.#texts, column.lastText);
      case tags.textAgain:
        column.lastText += column.numbers.zigzag();
        return at(this.#texts, column.lastText);
      case tags.id:
        column.lastId = this.#idsRead;
        this.#idsRead += 1;
        return at(this.#ids, column.lastId);
      case tags.idAgain:
        column.lastId += column.numbers.zigzag();
        return at(this.#ids, column.lastId);
      default:
        throw new UnpackError('an unknown kind of value');
    }
  }

  /** A number that is no safe integer stands as text; it may be the first to use that text. */
  #float(column: Column): number {
    column.lastText += column.numbers.zigzag();
    this.#textsRead = Math.max(this.#textsRead, column.lastText + 1);
    const number = Number(at(this.#texts, column.lastText));
    if (!Number.isFinite(number)) throw new UnpackError('not a number');
    return number;
  }

  #list(column: Column, depth: number): unknown[] {
    const count = column.numbers.varint();
    if (count > packedValuesMax) throw new UnpackError('too large');
    const values: unknown[] = [];
    if (count === 0) return values;
    const items = this.#child(column, '[]');
    for (let index = 0; index < count; index += 1) values.push(this.value(items, depth + 1));
    return values;
  }

  #object(column: Column, depth: number): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    const place = column.numbers.varint();
    const shape = at(this.#shapes, place);
    if (column.shape !== place) {
      column.shape = place;
      column.columns = new Array(shape.length);
    }
    const { columns } = column;
    for (let index = 0; index < shape.length; index += 1) {
      const key = shape[index] ?? '';
      const child = columns[index] ?? this.#child(column, `/${key}`);
      columns[index] = child;
      value[key] = this.value(child, depth + 1);
    }
    return value;
  }
}

function at<Value>(values: readonly Value[], index: number): Value {
  const value = values[index];
  if (value === undefined) throw new UnpackError('a reference to nothing');
  return value;
}

function textsIn(reader: ByteReader): string[] {
  const texts = jsonIn(reader.bytes(reader.varint()));
  if (!isTexts(texts)) throw new UnpackError('not a table of texts');
  return texts;
}

function shapeOf(text: string): string[] {
  const keys = jsonIn(text);
  if (!isTexts(keys) || keys.includes('__proto__')) throw new UnpackError('not the shape of an object');
  return keys;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function jsonIn(text: string | Uint8Array): unknown {
  try {
    return JSON.parse(typeof text === 'string' ? text : textOfUtf8(text));
  } catch {
    throw new UnpackError('not JSON inside');
  }
}

function columnIn(reader: ByteReader): Column {
  const tagBytes = new ByteReader(reader.bytes(reader.varint()));
  const numbers = new ByteReader(reader.bytes(reader.varint()));
  const last = { lastInt: 0, lastText: 0, lastId: 0, shape: -1, columns: [] };
  return { tags: tagBytes, numbers, children: new Map(), ...last };
}

function idsIn(reader: ByteReader, random: Uint8Array): string[] {
  const count = reader.varint();
  if (count * idRandomBytes !== random.length) throw new UnpackError('ids without their bits');
  let time = 0;
  return Array.from({ length: count }, (_each, index) => {
    time += reader.zigzag();
    if (time < 0 || time >= 2 ** 48) throw new UnpackError('an id of no time');
    return idOf(time, random.subarray(index * idRandomBytes, (index + 1) * idRandomBytes));
  });
}

const hexOfByte: readonly string[] = Array.from({ length: 256 }, (_each, byte) => byte.toString(16).padStart(2, '0'));

/** A UUIDv7 of its time and its 74 random bits, which stand at the end of ten bytes; the version and variant go between. */
function idOf(time: number, random: Uint8Array): string {
  const byte = (place: number): number => random[place] ?? 0;
  const hex = (place: number): string => hexOfByte[byte(place)] ?? '';
  const head = time.toString(16).padStart(12, '0');
  const high = 0x7000 | ((byte(0) & 3) << 10) | (byte(1) << 2) | (byte(2) >> 6);
  const variant = hexOfByte[(byte(2) & 63) | 128] ?? '';
  const node = hex(4) + hex(5) + hex(6) + hex(7) + hex(8) + hex(9);
  return `${head.slice(0, 8)}-${head.slice(8)}-${high.toString(16)}-${variant}${hex(3)}-${node}`;
}

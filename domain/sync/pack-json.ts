import { ByteWriter, utf8Of, zigzagMax } from './packed-bytes.ts';

/** How a value is written; one tag in the column of its path. */
export const tags = {
  null: 0,
  false: 1,
  true: 2,
  int: 3,
  float: 4,
  text: 5,
  textAgain: 6,
  id: 7,
  idAgain: 8,
  list: 9,
  object: 10,
} as const;

/** Deepest nesting of a packed value. */
export const packedDepthMax = 48;
/** Random bits of a UUIDv7 in bytes: 74 of 80. */
export const idRandomBytes = 10;
const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A packed value: what shrinks further when it is compressed, and random bits that do not. */
export interface PackedParts {
  readonly columns: Uint8Array;
  readonly random: Uint8Array;
}

/** All values of one path. Columns hang together as the paths do, so that no path has to be spelled out. */
class Column {
  readonly tags = new ByteWriter();
  readonly numbers = new ByteWriter();
  readonly children = new Map<string, Column>();
  lastInt = 0;
  lastText = 0;
  lastId = 0;
  /** The shape of the last object here, its number and the columns of its keys: most objects are like the one before. */
  keys: readonly string[] = [];
  shape = -1;
  columns: Column[] = [];
}

/**
 * Packs any JSON value by columns: all values of one path stand together, integers as differences, texts and ids once.
 * A hundred ops of one kind differ in little but their ids, times and amounts, and cost little else (YN80, YN81).
 */
export function packJson(value: unknown): PackedParts {
  const packer = new Packer();
  packer.value(value, packer.root, 0);
  return packer.done();
}

class Packer {
  readonly root = new Column();
  readonly #columns = [this.root];
  readonly #texts = new Map<string, number>();
  readonly #shapes = new Map<string, number>();
  readonly #ids = new Map<string, number>();
  readonly #times = new ByteWriter();
  readonly #random = new ByteWriter();
  #lastTime = 0;

  value(value: unknown, column: Column, depth: number): void {
    if (depth > packedDepthMax) throw new RangeError('a value nested too deeply to be packed');
    if (value === null) column.tags.byte(tags.null);
    else if (typeof value === 'boolean') column.tags.byte(value ? tags.true : tags.false);
    else if (typeof value === 'number') this.#number(column, value);
    else if (typeof value === 'string') this.#string(column, value);
    else if (Array.isArray(value)) this.#list(column, value, depth);
    else if (typeof value === 'object') this.#object(column, value, depth);
    else throw new TypeError(`not JSON: ${typeof value}`);
  }

  done(): PackedParts {
    const out = new ByteWriter();
    writeTexts(out, [...this.#shapes.keys()]);
    writeTexts(out, [...this.#texts.keys()]);
    out.varint(this.#ids.size);
    out.bytes(this.#times.done());
    out.varint(this.#columns.length);
    for (const column of this.#columns) {
      out.varint(column.tags.length);
      out.bytes(column.tags.done());
      out.varint(column.numbers.length);
      out.bytes(column.numbers.done());
    }
    return { columns: out.done(), random: this.#random.done() };
  }

  #child(column: Column, key: string): Column {
    const known = column.children.get(key);
    if (known !== undefined) return known;
    const fresh = new Column();
    column.children.set(key, fresh);
    this.#columns.push(fresh);
    return fresh;
  }

  #number(column: Column, value: number): void {
    const difference = value - column.lastInt;
    if (!Number.isSafeInteger(value) || Object.is(value, -0) || Math.abs(difference) > zigzagMax) {
      column.tags.byte(tags.float);
      this.#text(column, String(Object.is(value, -0) ? '-0' : value));
      return;
    }
    column.tags.byte(tags.int);
    column.numbers.zigzag(difference);
    column.lastInt = value;
  }

  #string(column: Column, text: string): void {
    if (idPattern.test(text)) {
      this.#id(column, text);
      return;
    }
    const isKnown = this.#texts.has(text);
    column.tags.byte(isKnown ? tags.textAgain : tags.text);
    if (isKnown) this.#text(column, text);
    else column.lastText = this.#place(text);
  }

  /** The place of a text in the table, as a difference to the last one of this column. */
  #text(column: Column, text: string): void {
    const place = this.#place(text);
    column.numbers.zigzag(place - column.lastText);
    column.lastText = place;
  }

  #place(text: string): number {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, this.#texts.size);
    return this.#texts.size - 1;
  }

  #id(column: Column, text: string): void {
    const known = this.#ids.get(text);
    if (known !== undefined) {
      column.tags.byte(tags.idAgain);
      column.numbers.zigzag(known - column.lastId);
      column.lastId = known;
      return;
    }
    column.tags.byte(tags.id);
    column.lastId = this.#ids.size;
    this.#ids.set(text, this.#ids.size);
    const digits = text.replaceAll('-', '');
    const time = Number.parseInt(digits.slice(0, 12), 16);
    this.#times.zigzag(time - this.#lastTime);
    this.#lastTime = time;
    this.#random.bytes(randomBytesOf(digits));
  }

  #list(column: Column, values: readonly unknown[], depth: number): void {
    column.tags.byte(tags.list);
    column.numbers.varint(values.length);
    if (values.length === 0) return;
    const items = this.#child(column, '[]');
    for (const each of values) this.value(each, items, depth + 1);
  }

  #object(column: Column, value: object, depth: number): void {
    const members = value as Readonly<Record<string, unknown>>;
    const all = Object.keys(value);
    const keys = all.some((key) => members[key] === undefined) ? all.filter((key) => members[key] !== undefined) : all;
    if (column.shape === -1 || !isSameList(keys, column.keys)) {
      column.keys = keys;
      column.shape = this.#shape(keys);
      column.columns = [];
    }
    column.tags.byte(tags.object);
    column.numbers.varint(column.shape);
    const { columns } = column;
    for (let at = 0; at < keys.length; at += 1) {
      const key = keys[at] ?? '';
      const child = columns[at] ?? this.#child(column, `/${key}`);
      columns[at] = child;
      this.value(members[key], child, depth + 1);
    }
  }

  #shape(keys: readonly string[]): number {
    const text = JSON.stringify(keys);
    const known = this.#shapes.get(text) ?? this.#shapes.size;
    this.#shapes.set(text, known);
    return known;
  }
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}

function writeTexts(out: ByteWriter, texts: readonly string[]): void {
  const bytes = utf8Of(JSON.stringify(texts));
  out.varint(bytes.length);
  out.bytes(bytes);
}

/** The 74 random bits of a UUIDv7 (RFC 9562 §5.7), version and variant left out, at the end of ten bytes. */
function randomBytesOf(digits: string): Uint8Array {
  const high = Number.parseInt(digits.slice(13, 16), 16);
  const low = Number.parseInt(digits.slice(16, 18), 16) & 63;
  const bytes = new Uint8Array(idRandomBytes);
  bytes[0] = high >> 10;
  bytes[1] = (high >> 2) & 255;
  bytes[2] = ((high & 3) << 6) | low;
  for (let at = 3; at < idRandomBytes; at += 1) bytes[at] = Number.parseInt(digits.slice(at * 2 + 12, at * 2 + 14), 16);
  return bytes;
}

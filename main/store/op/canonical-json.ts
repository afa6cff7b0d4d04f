/** Thrown for what RFC 8785 has no form for: half a surrogate pair, a number that is not finite, a function. */
export class NotCanonicalError extends Error {
  override name = 'NotCanonicalError';
}

/** Text without anything JSON would escape and without surrogates: copied as it is. */
const plainText = /^[\x20\x21\x23-\x5b\x5d-\x7e\u00a0-\ud7ff]*$/;

const loneSurrogate = /\p{Surrogate}/u;

/**
 * JSON Canonicalization Scheme (RFC 8785): members sorted by UTF-16 code units, no white space, numbers and escapes as
 * ECMAScript writes them. Members that are `undefined` are left out, as JSON does.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return canonicalText(value);
    case 'number':
      if (!Number.isFinite(value)) throw new NotCanonicalError('not a JSON number');
      return Object.is(value, -0) ? '0' : String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? canonicalList(value) : canonicalObject(value);
    default:
      throw new NotCanonicalError(`JSON has no ${typeof value}`);
  }
}

function canonicalText(text: string): string {
  if (plainText.test(text)) return `"${text}"`;
  if (loneSurrogate.test(text)) throw new NotCanonicalError('half a surrogate pair');
  return JSON.stringify(text);
}

function canonicalList(list: readonly unknown[]): string {
  let text = '[';
  for (let index = 0; index < list.length; index += 1) text += (index === 0 ? '' : ',') + canonicalJson(list[index]);
  return `${text}]`;
}

function canonicalObject(object: object): string {
  const members = object as Readonly<Record<string, unknown>>;
  let text = '';
  for (const { key, opening } of shapeOf(object)) {
    const value = members[key];
    if (value !== undefined) text += (text === '' ? '' : ',') + opening + canonicalJson(value);
  }
  return `{${text}}`;
}

interface Member {
  readonly key: string;
  /** The key in quotes and its colon. */
  readonly opening: string;
}

interface Shape {
  readonly keys: readonly string[];
  readonly members: readonly Member[];
}

/**
 * Shapes that are remembered by their first key: a sale has about ten, so their keys are sorted once and not sixty times
 * a sale. Keys that are compared are mostly the same string in memory, which is quicker than making one text of them.
 */
const shapesMax = 1_000;
/** Shapes that begin with the same key, of which the oldest goes. */
const shapesOfKeyMax = 8;
const shapes = new Map<string, Shape[]>();

function shapeOf(object: object): readonly Member[] {
  const keys = Object.keys(object);
  const first = keys[0] ?? '';
  const known = shapes.get(first);
  for (const shape of known ?? []) if (isSameList(shape.keys, keys)) return shape.members;
  const members = sortedMembers(keys);
  if (known === undefined && shapes.size >= shapesMax) shapes.clear();
  shapes.set(first, [...(known ?? []).slice(1 - shapesOfKeyMax), { keys, members }]);
  return members;
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return true;
}

/** `Array.sort` without a comparator compares UTF-16 code units, which is the order the RFC wants. */
function sortedMembers(keys: readonly string[]): Member[] {
  return [...keys].sort().map((key) => ({ key, opening: `${canonicalText(key)}:` }));
}

/** Do two JSON values say the same? Members that are `undefined` count as absent. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && sameList(a, b);
  const left = a as Readonly<Record<string, unknown>>;
  const right = b as Readonly<Record<string, unknown>>;
  for (const key in left) if (!sameJson(left[key], right[key])) return false;
  for (const key in right) if (right[key] !== undefined && left[key] === undefined) return false;
  return true;
}

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => sameJson(value, b[index]));
}

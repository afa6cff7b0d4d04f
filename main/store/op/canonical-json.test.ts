import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, NotCanonicalError, sameJson } from './canonical-json.ts';

interface Vectors {
  readonly cases: readonly { readonly name: string; readonly input: string; readonly output: string }[];
  readonly numbers: readonly { readonly bits: string; readonly text: string }[];
}
const vectors = JSON.parse(
  readFileSync(new URL('../../../tests/vectors/jcs.json', import.meta.url), 'utf8'),
) as Vectors;

test.each(vectors.cases)('OL1 canonical JSON of $name is that of RFC 8785', ({ input, output }) => {
  expect(canonicalJson(JSON.parse(input))).toBe(output);
});

test.each(vectors.numbers)('OL1 the number with the bits $bits is written $text', ({ bits, text }) => {
  expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text);
});

/** The scheme the slow way: sorted keys, and the engine's own JSON for the rest. */
function slowCanonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(slowCanonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(members).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${slowCanonical(members[key])}`).join(',')}}`;
}

test('OL1 any JSON value is written as the slow way writes it, whatever shapes came before', () => {
  const json = fc.jsonValue({ maxDepth: 4 });
  fc.assert(
    fc.property(json, (value) => canonicalJson(value) === slowCanonical(value)),
    { numRuns: 500 },
  );
});

test('OL1 reading canonical JSON and writing it again changes nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      return canonicalJson(JSON.parse(text)) === text;
    }),
  );
});

test('OL1 two shapes whose keys only look alike stay apart', () => {
  expect(canonicalJson({ 'b\na': 1 })).toBe('{"b\\na":1}');
  expect(canonicalJson({ b: 1, a: 2 })).toBe('{"a":2,"b":1}');
  expect(canonicalJson({ 'b\na': 3 })).toBe('{"b\\na":3}');
});

test.each([
  ['half a surrogate pair', 'x\ud800'],
  ['half a surrogate pair in a key', { 'x\udc00': 1 }],
  ['not a number', { a: Number.NaN }],
  ['infinity', [Number.POSITIVE_INFINITY]],
  ['a function', { a: () => 1 }],
  ['a big integer', 1n],
])('OL2 %s has no canonical form', (_name, value) => {
  expect(() => canonicalJson(value)).toThrow(NotCanonicalError);
});

test('OL1 two values are the same exactly when their canonical JSON is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      expect(sameJson(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
      expect(sameJson(a, structuredClone(a))).toBe(true);
    }),
  );
});

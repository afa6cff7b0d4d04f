import { expect, test } from 'vitest';
import { isTooDeep, jsonDepthMax } from './json-depth.ts';

const nested = (depth: number): Buffer => Buffer.from('['.repeat(depth) + ']'.repeat(depth));

test('HB1 nesting is counted before anything is parsed; brackets inside text do not count', () => {
  expect(isTooDeep(nested(jsonDepthMax))).toBe(false);
  expect(isTooDeep(nested(jsonDepthMax + 1))).toBe(true);
  expect(isTooDeep(Buffer.from(`{"a":"${'['.repeat(500)}"}`))).toBe(false);
  expect(isTooDeep(Buffer.from(`{"a\\"":"\\\\","b":${'['.repeat(60)}`))).toBe(true);
  expect(isTooDeep(Buffer.from(JSON.stringify(Array.from({ length: 1_000 }, () => [[]]))))).toBe(false);
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runBarcodes } from './barcodes.ts';

const file = JSON.parse(readFileSync(new URL('../../tests/vectors/barcodes.json', import.meta.url), 'utf8'));

test('BC1 BC3 BC4 BC5 BC6 BC7 BC8 every bar code of other engines and of the standards comes out right', () => {
  const results = runBarcodes(file);
  expect(results.length).toBeGreaterThan(400);
  expect(results.filter(({ status }) => status !== 'passed')).toEqual([]);
});

test('BC1 the judge fails what is wrong: every verdict turned round', () => {
  const turned = Object.fromEntries(
    Object.entries(file as Record<string, { valid?: boolean }[]>)
      .filter(([, entries]) => Array.isArray(entries))
      .map(([key, entries]) => [key, entries.map((entry) => ({ ...entry, valid: entry.valid === false }))]),
  );
  expect(runBarcodes(turned).filter(({ status }) => status === 'passed')).toEqual([]);
});

test('BC4 the judge fails a label that is valid with another weight, and an element read otherwise', () => {
  const [label, element] = runBarcodes({
    variable_measure: [
      { id: 'a', input: '2811111068708', region: 'germany', valid: true, expect: { weight_kg: '6.871' } },
    ],
    gs1_element_strings: [
      { id: 'b', bracketed: '(10)A', valid: true, raw: '10A', elements: [{ ai: '10', value: 'B' }] },
    ],
  });
  expect([label?.detail, element?.detail]).toEqual([
    'value: expected 6.871, got 6.870',
    'raw: expected (10)B, got (10)A',
  ]);
});

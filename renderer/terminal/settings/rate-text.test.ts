import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rateOfText, rateText } from './rate-text.ts';

test.each([
  ['19', 190_000],
  ['8.875', 88_750],
  ['8,875 %', 88_750],
  ['0', 0],
  ['100', 1_000_000],
])('a person types %s', (text, ppm) => {
  expect(rateOfText(text)).toBe(ppm);
});

test.each(['', 'x', '-1', '100.1', '7.12345', '1e2', '7 7'])('%s is no rate', (text) => {
  expect(rateOfText(text)).toBeNull();
});

test('what is shown is read back as the same rate', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.constantFrom('.', ','), (ppm, decimal) => {
      expect(rateOfText(rateText(ppm, decimal))).toBe(ppm);
    }),
  );
});

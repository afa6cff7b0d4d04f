import fc from 'fast-check';
import { expect, test } from 'vitest';
import { money, rounding } from '../../tests/domain/sale-samples.ts';
import { moneyFormats } from '../money/money-format.ts';
import { quantity, quantityMilliMax, quantityUnits, wholePieces } from './quantity.ts';
import { addQuantities, multiplyByQuantity, subtractQuantities } from './quantity-arithmetic.ts';
import { formatQuantity, parseQuantity } from './quantity-text.ts';

const { en, de } = moneyFormats;

test('QU1 a quantity is whole thousandths without a sign', () => {
  expect(quantity(1250, 'kg')).toEqual({ milli: 1250, unit: 'kg' });
  expect(() => quantity(-1)).toThrow('not a quantity');
  expect(() => quantity(0.5)).toThrow('not a quantity');
  expect(() => quantity(quantityMilliMax + 1)).toThrow('not a quantity');
});

test('QU1 quantities of one unit add up and take away; other units are a bug', () => {
  const a = quantity(1500, 'kg');
  expect(subtractQuantities(addQuantities(a, quantity(250, 'kg')), a)).toEqual(quantity(250, 'kg'));
  expect(() => addQuantities(a, quantity(1000))).toThrow('do not add up');
  expect(() => subtractQuantities(quantity(1), quantity(2))).toThrow('not a quantity');
});

test.each([
  ['1.25', 'kg', en, 1250],
  ['1,25', 'kg', de, 1250],
  ['0.333', 'kg', en, 333],
  ['3', 'each', en, 3000],
  ['3.0', 'each', en, 3000],
  ['.5', 'l', en, 500],
] as const)('QU2 "%s" %s is read exactly', (...[text, unit, format, milli]) => {
  expect(parseQuantity(text, unit, format)).toEqual({ ok: true, value: { milli, unit } });
});

test.each([
  ['1.2345', 'kg', 'quantity-too-many-decimals'],
  ['', 'each', 'quantity-empty'],
  ['0', 'each', 'quantity-zero'],
  ['0.000', 'kg', 'quantity-zero'],
  ['1.5', 'each', 'quantity-not-whole'],
  ['-1', 'each', 'quantity-not-a-number'],
  ['two', 'each', 'quantity-not-a-number'],
  ['1.2.3', 'kg', 'quantity-not-a-number'],
  ['.', 'kg', 'quantity-not-a-number'],
  ['1000000000', 'each', 'quantity-too-large'],
  ['4006381333931', 'each', 'quantity-too-large'],
] as const)('QU3 "%s" %s is refused as %s', (text, unit, refusal) => {
  expect(parseQuantity(text, unit, en)).toEqual({ ok: false, refusal });
});

test('QU4 what is shown reads back as the same quantity', () => {
  expect(formatQuantity(quantity(3000), en)).toBe('3');
  expect(formatQuantity(quantity(250, 'kg'), en)).toBe('0.250');
  expect(formatQuantity(quantity(12_000, 'kg'), de)).toBe('12,000');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: quantityMilliMax }), fc.constantFrom(...quantityUnits), (milli, unit) => {
      const value = quantity(unit === 'each' ? Math.ceil(milli / 1000) * 1000 : milli, unit);
      expect(parseQuantity(formatQuantity(value, de), unit, de)).toEqual({ ok: true, value });
    }),
  );
});

test('QU5 quantity times price is rounded once, by its name', () => {
  expect(multiplyByQuantity(999 as never, quantity(1500, 'kg'), 'half_up')).toBe(1499);
  expect(multiplyByQuantity(999 as never, quantity(1500, 'kg'), 'down')).toBe(1498);
  fc.assert(
    fc.property(money(), fc.integer({ min: 0, max: 1000 }), rounding, (price, pieces, how) => {
      expect(multiplyByQuantity(price, quantity(pieces * 1000), how)).toBe(price * pieces);
    }),
  );
});

test('QU3 only whole pieces count as pieces', () => {
  expect([quantity(3000), quantity(3500), quantity(3000, 'kg')].map(wholePieces)).toEqual([3, null, null]);
});

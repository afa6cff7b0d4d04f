import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  amountOff,
  percentOff,
  perLine,
  policyArbitrary,
  saleArbitrary,
  sampleLine,
  sampleSale,
  sampleTax,
} from '../../tests/domain/sale-samples.ts';
import { minor } from '../money/minor.ts';
import type { SettlePolicy } from '../sale/sale.ts';
import { settleSale } from '../sale/settle-sale.ts';

const lineOf = (over: Parameters<typeof sampleLine>[0], policy: SettlePolicy = perLine) =>
  settleSale(sampleSale([sampleLine(over)]), policy).lines[0]!;

test('PR1 weight times price is rounded once; a printed amount stands whatever the weight says', () => {
  expect(lineOf({ price: 1299, milli: 333 }).extended).toBe(433);
  expect(lineOf({ price: 1299, milli: 333, labelAmount: minor(435), priceSource: 'label' }).extended).toBe(435);
});

test('PR2 discounts apply in the order they were given', () => {
  expect(lineOf({ price: 1000, discounts: [amountOff(100), percentOff(10)] }).gross).toBe(810);
  expect(lineOf({ price: 1000, discounts: [percentOff(10), amountOff(100)] }).gross).toBe(800);
});

test('PR3 half of 83.33 leaves 41.67: what is left is rounded', () => {
  expect(lineOf({ price: 8333, discounts: [percentOff(50)] })).toMatchObject({
    extended: 8333,
    discount: 4166,
    gross: 4167,
  });
});

test('PR4 a sum off never takes more than there is', () => {
  expect(lineOf({ price: 300, discounts: [amountOff(500)] })).toMatchObject({ discount: 300, gross: 0 });
  const sale = sampleSale([sampleLine({ price: 300 })], { discounts: [amountOff(500)] });
  expect(settleSale(sale, perLine)).toMatchObject({ discountTotal: 300, collect: 0 });
});

test('PR5 a sale discount follows what the lines still cost, ties to the earlier line', () => {
  const lines = [
    sampleLine({ price: 1000, milli: 2000, taxes: [sampleTax({ percent: 23, included: false })] }),
    sampleLine({ price: 5604, taxes: [sampleTax({ percent: 10, included: false })] }),
  ];
  const settled = settleSale(sampleSale(lines, { discounts: [amountOff(1010)] }), perLine);
  expect(settled.lines.map((line) => line.saleDiscount)).toEqual([266, 744]);
  expect(settled).toMatchObject({ taxSold: 885, collect: 7479 });
  const even = settleSale(
    sampleSale(
      [1, 2, 3].map(() => sampleLine({ price: 100 })),
      { discounts: [amountOff(100)] },
    ),
    perLine,
  );
  expect(even.lines.map((line) => line.saleDiscount)).toEqual([34, 33, 33]);
});

test('PR6 the spread parts are the discount, to the unit, and never more than their line', () => {
  fc.assert(
    fc.property(saleArbitrary, fc.integer({ min: 0, max: 50_000 }), (sale, off) => {
      const before = settleSale({ ...sale, discounts: [] }, perLine);
      const after = settleSale({ ...sale, discounts: [amountOff(off)] }, perLine);
      const shelf = before.lines.reduce((all, line) => all + line.extended - line.discount, 0);
      expect(after.lines.reduce((all, line) => all + line.saleDiscount, 0)).toBe(Math.min(off, shelf));
      for (const line of after.lines)
        expect(line.extended - line.discount - line.saleDiscount).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('PR7 with global rounding 23.575 a line is not rounded before the sum', () => {
  const lines = [1, 2, 3, 4, 5, 6].map(() =>
    sampleLine({
      price: 575,
      milli: 5000,
      discounts: [percentOff(18)],
      taxes: [sampleTax({ percent: 21, included: false })],
    }),
  );
  expect(settleSale(sampleSale(lines), { ...perLine, taxRounding: 'global' })).toMatchObject({
    netSold: 14_145,
    taxSold: 2970,
    collect: 17_115,
  });
  expect(settleSale(sampleSale(lines), perLine).netSold).toBe(14_148);
});

test('PR8 a store that books whole rupiah never has sen in an amount', () => {
  const wholeRupiah = { ...perLine, amountIncrement: minor(100) };
  const ppn = sampleTax({ percent: 11, included: false });
  const line = lineOf({ price: 1_234_500, milli: 333, taxes: [ppn] }, wholeRupiah);
  expect(line).toMatchObject({ extended: 411_100, tax: 45_200, gross: 456_300 });
  fc.assert(
    fc.property(saleArbitrary, policyArbitrary, (sale, policy) => {
      const whole = sampleSale(
        sale.lines.map((each) => ({
          ...each,
          discounts: [],
          taxes: each.taxes.filter(({ kind }) => kind !== 'fixed'),
        })),
      );
      const settled = settleSale(whole, { ...policy, amountIncrement: minor(100) });
      for (const each of settled.lines)
        expect([each.extended % 100, each.tax % 100, each.gross % 100]).toEqual([0, 0, 0]);
    }),
  );
});

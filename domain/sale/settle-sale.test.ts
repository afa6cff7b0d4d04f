import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  amountOff,
  completed,
  percentOff,
  perLine,
  policyArbitrary,
  saleArbitrary,
  sampleId,
  sampleLine,
  sampleSale,
  sampleTax,
} from '../../tests/domain/sale-samples.ts';
import { minor } from '../money/minor.ts';
import { returnShare } from './return-share.ts';
import type { OpenSale, SettledLine, SettlePolicy } from './sale.ts';
import { returnLineOf, returnOfLine } from './sale-line.ts';
import { settleSale } from './settle-sale.ts';

function onTop(sale: OpenSale, settled: SettledLine): number {
  const line = sale.lines.find(({ lineId }) => lineId === settled.lineId)!;
  return settled.taxes.reduce((all, tax, index) => all + (line.taxes[index]?.included ? 0 : tax.amount), 0);
}

test('SA1 every line and every total adds up, whatever the sale and the policy', () => {
  fc.assert(
    fc.property(saleArbitrary, policyArbitrary, (sale, policy) => {
      const settled = settleSale(sale, policy);
      const total = (key: 'net' | 'tax' | 'gross') => settled.lines.reduce((all, line) => all + line[key], 0);
      expect([settled.netSold, settled.taxSold, settled.grossSold]).toEqual([
        total('net'),
        total('tax'),
        total('gross'),
      ]);
      expect(settled.collect).toBe(settled.grossSold);
      for (const line of settled.lines) {
        expect(Math.min(line.extended, line.discount, line.saleDiscount, line.gross)).toBeGreaterThanOrEqual(0);
        if (sale.taxExempt) continue;
        expect(line.extended - line.discount - line.saleDiscount + onTop(sale, line)).toBe(line.gross);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('SA1 (regression) seed 337969635: an exempt line with a tax on a fee under a price of nothing does not pay out', () => {
  fc.assert(
    fc.property(saleArbitrary, policyArbitrary, (sale, policy) => {
      const { lines } = settleSale({ ...sale, taxExempt: { reasonCode: 'diplomat' } }, policy);
      expect(lines.filter(({ gross }) => gross < 0)).toEqual([]);
    }),
    { numRuns: 1_000, seed: 337969635 },
  );
});

test('SA1 (regression) seed 1578942975: a discount in whole steps takes no more than a line off the steps still costs', () => {
  const cheap = sampleLine({ price: 50, discounts: [amountOff(1)] });
  const sale = { ...sampleSale([cheap, sampleLine({ price: 50 })]), discounts: [amountOff(200)] };
  const { lines } = settleSale(sale, { ...perLine, amountIncrement: minor(100) });
  expect(lines.filter(({ gross }) => gross < 0)).toEqual([]);
});

test('SA2 directions make the kind, and only one side is owed', () => {
  const out = () => sampleLine({ price: 500 });
  const back = () => sampleLine({ price: 800, direction: 'return' });
  const settle = (lines: readonly ReturnType<typeof sampleLine>[]) => settleSale(sampleSale(lines), perLine);
  expect(settle([out()])).toMatchObject({ kind: 'sale', collect: 500, refund: 0 });
  expect(settle([back()])).toMatchObject({ kind: 'return', collect: 0, refund: 800 });
  expect(settle([out(), back()])).toMatchObject({ kind: 'exchange', collect: 0, refund: 300 });
  expect(settle([out(), out(), back()])).toMatchObject({ kind: 'exchange', collect: 200, refund: 0 });
  expect(settle([])).toMatchObject({ kind: 'sale', collect: 0, refund: 0, lines: [] });
});

test('SA3 a voided line counts for nothing', () => {
  const voided = sampleLine({ voided: { reasonCode: 'wrong-item', staffId: sampleId(8), at: 1 } });
  const settled = settleSale(sampleSale([sampleLine({ price: 700 }), voided]), perLine);
  expect([settled.lines.length, settled.collect]).toEqual([1, 700]);
});

test('SA4 a return of the whole sale is its mirror, line by line', () => {
  fc.assert(
    fc.property(saleArbitrary, policyArbitrary, (sale, policy) => {
      const mirrored = { ...sale, lines: sale.lines.map((line) => ({ ...line, direction: 'return' as const })) };
      const there = settleSale(sale, policy);
      const back = settleSale(mirrored, policy);
      expect(back.lines).toEqual(there.lines.map((line) => ({ ...line, direction: 'return' })));
      expect([back.refund, back.netReturned, back.taxReturned]).toEqual([there.collect, there.netSold, there.taxSold]);
    }),
  );
});

test('SA5 settling twice gives the same, and takes nothing from the sale', () => {
  fc.assert(
    fc.property(saleArbitrary, policyArbitrary, (sale, policy) => {
      const before = JSON.stringify(sale);
      expect(settleSale(sale, policy)).toEqual(settleSale(sale, policy));
      expect(JSON.stringify(sale)).toBe(before);
    }),
  );
});

test('SA6 in an exchange the discount belongs to the goods sold', () => {
  const lines = [sampleLine({ price: 1000 }), sampleLine({ price: 600, direction: 'return' })];
  const settled = settleSale(sampleSale(lines, { discounts: [percentOff(10)] }), perLine);
  expect(settled.lines.map((line) => line.saleDiscount)).toEqual([100, 0]);
  expect(settled).toMatchObject({ collect: 300, discountTotal: 100 });
});

/** Returns a line piece by piece in the given portions and answers what each portion came to. */
function returnInParts(sale: OpenSale, policy: SettlePolicy, portions: readonly number[]): SettledLine[] {
  const record = completed(sale, policy);
  const line = record.lines[0]!;
  let returnedMilli = 0;
  return portions.map((milli, index) => {
    const returnOf = returnOfLine(record, line.lineId, { transactionNumber: 'A1-000001', returnedMilli })!;
    const back = returnLineOf(line, {
      lineId: sampleId(500 + index),
      milli,
      restock: true,
      reasonCode: 'unwanted',
      returnOf,
    });
    returnedMilli += milli;
    return settleSale(sampleSale([back]), policy).lines[0]!;
  });
}

test('SA20 three returns of a third of 10.00 give back 3.33, 3.34 and 3.33', () => {
  const sale = sampleSale([
    sampleLine({ price: 333, milli: 3000, labelAmount: minor(1000), taxes: [sampleTax({ percent: 20 })] }),
  ]);
  expect(returnInParts(sale, perLine, [1000, 1000, 1000]).map((line) => line.gross)).toEqual([333, 334, 333]);
});

test('SA21 partial returns in any sizes sum exactly to the original, every figure of it', () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(saleArbitrary, policyArbitrary, cuts, (sale, policy, portions) => {
      const milli = portions.reduce((all, each) => all + each, 0);
      const [first, ...rest] = sale.lines;
      const kg = { ...first!, quantity: { milli, unit: 'kg' as const } };
      const cart = { ...sale, lines: [kg, ...rest] };
      const original = settleSale(cart, policy).lines[0]!;
      const parts = returnInParts(cart, policy, portions);
      const sumOf = (pick: (line: SettledLine) => number) => parts.reduce((all, line) => all + pick(line), 0);
      for (const key of ['extended', 'discount', 'saleDiscount', 'net', 'tax', 'gross'] as const) {
        expect(
          sumOf((line) => line[key]),
          key,
        ).toBe(original[key]);
      }
      for (const [index, tax] of original.taxes.entries()) {
        expect(sumOf((line) => line.taxes[index]!.amount)).toBe(tax.amount);
        expect(sumOf((line) => line.taxes[index]!.base)).toBe(tax.base);
      }
      for (const part of parts) expect(part.net + part.tax).toBe(part.gross);
    }),
    { numRuns: 200 },
  );
});

test('SA20 a return of all that is left gives exactly what was paid, discounts and all', () => {
  const sale = sampleSale([sampleLine({ price: 1999, milli: 3000, discounts: [percentOff(15)] }), sampleLine()], {
    discounts: [amountOff(333)],
  });
  const [original] = settleSale(sale, perLine).lines;
  expect(returnInParts(sale, perLine, [3000])[0]).toEqual({ ...original, lineId: sampleId(500), direction: 'return' });
});

test('SA22 there is nothing to return of a line that was voided or itself came back', () => {
  const back = sampleLine({ direction: 'return' });
  const record = completed(sampleSale([back]));
  expect(returnOfLine(record, back.lineId, { transactionNumber: 'A1-000001', returnedMilli: 0 })).toBeNull();
  expect(returnOfLine(record, sampleId(4242), { transactionNumber: 'A1-000001', returnedMilli: 0 })).toBeNull();
});

test('SA20 the share of an exempt sale adds up too', () => {
  const sale = sampleSale([sampleLine({ price: 1190, milli: 3000, taxes: [sampleTax({ percent: 19 })] })], {
    taxExempt: { reasonCode: 'diplomat' },
  });
  const record = completed(sale);
  const original = record.settled.lines[0]!;
  const returnOf = returnOfLine(record, original.lineId, { transactionNumber: 'A1-000001', returnedMilli: 1000 })!;
  const share = returnShare(sampleId(3), 2000, { returnOf, rates: sale.lines[0]!.taxes });
  expect([original.extended, original.gross]).toEqual([3570, 3000]);
  expect([share.extended, share.gross, share.tax]).toEqual([2380, 2000, 0]);
});

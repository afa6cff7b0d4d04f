import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  completed,
  fiveCents,
  percentOff,
  saleArbitrary,
  sampleId,
  sampleLine,
  sampleSale,
  sampleTax,
} from '../../tests/domain/sale-samples.ts';
import { denominationsOf } from '../money/denominations.ts';
import { minor } from '../money/minor.ts';
import type { CompletedSale, Tender } from '../sale/sale.ts';
import type { CashEvent, CashMoveKind } from './cash-event.ts';
import { cashMoveKinds } from './cash-event.ts';
import { xReport, zReport } from './report.ts';
import {
  cashMoved,
  countedCash,
  decideCashMove,
  decideCloseShift,
  decideCount,
  decideOpenShift,
  type Shift,
  type TillCount,
} from './shift.ts';
import { emptyShiftTotals, expectedCash, expectedOf, foldShiftFact, type ShiftFact } from './shift-totals.ts';
import { parseTransactionNumber, transactionNumber } from './transaction-number.ts';

const shift: Shift = {
  shiftId: sampleId(7),
  series: 'A1',
  openedAt: 1_790_000_000_000,
  openedBy: sampleId(8),
  startingAmount: minor(15_000),
};
const eur = denominationsOf({ code: 'EUR', digits: 2 });

function move(kind: CashMoveKind, amount: number): CashEvent {
  return {
    cashEventId: `${kind}-${amount}`,
    shiftId: shift.shiftId,
    kind,
    amount: minor(amount),
    reasonCode: 'change',
    note: '',
    staffId: sampleId(8),
    at: 1,
  };
}
function tender(over: Partial<Tender>): Tender {
  const amount = over.amount ?? minor(1000);
  return {
    tenderId: sampleId(1),
    kind: 'cash',
    direction: 'taken',
    tendered: amount,
    change: minor(0),
    cashRounding: minor(0),
    reference: '',
    ...over,
    amount,
  };
}
const saleFact = (sale: CompletedSale, n: number): ShiftFact => ({
  kind: 'sale-completed',
  sale,
  transactionNumber: transactionNumber('A1', n),
});
const count = (denominations: TillCount['denominations'], declared: TillCount['declared'] = []): TillCount => ({
  countId: 'c',
  shiftId: shift.shiftId,
  denominations,
  declared,
  countedBy: sampleId(8),
  at: 2,
});
const closing = (each: TillCount) => ({
  zNumber: 12,
  businessDate: '2026-11-21',
  closedBy: sampleId<never>(6),
  count: each,
  at: 3,
});

describe('shift', () => {
  test('TI1 a till has one open shift', () => {
    expect(decideOpenShift(null).ok).toBe(true);
    expect(decideOpenShift(shift)).toEqual({ ok: false, refusal: 'till-already-open' });
  });
  test('TI2 cash moves only in an open shift, and only something', () => {
    expect(decideCashMove(null, move('paid-in', 100), minor(0))).toEqual({ ok: false, refusal: 'till-not-open' });
    expect(decideCashMove(shift, move('paid-in', 0), minor(0))).toEqual({ ok: false, refusal: 'amount-zero' });
    expect(decideCashMove(shift, move('paid-in', 100), minor(0)).ok).toBe(true);
  });
  test('TI3 cash never goes out beyond what is there', () => {
    for (const kind of ['paid-out', 'safe-drop', 'pickup'] as const) {
      expect(decideCashMove(shift, move(kind, 101), minor(100))).toEqual({ ok: false, refusal: 'amount-above-cash' });
      expect(decideCashMove(shift, move(kind, 100), minor(100)).ok).toBe(true);
    }
    expect(decideCashMove(shift, move('loan', 101), minor(100)).ok).toBe(true);
  });
  test('TI5 a count is pieces times value over known coins and notes', () => {
    const counted = [
      { value: minor(5000), pieces: 3 },
      { value: minor(20), pieces: 7 },
    ];
    expect(decideCount(shift, counted, eur)).toEqual({ ok: true, value: 15_140 });
    expect(decideCount(null, counted, eur)).toEqual({ ok: false, refusal: 'till-not-open' });
    expect(decideCount(shift, [{ value: minor(300), pieces: 1 }], eur)).toEqual({
      ok: false,
      refusal: 'denomination-unknown',
    });
    expect(decideCount(shift, [counted[0]!, counted[0]!], eur)).toEqual({ ok: false, refusal: 'denomination-twice' });
  });
  test.each([-1, 1.5, 100_001, Number.NaN])('TI6 %d pieces are refused', (pieces) => {
    expect(decideCount(shift, [{ value: minor(100), pieces }], eur)).toEqual({
      ok: false,
      refusal: 'pieces-not-whole',
    });
  });
  test('TI8 a shift closes only after its own till was counted', () => {
    expect(decideCloseShift(shift, null)).toEqual({ ok: false, refusal: 'till-not-counted' });
    expect(decideCloseShift(null, count([]))).toEqual({ ok: false, refusal: 'till-not-open' });
    expect(decideCloseShift(shift, { ...count([]), shiftId: sampleId(99) }).ok).toBe(false);
    expect(decideCloseShift(shift, count([])).ok).toBe(true);
  });
});

const day: readonly ShiftFact[] = [
  saleFact(
    completed(
      sampleSale([sampleLine({ price: 1572, taxes: [sampleTax()] })], {
        tenders: [tender({ amount: minor(1570), tendered: minor(2000), change: minor(430), cashRounding: minor(-2) })],
      }),
      fiveCents,
    ),
    1,
  ),
  saleFact(
    completed(
      sampleSale(
        [sampleLine({ price: 4000, taxes: [sampleTax()], discounts: [percentOff(10)], priceSource: 'override' })],
        {
          tenders: [tender({ kind: 'card-manual', amount: minor(3600) })],
          overrides: [
            {
              overrideId: sampleId(5),
              permission: 'price.override',
              objectId: 'line',
              reasonCode: 'price-match',
              approverId: sampleId(6),
            },
          ],
        },
      ),
    ),
    2,
  ),
  saleFact(
    completed(
      sampleSale([sampleLine({ price: 500, taxes: [sampleTax()], direction: 'return', restock: true })], {
        tenders: [tender({ direction: 'refunded', amount: minor(500) })],
      }),
    ),
    3,
  ),
  {
    kind: 'sale-voided',
    sale: sampleSale([sampleLine({ price: 999, milli: 2000 })]),
    staffId: sampleId(6),
    transactionNumber: 'A1-000004',
  },
  { kind: 'cash-moved', event: move('paid-in', 1000) },
  { kind: 'cash-moved', event: move('paid-out', 300) },
  { kind: 'cash-moved', event: move('safe-drop', 5000) },
  { kind: 'cash-moved', event: move('loan', 2000) },
  { kind: 'cash-moved', event: move('pickup', 400) },
  { kind: 'no-sale' },
  { kind: 'receipt-reprinted' },
];
const totals = day.reduce(foldShiftFact, emptyShiftTotals);

describe('totals and reports', () => {
  test('TI4 expected cash follows every way cash moves', () => {
    expect(expectedCash(shift.startingAmount, totals)).toBe(15_000 + 1570 - 500 + 1000 - 300 - 5000 + 2000 - 400);
    expect(expectedOf('card-manual', totals)).toBe(3600);
    expect(expectedOf('voucher', totals)).toBe(0);
  });
  test('TI4 cash moves alone sum by their direction', () => {
    const moves = fc.array(fc.tuple(fc.constantFrom(...cashMoveKinds), fc.integer({ min: 1, max: 9999 })), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(moves, (list) => {
        const events = list.map(([kind, amount]) => move(kind, amount));
        const folded = events.reduce(
          (all, event) => foldShiftFact(all, { kind: 'cash-moved', event }),
          emptyShiftTotals,
        );
        expect(expectedCash(minor(0), folded)).toBe(cashMoved(events));
      }),
    );
  });
  test('TI14 the totals are the sums over the sales', () => {
    expect(totals).toMatchObject({
      sales: { count: 2, amount: 5172 },
      returns: { count: 1, amount: 500 },
      exchanges: { count: 0 },
      discounts: { count: 1, amount: 400 },
      priceOverrides: 1,
      overrides: 1,
      voidedSales: { count: 1, amount: 1998 },
      noSales: 1,
      reprints: 1,
      transactions: 4,
      firstTransactionNumber: 'A1-000001',
      lastTransactionNumber: 'A1-000004',
      staffIds: [sampleId(8), sampleId(6)],
    });
    expect(totals.taxes.map(({ direction, base, amount }) => [direction, base, amount])).toEqual([
      ['sale', 4702, 470],
      ['return', 455, 45],
    ]);
  });
  test('TI14 net, tax and tenders of any sales add up to what was settled', () => {
    fc.assert(
      fc.property(fc.array(saleArbitrary, { maxLength: 6 }), (sales) => {
        const records = sales.map((sale) => {
          const { collect } = completed(sale).settled;
          return completed({ ...sale, tenders: collect > 0 ? [tender({ amount: collect })] : [] });
        });
        const all = records.reduce(
          (now, sale, index) => foldShiftFact(now, saleFact(sale, index + 1)),
          emptyShiftTotals,
        );
        const collected = records.reduce((sum, sale) => sum + sale.settled.collect, 0);
        expect(all.netSold + all.taxSold).toBe(collected);
        expect(all.taxes.reduce((sum, row) => sum + row.amount, 0)).toBe(all.taxSold);
        expect(expectedOf('cash', all)).toBe(collected);
      }),
    );
  });
  test('TI10 the order of facts changes nothing but the first and last number', () => {
    const unordered = (each: typeof totals) => ({
      ...each,
      firstTransactionNumber: null,
      lastTransactionNumber: null,
      taxes: [...each.taxes].sort((a, b) => a.direction.localeCompare(b.direction)),
      tenders: [...each.tenders].sort((a, b) => a.kind.localeCompare(b.kind)),
      cashMoves: [...each.cashMoves].sort((a, b) => a.kind.localeCompare(b.kind)),
      staffIds: [...each.staffIds].sort(),
    });
    fc.assert(
      fc.property(fc.shuffledSubarray([...day], { minLength: day.length }), (shuffled) => {
        expect(unordered(shuffled.reduce(foldShiftFact, emptyShiftTotals))).toEqual(unordered(totals));
      }),
    );
  });
  test('TI9 TI11 a reading has the turnover, no number, and not what the till should hold', () => {
    const reading = xReport(shift, totals, 5);
    expect(reading).toMatchObject({
      at: 5,
      turnover: 5172 - 500,
      netTotal: 4702 - 455,
      taxTotal: 470 - 45,
      cashRounding: -2,
    });
    for (const key of ['expectedCash', 'overShort', 'zNumber']) expect(reading).not.toHaveProperty(key);
    expect(xReport(shift, totals, 5)).toEqual(reading);
  });
  test('TI7 TI12 the Z sets what was counted and declared against what was expected', () => {
    const counted = [
      { value: minor(5000), pieces: 2 },
      { value: minor(1000), pieces: 3 },
      { value: minor(100), pieces: 3 },
    ];
    const z = zReport(shift, totals, closing(count(counted, [{ kind: 'card-manual', amount: minor(3700) }])));
    expect(countedCash(counted)).toBe(13_300);
    expect(z).toMatchObject({ zNumber: 12, businessDate: '2026-11-21', closedBy: sampleId(6), countedBy: sampleId(8) });
    expect(z).toMatchObject({ expectedCash: 13_370, countedCash: 13_300, overShort: 30 });
    expect(
      z.settlement.map(({ kind, expected, declared, overShort }) => [kind, expected, declared, overShort]),
    ).toEqual([
      ['cash', 13_370, 13_300, -70],
      ['card-manual', 3600, 3700, 100],
    ]);
  });
  test('TI7 a tender that was declared but never taken is over, one never declared is short', () => {
    const z = zReport(shift, totals, closing(count([], [{ kind: 'voucher', amount: minor(50) }])));
    const rows = Object.fromEntries(z.settlement.map((row) => [row.kind, row.overShort]));
    expect(rows).toEqual({ cash: -13_370, 'card-manual': -3600, voucher: 50 });
  });
  test('TI12 an empty shift closes too', () => {
    const z = zReport(shift, emptyShiftTotals, closing(count([{ value: minor(5000), pieces: 3 }])));
    expect(z).toMatchObject({ expectedCash: 15_000, overShort: 0, transactions: 0, firstTransactionNumber: null });
  });
});

test('TI13 a transaction number reads back as series and counter', () => {
  expect(transactionNumber('A1', 42)).toBe('A1-000042');
  expect(parseTransactionNumber(' a1-000042 ')).toEqual({ series: 'A1', counter: 42 });
  expect(['A1-42', '000042', 'A1-000000', 'A1 000042', ''].map(parseTransactionNumber)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
  expect(() => transactionNumber('a1', 1)).toThrow('not a series');
  expect(() => transactionNumber('A1', 0)).toThrow('not a counter');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 ** 9 }), (counter) => {
      expect(parseTransactionNumber(transactionNumber('HB12', counter))).toEqual({ series: 'HB12', counter });
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleId, sampleLine, sampleSale } from '../../tests/domain/sale-samples.ts';
import {
  compareMovements,
  onHand,
  type StockMovement,
  stockMovementKinds,
  stockMovementsOf,
} from './stock-movement.ts';

const movement = (n: number, kind: StockMovement['kind'], milli: number): StockMovement => ({
  movementId: `m${String(n).padStart(4, '0')}`,
  itemId: sampleId(1),
  kind,
  milli,
  at: n,
});
const anyMovements: fc.Arbitrary<StockMovement[]> = fc.uniqueArray(
  fc.record({
    movementId: fc.integer({ min: 0, max: 9999 }).map(String),
    itemId: fc.constant(sampleId<StockMovement['itemId']>(1)),
    kind: fc.constantFrom(...stockMovementKinds),
    milli: fc.integer({ min: -10_000, max: 10_000 }),
    at: fc.integer({ min: 0, max: 20 }),
  }),
  { maxLength: 30, selector: ({ movementId }) => movementId },
);

test('ST1 on hand is the last count plus what came after it', () => {
  expect(onHand([movement(1, 'receipt', 10_000), movement(2, 'sale', -1000)])).toBe(9000);
  const counted = [
    movement(1, 'receipt', 10_000),
    movement(3, 'count', 7000),
    movement(4, 'sale', -500),
    movement(2, 'sale', -1000),
  ];
  expect(onHand(counted)).toBe(6500);
  expect(onHand([movement(1, 'count', 5000), { ...movement(2, 'sale', -1000), at: 1 }])).toBe(4000);
  expect(onHand([])).toBe(0);
});

test('ST2 the order of arrival changes nothing', () => {
  fc.assert(
    fc.property(
      anyMovements.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        expect(onHand(shuffled)).toBe(onHand(all));
      },
    ),
  );
});

test('ST2 all devices agree on one order', () => {
  fc.assert(
    fc.property(anyMovements, (all) => {
      const [a, b] = all;
      if (a && b) expect(Math.sign(compareMovements(a, b))).toBe(-Math.sign(compareMovements(b, a)));
      for (const each of all) expect(compareMovements(each, each)).toBe(0);
    }),
  );
});

test('ST3 a movement that arrives twice counts once', () => {
  fc.assert(
    fc.property(anyMovements, (all) => {
      expect(onHand([...all, ...all])).toBe(onHand(all));
    }),
  );
});

test('ST4 on hand may fall below zero', () => {
  expect(onHand([movement(1, 'sale', -2000)])).toBe(-2000);
});

test('ST5 a sale takes its goods out; voided lines and open amounts move nothing', () => {
  const sold = sampleLine({ milli: 3000 });
  const voided = sampleLine({ voided: { reasonCode: 'x', staffId: sampleId(8), at: 1 } });
  const open = sampleLine({ itemId: null });
  expect(stockMovementsOf(sampleSale([sold, voided, open]))).toEqual([
    { itemId: sampleId(1), lineId: sold.lineId, kind: 'sale', milli: -3000 },
  ]);
});

test('ST6 goods that come back go on the shelf only when they are fit for it', () => {
  const fit = sampleLine({ direction: 'return', restock: true, milli: 2000 });
  const broken = sampleLine({ direction: 'return', restock: false });
  expect(stockMovementsOf(sampleSale([fit, broken]))).toEqual([
    { itemId: sampleId(1), lineId: fit.lineId, kind: 'return', milli: 2000 },
  ]);
});

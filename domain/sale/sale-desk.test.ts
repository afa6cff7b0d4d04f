import { expect, test } from 'vitest';
import { brandId, type LineId, uuidV7 } from '../id.ts';
import { minor } from '../money/minor.ts';
import type { SettlePolicy } from './sale.ts';
import { SaleDesk, undoStepsMax } from './sale-desk.ts';
import { openLineOf } from './sale-line.ts';

const policy: SettlePolicy = {
  taxRounding: 'per_line',
  rounding: 'half_up',
  cashIncrement: minor(1),
  cashRounding: 'half_up',
};
let ids = 0;
const ambient = {
  now: () => 1_790_000_000_000,
  newId: () => uuidV7(1_790_000_000_000 + ids++, new Uint8Array(10).fill(ids % 256)),
};

function desk(): SaleDesk {
  return new SaleDesk(ambient, policy);
}
function add(to: SaleDesk, name: string, price: number): boolean {
  const rung = {
    lineId: brandId<LineId>(ambient.newId()),
    quantity: { milli: 1000, unit: 'each' as const },
    taxes: [],
    openPrice: minor(price),
  };
  return to.act({ kind: 'addLine', line: openLineOf(rung, { name, taxCategory: 'standard' }) }, name).ok;
}

test('TL4 undo brings the sale back exactly as it was', () => {
  const till = desk();
  add(till, 'tea', 250);
  const before = till.state().sale;
  add(till, 'cake', 390);
  till.undo();
  expect(till.state().sale).toBe(before);
});

test('TL4 undo goes back step by step and then stays', () => {
  const till = desk();
  for (const name of ['a', 'b', 'c']) add(till, name, 100);
  for (let step = 0; step < 5; step += 1) till.undo();
  expect(till.state().sale.lines).toEqual([]);
});

test('TL5 a refused action changes nothing', () => {
  const till = desk();
  add(till, 'tea', 250);
  const before = till.state();
  const line = before.sale.lines[0];
  if (line === undefined) throw new Error('no line');
  const done = till.act({ kind: 'setQuantity', lineId: line.lineId, milli: 0 }, 'never');
  expect([done.ok, till.state()]).toEqual([false, before]);
});

test('TL4 the way back is bounded', () => {
  const till = desk();
  for (let step = 0; step < undoStepsMax + 10; step += 1) add(till, `item ${step}`, 100 + step);
  expect(till.state().undo.length).toBe(undoStepsMax);
});

test('TL4 the newest line is chosen, and clearing starts another sale under another id', () => {
  const till = desk();
  add(till, 'tea', 250);
  const first = till.state().sale;
  expect(till.state().selectedLineId).toBe(first.lines[0]?.lineId);
  till.clear();
  expect([till.isEmpty, till.state().sale.saleId === first.saleId]).toEqual([true, false]);
});

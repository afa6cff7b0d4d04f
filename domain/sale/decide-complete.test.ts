import { describe, expect, test } from 'vitest';
import {
  amountOff,
  completed,
  fiveCents,
  percentOff,
  perLine,
  sampleId,
  sampleLine,
  sampleSale,
  sampleTax,
} from '../../tests/domain/sale-samples.ts';
import { act, add, card, cash, context, empty, mark, refusal } from '../../tests/domain/sale-steps.ts';
import { minor } from '../money/minor.ts';
import { amountDue } from '../tender/amount-due.ts';
import { decideComplete, decideSuspend, decideVoid } from './decide-complete.ts';
import { reduceSale } from './reduce-sale.ts';
import { isReturnable, returnableLines } from './returnable.ts';
import type { SaleLine } from './sale.ts';
import type { SaleAction } from './sale-action.ts';
import { returnLineOf, returnOfLine } from './sale-line.ts';
import { settleSale } from './settle-sale.ts';

describe('tendering and completing', () => {
  const rung = act(empty, add(sampleLine({ price: 1572 })));
  test('SA16 an empty sale and one that is all voided are refused', () => {
    const voided = act(rung, { kind: 'voidLine', lineId: rung.lines[0]!.lineId, mark });
    for (const sale of [empty, voided]) {
      expect(decideComplete(sale, perLine, context())).toEqual({ ok: false, refusal: { code: 'sale-empty' } });
    }
  });
  test('SA17 a sale with an open balance or too much on it is refused', () => {
    expect(decideComplete(rung, perLine, context())).toEqual({
      ok: false,
      refusal: { code: 'balance-open', limit: 1572 },
    });
    const paid = act(rung, card(1572));
    expect(decideComplete(paid, perLine, context()).ok).toBe(true);
    const twice = { ...paid, tenders: [...paid.tenders, { ...paid.tenders[0]!, tenderId: sampleId<never>(999) }] };
    expect(decideComplete(twice, perLine, context())).toMatchObject({ refusal: { code: 'tendered-above-due' } });
  });
  test('SA18 a sale that comes to nothing needs no tender', () => {
    const free = act(rung, { kind: 'addSaleDiscount', discount: percentOff(100) });
    expect(decideComplete(free, perLine, context()).ok).toBe(true);
    expect(refusal(free, cash(100))).toBe('sale-covered');
  });
  test('SA19 the record carries its amounts and policy', () => {
    const outcome = decideComplete(act(rung, cash(2000)), perLine, context());
    expect(outcome).toMatchObject({
      ok: true,
      value: { settled: { collect: 1572 }, policy: perLine, staffId: sampleId(8) },
    });
  });
  test('TN11 a client that claims change or a rounding it had no right to is refused', () => {
    const paid = act(rung, cash(2000));
    const tender = paid.tenders[0]!;
    const bent = [
      { ...tender, amount: minor(1500), change: minor(500) },
      { ...tender, cashRounding: minor(-72), amount: minor(1500), change: minor(500) },
      { ...tender, tendered: minor(1600) },
    ];
    for (const each of bent) {
      const outcome = decideComplete({ ...paid, tenders: [each] }, perLine, context());
      expect(outcome.ok).toBe(false);
    }
  });
  test('TN11 taking a tender off works change and rounding out again', () => {
    const split = { ...act(rung, card(68)), tenders: act(rung, card(68)).tenders };
    const next = reduceSale(split, cash(2000), fiveCents);
    if (!next.ok) throw new Error(next.refusal.code);
    expect(next.value.tenders[1]).toMatchObject({ amount: 1505, change: 495, cashRounding: 1 });
    const off = reduceSale(next.value, { kind: 'removeTender', tenderId: split.tenders[0]!.tenderId }, fiveCents);
    if (!off.ok) throw new Error(off.refusal.code);
    expect(off.value.tenders).toMatchObject([{ amount: 1570, change: 430, cashRounding: -2 }]);
    expect(refusal(rung, { kind: 'removeTender', tenderId: sampleId(3) })).toBe('tender-unknown');
  });
  test('TN12 a covered sale does not change, and goods do not fall below what was tendered', () => {
    const more = add(sampleLine({ price: 100, itemId: null }));
    expect(refusal(act(rung, cash(2000)), more)).toBe('sale-covered');
    const part = act(rung, card(1000));
    expect(refusal(part, more)).toBe('accepted');
    expect(refusal(part, { kind: 'voidLine', lineId: rung.lines[0]!.lineId, mark })).toBe('tendered-above-due');
    expect(refusal(part, { kind: 'addSaleDiscount', discount: amountOff(600) })).toBe('tendered-above-due');
    expect(refusal(part, card(1, 1))).toBe('tender-exists');
    const back = sampleLine({ price: 5000, direction: 'return' });
    expect(refusal(part, { kind: 'addReturnLine', line: back })).toBe('tendered-above-due');
  });
  test('SA24 SA25 a sale with money on it is neither voided nor suspended', () => {
    const part = act(rung, card(1000));
    expect([decideVoid(part), decideSuspend(part)]).toMatchObject([
      { refusal: { code: 'tender-taken' } },
      { refusal: { code: 'tender-taken' } },
    ]);
    expect([decideVoid(empty), decideSuspend(empty)]).toMatchObject([
      { refusal: { code: 'sale-empty' } },
      { refusal: { code: 'sale-empty' } },
    ]);
    expect([decideVoid(rung).ok, decideSuspend(rung).ok]).toEqual([true, true]);
  });
});

describe('coming back', () => {
  const sold = sampleLine({ price: 400, milli: 5000, taxes: [sampleTax()] });
  const record = completed(sampleSale([sold]));
  const back = (milli: number, returnedMilli = 0): SaleLine =>
    returnLineOf(sold, {
      lineId: sampleId(600 + milli),
      milli,
      restock: true,
      reasonCode: 'unwanted',
      returnOf: returnOfLine(record, sold.lineId, { transactionNumber: 'A1-000001', returnedMilli })!,
    });
  const bring = (line: SaleLine): SaleAction => ({ kind: 'addReturnLine', line });

  test('SA22 never more than is left comes back, in the cart and by the record', () => {
    expect(refusal(empty, bring(back(6000)))).toBe('return-above-left');
    expect(refusal(empty, bring(back(3000, 2000)))).toBe('accepted');
    expect(refusal(empty, bring(back(4000, 2000)))).toBe('return-above-left');
    const sale = act(empty, bring(back(3000)), cash(1200));
    expect(decideComplete(sale, perLine, context(0)).ok).toBe(true);
    expect(decideComplete(sale, perLine, context(4000))).toEqual({
      ok: false,
      refusal: { code: 'return-above-left', limit: 1000 },
    });
  });
  test('SA26 a return whose earlier returns changed meanwhile is outdated', () => {
    const sale = act(empty, bring(back(2000)), cash(800));
    expect(decideComplete(sale, perLine, context(1000))).toEqual({ ok: false, refusal: { code: 'return-outdated' } });
    const doubled = { ...sale, lines: [...sale.lines, { ...back(2000), lineId: sampleId<never>(999) }] };
    expect(decideComplete(doubled, perLine, context(0))).toEqual({ ok: false, refusal: { code: 'return-outdated' } });
  });
  test('SA23 bringing more of one original back raises its line', () => {
    const sale = act(empty, bring(back(2000)), bring(back(1000)));
    expect(sale.lines.map((line) => line.quantity.milli)).toEqual([3000]);
    expect(refusal(sale, bring(back(4000)))).toBe('return-above-left');
    expect(refusal(sale, { kind: 'setQuantity', lineId: sale.lines[0]!.lineId, milli: 6000 })).toBe(
      'return-above-left',
    );
    expect(refusal(empty, bring(sampleLine()))).toBe('return-unlinked');
  });
  test('SA14 a linked return keeps price, taxes and discounts of its original', () => {
    const sale = act(empty, bring(back(2000)));
    const { lineId } = sale.lines[0]!;
    const tries: SaleAction[] = [
      { kind: 'addLineDiscount', lineId, discount: percentOff(10) },
      { kind: 'overridePrice', lineId, unitPrice: minor(1), reasonCode: 'x' },
      { kind: 'setLineTaxes', lineId, taxes: [] },
    ];
    expect(tries.map((action) => refusal(sale, action))).toEqual([
      'line-is-return',
      'line-is-return',
      'line-is-return',
    ]);
  });
  test('SA22 what is left of each line is told, for the return screen', () => {
    const [line] = returnableLines(record, () => 2000);
    expect(line).toMatchObject({ returnedMilli: 2000, leftMilli: 3000 });
    expect([isReturnable(sold, 4999), isReturnable(sold, 5000), isReturnable({ ...sold, voided: mark }, 0)]).toEqual([
      true,
      false,
      false,
    ]);
  });
  test('TN8 three cash refunds of one receipt carry on from each other', () => {
    const thirds = completed(sampleSale([sampleLine({ price: 524, milli: 3000 })]), fiveCents);
    const line = thirds.lines[0]!;
    let cashRefunded = { exact: minor(0), cash: minor(0) };
    const given = [0, 1000, 2000].map((returnedMilli, n) => {
      const returnOf = returnOfLine(thirds, line.lineId, {
        transactionNumber: 'A1-000001',
        returnedMilli,
        cashRefunded,
      })!;
      const goods = { lineId: sampleId<never>(700 + n), milli: 1000, restock: true, reasonCode: 'unwanted', returnOf };
      const sale = act(empty, bring(returnLineOf(line, goods)));
      const due = amountDue(settleSale(sale, fiveCents), [], fiveCents);
      cashRefunded = { exact: minor(cashRefunded.exact + due.exact), cash: minor(cashRefunded.cash + due.cash) };
      return due.cash;
    });
    expect(given).toEqual([525, 525, 520]);
    expect(cashRefunded).toEqual({ exact: 1572, cash: 1570 });
  });
  test('SA2 an exchange collects the difference', () => {
    const sale = act(empty, bring(back(1000)), add(sampleLine({ price: 900 })));
    const paid = act(sale, cash(1000));
    expect(paid.tenders[0]).toMatchObject({ direction: 'taken', amount: 500, change: 500 });
  });
});

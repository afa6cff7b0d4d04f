import fc from 'fast-check';
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
import type { Item } from '../catalog/item.ts';
import { minor } from '../money/minor.ts';
import { quantity } from '../quantity/quantity.ts';
import { amountDue } from '../tender/amount-due.ts';
import { type CompletionContext, decideComplete, decideSuspend, decideVoid } from './decide-complete.ts';
import { discountsMax, lineAmountMax, saleLinesMax, tendersMax } from './line-limits.ts';
import { newSale, reduceSale } from './reduce-sale.ts';
import { isReturnable, returnableLines } from './returnable.ts';
import type { OpenSale, SaleLine, SettlePolicy } from './sale.ts';
import type { SaleAction } from './sale-action.ts';
import { openLineOf, returnLineOf, returnOfLine, saleLineOf } from './sale-line.ts';
import { settleSale } from './settle-sale.ts';

function act(sale: OpenSale, ...actions: readonly SaleAction[]): OpenSale {
  return actions.reduce((now, action) => {
    const next = reduceSale(now, action, perLine);
    if (!next.ok) throw new Error(`${action.kind} refused: ${next.refusal.code}`);
    return next.value;
  }, sale);
}
function refusal(sale: OpenSale, action: SaleAction, policy: SettlePolicy = perLine): string {
  const next = reduceSale(sale, action, policy);
  return next.ok ? 'accepted' : next.refusal.code;
}
const add = (line: SaleLine): SaleAction => ({ kind: 'addLine', line });
const cash = (amount: number, n = 1): SaleAction => ({
  kind: 'addTender',
  input: { tenderId: sampleId(100 + n), kind: 'cash', amount: minor(amount), reference: '' },
});
const card = (amount: number, n = 1): SaleAction => ({
  kind: 'addTender',
  input: { tenderId: sampleId(200 + n), kind: 'card-manual', amount: minor(amount), reference: 'slip' },
});
const empty = newSale(sampleId(9), 1_790_000_000_000);
const mark = { reasonCode: 'wrong-item', staffId: sampleId<never>(8), at: 1 };
const context = (returnedMilli = 0): CompletionContext => ({
  shiftId: sampleId(7),
  staffId: sampleId(8),
  completedAt: 1_790_000_100_000,
  returnedMilli: () => returnedMilli,
});

describe('ringing', () => {
  const item: Item = {
    itemId: sampleId(1),
    sku: 'C-1',
    name: 'Coffee',
    brand: '',
    size: '',
    category: 'Drinks',
    taxCategory: 'drink',
    unitPrice: minor(350),
    unit: 'each',
    unitCost: minor(90),
    barcodes: [],
    labelCode: '',
    stockTracked: false,
    active: true,
    gridPlace: null,
    colour: '',
  };
  const taxes = [sampleTax()];
  test('SA7 price, tax and cost are copied from the item, or keyed, or printed on the label', () => {
    const rung = { lineId: sampleId<never>(3), quantity: quantity(1000), taxes };
    expect(saleLineOf(item, rung)).toMatchObject({
      unitPrice: 350,
      listPrice: 350,
      priceSource: 'list',
      unitCost: 90,
      taxes,
    });
    expect(saleLineOf(item, { ...rung, openPrice: minor(500) })).toMatchObject({ unitPrice: 500, priceSource: 'open' });
    expect(saleLineOf(item, { ...rung, labelAmount: minor(275) })).toMatchObject({
      labelAmount: 275,
      priceSource: 'label',
    });
    const open = openLineOf({ ...rung, openPrice: minor(99) }, { name: 'Sundry', taxCategory: 'standard' });
    expect(open).toMatchObject({ itemId: null, name: 'Sundry', unitPrice: 99, priceSource: 'open' });
  });
  test.each([
    ['quantity-zero', { quantity: { milli: 0, unit: 'each' } }],
    ['quantity-zero', { quantity: { milli: -1000, unit: 'each' } }],
    ['quantity-too-large', { quantity: { milli: 10 ** 12, unit: 'each' } }],
    ['quantity-too-large', { quantity: { milli: Number.NaN, unit: 'kg' } }],
    ['quantity-not-whole', { quantity: { milli: 1500, unit: 'each' } }],
  ] as const)('SA8 a line is refused as %s', (code, over) => {
    expect(refusal(empty, add(sampleLine(over)))).toBe(code);
  });
  test('SA9 a line dearer than the limit is refused, taxes included, and the largest sale still settles', () => {
    expect(refusal(empty, add(sampleLine({ price: lineAmountMax + 1 })))).toBe('amount-too-large');
    expect(refusal(empty, add(sampleLine({ price: lineAmountMax, taxes: [sampleTax({ included: false })] })))).toBe(
      'amount-too-large',
    );
    const dear = () => sampleLine({ price: lineAmountMax, itemId: null });
    const full = { ...empty, lines: Array.from({ length: saleLinesMax }, dear) };
    expect(refusal(full, add(dear()))).toBe('lines-full');
    expect(refusal(full, { kind: 'addSaleDiscount', discount: percentOff(1) })).toBe('accepted');
  });
  test('SA9 discounts and tenders are counted', () => {
    const discounts = Array.from({ length: discountsMax }, (_, index) => amountOff(1, `d${index}`));
    const line = sampleLine({ discounts });
    const sale = { ...empty, lines: [line], discounts };
    expect(refusal(sale, { kind: 'addLineDiscount', lineId: line.lineId, discount: amountOff(1, 'x') })).toBe(
      'discounts-full',
    );
    expect(refusal(sale, { kind: 'addSaleDiscount', discount: amountOff(1, 'x') })).toBe('discounts-full');
    let split = act(empty, add(sampleLine({ price: 10_000 })));
    for (let n = 0; n < tendersMax; n += 1) split = act(split, cash(1, n));
    expect(refusal(split, cash(1, 99))).toBe('tenders-full');
  });
  test('SA10 a second scan raises the quantity of the equal line', () => {
    const sale = act(
      empty,
      add(sampleLine()),
      add(sampleLine({ itemId: sampleId(2) })),
      add(sampleLine({ milli: 2000 })),
    );
    expect(sale.lines.map((line) => line.quantity.milli)).toEqual([3000, 1000]);
  });
  test.each([
    ['a note', { note: 'no onions' }],
    ['another price', { price: 900 }],
    ['a discount', { discounts: [percentOff(5)] }],
    ['a label', { priceSource: 'label', labelAmount: minor(5) }],
    ['another tax', { taxes: [sampleTax()] }],
    ['no item', { itemId: null }],
    ['a weight', { milli: 1500 }],
    ['the way back', { direction: 'return' }],
  ] as const)('SA10 goods with %s take their own line', (_, over) => {
    expect(act(empty, add(sampleLine()), add(sampleLine(over))).lines).toHaveLength(2);
    expect(act(empty, add(sampleLine(over)), add(sampleLine())).lines).toHaveLength(2);
  });
  test('SA11 a quantity can be changed, but not on a voided line nor on a printed amount', () => {
    const line = sampleLine();
    const label = sampleLine({ labelAmount: minor(275), priceSource: 'label' });
    const sale = act(empty, add(line), add(label), { kind: 'setQuantity', lineId: line.lineId, milli: 4000 });
    expect(sale.lines[0]?.quantity.milli).toBe(4000);
    expect(refusal(sale, { kind: 'setQuantity', lineId: label.lineId, milli: 2000 })).toBe('quantity-on-label');
    expect(refusal(sale, { kind: 'setQuantity', lineId: line.lineId, milli: 0 })).toBe('quantity-zero');
    expect(refusal(sale, { kind: 'setQuantity', lineId: sampleId(77), milli: 1000 })).toBe('line-unknown');
    const voided = act(sale, { kind: 'voidLine', lineId: line.lineId, mark });
    expect(refusal(voided, { kind: 'setQuantity', lineId: line.lineId, milli: 1000 })).toBe('line-voided');
  });
  test('SA12 an override charges another price and keeps the list price', () => {
    const line = sampleLine({ price: 1000 });
    const sale = act(empty, add(line), {
      kind: 'overridePrice',
      lineId: line.lineId,
      unitPrice: minor(700),
      reasonCode: 'price-match',
    });
    expect(sale.lines[0]).toMatchObject({
      unitPrice: 700,
      listPrice: 1000,
      priceSource: 'override',
      reasonCode: 'price-match',
    });
  });
  test('SA13 a void keeps the line with who, when and why, once', () => {
    const line = sampleLine();
    const sale = act(empty, add(line), { kind: 'voidLine', lineId: line.lineId, mark });
    expect(sale.lines).toEqual([{ ...line, voided: mark }]);
    expect(refusal(sale, { kind: 'voidLine', lineId: line.lineId, mark })).toBe('line-voided');
    expect(refusal(sale, { kind: 'addLine', line })).toBe('line-exists');
  });
  test('SA14 a line discount takes at most what the line still costs', () => {
    const line = sampleLine({ price: 1000 });
    const sale = act(empty, add(line), { kind: 'addLineDiscount', lineId: line.lineId, discount: percentOff(50) });
    const discount = (amount: number): SaleAction => ({
      kind: 'addLineDiscount',
      lineId: line.lineId,
      discount: amountOff(amount),
    });
    expect(reduceSale(sale, discount(501), perLine)).toEqual({
      ok: false,
      refusal: { code: 'discount-too-large', limit: 500 },
    });
    expect(refusal(sale, discount(500))).toBe('accepted');
    expect(refusal(sale, { kind: 'addLineDiscount', lineId: line.lineId, discount: percentOff(101) })).toBe(
      'discount-too-large',
    );
  });
  test('SA15 a sale discount takes at most what is sold; discounts have their own ids and go by them', () => {
    const line = sampleLine({ price: 1000 });
    const off = { kind: 'addSaleDiscount', discount: amountOff(400, 'loyal') } as const;
    const sale = act(empty, add(line), off);
    expect(refusal(sale, off)).toBe('discount-exists');
    expect(refusal(sale, { kind: 'addSaleDiscount', discount: amountOff(601) })).toBe('discount-too-large');
    expect(act(sale, { kind: 'removeDiscount', discountId: 'loyal' })).toEqual(act(empty, add(line)));
    expect(refusal(sale, { kind: 'removeDiscount', discountId: 'other' })).toBe('discount-unknown');
  });
  test('SA3 notes, exemption, restock, taxes and overrides are kept on the sale', () => {
    const line = sampleLine();
    const use = {
      overrideId: sampleId<never>(5),
      permission: 'x',
      objectId: 'y',
      reasonCode: 'z',
      approverId: sampleId<never>(6),
    };
    const sale = act(
      empty,
      add(line),
      { kind: 'setNote', note: 'table 4' },
      { kind: 'setLineNote', lineId: line.lineId, note: 'gift' },
      { kind: 'setRestock', lineId: line.lineId, restock: true },
      { kind: 'setLineTaxes', lineId: line.lineId, taxes: [sampleTax()] },
      { kind: 'setTaxExempt', reasonCode: 'diplomat' },
      { kind: 'recordOverride', use },
    );
    expect(sale).toMatchObject({ note: 'table 4', taxExempt: { reasonCode: 'diplomat' }, overrides: [use] });
    expect(sale.lines[0]).toMatchObject({ note: 'gift', restock: true, taxes: [{ taxId: 'vat' }] });
    expect(act(sale, { kind: 'setTaxExempt', reasonCode: null }).taxExempt).toBeNull();
  });
});

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

test('SA5 no order of actions whatever breaks the reducer or lets a sale complete unbalanced', () => {
  const ids = [1, 2, 3].map((n) => sampleId<SaleLine['lineId']>(n));
  const anyId = fc.constantFrom(...ids);
  const action: fc.Arbitrary<SaleAction> = fc.oneof(
    fc
      .record({
        n: fc.integer({ min: 0, max: 2 }),
        price: fc.integer({ min: 0, max: 5000 }),
        milli: fc.integer({ min: -5, max: 5 }),
      })
      .map(({ n, price, milli }) =>
        add(sampleLine({ lineId: ids[n]!, price, quantity: { milli: milli * 1000, unit: 'each' } })),
      ),
    fc
      .record({ lineId: anyId, milli: fc.integer({ min: -1, max: 9 }) })
      .map(({ lineId, milli }): SaleAction => ({ kind: 'setQuantity', lineId, milli: milli * 1000 })),
    anyId.map((lineId): SaleAction => ({ kind: 'voidLine', lineId, mark })),
    fc
      .integer({ min: 0, max: 120 })
      .map((percent): SaleAction => ({ kind: 'addSaleDiscount', discount: percentOff(percent) })),
    fc
      .record({ amount: fc.integer({ min: 0, max: 6000 }), n: fc.integer({ min: 0, max: 5 }) })
      .map(({ amount, n }) => cash(amount, n)),
    fc
      .record({ amount: fc.integer({ min: 0, max: 6000 }), n: fc.integer({ min: 0, max: 5 }) })
      .map(({ amount, n }) => card(amount, n)),
    fc.integer({ min: 0, max: 5 }).map((n): SaleAction => ({ kind: 'removeTender', tenderId: sampleId(100 + n) })),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 25 }), (actions) => {
      const sale = actions.reduce((now, each) => {
        const next = reduceSale(now, each, fiveCents);
        return next.ok ? next.value : now;
      }, empty);
      const outcome = decideComplete(sale, fiveCents, context());
      if (!outcome.ok) return;
      const { settled, tenders } = outcome.value;
      const kept = tenders.reduce((all, tender) => all + tender.amount - tender.cashRounding, 0);
      expect(kept).toBe(settled.collect);
      expect(tenders.every((tender) => tender.kind === 'cash' || tender.change === 0)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  amountOff,
  fiveCents,
  percentOff,
  perLine,
  sampleId,
  sampleLine,
  sampleTax,
} from '../../tests/domain/sale-samples.ts';
import { act, add, card, cash, context, empty, mark, refusal } from '../../tests/domain/sale-steps.ts';
import type { Item } from '../catalog/item.ts';
import { minor } from '../money/minor.ts';
import { quantity } from '../quantity/quantity.ts';
import { decideComplete } from './decide-complete.ts';
import { discountsMax, lineAmountMax, saleLinesMax, tendersMax } from './line-limits.ts';
import { reduceSale } from './reduce-sale.ts';
import type { SaleLine } from './sale.ts';
import type { SaleAction } from './sale-action.ts';
import { openLineOf, saleLineOf } from './sale-line.ts';

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

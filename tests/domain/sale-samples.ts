import fc from 'fast-check';
import { brandId } from '../../domain/id.ts';
import { type Minor, minor, type RatePpm, type Rounding, ratePpm, zero } from '../../domain/money/minor.ts';
import { quantity } from '../../domain/quantity/quantity.ts';
import type { CompletedSale, Discount, OpenSale, SaleLine, SettlePolicy } from '../../domain/sale/sale.ts';
import { settleSale } from '../../domain/sale/settle-sale.ts';
import type { TaxRate } from '../../domain/tax/tax-rate.ts';

/** A UUIDv7-shaped id made of a small number, so that tests read well. */
export function sampleId<Branded extends string>(n: number): Branded {
  return brandId(`01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`);
}

export const perLine: SettlePolicy = {
  taxRounding: 'per_line',
  rounding: 'half_up',
  cashIncrement: minor(1),
  cashRounding: 'half_up',
};
export const fiveCents: SettlePolicy = { ...perLine, cashIncrement: minor(5) };

export function sampleTax(over: Partial<TaxRate> & { readonly percent?: number } = {}): TaxRate {
  const { percent = 10, ...rest } = over;
  return {
    taxId: 'vat',
    name: 'VAT',
    kind: 'percent',
    ratePpm: ratePpm(Math.round(percent * 10_000)),
    amountPerUnit: zero,
    included: true,
    affectsNext: false,
    affectedByPrevious: true,
    ...rest,
  };
}

let lastId = 1000;
export function sampleLine(
  over: Partial<SaleLine> & { readonly price?: number; readonly milli?: number } = {},
): SaleLine {
  const { price = 1000, milli = 1000, ...rest } = over;
  lastId += 1;
  return {
    lineId: sampleId(lastId),
    direction: 'sale',
    itemId: sampleId(1),
    sku: 'SKU-1',
    name: 'Thing',
    quantity: quantity(milli, milli % 1000 === 0 ? 'each' : 'kg'),
    unitPrice: minor(price),
    listPrice: minor(price),
    priceSource: 'list',
    labelAmount: null,
    discounts: [],
    taxCategory: 'standard',
    taxes: [],
    unitCost: null,
    returnOf: null,
    restock: false,
    reasonCode: '',
    voided: null,
    note: '',
    ...rest,
  };
}

export function sampleSale(lines: readonly SaleLine[], over: Partial<OpenSale> = {}): OpenSale {
  return {
    saleId: sampleId(9),
    openedAt: 1_790_000_000_000,
    lines,
    discounts: [],
    taxExempt: null,
    tenders: [],
    overrides: [],
    note: '',
    ...over,
  };
}

export function completed(sale: OpenSale, policy: SettlePolicy = perLine): CompletedSale {
  return {
    ...sale,
    settled: settleSale(sale, policy),
    policy,
    shiftId: sampleId(7),
    staffId: sampleId(8),
    completedAt: 1_790_000_100_000,
  };
}

export function amountOff(amount: number, discountId = `off-${amount}`): Discount {
  return { kind: 'amount', amount: minor(amount), discountId, reasonCode: 'goodwill', label: '' };
}
export function percentOff(percent: number, discountId = `pct-${percent}`): Discount {
  return { kind: 'percent', ratePpm: ratePpm(percent * 10_000), discountId, reasonCode: 'goodwill', label: '' };
}

export const money = (max = 1_000_000): fc.Arbitrary<Minor> => fc.integer({ min: 0, max }).map(minor);
export const rate = (max = 300_000): fc.Arbitrary<RatePpm> => fc.integer({ min: 0, max }).map(ratePpm);
export const rounding: fc.Arbitrary<Rounding> = fc.constantFrom('half_up', 'half_even', 'half_down', 'up', 'down');

const taxArbitrary: fc.Arbitrary<TaxRate> = fc.record({
  taxId: fc.constantFrom('a', 'b', 'c'),
  name: fc.constant('Tax'),
  kind: fc.constantFrom('percent' as const, 'percent' as const, 'division' as const, 'fixed' as const),
  ratePpm: rate(250_000),
  amountPerUnit: money(50),
  included: fc.boolean(),
  affectsNext: fc.boolean(),
  affectedByPrevious: fc.boolean(),
});

const discountArbitrary: fc.Arbitrary<Discount> = fc.oneof(
  fc.record({
    kind: fc.constant('amount' as const),
    amount: money(3000),
    discountId: fc.uuid(),
    reasonCode: fc.constant('goodwill'),
    label: fc.constant(''),
  }),
  fc.record({
    kind: fc.constant('percent' as const),
    ratePpm: rate(1_000_000),
    discountId: fc.uuid(),
    reasonCode: fc.constant('goodwill'),
    label: fc.constant(''),
  }),
);

export const lineArbitrary: fc.Arbitrary<SaleLine> = fc
  .record({
    price: fc.integer({ min: 0, max: 200_000 }),
    milli: fc.oneof(
      fc.integer({ min: 1, max: 12 }).map((n) => n * 1000),
      fc.integer({ min: 1, max: 20_000 }),
    ),
    taxes: fc.uniqueArray(taxArbitrary, { maxLength: 3, selector: ({ taxId }) => taxId }),
    discounts: fc.array(discountArbitrary, { maxLength: 2 }),
  })
  .map((each) => sampleLine(each));

export const saleArbitrary: fc.Arbitrary<OpenSale> = fc
  .record({
    lines: fc.array(lineArbitrary, { minLength: 1, maxLength: 8 }),
    discounts: fc.array(discountArbitrary, { maxLength: 2 }),
    exempt: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ lines, discounts, exempt }) =>
    sampleSale(lines, { discounts, taxExempt: exempt === 0 ? { reasonCode: 'diplomat' } : null }),
  );

export const policyArbitrary: fc.Arbitrary<SettlePolicy> = fc.record({
  taxRounding: fc.constantFrom('per_line' as const, 'per_unit' as const, 'global' as const),
  rounding,
  cashIncrement: fc.constantFrom(minor(1), minor(5), minor(10), minor(100)),
  cashRounding: rounding,
  amountIncrement: fc.constantFrom(undefined, minor(1), minor(5), minor(100)),
});

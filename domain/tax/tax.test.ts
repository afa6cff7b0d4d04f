import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  perLine,
  policyArbitrary,
  saleArbitrary,
  sampleLine,
  sampleSale,
  sampleTax,
} from '../../tests/domain/sale-samples.ts';
import { minor, type Rounding, ratePpm } from '../money/minor.ts';
import { compareRatios, ratio, subtractRatios } from '../money/ratio.ts';
import { settleSale } from '../sale/settle-sale.ts';
import { exactLineTaxes } from './line-taxes.ts';
import {
  classesOfTax,
  freshCode,
  withoutClass,
  withoutRate,
  withRate,
  withStandard,
  withSuccessor,
} from './tax-edit.ts';
import { taxLine } from './tax-line.ts';
import { isInForce, taxesFor, taxTableFaults } from './tax-lookup.ts';
import type { TaxRate } from './tax-rate.ts';
import type { DatedTaxRate, TaxTable } from './tax-table.ts';

const exclusive = { included: false } as const;

function settleOne(taxes: readonly TaxRate[], line: { price: number; milli?: number }, policy = perLine) {
  const settled = settleSale(sampleSale([sampleLine({ ...line, taxes })]), policy);
  return { ...settled, line: settled.lines[0]! };
}

function exact(taxes: readonly TaxRate[], price: number, units = 1) {
  return exactLineTaxes(taxes, ratio(price), ratio(units));
}

describe('one line, exactly', () => {
  test('TX1 nothing is rounded before the level says so: 5 % inside 10.00 is 10/21', () => {
    const { net, taxes } = exact([sampleTax({ percent: 5 })], 1000);
    expect(compareRatios(taxes[0]!.amount, ratio(1000, 21))).toBe(0);
    expect(compareRatios(net, ratio(20_000, 21))).toBe(0);
  });
  test('TX2 an exclusive tax comes on top', () => {
    expect(settleOne([sampleTax({ percent: 8.875, ...exclusive })], { price: 1000 }).line).toMatchObject({
      extended: 1000,
      net: 1000,
      tax: 89,
      gross: 1089,
    });
  });
  test('TX3 an included tax leaves the price as it was', () => {
    expect(settleOne([sampleTax({ percent: 19 })], { price: 1000 }).line).toMatchObject({
      net: 840,
      tax: 160,
      gross: 1000,
    });
  });
  test('TX4 a tax flows only from affectsNext into affectedByPrevious', () => {
    const first = sampleTax({ taxId: 'a', percent: 6, affectsNext: true, ...exclusive });
    const deaf = sampleTax({ taxId: 'b', percent: 6, affectedByPrevious: false, ...exclusive });
    const last = sampleTax({ taxId: 'c', percent: 3, ...exclusive });
    const { taxes } = settleOne([first, deaf, last], { price: 10_000 }).line;
    expect(taxes.map(({ base, amount }) => [base, amount])).toEqual([
      [10_000, 600],
      [10_000, 600],
      [10_600, 318],
    ]);
  });
  test('TX5 price = net + included taxes, whatever mix stands on the line', () => {
    fc.assert(
      fc.property(saleArbitrary, ({ lines }) => {
        for (const { taxes, unitPrice } of lines) {
          const result = exact(taxes, unitPrice, 3);
          const inside = result.taxes.filter((_, index) => taxes[index]?.included);
          const rest = inside.reduce((left, tax) => subtractRatios(left, tax.amount), ratio(unitPrice));
          expect(compareRatios(rest, result.net)).toBe(0);
        }
      }),
    );
  });
  test('TX5 an included tax on an exclusive one is solved, not guessed', () => {
    const levy = sampleTax({ taxId: 'levy', percent: 10, affectsNext: true, ...exclusive });
    const vat = sampleTax({ taxId: 'vat', percent: 20 });
    const { net, gross } = exact([levy, vat], 12_200);
    expect([net, gross].map((each) => compareRatios(each, ratio(each === net ? 10_000 : 13_200)))).toEqual([0, 0]);
  });
  test('TX6 division taxes that stand together share one price', () => {
    const rates = [5, 3, 0.65, 9, 15].map((percent, index) =>
      sampleTax({ taxId: `d${index}`, kind: 'division', percent }),
    );
    const { net, taxes } = exact(rates, 4800);
    expect(compareRatios(net, ratio(32_328, 10))).toBe(0);
    expect(compareRatios(taxes[4]!.amount, ratio(720))).toBe(0);
    expect(() => exact([sampleTax({ kind: 'division', percent: 100 })], 1)).toThrow('leave no price');
  });
  test('TX6 a division tax that sees the one before it stands alone', () => {
    const icms = { kind: 'division', affectsNext: true, included: false } as const;
    const together = [sampleTax({ ...icms, taxId: 'a', affectsNext: false }), sampleTax({ ...icms, taxId: 'b' })];
    const apart = [sampleTax({ ...icms, taxId: 'a' }), sampleTax({ ...icms, taxId: 'b' })];
    expect(settleOne(together, { price: 8000 }).line.taxes.map((tax) => tax.amount)).toEqual([1000, 1000]);
    expect(settleOne(apart, { price: 8100 }).line.taxes.map(({ base, amount }) => [base, amount])).toEqual([
      [8100, 900],
      [9000, 1000],
    ]);
  });
  test('TX7 a fixed tax counts whole units, and can leave a net below zero', () => {
    const deposit = sampleTax({ taxId: 'deposit', kind: 'fixed', amountPerUnit: minor(25) });
    expect(settleOne([deposit], { price: 114, milli: 6000 }).line).toMatchObject({ gross: 684, tax: 150, net: 534 });
    expect(settleOne([deposit], { price: 0 }).line).toMatchObject({ gross: 0, tax: 25, net: -25 });
  });
  test('TX8 a base share taxes a part of the price and says so', () => {
    const ppn = sampleTax({ taxId: 'ppn', percent: 12, baseShare: { numerator: 11, denominator: 12 }, ...exclusive });
    const { line } = settleOne([ppn], { price: 150_000 });
    expect(line).toMatchObject({ net: 150_000, tax: 16_500, taxes: [{ base: 137_500, amount: 16_500 }] });
  });
});

test('TX20 a free bottle with its deposit inside never pays its buyer', () => {
  const deposit = sampleTax({ taxId: 'deposit', kind: 'fixed', amountPerUnit: minor(25) });
  const vat = sampleTax({ percent: 20, included: false });
  for (const taxRounding of ['per_line', 'per_unit', 'global'] as const) {
    const { line } = settleOne([deposit, vat], { price: 0 }, { ...perLine, taxRounding });
    expect(line).toMatchObject({ net: -25, tax: 25, gross: 0 });
  }
});

describe('rounding level', () => {
  const gst = (taxId: string) => sampleTax({ taxId, percent: 6, affectsNext: true, included: false });
  const cgst = gst('cgst');
  const sgst = { ...gst('sgst'), affectedByPrevious: false };
  const cess = sampleTax({ taxId: 'cess', percent: 3, included: false });
  const cart = sampleSale([1, 2].map(() => sampleLine({ price: 1589, taxes: [cgst, sgst, cess] })));

  test('TX9 TX12 the same cart has 4.86 tax per line and 4.89 globally', () => {
    expect(settleSale(cart, perLine).taxSold).toBe(486);
    expect(settleSale(cart, { ...perLine, taxRounding: 'global' }).taxSold).toBe(489);
  });
  test('TX10 net + tax = gross on every line, at every level', () => {
    fc.assert(
      fc.property(saleArbitrary, policyArbitrary, (sale, policy) => {
        for (const line of settleSale(sale, policy).lines) {
          const taxes = line.taxes.reduce((all, tax) => all + tax.amount, 0);
          expect(line.net + line.tax).toBe(line.gross);
          expect(taxes).toBe(line.tax);
        }
      }),
    );
  });
  test('TX11 per unit: ten pieces at 1.00 with 7.5 % and 5.5 % carry 0.80 and 0.60', () => {
    const taxes = [7.5, 5.5].map((percent) => sampleTax({ taxId: `t${percent}`, percent, included: false }));
    const perUnit = { ...perLine, taxRounding: 'per_unit' as const };
    expect(settleOne(taxes, { price: 100, milli: 10_000 }, perUnit).line.taxes.map((tax) => tax.amount)).toEqual([
      80, 60,
    ]);
    expect(settleOne(taxes, { price: 100, milli: 10_000 }).line.taxes.map((tax) => tax.amount)).toEqual([75, 55]);
    expect(settleOne(taxes, { price: 100, milli: 10_500 }, perUnit).line.tax).toBe(79 + 58);
  });
  test('TX13 with global rounding the lines still add up to totals that were rounded once', () => {
    fc.assert(
      fc.property(saleArbitrary, (sale) => {
        const { lines, taxTotals, grossSold } = settleSale(sale, { ...perLine, taxRounding: 'global' });
        expect(lines.reduce((all, line) => all + line.gross, 0)).toBe(grossSold);
        expect(taxTotals.reduce((all, tax) => all + tax.amount, 0)).toBe(
          lines.reduce((all, line) => all + line.tax, 0),
        );
      }),
    );
    const six = sampleSale([1, 2, 3, 4, 5, 6].map(() => sampleLine({ price: 23_575, milli: 100 })));
    const { lines, grossSold } = settleSale(six, { ...perLine, taxRounding: 'global' });
    expect(grossSold).toBe(14_145);
    expect(lines.map((line) => line.gross)).toEqual([2358, 2358, 2358, 2357, 2357, 2357]);
  });
});

describe('the sale', () => {
  const vat = sampleTax({ percent: 19 });
  const deposit = sampleTax({ taxId: 'deposit', kind: 'fixed', amountPerUnit: minor(25), included: false });
  test('TX14 an exempt sale pays the net and keeps its tax rows; the deposit stays', () => {
    const sale = sampleSale([sampleLine({ price: 1190, taxes: [vat, deposit] })], {
      taxExempt: { reasonCode: 'diplomat' },
    });
    const settled = settleSale(sale, perLine);
    expect(settled).toMatchObject({ collect: 1025, netSold: 1000, taxSold: 25 });
    expect(settled.taxTotals.map(({ taxId, base, amount }) => [taxId, base, amount])).toEqual([
      ['vat', 1000, 0],
      ['deposit', 1000, 25],
    ]);
  });
  test('TX15 totals keep tax, rate, side and direction apart, and zero rates in rows of their own', () => {
    const zeroRate = sampleTax({ taxId: 'zero', percent: 0 });
    const lines = [
      sampleLine({ taxes: [vat] }),
      sampleLine({ taxes: [zeroRate] }),
      sampleLine({ taxes: [vat] }),
      sampleLine({ taxes: [{ ...vat, included: false }] }),
      sampleLine({ taxes: [vat], direction: 'return' }),
    ];
    const rows = settleSale(sampleSale(lines), perLine).taxTotals;
    expect(
      rows.map(({ taxId, included, direction, base, amount }) => [taxId, included, direction, base, amount]),
    ).toEqual([
      ['vat', true, 'sale', 1680, 320],
      ['zero', true, 'sale', 1000, 0],
      ['vat', false, 'sale', 1000, 190],
      ['vat', true, 'return', 840, 160],
    ]);
  });

  const dated = (tax: `${string} ${number}`, validFrom: string | null, validTo: string | null): DatedTaxRate => ({
    ...sampleTax({ taxId: tax.split(' ')[0]!, percent: Number(tax.split(' ')[1]) }),
    validFrom,
    validTo,
  });
  const table: TaxTable = {
    rates: [dated('ppn 10', null, '2022-03-31'), dated('ppn 11', '2022-04-01', null), dated('service 5', null, null)],
    categories: [{ code: 'food', name: 'Food', taxIds: { 'take-away': ['ppn'], 'eat-in': ['service', 'ppn'] } }],
  };
  const ask = (serviceKind: 'take-away' | 'eat-in', businessDate: string, category = 'food') =>
    taxesFor(table, { category, serviceKind, businessDate }).map(({ taxId, ratePpm }) => [taxId, ratePpm]);
  test('TX16 category, service kind and date decide, in the order of the category', () => {
    expect(ask('take-away', '2026-11-21')).toEqual([['ppn', 110_000]]);
    expect(ask('eat-in', '2026-11-21')).toEqual([
      ['service', 50_000],
      ['ppn', 110_000],
    ]);
    expect(ask('take-away', '2026-11-21', 'unknown')).toEqual([]);
    expect(
      taxesFor(table, { category: 'food', serviceKind: 'take-away', businessDate: '2026-11-21' })[0],
    ).not.toHaveProperty('validFrom');
  });
  test('TX17 the first and the last day count', () => {
    expect(ask('take-away', '2022-03-31')).toEqual([['ppn', 100_000]]);
    expect(ask('take-away', '2022-04-01')).toEqual([['ppn', 110_000]]);
    expect(isInForce(dated('x 10', '2026-01-01', '2026-12-31'), '2027-01-01')).toBe(false);
  });
  test('TX18 a table names what is undefined and what is in force twice', () => {
    expect(taxTableFaults(table)).toEqual([]);
    const bad = {
      rates: [...table.rates, dated('ppn 12', '2025-01-01', null)],
      categories: [{ code: 'a', name: 'A', taxIds: { 'take-away': ['gone'], 'eat-in': [] } }],
    };
    expect(taxTableFaults(bad)).toEqual([
      { code: 'tax-undefined', name: 'gone' },
      { code: 'tax-twice-in-force', name: 'ppn' },
    ]);
  });
  test('TX18 a tax that ends before it begins is named', () => {
    const rates = [...table.rates, dated('eco 1', '2026-05-02', '2026-05-01')];
    expect(taxTableFaults({ ...table, rates })).toEqual([{ code: 'tax-dates-reversed', name: 'eco' }]);
  });
  test('TX21 a tax is gone with its last rate only', () => {
    const once = withoutRate(table, 0);
    expect([once.rates.length, classesOfTax(once, 'ppn').length]).toEqual([2, 1]);
    const gone = withoutRate(once, 0);
    expect(gone.categories[0]?.taxIds).toEqual({ 'take-away': [], 'eat-in': ['service'] });
    expect(taxTableFaults(gone)).toEqual([]);
  });
  test('TX22 a successor takes over on its first day, and every day has one rate', () => {
    const changed = withSuccessor(table, 1, { ...dated('ppn 12', null, null), validFrom: '2027-01-01' });
    const on = (businessDate: string) =>
      taxesFor(changed, { category: 'food', serviceKind: 'take-away', businessDate }).map((rate) => rate.ratePpm);
    expect([on('2026-12-31'), on('2027-01-01')]).toEqual([[110_000], [120_000]]);
    expect(taxTableFaults(changed)).toEqual([]);
    expect(withSuccessor(table, 1, { ...dated('ppn 12', null, null), validFrom: '2028-03-01' }).rates[1]?.validTo).toBe(
      '2028-02-29',
    );
  });
  test('TX24 division taxes that leave nothing, a class twice and no class are faults', () => {
    const division = { ...dated('icms 60', null, null), kind: 'division' as const };
    const rates = [division, { ...division, taxId: 'pis' }];
    const both = { code: 'a', name: 'A', taxIds: { 'take-away': ['icms', 'pis'], 'eat-in': [] } };
    expect(taxTableFaults({ rates, categories: [both, both] }).map(({ code, name }) => `${code} ${name}`)).toEqual([
      'tax-eats-price a',
      'tax-eats-price a',
      'tax-class-twice a',
    ]);
    expect(taxTableFaults(withoutClass(table, 'food'))).toEqual([{ code: 'tax-class-missing', name: '' }]);
  });
  test('a class moves to the front, a rate to its place, and a name becomes a code nobody has', () => {
    const two = { ...table, categories: [...table.categories, { ...table.categories[0]!, code: 'wine' }] };
    expect(withStandard(two, 'wine').categories.map(({ code }) => code)).toEqual(['wine', 'food']);
    expect(withRate(table, 2, dated('service 7', null, null)).rates.map(({ ratePpm }) => ratePpm)).toEqual([
      100_000, 110_000, 70_000,
    ]);
    expect([freshCode('Wein & Größe', []), freshCode('MwSt 7 %', ['mwst-7']), freshCode('酒', [])]).toEqual([
      'wein-grosse',
      'mwst-7-2',
      'tax',
    ]);
  });
  test('TX19 a later change of the table changes no line', () => {
    const line = sampleLine({
      taxes: taxesFor(table, { category: 'food', serviceKind: 'take-away', businessDate: '2022-03-31' }),
    });
    expect(settleSale(sampleSale([line]), perLine).taxSold).toBe(91);
  });
});

describe('one percentage on a line', () => {
  const rounding = fc.constantFrom<Rounding>('half_up', 'half_even', 'half_down', 'up', 'down');
  test('TX9 TX10 in plain integers it comes to what the exact fractions come to', () => {
    const price = fc.oneof(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 1_000_000_000_000 }));
    const how = fc.record({ step: fc.constantFrom(1, 5, 100).map(minor), rounding });
    const rates = fc.record({ ratePpm: fc.integer({ min: 0, max: 100_000_000 }), included: fc.boolean() });
    fc.assert(
      fc.property(price.map(minor), rates, how, (amount, rate, by) => {
        const tax = sampleTax({ ...rate, ratePpm: ratePpm(rate.ratePpm) });
        const none = sampleTax({ percent: 0, included: false });
        const own = taxLine([tax], { price: amount, units: ratio(1) }, by);
        const exact = taxLine([tax, none], { price: amount, units: ratio(1) }, by);
        expect({ ...own, taxes: own.taxes[0] }).toEqual({ ...exact, taxes: exact.taxes[0] });
      }),
    );
  });
});

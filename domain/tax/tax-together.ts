import { roundTogether } from '../money/allocate.ts';
import { add, subtract, sum } from '../money/arithmetic.ts';
import { type Minor, minor, zero } from '../money/minor.ts';
import { type Ratio, ratio } from '../money/ratio.ts';
import { chargedAmounts, type ExactLineTaxes, type ExactTax, exactLineTaxes } from './line-taxes.ts';
import type { RoundedTax, TaxedLine, TaxRounding } from './tax-line.ts';
import type { TaxRate } from './tax-rate.ts';

/** A line as `global` rounding wants it: exact price in minor units, exact whole units. */
export interface ExactLine {
  readonly rates: readonly TaxRate[];
  readonly price: Ratio;
  readonly units: Ratio;
}

/** A taxed line and the share of the rounded sum of prices that fell to it. */
export interface TogetherLine extends TaxedLine {
  readonly price: Minor;
}

/**
 * `global`: prices, bases and each tax are summed unrounded over all lines and rounded once; the lines then share the
 * rounded sums by largest remainder, so that the receipt's lines still add up to its totals (TX12, TX13).
 */
export function taxTogether(lines: readonly ExactLine[], how: TaxRounding): TogetherLine[] {
  const exact = lines.map(({ rates, price, units }) => chargedTaxes(rates, exactLineTaxes(rates, price, units)));
  const prices = shareOut(
    lines.map((line) => line.price),
    how,
  );
  const taxes = roundedTaxes(lines, exact, how);
  return lines.map(({ rates }, index) => {
    const price = prices[index] ?? zero;
    const own = taxes[index] ?? [];
    const inside = sum(own.map((tax, at) => (rates[at]?.included ? tax.amount : zero)));
    const net = subtract(price, inside);
    return { price, net, gross: add(net, sum(own.map((tax) => tax.amount))), taxes: own };
  });
}

/** Two taxes are summed together when they are the same tax at the same rate on the same side of the price. */
export function taxKey(rate: Pick<TaxRate, 'taxId' | 'ratePpm' | 'included'>): string {
  return `${rate.taxId} ${rate.ratePpm} ${rate.included ? 'included' : 'on top'}`;
}

function chargedTaxes(rates: readonly TaxRate[], exact: ExactLineTaxes): readonly ExactTax[] {
  const amounts = chargedAmounts(rates, exact);
  return exact.taxes.map(({ base }, index) => ({ base, amount: amounts[index] ?? ratio(0) }));
}

interface TaxPlace {
  readonly line: number;
  readonly tax: number;
}

function roundedTaxes(
  lines: readonly ExactLine[],
  exact: readonly (readonly ExactTax[])[],
  how: TaxRounding,
): readonly (readonly RoundedTax[])[] {
  const result = exact.map((taxes) => taxes.map((): RoundedTax => ({ base: zero, amount: zero })));
  for (const places of placesByTax(lines).values()) {
    const exactAt = places.map(({ line, tax }) => exact[line]?.[tax] ?? { base: ratio(0), amount: ratio(0) });
    const bases = shareOut(
      exactAt.map(({ base }) => base),
      how,
    );
    const amounts = shareOut(
      exactAt.map(({ amount }) => amount),
      how,
    );
    for (const [index, { line, tax }] of places.entries()) {
      const row = result[line];
      if (row) row[tax] = { base: bases[index] ?? zero, amount: amounts[index] ?? zero };
    }
  }
  return result;
}

function placesByTax(lines: readonly ExactLine[]): Map<string, TaxPlace[]> {
  const byTax = new Map<string, TaxPlace[]>();
  for (const [line, { rates }] of lines.entries()) {
    for (const [tax, rate] of rates.entries()) {
      const key = taxKey(rate);
      byTax.set(key, [...(byTax.get(key) ?? []), { line, tax }]);
    }
  }
  return byTax;
}

function shareOut(values: readonly Ratio[], how: TaxRounding): Minor[] {
  const steps = values.map((value) => ratio(value.numerator, value.denominator * BigInt(how.step)));
  return roundTogether(steps, how.rounding).parts.map((part) => minor(Number(part) * how.step));
}

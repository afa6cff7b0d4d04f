import { assert } from '../assert.ts';
import { ppmWhole } from '../money/arithmetic.ts';
import {
  addRatios,
  divideRatios,
  multiplyRatios,
  type Ratio,
  ratio,
  ratioOne,
  ratioZero,
  subtractRatios,
} from '../money/ratio.ts';
import type { TaxRate } from './tax-rate.ts';

/** One tax on one line, exact and unrounded, in minor units. */
export interface ExactTax {
  readonly base: Ratio;
  readonly amount: Ratio;
}

/** What the taxes of a line come to before any rounding, in minor units; `taxes` in the order of the rates. */
export interface ExactLineTaxes {
  readonly net: Ratio;
  readonly gross: Ratio;
  readonly taxes: readonly ExactTax[];
}

/** An amount that depends on the unknown net N of the line: factor × N + constant. */
interface Affine {
  readonly factor: Ratio;
  readonly constant: Ratio;
}

const netItself: Affine = { factor: ratioOne, constant: ratioZero };
const nothing: Affine = { factor: ratioZero, constant: ratioZero };

/**
 * Works out all taxes of one line exactly. `price` is what the shelf says for the whole line, in minor units: included
 * taxes are inside it, the others come on top. `units` is how many whole units the line holds (for fixed taxes).
 *
 * Every tax is an affine function of the unknown net, so inclusive, exclusive, compound, division and fixed taxes in
 * any mix come down to one linear equation: price = net + Σ included taxes (rules TX2 … TX8).
 */
export function exactLineTaxes(rates: readonly TaxRate[], price: Ratio, units: Ratio): ExactLineTaxes {
  const { bases, amounts } = affineTaxes(rates, units);
  const included = sumAffine(amounts.filter((_, index) => rates[index]?.included));
  const divisor = addRatios(ratioOne, included.factor);
  assert(divisor.numerator > 0n, 'included taxes that eat the whole price');
  const net = divideRatios(subtractRatios(price, included.constant), divisor);
  const taxes = amounts.map((amount, index) => ({
    base: valueAt(bases[index] ?? nothing, net),
    amount: valueAt(amount, net),
  }));
  const gross = taxes.reduce((all, tax) => addRatios(all, tax.amount), net);
  return { net, gross, taxes };
}

/**
 * The exact amounts a customer is charged for a price that is not negative: where an included deposit pushed the base
 * below zero, a tax on top of it takes nothing, or a free bottle would pay its buyer (TX20).
 */
export function chargedAmounts(rates: readonly TaxRate[], { taxes }: ExactLineTaxes): Ratio[] {
  return taxes.map(({ base, amount }, index) =>
    base.numerator < 0n && rates[index]?.included === false ? ratioZero : amount,
  );
}

/** Does the amount of tax `from` count into the base of the later tax `to`? */
export function flowsInto(from: TaxRate, to: TaxRate): boolean {
  return from.affectsNext && to.affectedByPrevious;
}

/** The part of the price a tax is taken of: all of it, or the share the law names. */
export function baseShareOf(rate: TaxRate): Ratio {
  return rate.baseShare ? ratio(rate.baseShare.numerator, rate.baseShare.denominator) : ratioOne;
}

function affineTaxes(rates: readonly TaxRate[], units: Ratio): { bases: Affine[]; amounts: Affine[] } {
  const bases: Affine[] = [];
  const amounts: Affine[] = [];
  for (const [index, rate] of rates.entries()) {
    const inflow = amounts.filter((_, earlier) => {
      const from = rates[earlier];
      return from !== undefined && flowsInto(from, rate);
    });
    const full = sumAffine([netItself, ...inflow]);
    bases.push(scale(full, baseShareOf(rate)));
    amounts.push(amountOf(rate, { full, units, divisionWhole: divisionWhole(rates, index) }));
  }
  return { bases, amounts };
}

interface TaxGround {
  readonly full: Affine;
  readonly units: Ratio;
  readonly divisionWhole: Ratio;
}

function amountOf(rate: TaxRate, { full, units, divisionWhole }: TaxGround): Affine {
  const share = multiplyRatios(ratio(rate.ratePpm, ppmWhole), baseShareOf(rate));
  switch (rate.kind) {
    case 'percent':
      return scale(full, share);
    case 'division':
      return scale(full, divideRatios(share, divisionWhole));
    case 'fixed':
      return { factor: ratioZero, constant: multiplyRatios(ratio(rate.amountPerUnit), units) };
  }
}

/**
 * Division taxes that stand together and do not see each other share one price: each is its rate of
 * base ÷ (1 − the sum of their rates) (Brazil's ICMS, PIS, COFINS).
 */
function divisionWhole(rates: readonly TaxRate[], index: number): Ratio {
  const here = rates[index];
  if (here?.kind !== 'division') return ratioOne;
  let first = index;
  while (sameDivisionGroup(rates[first - 1], rates[first])) first -= 1;
  let last = index;
  while (sameDivisionGroup(rates[last], rates[last + 1])) last += 1;
  const together = rates.slice(first, last + 1).reduce((all, rate) => all + rate.ratePpm, 0);
  assert(together < ppmWhole, 'division taxes of 100 % or more leave no price');
  return ratio(ppmWhole - together, ppmWhole);
}

function sameDivisionGroup(earlier: TaxRate | undefined, later: TaxRate | undefined): boolean {
  if (earlier?.kind !== 'division' || later?.kind !== 'division') return false;
  return earlier.included === later.included && !flowsInto(earlier, later);
}

function sumAffine(parts: readonly Affine[]): Affine {
  return parts.reduce(
    (all, part) => ({
      factor: addRatios(all.factor, part.factor),
      constant: addRatios(all.constant, part.constant),
    }),
    nothing,
  );
}

function scale(value: Affine, by: Ratio): Affine {
  return { factor: multiplyRatios(value.factor, by), constant: multiplyRatios(value.constant, by) };
}

function valueAt(value: Affine, net: Ratio): Ratio {
  return addRatios(multiplyRatios(value.factor, net), value.constant);
}

import { add, minorOfRatio, ppmWhole, roundedSmall, roundToIncrement, subtract, sum } from '../money/arithmetic.ts';
import { type Minor, minor, type Rounding, zero } from '../money/minor.ts';
import { multiplyRatios, type Ratio, ratio } from '../money/ratio.ts';
import { baseShareOf, chargedAmounts, exactLineTaxes, flowsInto } from './line-taxes.ts';
import type { TaxRate } from './tax-rate.ts';

/** Base and amount of one tax, rounded, in minor units. */
export interface RoundedTax {
  readonly base: Minor;
  readonly amount: Minor;
}

/** The taxes of one line after rounding, in minor units: net + Σ taxes = gross. `taxes` in the order of the rates. */
export interface TaxedLine {
  readonly net: Minor;
  readonly gross: Minor;
  readonly taxes: readonly RoundedTax[];
}

/** How amounts are rounded: the step in minor units and the way. */
export interface TaxRounding {
  readonly step: Minor;
  readonly rounding: Rounding;
}

/**
 * `per_line`: every tax is rounded on the line; what included taxes leave of the price is the net, so the price the
 * customer saw never changes (TX9, TX10). `units` are whole units for fixed taxes, exact.
 */
export function taxLine(
  rates: readonly TaxRate[],
  line: { readonly price: Minor; readonly units: Ratio },
  how: TaxRounding,
): TaxedLine {
  const plain = plainTax(rates, line.price, how);
  if (plain !== null) return assembleTaxedLine(rates, { price: line.price, amounts: [plain] }, how);
  const exact = exactLineTaxes(rates, ratio(line.price), line.units);
  const amounts = chargedAmounts(rates, exact).map((amount) => roundToIncrement(amount, how.step, how.rounding));
  return assembleTaxedLine(rates, { price: line.price, amounts }, how);
}

/** One percentage of the whole price, as most lines have it, in plain integers; null for anything else. */
function plainTax(rates: readonly TaxRate[], price: Minor, { step, rounding }: TaxRounding): Minor | null {
  const [rate] = rates;
  if (rate === undefined || rates.length > 1 || price < 0) return null;
  if (rate.kind !== 'percent' || rate.ratePpm < 0 || rate.baseShare !== undefined) return null;
  const denominator = rate.included ? ppmWhole + rate.ratePpm : ppmWhole;
  return roundedSmall(price * rate.ratePpm, { denominator, increment: step }, rounding);
}

/**
 * `per_unit`: the price is dealt out over the pieces in whole steps (the odd steps to the first pieces), taxes are
 * rounded on each piece and added up (TX11).
 */
export function taxPieces(
  rates: readonly TaxRate[],
  line: { readonly price: Minor; readonly pieces: number },
  how: TaxRounding,
): TaxedLine {
  const step = line.price % how.step === 0 ? how.step : minor(1);
  const steps = line.price / step;
  const small = Math.floor(steps / line.pieces);
  const large = steps - small * line.pieces;
  const taxPiece = (price: number): TaxedLine => taxLine(rates, { price: minor(price * step), units: ratio(1) }, how);
  return addTaxed(times(taxPiece(small), line.pieces - large), times(taxPiece(small + 1), large));
}

/** Puts rounded tax amounts together with the price they belong to; bases follow from the rounded figures. */
function assembleTaxedLine(
  rates: readonly TaxRate[],
  line: { readonly price: Minor; readonly amounts: readonly Minor[] },
  how: TaxRounding,
): TaxedLine {
  const amountAt = (index: number): Minor => line.amounts[index] ?? zero;
  const inside = sum(rates.map((rate, index) => (rate.included ? amountAt(index) : zero)));
  const net = subtract(line.price, inside);
  const taxes = rates.map((rate, index) => {
    const inflow = rates.slice(0, index).map((from, at) => (flowsInto(from, rate) ? amountAt(at) : zero));
    const full = sum([net, ...inflow]);
    return { base: shareOfBase(rate, full, how), amount: amountAt(index) };
  });
  return { net, gross: add(net, sum(line.amounts)), taxes };
}

function shareOfBase(rate: TaxRate, full: Minor, how: TaxRounding): Minor {
  if (!rate.baseShare) return full;
  return minorOfRatio(multiplyRatios(ratio(full), baseShareOf(rate)), how.rounding);
}

function times(line: TaxedLine, count: number): TaxedLine {
  return {
    net: minor(line.net * count),
    gross: minor(line.gross * count),
    taxes: line.taxes.map(({ base, amount }) => ({ base: minor(base * count), amount: minor(amount * count) })),
  };
}

function addTaxed(a: TaxedLine, b: TaxedLine): TaxedLine {
  return {
    net: add(a.net, b.net),
    gross: add(a.gross, b.gross),
    taxes: a.taxes.map((tax, index) => ({
      base: add(tax.base, b.taxes[index]?.base ?? zero),
      amount: add(tax.amount, b.taxes[index]?.amount ?? zero),
    })),
  };
}

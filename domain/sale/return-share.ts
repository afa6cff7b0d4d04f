import type { LineId } from '../id.ts';
import { add, mulDiv, subtract, sum } from '../money/arithmetic.ts';
import { type Minor, zero } from '../money/minor.ts';
import type { TaxRate } from '../tax/tax-rate.ts';
import type { ReturnOf, SettledLine } from './sale.ts';

/**
 * What a return of `milli` thousandths of an earlier line comes to. Every figure is the difference of two cumulative
 * shares of the original, so partial returns in any order and any sizes sum exactly to it (SA20, SA21).
 * Gross is shared first (the customer's money), then each tax; the rest follows.
 */
export function returnShare(lineId: LineId, milli: number, source: ReturnSource): SettledLine {
  const { original } = source.returnOf;
  const part = (amount: Minor): Minor => cumulativeShare(amount, milli, source.returnOf);
  const taxes = original.taxes.map(({ taxId, base, amount }) => ({ taxId, base: part(base), amount: part(amount) }));
  const tax = sum(taxes.map(({ amount }) => amount));
  const gross = part(original.gross);
  const discount = part(original.discount);
  const saleDiscount = part(original.saleDiscount);
  const lifted = part(liftedTax(original, source.rates));
  const onTop = sum(taxes.map((row, index) => (source.rates[index]?.included === false ? row.amount : zero)));
  const extended = sum([gross, discount, saleDiscount, lifted, subtract(zero, onTop)]);
  const net = subtract(gross, tax);
  return { lineId, direction: 'return', extended, discount, saleDiscount, net, tax, gross, taxes };
}

/** The original line and its tax rates, in the order of the original's settled taxes. */
export interface ReturnSource {
  readonly returnOf: ReturnOf;
  readonly rates: readonly TaxRate[];
}

function cumulativeShare(amount: Minor, milli: number, of: ReturnOf): Minor {
  const upTo = (returned: number): Minor =>
    mulDiv(amount, { numerator: returned, denominator: of.originalMilli }, 'half_up');
  return subtract(upTo(of.returnedMilli + milli), upTo(of.returnedMilli));
}

/** Included tax that an exempt sale took out of the shelf price: it is in `extended` but not in `gross`. */
function liftedTax(original: SettledLine, rates: readonly TaxRate[]): Minor {
  const onTop = sum(original.taxes.map((row, index) => (rates[index]?.included === false ? row.amount : zero)));
  const shelf = subtract(subtract(original.extended, original.discount), original.saleDiscount);
  return subtract(add(shelf, onTop), original.gross);
}

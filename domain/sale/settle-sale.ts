import { add, maxOf, minorOfRatio, roundToIncrement, subtract, sum } from '../money/arithmetic.ts';
import { type Minor, zero } from '../money/minor.ts';
import { type Ratio, ratio } from '../money/ratio.ts';
import { amountStep, type PricedLine, priceLine } from '../pricing/price-line.ts';
import { spreadSaleDiscounts } from '../pricing/sale-discount.ts';
import { wholePieces } from '../quantity/quantity.ts';
import { type TaxedLine, type TaxRounding, taxLine, taxPieces } from '../tax/tax-line.ts';
import { taxTogether } from '../tax/tax-together.ts';
import { returnShare } from './return-share.ts';
import type {
  CashRefunded,
  Direction,
  OpenSale,
  SaleKind,
  SaleLine,
  SettledLine,
  SettledSale,
  SettlePolicy,
} from './sale.ts';
import { taxTotalsOf } from './tax-totals.ts';

/** What of a sale its amounts depend on. */
export type SaleToSettle = Pick<OpenSale, 'lines' | 'discounts' | 'taxExempt'>;

/**
 * Computes all amounts of a sale at once: the one function every client and the hub use, so that nobody ever disagrees.
 * Per line quantity × unit price → line discounts → share of the sale's discounts → taxes; then totals per tax rate.
 * Voided lines are left out. Pure and total: any sale the reducer lets through can be settled (SA1 … SA6).
 */
export function settleSale(sale: SaleToSettle, policy: SettlePolicy): SettledSale {
  const active = sale.lines.filter((line) => line.voided === null);
  const byId = new Map<string, SettledLine>();
  for (const direction of ['sale', 'return'] as const) {
    const own = active.filter((line) => line.direction === direction && line.returnOf === null);
    const discounts = direction === discountedDirection(active) ? sale.discounts : [];
    for (const line of settleLines(own, { ...sale, discounts }, policy)) byId.set(line.lineId, line);
  }
  const lines = active.map((line) => byId.get(line.lineId) ?? settleLinkedReturn(line));
  return totalsOf(active, lines);
}

/** The kind of a sale follows from the directions of its lines that were not voided (SA2). */
export function saleKindOf(lines: readonly { readonly direction: Direction }[]): SaleKind {
  const returns = lines.filter((line) => line.direction === 'return').length;
  if (returns === 0) return 'sale';
  return returns === lines.length ? 'return' : 'exchange';
}

/** A sale's discounts belong to the goods sold; only when nothing is sold do they mirror on the goods that come back. */
function discountedDirection(lines: readonly SaleLine[]): Direction {
  return lines.some((line) => line.direction === 'sale') ? 'sale' : 'return';
}

function settleLinkedReturn(line: SaleLine): SettledLine {
  const { returnOf } = line;
  if (returnOf === null) throw new TypeError('only a return of an earlier line takes its share');
  return returnShare(line.lineId, line.quantity.milli, { returnOf, rates: line.taxes });
}

interface WeighedLine {
  readonly line: SaleLine;
  readonly priced: PricedLine;
  /** What is left after all discounts: the price the taxes are worked out on. */
  readonly price: Ratio;
}

function settleLines(lines: readonly SaleLine[], sale: SaleToSettle, policy: SettlePolicy): SettledLine[] {
  const priced = lines.map((line) => priceLine(line, policy));
  const prices = spreadSaleDiscounts(
    priced.map(({ remaining }) => remaining),
    sale.discounts,
    policy,
  );
  const weighed = lines.map((line, index) => {
    const own = priced[index] ?? { extended: ratio(0), remaining: ratio(0) };
    return { line, priced: own, price: prices[index] ?? own.remaining };
  });
  const exempt = sale.taxExempt !== null;
  const taxed = policy.taxRounding === 'global' ? taxAllTogether(weighed, policy) : taxEach(weighed, policy);
  return weighed.map((each, index) => {
    const own = taxed[index] ?? { price: zero, net: zero, gross: zero, taxes: [] };
    return settledLineOf(each, exempt ? { ...exempted(each.line, own), price: own.price } : own, policy);
  });
}

type TaxedPrice = TaxedLine & { readonly price: Minor };

function taxAllTogether(lines: readonly WeighedLine[], policy: SettlePolicy): TaxedPrice[] {
  const exact = lines.map(({ line, price }) => ({ rates: line.taxes, price, units: unitsOf(line) }));
  return taxTogether(exact, taxRoundingOf(policy));
}

function taxEach(lines: readonly WeighedLine[], policy: SettlePolicy): TaxedPrice[] {
  const how = taxRoundingOf(policy);
  return lines.map(({ line, price: exact }) => {
    const price = minorOfRatio(exact, policy.rounding);
    const pieces = policy.taxRounding === 'per_unit' ? wholePieces(line.quantity) : null;
    const taxed =
      pieces === null || pieces === 0
        ? taxLine(line.taxes, { price, units: unitsOf(line) }, how)
        : taxPieces(line.taxes, { price, pieces }, how);
    return { ...taxed, price };
  });
}

function taxRoundingOf(policy: SettlePolicy): TaxRounding {
  return { step: amountStep(policy), rounding: policy.rounding };
}

function unitsOf(line: SaleLine): Ratio {
  return ratio(line.quantity.milli, 1000);
}

/**
 * An exempt sale pays the net: taxes go to zero but keep their rows and bases; fixed fees (a deposit) stay (TX14). What an
 * included tax takes out never makes the line pay the customer: a tax on a fee under a price of nothing ends at zero.
 */
function exempted(line: SaleLine, taxed: TaxedLine): TaxedLine {
  const taxes = taxed.taxes.map((tax, index) =>
    line.taxes[index]?.kind === 'fixed' ? tax : { base: tax.base, amount: zero },
  );
  const fees = sum(taxes.map(({ amount }) => amount));
  const net = maxOf(taxed.net, subtract(zero, fees));
  return { net, gross: add(net, fees), taxes };
}

function settledLineOf({ line, priced, price }: WeighedLine, taxed: TaxedPrice, policy: SettlePolicy): SettledLine {
  const reduced = priced.extended.numerator * price.denominator !== price.numerator * priced.extended.denominator;
  const shown = roundToIncrement(priced.extended, amountStep(policy), policy.rounding);
  const extended = reduced ? maxOf(shown, taxed.price) : taxed.price;
  const reduction = subtract(extended, taxed.price);
  const ownLeft = roundToIncrement(priced.remaining, amountStep(policy), policy.rounding);
  const own = line.discounts.length === 0 ? zero : maxOf(zero, subtract(extended, maxOf(ownLeft, taxed.price)));
  return {
    lineId: line.lineId,
    direction: line.direction,
    extended,
    discount: own,
    saleDiscount: subtract(reduction, own),
    net: taxed.net,
    tax: subtract(taxed.gross, taxed.net),
    gross: taxed.gross,
    taxes: taxed.taxes.map((tax, index) => ({ taxId: line.taxes[index]?.taxId ?? '', ...tax })),
  };
}

function totalsOf(active: readonly SaleLine[], lines: readonly SettledLine[]): SettledSale {
  const sold = lines.filter((line) => line.direction === 'sale');
  const returned = lines.filter((line) => line.direction === 'return');
  const discounted = sold.length > 0 ? sold : returned;
  const grossSold = sum(sold.map((line) => line.gross));
  const grossReturned = sum(returned.map((line) => line.gross));
  return {
    kind: saleKindOf(lines),
    lines,
    taxTotals: taxTotalsOf(active, lines),
    discountTotal: sum(discounted.map((line) => add(line.discount, line.saleDiscount))),
    netSold: sum(sold.map((line) => line.net)),
    taxSold: sum(sold.map((line) => line.tax)),
    grossSold,
    netReturned: sum(returned.map((line) => line.net)),
    taxReturned: sum(returned.map((line) => line.tax)),
    grossReturned,
    collect: maxOf(zero, subtract(grossSold, grossReturned)),
    refund: maxOf(zero, subtract(grossReturned, grossSold)),
    ...cashRefundedBefore(active),
  };
}

/** Adds up what earlier returns of the same sales gave back in cash; each sale counts once. */
function cashRefundedBefore(lines: readonly SaleLine[]): Pick<SettledSale, 'cashRefunded'> {
  const bySale = new Map<string, CashRefunded>();
  for (const { returnOf } of lines) {
    if (returnOf?.cashRefunded) bySale.set(returnOf.saleId, returnOf.cashRefunded);
  }
  if (bySale.size === 0) return {};
  const all = [...bySale.values()];
  return { cashRefunded: { exact: sum(all.map(({ exact }) => exact)), cash: sum(all.map(({ cash }) => cash)) } };
}

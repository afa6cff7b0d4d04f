import { ppmWhole } from '../money/arithmetic.ts';
import { compareRatios, type Ratio, ratio } from '../money/ratio.ts';
import { accept, type Outcome, refuse } from '../outcome.ts';
import { priceLine } from '../pricing/price-line.ts';
import { replaceLine, withActiveLine } from './edit-lines.ts';
import { discountsMax } from './line-limits.ts';
import type { Discount, OpenSale, SettlePolicy } from './sale.ts';
import type { ActionOf } from './sale-action.ts';
import { type SaleRefusal, saleRefusal } from './sale-refusal.ts';
import { settleSale } from './settle-sale.ts';

type Edited = Outcome<OpenSale, SaleRefusal>;

/** Takes something off one line; never more than the line still costs (SA14). */
export function addLineDiscount(sale: OpenSale, action: ActionOf<'addLineDiscount'>, policy: SettlePolicy): Edited {
  return withActiveLine(sale, action.lineId, (line) => {
    if (line.returnOf) return refuse(saleRefusal('line-is-return'));
    const before = priceLine(line, policy).remaining;
    const fault = discountFault(action.discount, before) ?? placeFault(sale, line.discounts, action.discount);
    return fault ? refuse(fault) : replaceLine(sale, { ...line, discounts: [...line.discounts, action.discount] });
  });
}

/** Takes something off the whole sale; it is spread over the lines that are sold (SA15). */
export function addSaleDiscount(
  sale: OpenSale,
  { discount }: ActionOf<'addSaleDiscount'>,
  policy: SettlePolicy,
): Edited {
  const lines = settleSale(sale, policy).lines;
  const sold = lines.filter((line) => line.direction === 'sale');
  const discounted = sold.length > 0 ? sold : lines;
  const left = discounted.reduce((all, line) => all + line.extended - line.discount - line.saleDiscount, 0);
  const fault = discountFault(discount, ratio(left)) ?? placeFault(sale, sale.discounts, discount);
  return fault ? refuse(fault) : accept({ ...sale, discounts: [...sale.discounts, discount] });
}

/** Takes a discount away again, wherever it stands. */
export function removeDiscount(sale: OpenSale, { discountId }: ActionOf<'removeDiscount'>): Edited {
  if (!hasDiscount(sale, discountId)) return refuse(saleRefusal('discount-unknown'));
  const without = (discounts: readonly Discount[]): readonly Discount[] =>
    discounts.filter((each) => each.discountId !== discountId);
  const lines = sale.lines.map((line) => ({ ...line, discounts: without(line.discounts) }));
  return accept({ ...sale, lines, discounts: without(sale.discounts) });
}

function discountFault(discount: Discount, left: Ratio): SaleRefusal | null {
  if (discount.kind === 'percent') {
    return discount.ratePpm > ppmWhole ? saleRefusal('discount-too-large', ppmWhole) : null;
  }
  if (compareRatios(ratio(discount.amount), left) <= 0) return null;
  return saleRefusal('discount-too-large', Number(left.numerator / left.denominator));
}

function placeFault(sale: OpenSale, there: readonly Discount[], discount: Discount): SaleRefusal | null {
  if (there.length >= discountsMax) return saleRefusal('discounts-full', discountsMax);
  return hasDiscount(sale, discount.discountId) ? saleRefusal('discount-exists') : null;
}

function hasDiscount(sale: OpenSale, discountId: string): boolean {
  const all = [...sale.discounts, ...sale.lines.flatMap(({ discounts }) => discounts)];
  return all.some((each) => each.discountId === discountId);
}

import type { Item } from '../catalog/item.ts';
import type { LineId } from '../id.ts';
import type { Minor } from '../money/minor.ts';
import type { Quantity } from '../quantity/quantity.ts';
import type { TaxRate } from '../tax/tax-rate.ts';
import type { CompletedSale, ReturnOf, SaleLine } from './sale.ts';

/** What is known about a line when it is rung, beside the item itself. */
export interface RungLine {
  readonly lineId: LineId;
  readonly quantity: Quantity;
  /** The item's taxes today, from `taxesFor`. */
  readonly taxes: readonly TaxRate[];
  /** The amount of a price-embedded label, minor units. */
  readonly labelAmount?: Minor;
  /** The price keyed for an item without one, minor units per whole unit. */
  readonly openPrice?: Minor;
}

/** Makes a sale line of a catalog item; price, tax and cost are copied so that the record never asks the catalog (SA7). */
export function saleLineOf(item: Item, rung: RungLine): SaleLine {
  const { lineId, quantity, taxes, labelAmount, openPrice } = rung;
  return {
    ...emptyLine,
    lineId,
    itemId: item.itemId,
    sku: item.sku,
    name: item.name,
    quantity,
    unitPrice: openPrice ?? item.unitPrice,
    listPrice: item.unitPrice,
    priceSource: priceSourceOf(rung),
    labelAmount: labelAmount ?? null,
    taxCategory: item.taxCategory,
    taxes,
    unitCost: item.unitCost,
  };
}

/** Makes a line for an amount keyed without an item (an open department). */
export function openLineOf(
  rung: RungLine & { readonly openPrice: Minor },
  text: { readonly name: string; readonly taxCategory: string },
): SaleLine {
  const { lineId, quantity, taxes, openPrice } = rung;
  const price = { unitPrice: openPrice, listPrice: openPrice, priceSource: 'open' as const };
  return { ...emptyLine, ...text, ...price, lineId, quantity, taxes };
}

/** What is known when goods come back against an earlier sale. */
export interface GoodsBack {
  readonly lineId: LineId;
  readonly milli: number;
  readonly restock: boolean;
  readonly reasonCode: string;
  readonly returnOf: ReturnOf;
}

/** Makes the return line of an earlier line: same item, price and taxes; its amounts are shares of the original (SA20). */
export function returnLineOf(
  original: SaleLine,
  { lineId, milli, restock, reasonCode, returnOf }: GoodsBack,
): SaleLine {
  return {
    ...original,
    lineId,
    direction: 'return',
    quantity: { milli, unit: original.quantity.unit },
    discounts: [],
    returnOf,
    restock,
    reasonCode,
    voided: null,
    note: '',
  };
}

/** The link from a return line to the line of a completed sale; null when that sale has no such line that was sold. */
export function returnOfLine(
  sale: CompletedSale,
  lineId: LineId,
  before: Pick<ReturnOf, 'transactionNumber' | 'returnedMilli' | 'cashRefunded'>,
): ReturnOf | null {
  const line = sale.lines.find((each) => each.lineId === lineId);
  const original = sale.settled.lines.find((each) => each.lineId === lineId);
  if (!line || !original || line.direction === 'return') return null;
  return { saleId: sale.saleId, lineId, originalMilli: line.quantity.milli, original, ...before };
}

function priceSourceOf({ labelAmount, openPrice }: RungLine): SaleLine['priceSource'] {
  if (labelAmount !== undefined) return 'label';
  return openPrice === undefined ? 'list' : 'open';
}

const emptyLine = {
  direction: 'sale',
  itemId: null,
  sku: '',
  labelAmount: null,
  discounts: [],
  unitCost: null,
  returnOf: null,
  restock: false,
  reasonCode: '',
  voided: null,
  note: '',
} as const;

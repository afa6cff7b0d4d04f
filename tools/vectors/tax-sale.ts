import { brandId } from '../../domain/id.ts';
import { type Minor, minor, type Rounding, ratePpm } from '../../domain/money/minor.ts';
import { multiplyRatios, type Ratio, ratio, roundRatio } from '../../domain/money/ratio.ts';
import { quantity } from '../../domain/quantity/quantity.ts';
import type { Discount, SaleLine, SettlePolicy } from '../../domain/sale/sale.ts';
import type { SaleToSettle } from '../../domain/sale/settle-sale.ts';
import type { TaxRate, TaxRoundingLevel } from '../../domain/tax/tax-rate.ts';
import { decimal, magnitude, placesOf, scaled } from './decimal.ts';
import type { Figure, TaxEntry, TaxEntryLine, TaxEntryRate } from './tax-entry.ts';

/** A vector entry told in the product's own words: a sale and the store's policy; `digits` says what a minor unit is. */
export interface EntrySale {
  readonly sale: SaleToSettle;
  readonly policy: SettlePolicy;
  readonly digits: number;
}

const roundings: Readonly<Record<string, Rounding>> = {
  half_up: 'half_up',
  half_even: 'half_even',
  half_down: 'half_down',
  up: 'up',
  down: 'down',
};
const levels: Readonly<Record<string, TaxRoundingLevel>> = {
  per_line: 'per_line',
  per_unit: 'per_unit',
  global: 'global',
};

/** Is this a document the store settings can express at all? The raw figures of single lines are run elsewhere. */
export function levelOf(entry: TaxEntry): TaxRoundingLevel | null {
  return levels[entry.rounding] ?? null;
}

export function roundingOf(mode: string | undefined): Rounding {
  const rounding = roundings[mode ?? 'half_up'];
  if (!rounding) throw new TypeError(`unknown rounding mode ${mode}`);
  return rounding;
}

/** Builds the sale of an entry. Minor units are made fine enough for every price in it; amounts round to the increment. */
export function saleOfEntry(entry: TaxEntry): EntrySale {
  const increment = entry.currency_increment ?? '0.01';
  const fine = entry.lines.filter(hasFineQuantity).map(({ unit_price, qty }) => placesOf(unit_price) + placesOf(qty));
  const digits = Math.max(placesOf(increment), ...pricesOf(entry).map(placesOf), ...fine);
  const toMinor = (value: Figure | Ratio): Minor => minor(scaled(ratioOf(value), digits));
  const rates = new Map(entry.taxes.map((tax) => [tax.id, rateOfEntry(tax, toMinor)]));
  const lines = entry.lines.map((line, index) => lineOfEntry(line, { entry, index, rates, toMinor }));
  const level = levelOf(entry);
  if (level === null) throw new TypeError(`no such rounding: ${entry.rounding}`);
  const policy: SettlePolicy = {
    taxRounding: level,
    rounding: roundingOf(entry.rounding_mode),
    cashIncrement: entry.cash_rounding ? toMinor(entry.cash_rounding.increment) : toMinor(increment),
    cashRounding: roundingOf(entry.cash_rounding?.mode),
    amountIncrement: toMinor(increment),
  };
  return { sale: { lines, discounts: saleDiscounts(entry, toMinor), taxExempt: null }, policy, digits };
}

function ratioOf(value: Figure | Ratio): Ratio {
  return typeof value === 'object' ? value : decimal(value);
}

function pricesOf(entry: TaxEntry): Figure[] {
  const fixed = entry.taxes.filter((tax) => tax.type === 'fixed').map((tax) => tax.rate);
  const ofLines = entry.lines.flatMap((line) => [
    line.unit_price,
    line.discount_amount ?? 0,
    line.unit_discount_amount ?? 0,
  ]);
  return [...fixed, ...ofLines, entry.order_discount_amount ?? 0, entry.cash_rounding?.increment ?? 0];
}

function quantityOf(qty: Ratio): SaleLine['quantity'] {
  const milli = Number(roundRatio(multiplyRatios(qty, ratio(1000)), 'half_up'));
  return quantity(milli, milli % 1000 === 0 ? 'each' : 'kg');
}

/** More decimals than our thousandths: such a line is told by its amount, as a scale's label would. */
function hasFineQuantity({ qty }: TaxEntryLine): boolean {
  return placesOf(qty) > 3;
}

/** One tax of an entry as the product's `TaxRate`; percentages become ppm, which must hold them exactly. */
export function rateOfEntry(tax: TaxEntryRate, toMinor: (value: Figure) => Minor): TaxRate {
  const kind = tax.type === 'fixed' || tax.type === 'division' ? tax.type : 'percent';
  const share = decimal(tax.base_factor ?? 1);
  return {
    taxId: tax.id,
    name: tax.id,
    kind,
    ratePpm: ratePpm(kind === 'fixed' ? 0 : ppmOf(tax.rate)),
    amountPerUnit: minor(kind === 'fixed' ? toMinor(tax.rate) : 0),
    included: tax.included ?? false,
    affectsNext: tax.affects_next ?? false,
    affectedByPrevious: tax.affected_by_previous ?? true,
    ...(tax.base_factor === undefined
      ? {}
      : { baseShare: { numerator: Number(share.numerator), denominator: Number(share.denominator) } }),
  };
}

function ppmOf(percent: Figure): number {
  return scaled(decimal(percent), 4);
}

interface EntryGround {
  readonly entry: TaxEntry;
  readonly index: number;
  readonly rates: ReadonlyMap<string, TaxRate>;
  readonly toMinor: (value: Figure | Ratio) => Minor;
}

function lineOfEntry(line: TaxEntryLine, ground: EntryGround): SaleLine {
  const price = decimal(line.unit_price);
  const qty = decimal(line.qty);
  const comesBack = price.numerator < 0n !== qty.numerator < 0n && price.numerator !== 0n;
  const back = comesBack || (price.numerator === 0n && qty.numerator < 0n);
  const unitPrice = ground.toMinor(magnitude(price));
  return {
    lineId: entryId(ground.index),
    direction: back ? 'return' : 'sale',
    itemId: null,
    sku: '',
    name: line.name ?? `line ${ground.index + 1}`,
    quantity: quantityOf(magnitude(qty)),
    unitPrice,
    listPrice: unitPrice,
    priceSource: 'open',
    labelAmount: hasFineQuantity(line) ? ground.toMinor(multiplyRatios(magnitude(price), magnitude(qty))) : null,
    discounts: lineDiscounts(line, ground),
    taxCategory: '',
    taxes: line.taxes.map((id) => {
      const rate = ground.rates.get(id);
      if (!rate) throw new TypeError(`unknown tax ${id}`);
      return rate;
    }),
    unitCost: null,
    returnOf: null,
    restock: true,
    reasonCode: '',
    voided: null,
    note: '',
  };
}

function lineDiscounts(line: TaxEntryLine, { entry, index, toMinor }: EntryGround): Discount[] {
  const qty = magnitude(decimal(line.qty));
  const percents = [line.discount_percent, entry.line_discount_percent?.[index], entry.item_discount_percent];
  const amounts = [
    line.discount_amount,
    line.unit_discount_amount === undefined ? undefined : multiplyRatios(decimal(line.unit_discount_amount), qty),
  ];
  return [
    ...amounts.flatMap((amount) => (amount === undefined ? [] : [amountOff(toMinor(amount))])),
    ...percents.flatMap((percent) => (percent === undefined ? [] : [percentOff(percent)])),
  ];
}

function saleDiscounts(entry: TaxEntry, toMinor: (value: Figure | Ratio) => Minor): Discount[] {
  return [
    ...(entry.order_discount_amount === undefined ? [] : [amountOff(toMinor(entry.order_discount_amount))]),
    ...(entry.order_discount_percent === undefined ? [] : [percentOff(entry.order_discount_percent)]),
  ];
}

function amountOff(amount: Minor): Discount {
  return { kind: 'amount', amount, discountId: 'vector', reasonCode: 'vector', label: '' };
}

function percentOff(percent: Figure): Discount {
  return { kind: 'percent', ratePpm: ratePpm(ppmOf(percent)), discountId: 'vector', reasonCode: 'vector', label: '' };
}

function entryId<Branded extends string>(index: number): Branded {
  return brandId(`00000000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`);
}

/** Minor units back to a decimal of the entry. */
export function majorOf(amount: number, digits: number): Ratio {
  return ratio(amount, 10n ** BigInt(digits));
}

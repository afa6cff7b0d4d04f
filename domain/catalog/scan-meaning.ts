import { type LabelMeasure, measureMilli, measureMinor } from '../barcode/gs1-measure.ts';
import { layoutsOfRegion } from '../barcode/label.ts';
import { parseScan, type ScanResult, shownScan } from '../barcode/parse-scan.ts';
import { minorOfRatio } from '../money/arithmetic.ts';
import { currencyOfCode } from '../money/currency.ts';
import { type Minor, minor } from '../money/minor.ts';
import { ratio } from '../money/ratio.ts';
import { type Quantity, quantityMilliMax } from '../quantity/quantity.ts';
import { lineAmountMax } from '../sale/line-limits.ts';
import type { StoreSettings } from '../store/store-settings.ts';
import type { Item } from './item.ts';

/** Looks codes up; both give null for what is not in the catalog or not for sale. */
export interface CodeIndex<Found extends { readonly item: Item }> {
  /** By a code as stored: 14 digits of a GTIN, or an internal code as printed. */
  readonly byBarcode: (code: string) => Found | null;
  /** By the item code inside this store's variable-measure labels. */
  readonly byLabelCode: (code: string) => Found | null;
}

type Article<Found> = Found & {
  readonly kind: 'item';
  /** Of a weighed or priced label; null for any other code. */
  readonly quantity: Quantity | null;
  readonly labelAmount: Minor | null;
};

/** What a scan means: an item (weighed, priced or plain), a receipt, or why it is nothing. */
export type ScanMeaning<Found> =
  | Article<Found>
  | { readonly kind: 'receipt'; readonly transactionNumber: string }
  | {
      readonly kind: 'unknown';
      /** The scan as text that is safe to show. */
      readonly text: string;
      readonly reason: string;
      /** The sound code as the catalog would store it, to make an item from it. */
      readonly barcode: string | null;
    };

/** The same at the counter and on a handheld (CA18, BC rules): what a scanned code means in this store. */
export function meaningOfScan<Found extends { readonly item: Item }>(
  scan: { readonly raw: string; readonly aimId: string | null },
  index: CodeIndex<Found>,
  settings: Pick<StoreSettings, 'labelRegion' | 'currency'> | null,
): ScanMeaning<Found> {
  const layouts = settings === null ? [] : layoutsOfRegion(settings.labelRegion);
  const result = parseScan(scan.raw, { aimId: scan.aimId, layouts });
  const digits = currencyOfCode(settings?.currency ?? '')?.digits ?? 2;
  switch (result.kind) {
    case 'gtin':
      return articleOf(result, index, digits) ?? notInCatalog(result.gtin14);
    case 'variable-measure':
      return labelled(result, index, digits) ?? notInCatalog(result.gtin14);
    case 'internal':
      return internal(result, index) ?? notInCatalog(result.code);
    case 'receipt':
      return { kind: 'receipt', transactionNumber: result.transactionNumber };
    case 'unknown':
      return unknownCode(result, index);
  }
}

function plain<Found>(found: Found): Article<Found> {
  return { kind: 'item', ...found, quantity: null, labelAmount: null };
}

/** An eight-digit code can be a GTIN-8 or a UPC-E: the second reading counts when the first is not in the catalog. */
function articleOf<Found extends { readonly item: Item }>(
  result: Extract<ScanResult, { kind: 'gtin' }>,
  index: CodeIndex<Found>,
  digits: number,
): ScanMeaning<Found> | null {
  const other = result.otherGtin14 === null ? null : index.byBarcode(result.otherGtin14);
  const found = index.byBarcode(result.gtin14) ?? other;
  if (found === null) return null;
  return result.measure === null ? plain(found) : measured(found, result.measure, digits);
}

/** The code inside the label names the item; some catalogs list the label with its value taken out, or as it is. */
function labelled<Found extends { readonly item: Item }>(
  result: Extract<ScanResult, { kind: 'variable-measure' }>,
  index: CodeIndex<Found>,
  digits: number,
): ScanMeaning<Found> | null {
  const found = index.byLabelCode(result.itemCode) ?? index.byBarcode(result.baseGtin14);
  if (found !== null) return measured(found, result.measure, digits);
  const whole = index.byBarcode(result.gtin14);
  return whole === null ? null : plain(whole);
}

function internal<Found extends { readonly item: Item }>(
  result: Extract<ScanResult, { kind: 'internal' }>,
  index: CodeIndex<Found>,
): Article<Found> | null {
  const other = result.otherGtin14 === null ? null : index.byBarcode(result.otherGtin14);
  const found = index.byBarcode(result.code) ?? other;
  return found === null ? null : plain(found);
}

/**
 * A weight is a quantity in the item's own unit. A price is the line's amount; the weight behind it follows from the price
 * of the unit. What no line can hold is refused by name (CA18).
 */
function measured<Found extends { readonly item: Item }>(
  found: Found,
  measure: LabelMeasure,
  digits: number,
): ScanMeaning<Found> {
  const amount = measureMinor(measure, digits);
  if (amount !== null && amount > lineAmountMax) return tooLarge(measure);
  const quantity = amount === null ? quantityOf(found.item, measure) : quantityBehind(found.item, amount);
  if (quantity.milli > quantityMilliMax) return tooLarge(measure);
  return { ...plain(found), quantity, labelAmount: amount === null ? null : minor(amount) };
}

function quantityOf({ unit }: Item, measure: LabelMeasure): Quantity {
  const milli = measureMilli(measure) ?? 0;
  if (measure.kind !== 'weight') return { milli, unit };
  return unit === 'g' ? { milli: milli * 1000, unit } : { milli, unit: 'kg' };
}

/** How much of the goods an amount of money is, at least a thousandth; one piece when the goods are not measured. */
function quantityBehind({ unit, unitPrice }: Item, amount: number): Quantity {
  if (unit === 'each' || unitPrice <= 0) return { milli: 1000, unit };
  return { milli: Math.max(1, minorOfRatio(ratio(BigInt(amount) * 1000n, BigInt(unitPrice)), 'half_up')), unit };
}

function tooLarge({ digits }: LabelMeasure): ScanMeaning<never> {
  return { kind: 'unknown', text: shownScan(digits), reason: 'measure-too-large', barcode: null };
}

/** A store's own codes may break the rules of GTINs (8 digits of its own): what the catalog knows is sold all the same. */
function unknownCode<Found extends { readonly item: Item }>(
  result: Extract<ScanResult, { kind: 'unknown' }>,
  index: CodeIndex<Found>,
): ScanMeaning<Found> {
  const ownCode = result.reason === 'check-digit' || result.reason === 'label-check-digit';
  const found = ownCode ? (index.byBarcode(result.text) ?? index.byBarcode(result.text.padStart(14, '0'))) : null;
  if (found !== null) return plain(found);
  return { kind: 'unknown', text: shownScan(result.text), reason: result.reason, barcode: null };
}

function notInCatalog(code: string): ScanMeaning<never> {
  const shown = shownScan(code);
  return { kind: 'unknown', text: shown, reason: 'not-in-catalog', barcode: shown };
}

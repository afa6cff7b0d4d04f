import type { z } from 'zod';
import type { scanAnswer } from '../../../contracts/catalog.ts';
import { type LabelMeasure, measureMilli, measureMinor } from '../../../domain/barcode/gs1-measure.ts';
import { layoutsOfRegion } from '../../../domain/barcode/label.ts';
import { parseScan, type ScanResult, shownScan } from '../../../domain/barcode/parse-scan.ts';
import type { Item } from '../../../domain/catalog/item.ts';
import { minorOfRatio } from '../../../domain/money/arithmetic.ts';
import { currencyOfCode } from '../../../domain/money/currency.ts';
import { minor } from '../../../domain/money/minor.ts';
import { ratio } from '../../../domain/money/ratio.ts';
import { type Quantity, quantityMilliMax } from '../../../domain/quantity/quantity.ts';
import { lineAmountMax } from '../../../domain/sale/line-limits.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import type { StockedItem } from '../../store/catalog/item-reads.ts';
import type { Store } from '../../store/store.ts';
import type { LiveIndex } from './live-index.ts';

type ScanAnswer = z.output<typeof scanAnswer>;
type ItemAnswer = Extract<ScanAnswer, { kind: 'item' }>;

export interface ScanSource {
  readonly index: LiveIndex;
  readonly store: Store;
}

/** What a scan means in this store: an item (weighed, priced or plain), a receipt, or why it is nothing. */
export function answerScan(
  scan: { readonly raw: string; readonly aimId: string | null },
  { index, store }: ScanSource,
): ScanAnswer {
  const settings = store.settings();
  const layouts = settings === null ? [] : layoutsOfRegion(settings.labelRegion);
  const result = parseScan(scan.raw, { aimId: scan.aimId, layouts });
  switch (result.kind) {
    case 'gtin':
      return articleAnswer(result, index, settings) ?? notInCatalog(result.gtin14);
    case 'variable-measure':
      return labelAnswer(result, index, settings) ?? notInCatalog(result.gtin14);
    case 'internal':
      return internalAnswer(result, index) ?? notInCatalog(result.code);
    case 'receipt': {
      const found = store.sales.byNumber(result.transactionNumber);
      return { kind: 'receipt', transactionNumber: result.transactionNumber, saleId: found?.sale.saleId ?? null };
    }
    case 'unknown':
      return unknownAnswer(result, index);
  }
}

function plain(found: StockedItem): ItemAnswer {
  return { kind: 'item', ...found, quantity: null, labelAmount: null };
}

/** An eight-digit code can be a GTIN-8 or a UPC-E: the second reading counts when the first is not in the catalog. */
function articleAnswer(
  result: Extract<ScanResult, { kind: 'gtin' }>,
  index: LiveIndex,
  settings: StoreSettings | null,
): ScanAnswer | null {
  const other = result.otherGtin14 === null ? null : index.byBarcode(result.otherGtin14);
  const found = index.byBarcode(result.gtin14) ?? other;
  if (found === null) return null;
  return result.measure === null ? plain(found) : measured(found, result.measure, settings);
}

/** The code inside the label names the item; some catalogs list the label with its value taken out, or as it is. */
function labelAnswer(
  result: Extract<ScanResult, { kind: 'variable-measure' }>,
  index: LiveIndex,
  settings: StoreSettings | null,
): ScanAnswer | null {
  const found = index.byLabelCode(result.itemCode) ?? index.byBarcode(result.baseGtin14);
  if (found !== null) return measured(found, result.measure, settings);
  const whole = index.byBarcode(result.gtin14);
  return whole === null ? null : plain(whole);
}

function internalAnswer(result: Extract<ScanResult, { kind: 'internal' }>, index: LiveIndex): ItemAnswer | null {
  const other = result.otherGtin14 === null ? null : index.byBarcode(result.otherGtin14);
  const found = index.byBarcode(result.code) ?? other;
  return found === null ? null : plain(found);
}

/**
 * A weight is a quantity in the item's own unit. A price is the line's amount; the weight behind it follows from the price
 * of the unit. What no line can hold is refused by name (CA18).
 */
function measured(found: StockedItem, measure: LabelMeasure, settings: StoreSettings | null): ScanAnswer {
  const digits = currencyOfCode(settings?.currency ?? '')?.digits ?? 2;
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

function tooLarge({ digits }: LabelMeasure): ScanAnswer {
  return { kind: 'unknown', text: shownScan(digits), reason: 'measure-too-large', barcode: null };
}

/** A store's own codes may break the rules of GTINs (8 digits of its own): what the catalog knows is sold all the same. */
function unknownAnswer(result: Extract<ScanResult, { kind: 'unknown' }>, index: LiveIndex): ScanAnswer {
  const ownCode = result.reason === 'check-digit' || result.reason === 'label-check-digit';
  const found = ownCode ? (index.byBarcode(result.text) ?? index.byBarcode(result.text.padStart(14, '0'))) : null;
  if (found !== null) return plain(found);
  return { kind: 'unknown', text: shownScan(result.text), reason: result.reason, barcode: null };
}

function notInCatalog(code: string): ScanAnswer {
  const shown = shownScan(code);
  return { kind: 'unknown', text: shown, reason: 'not-in-catalog', barcode: shown };
}

import { ppmWhole } from '../money/arithmetic.ts';
import { minor } from '../money/minor.ts';
import { compareRatios, multiplyRatios, ratio } from '../money/ratio.ts';
import { quantityMilliMax } from '../quantity/quantity.ts';
import { exactLineTaxes } from '../tax/line-taxes.ts';
import type { SaleLine } from './sale.ts';
import { type SaleRefusal, saleRefusal } from './sale-refusal.ts';

/** Most lines of one sale, voided ones included. */
export const saleLinesMax = 1_000;
/** Most discounts on one line, and on one sale. */
export const discountsMax = 10;
/** Most tenders of one sale. */
export const tendersMax = 50;
/** The most one line may come to before discounts, taxes included: minor units. */
export const lineAmountMax = minor(1_000_000_000_000);

/** Why a line can't stand in a sale as it is, or null: quantities and amounts a till can mean (SA8, SA9). */
export function lineFault(line: SaleLine): SaleRefusal | null {
  const { milli, unit } = line.quantity;
  if (milli <= 0) return saleRefusal('quantity-zero');
  if (!Number.isSafeInteger(milli) || milli > quantityMilliMax) {
    return saleRefusal('quantity-too-large', quantityMilliMax);
  }
  if (unit === 'each' && milli % 1000 !== 0) return saleRefusal('quantity-not-whole');
  if (line.labelAmount !== null && line.labelAmount > lineAmountMax) {
    return saleRefusal('amount-too-large', lineAmountMax);
  }
  return isTooDear(line) ? saleRefusal('amount-too-large', lineAmountMax) : null;
}

function isTooDear(line: SaleLine): boolean {
  if (isModest(line)) return false;
  const { quantity, unitPrice, labelAmount, taxes } = line;
  const units = ratio(quantity.milli, 1000);
  const extended = labelAmount === null ? multiplyRatios(ratio(unitPrice), units) : ratio(labelAmount);
  if (compareRatios(extended, ratio(lineAmountMax)) > 0) return true;
  return compareRatios(exactLineTaxes(taxes, extended, units).gross, ratio(lineAmountMax)) > 0;
}

/** Before taxes, in minor units: eight percentages of at most 100 % one upon the other make 256 times as much of it. */
const modestAmountMax = lineAmountMax / 1_000;
const modestTaxesMax = 8;

/** Is the line so far below the limit that nobody has to work its taxes out? */
function isModest({ quantity, unitPrice, labelAmount, taxes }: SaleLine): boolean {
  const milliMax = modestAmountMax * 1_000;
  const isSmall = labelAmount === null ? unitPrice * quantity.milli <= milliMax : labelAmount <= modestAmountMax;
  return isSmall && taxes.length <= modestTaxesMax && taxes.every(isPlainPercent);
}

function isPlainPercent({ kind, ratePpm, baseShare }: SaleLine['taxes'][number]): boolean {
  return kind === 'percent' && ratePpm >= 0 && ratePpm <= ppmWhole && baseShare === undefined;
}

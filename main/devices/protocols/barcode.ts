import type { BarcodeSymbology } from '../../../domain/receipt/receipt-document.ts';

/** A barcode with data its symbology can say. */
export interface Barcode {
  readonly symbology: BarcodeSymbology;
  readonly data: string;
}

const patterns: Readonly<Record<BarcodeSymbology, RegExp>> = {
  ean13: /^\d{13}$/,
  ean8: /^\d{8}$/,
  upca: /^\d{12}$/,
  code39: /^[0-9A-Z \-.$/+%]+$/,
  itf: /^(\d\d)+$/,
  code128: /^[\x20-\x7e]+$/,
};

/** Symbologies that are chosen without being asked for, best first. */
const byItself: readonly BarcodeSymbology[] = ['ean13', 'ean8', 'upca'];

/** Check digit of the GTIN family: weights 3 and 1 from the right (GS1 General Specifications 7.9). */
function hasCheckDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((all, digit, at) => all + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

/** Can the symbology say this text? The GTIN family wants its check digit right. */
export function canEncode(symbology: BarcodeSymbology, data: string): boolean {
  if (!patterns[symbology].test(data)) return false;
  return !byItself.includes(symbology) || hasCheckDigit(data);
}

/**
 * The barcode for a text: as asked for when that can say it; else by the text (a GTIN with its check digit), else CODE128.
 * Null when there is nothing to encode.
 */
export function barcodeOf(data: string, asked: BarcodeSymbology | undefined): Barcode | null {
  if (asked !== undefined && canEncode(asked, data)) return { symbology: asked, data };
  const fitting = asked === undefined ? byItself.find((symbology) => canEncode(symbology, data)) : undefined;
  const symbology = fitting ?? 'code128';
  return canEncode(symbology, data) ? { symbology, data } : null;
}

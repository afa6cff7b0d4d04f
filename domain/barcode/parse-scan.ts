import { isDigits } from './check-digit.ts';
import { looksLikeLink, readDigitalLink } from './digital-link.ts';
import { elementValue, type Gs1Element, groupSeparator, readBracketed, readElementString } from './gs1-elements.ts';
import { type LabelMeasure, measureOfElements } from './gs1-measure.ts';
import { readGtin } from './gtin.ts';
import { type LabelLayout, readLabel } from './label.ts';
import { readSymbol, splitAimId } from './symbol.ts';
import { expandUpcE } from './upc-e.ts';

/** Longest scan that is looked at, in characters; nothing a till sells by is longer. */
export const scanTextMax = 2_048;
/** Longest store-internal code, in characters. */
export const internalCodeMax = 64;
/** What our receipts' QR codes start with; the transaction number follows. */
export const receiptMark = 'KNT1:';

export const scanReasons = [
  'empty',
  'too-long',
  'control-characters',
  'check-digit',
  'label-check-digit',
  'symbology-data',
  'gs1-invalid',
  'no-gtin',
  'not-digital-link',
  'receipt-damaged',
  'not-a-code',
] as const;
export type ScanReason = (typeof scanReasons)[number];

/** What a scan means. A wrong check digit is `unknown` with that reason: it is never looked up. */
export type ScanResult =
  | {
      readonly kind: 'gtin';
      readonly gtin14: string;
      /** Eight digits can be a GTIN-8 or a UPC-E: the second reading, to look up when the first is not in the catalog. */
      readonly otherGtin14: string | null;
      readonly elements: readonly Gs1Element[];
      readonly measure: LabelMeasure | null;
    }
  | {
      readonly kind: 'variable-measure';
      readonly gtin14: string;
      readonly itemCode: string;
      readonly baseGtin14: string;
      readonly measure: LabelMeasure;
    }
  /** A code of the store's own, as printed; six or seven digits may be a UPC-E sent short. */
  | { readonly kind: 'internal'; readonly code: string; readonly otherGtin14: string | null }
  | { readonly kind: 'receipt'; readonly transactionNumber: string }
  | { readonly kind: 'unknown'; readonly text: string; readonly reason: ScanReason };

export interface ScanContext {
  /** Symbology the scanner named, e.g. `]E0`; null when it named none (the text may still start with one). */
  readonly aimId: string | null;
  /** The store's layouts of weighed and priced labels. */
  readonly layouts: readonly LabelLayout[];
}

/**
 * Says what a scan means: article number, weighed or priced label, GS1 element string, Digital Link, our own receipt, or a
 * store-internal code. The AIM identifier decides where there is one; without it the form of the text does (BC1 to BC11).
 */
export function parseScan(raw: string, { aimId, layouts }: ScanContext): ScanResult {
  if (raw.length > scanTextMax) return unknown(raw, 'too-long');
  const trimmed = raw.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  const split = aimId === null ? splitAimId(trimmed) : { aimId, data: trimmed };
  const { data } = split;
  if (data === '') return unknown('', 'empty');
  if (hasControl(data.replaceAll(groupSeparator, ''))) return unknown(data, 'control-characters');
  if (data.startsWith(receiptMark)) return receiptOf(data);
  return split.aimId === '' ? unnamed(data, layouts) : named(split.aimId, { data, layouts });
}

/** Text safe to show: control characters out, at most 64 characters. */
export function shownScan(text: string): string {
  return Array.from(text.slice(0, 256))
    .filter((each) => !hasControl(each))
    .join('')
    .slice(0, 64);
}

function named(aimId: string, { data, layouts }: { data: string; layouts: readonly LabelLayout[] }): ScanResult {
  const symbol = readSymbol(aimId, data);
  if (!symbol.ok) {
    if (symbol.refusal === 'symbology-unknown') return unnamed(data, layouts);
    // Many scanners are set to send UPC-A with 12 and UPC-E with 8 digits under ]E0.
    if (symbol.refusal === 'symbology-data' && isDigits(data) && aimId === ']E0') return underE0(data, layouts);
    return unknown(data, symbol.refusal);
  }
  const { text, gs1, elements, symbology } = symbol.value;
  if (symbology === 'ean-13' || symbology === 'ean-8') return article(text, { elements, layouts });
  if (gs1 || elements.length > 0) return gs1Scan(text, elements);
  return unnamed(text, layouts);
}

function underE0(data: string, layouts: readonly LabelLayout[]): ScanResult {
  if (data.length === 12) return article(data, { elements: [], layouts });
  const upcE = data.length === 8 ? expandUpcE(data) : null;
  if (upcE === null) return unknown(data, 'symbology-data');
  return upcE.ok ? gtinScan(upcE.value.upcA12.padStart(14, '0')) : unknown(data, 'check-digit');
}

/** No identifier: the form of the text has to say it. */
function unnamed(data: string, layouts: readonly LabelLayout[]): ScanResult {
  if (looksLikeLink(data)) {
    const link = readDigitalLink(data);
    if (link.ok) return gs1Scan(data, link.value);
    return unknown(data, link.refusal.code === 'check-digit' ? 'check-digit' : 'not-digital-link');
  }
  if (isDigits(data) && [8, 12, 13, 14].includes(data.length)) return article(data, { elements: [], layouts });
  const elements = elementsOf(data);
  if (elements !== null) return gs1Scan(data, elements);
  if (hasControl(data)) return unknown(data, data.includes(groupSeparator) ? 'gs1-invalid' : 'control-characters');
  return internal(data);
}

/** Elements of a text that looks like an element string: with separators, in brackets, or an 01 with its GTIN first. */
function elementsOf(data: string): readonly Gs1Element[] | null {
  if (data.startsWith('(')) {
    const read = readBracketed(data);
    return read.ok ? read.value : null;
  }
  if (!data.includes(groupSeparator) && !/^01\d{14}/.test(data)) return null;
  const read = readElementString(data.startsWith(groupSeparator) ? data.slice(1) : data);
  return read.ok ? read.value : null;
}

function article(
  digits: string,
  { elements, layouts }: { elements: readonly Gs1Element[]; layouts: readonly LabelLayout[] },
): ScanResult {
  const label = readLabel(digits, layouts);
  if (label.ok) return { kind: 'variable-measure', ...label.value };
  if (label.refusal !== 'not-a-label') return unknown(digits, label.refusal);
  const gtin = readGtin(digits);
  const upcE = digits.length === 8 ? expandUpcE(digits) : null;
  const other = upcE?.ok === true ? upcE.value.upcA12.padStart(14, '0') : null;
  if (gtin.ok) return { ...gtinScan(gtin.value), otherGtin14: other, elements, measure: measureOfElements(elements) };
  return other === null ? unknown(digits, 'check-digit') : gtinScan(other);
}

function gtinScan(gtin14: string): Extract<ScanResult, { kind: 'gtin' }> {
  return { kind: 'gtin', gtin14, otherGtin14: null, elements: [], measure: null };
}

function gs1Scan(text: string, elements: readonly Gs1Element[]): ScanResult {
  const gtin14 =
    elementValue(elements, '01') ?? elementValue(elements, '02') ?? elementValue(elements, '8006')?.slice(0, 14);
  if (gtin14 === undefined) return unknown(text, 'no-gtin');
  return { ...gtinScan(gtin14), elements, measure: measureOfElements(elements) };
}

function internal(code: string): ScanResult {
  if (!/^[\x21-\x7e]+$/.test(code) || code.length > internalCodeMax) return unknown(code, 'not-a-code');
  return { kind: 'internal', code, otherGtin14: shortUpcE(code) };
}

/** Six digits are a UPC-E without its check digit; seven have it at the end, or the number system in front instead. */
function shortUpcE(code: string): string | null {
  if (!/^\d{6,7}$/.test(code)) return null;
  const checked = code.length === 7 ? expandUpcE(code) : null;
  const upcE = checked?.ok === true ? checked : expandUpcE(code, 'absent');
  return upcE.ok ? upcE.value.upcA12.padStart(14, '0') : null;
}

function receiptOf(data: string): ScanResult {
  const transactionNumber = data.slice(receiptMark.length);
  const sound = /^[0-9A-Za-z][0-9A-Za-z._/-]{0,63}$/.test(transactionNumber);
  return sound ? { kind: 'receipt', transactionNumber } : unknown(data, 'receipt-damaged');
}

function hasControl(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || (code >= 0x7f && code <= 0x9f) || code === 0x2028 || code === 0x2029) return true;
  }
  return false;
}

function unknown(text: string, reason: ScanReason): ScanResult {
  return { kind: 'unknown', text: shownScan(text), reason };
}

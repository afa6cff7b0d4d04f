import type { Item } from '../../../../domain/catalog/item.ts';
import { meaningOfScan, type ScanMeaning } from '../../../../domain/catalog/scan-meaning.ts';
import type { HandheldCore } from './handheld-core.ts';

const aimPattern = /^\][A-Za-z][0-9A-Za-z]/;
/** Longest scan that is looked at, in characters. */
const scanCharsMax = 4_296;
/** A receipt's number as people read it: series, dash, six digits. */
const numberPattern = /(?<![A-Z0-9])[A-Z]{1,3}\d{1,3}-\d{6}(?!\d)/;

/** What a code of the camera or of a wedge scanner means in this store; nothing is rung. */
export function scannedMeaning({ book, settings }: HandheldCore, raw: string): ScanMeaning<{ readonly item: Item }> {
  const aimId = aimPattern.exec(raw)?.[0] ?? null;
  const text = (aimId === null ? raw : raw.slice(aimId.length)).slice(0, scanCharsMax);
  const codes = {
    byBarcode: (code: string) => book.byBarcode(code),
    byLabelCode: (code: string) => book.byLabelCode(code),
  };
  return meaningOfScan({ raw: text, aimId }, codes, settings);
}

/** The item of a code, whatever else the code says (HE59). */
export function itemOfCode(core: HandheldCore, raw: string): Item | null {
  const meaning = scannedMeaning(core, raw);
  return meaning.kind === 'item' ? meaning.item : null;
}

/** The receipt of a code: the one on its paper, or the text a handheld showed its customer, with the number in it (HE59). */
export function receiptOfCode(core: HandheldCore, raw: string): string | null {
  const meaning = scannedMeaning(core, raw);
  if (meaning.kind === 'receipt') return meaning.transactionNumber;
  return meaning.kind === 'unknown' ? (numberPattern.exec(raw.slice(0, scanCharsMax))?.[0] ?? null) : null;
}

/** The catalog has no price for it: somebody keys one each time. */
export function isPriceOpen({ unitPrice }: Pick<Item, 'unitPrice'>): boolean {
  return unitPrice === 0;
}

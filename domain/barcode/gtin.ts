import { accept, type Outcome, refuse } from '../outcome.ts';
import { hasMod10CheckDigit, isDigits } from './check-digit.ts';

export const gtinRefusals = ['not-digits', 'gtin-length', 'check-digit'] as const;
/** Why a text is no GTIN; `check-digit` alone means a digit was misread or mistyped. */
export type GtinRefusal = (typeof gtinRefusals)[number];

const gtinLengths: readonly number[] = [8, 12, 13, 14];

/**
 * Reads a GTIN-8, -12, -13 or -14 and gives its 14 digits, the one form the catalog stores. Source: GS1 General
 * Specifications 3.3.2 and 7.9.1 (BC1, BC2).
 */
export function readGtin(text: string): Outcome<string, GtinRefusal> {
  if (!isDigits(text)) return refuse('not-digits');
  if (!gtinLengths.includes(text.length)) return refuse('gtin-length');
  return hasMod10CheckDigit(text) ? accept(text.padStart(14, '0')) : refuse('check-digit');
}

/** The shortest usual way to write a GTIN of 14 digits: 8, 12, 13 or 14 digits, as it is printed below the bars. */
export function shortGtin(gtin14: string): string {
  for (const length of gtinLengths) {
    const head = gtin14.slice(0, 14 - length);
    if (/^0*$/.test(head)) return gtin14.slice(14 - length);
  }
  return gtin14;
}

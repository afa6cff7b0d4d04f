import type { ScanSymbology } from '../../../../contracts/device-status.ts';

/** Code characters of AIM identifiers. Source: ISO/IEC 15424 table 1; `X` (other) names nothing. */
const symbologyOfCode: Readonly<Record<string, ScanSymbology>> = {
  A: 'code-39',
  C: 'code-128',
  E: 'ean-upc',
  F: 'codabar',
  G: 'code-93',
  H: 'code-11',
  I: 'itf',
  J: 'dotcode',
  L: 'pdf417',
  M: 'msi',
  Q: 'qr',
  R: 'industrial-2-of-5',
  S: 'industrial-2-of-5',
  U: 'maxicode',
  d: 'data-matrix',
  e: 'gs1-databar',
  z: 'aztec',
};

/** Identifiers that say FNC1 came first: the data is a GS1 element string. Source: GS1 General Specifications 5.1.4. */
const gs1Ids: ReadonlySet<string> = new Set([
  ']C1',
  ']e0',
  ']e1',
  ']e2',
  ']d2',
  ']d5',
  ']Q3',
  ']Q4',
  ']J1',
  ']z1',
  ']L3',
]);

/** What an AIM identifier says of the data behind it. */
export interface AimMeaning {
  readonly symbology: ScanSymbology;
  readonly gs1: boolean;
}

/** Reads an identifier like `]E0`; null or one that is not in the standard's list means `unknown`. */
export function readAimId(aimId: string | null): AimMeaning {
  if (aimId === null) return { symbology: 'unknown', gs1: false };
  if (aimId === ']C1') return { symbology: 'gs1-128', gs1: true };
  return { symbology: symbologyOfCode[aimId.slice(1, 2)] ?? 'unknown', gs1: gs1Ids.has(aimId) };
}

import { accept, type Outcome, refuse } from '../outcome.ts';
import { isDigits, mod10CheckDigit } from './check-digit.ts';

export const upcERefusals = ['not-digits', 'upc-e-length', 'number-system', 'not-compressible', 'check-digit'] as const;
export type UpcERefusal = (typeof upcERefusals)[number];

/** A UPC-E in its 8-digit form (number system, six digits, check digit) and the 12 digits it stands for. */
export interface UpcE {
  readonly upcE8: string;
  readonly upcA12: string;
}

/** Which digits the text holds: the six alone, with the check digit, with the number system, or all eight. */
interface UpcEParts {
  readonly numberSystem: string;
  readonly six: string;
  readonly checkDigit: string | null;
}

/**
 * Expands a UPC-E as it is printed or sent: 8 digits, 7 with the check digit but without the number system, or the six
 * alone. Shorter texts are filled with zeros from the left when `checkDigit` says how to read them. Refuses a number
 * system other than 0 or 1, digits no UPC-A compresses to, and a wrong check digit. Source: GS1 General Specifications
 * 7.10 and BS EN 797 table 5 (BC3).
 */
export function expandUpcE(text: string, checkDigit: 'included' | 'absent' = 'included'): Outcome<UpcE, UpcERefusal> {
  if (!isDigits(text)) return refuse('not-digits');
  const parts = checkDigit === 'included' ? partsWithCheck(text) : partsWithoutCheck(text);
  if (parts === null) return refuse('upc-e-length');
  const { numberSystem, six } = parts;
  if (numberSystem !== '0' && numberSystem !== '1') return refuse('number-system');
  const body = uncompressed(six);
  if (body === null) return refuse('not-compressible');
  const check = mod10CheckDigit(`${numberSystem}${body}`);
  if (parts.checkDigit !== null && parts.checkDigit !== check) return refuse('check-digit');
  return accept({ upcE8: `${numberSystem}${six}${check}`, upcA12: `${numberSystem}${body}${check}` });
}

function partsWithCheck(text: string): UpcEParts | null {
  if (text.length > 8) return null;
  if (text.length < 8)
    return { numberSystem: '0', six: text.slice(0, -1).padStart(6, '0'), checkDigit: text.slice(-1) };
  return { numberSystem: text.slice(0, 1), six: text.slice(1, 7), checkDigit: text.slice(7) };
}

function partsWithoutCheck(text: string): UpcEParts | null {
  if (text.length > 7) return null;
  if (text.length < 7) return { numberSystem: '0', six: text.padStart(6, '0'), checkDigit: null };
  return { numberSystem: text.slice(0, 1), six: text.slice(1), checkDigit: null };
}

/** The ten digits between number system and check digit; null where a shorter form would have been printed. */
function uncompressed(six: string): string | null {
  const last = six.slice(5);
  if ('012'.includes(last)) return `${six.slice(0, 2)}${last}0000${six.slice(2, 5)}`;
  if (last === '3') return '012'.includes(six.slice(2, 3)) ? null : `${six.slice(0, 3)}00000${six.slice(3, 5)}`;
  if (last === '4') return six[3] === '0' ? null : `${six.slice(0, 4)}00000${six.slice(4, 5)}`;
  return six[4] === '0' ? null : `${six.slice(0, 5)}0000${last}`;
}

import { accept, type Outcome, refuse } from '../outcome.ts';
import { hasMod10CheckDigit, isDigits } from './check-digit.ts';
import { looksLikeLink, readDigitalLink } from './digital-link.ts';
import { type Gs1Element, readElementString } from './gs1-elements.ts';

/** Kinds of symbol a till meets, as a scanner names them by AIM identifier. */
export const symbologies = [
  'ean-13',
  'ean-8',
  'gs1-128',
  'gs1-databar',
  'qr',
  'data-matrix',
  'dotcode',
  'code-128',
  'code-39',
  'itf',
] as const;
export type Symbology = (typeof symbologies)[number];

interface SymbolKind {
  readonly symbology: Symbology;
  /** Digits of an article number, a GS1 element string, or anything. */
  readonly content: 'digits-13' | 'digits-8' | 'gs1' | 'text';
}

/** Source: ISO/IEC 15424 (data carrier identifiers); GS1 General Specifications 5.1.4 for those with FNC1 first. */
const kinds: Readonly<Record<string, SymbolKind>> = {
  ']E0': { symbology: 'ean-13', content: 'digits-13' },
  ']E4': { symbology: 'ean-8', content: 'digits-8' },
  ']C1': { symbology: 'gs1-128', content: 'gs1' },
  ']e0': { symbology: 'gs1-databar', content: 'gs1' },
  ']d1': { symbology: 'data-matrix', content: 'text' },
  ']d2': { symbology: 'data-matrix', content: 'gs1' },
  ']Q1': { symbology: 'qr', content: 'text' },
  ']Q3': { symbology: 'qr', content: 'gs1' },
  ']J0': { symbology: 'dotcode', content: 'text' },
  ']J1': { symbology: 'dotcode', content: 'gs1' },
  ']C0': { symbology: 'code-128', content: 'text' },
  ']A0': { symbology: 'code-39', content: 'text' },
  ']I1': { symbology: 'itf', content: 'text' },
};

/** What a symbol holds, told apart by its AIM identifier and nothing else. */
export interface SymbolData {
  readonly symbology: Symbology;
  readonly text: string;
  /** Was FNC1 first, so that the text is a GS1 element string? */
  readonly gs1: boolean;
  /** Elements of the text, of a Digital Link in it, or of the composite part beside it. */
  readonly elements: readonly Gs1Element[];
}

export type SymbolRefusal = 'symbology-unknown' | 'symbology-data' | 'check-digit' | 'not-digital-link' | 'gs1-invalid';

/** Splits `]E0…` into identifier and data; the identifier is empty when there is none. */
export function splitAimId(raw: string): { readonly aimId: string; readonly data: string } {
  const aimId = /^\][A-Za-z][0-9A-Za-z]/.exec(raw)?.[0] ?? '';
  return { aimId, data: raw.slice(aimId.length) };
}

/** Reads what a scanner sent under an AIM identifier, strictly as that symbology defines it (BC8). */
export function readSymbol(aimId: string, data: string): Outcome<SymbolData, SymbolRefusal> {
  const kind = kinds[aimId];
  if (kind === undefined) return refuse('symbology-unknown');
  if (kind.content === 'gs1') return readGs1(kind.symbology, data);
  if (kind.content === 'text') return readText(kind.symbology, data);
  return readArticleNumber(kind, data);
}

function readGs1(symbology: Symbology, data: string): Outcome<SymbolData, SymbolRefusal> {
  const elements = readElementString(data);
  if (elements.ok) return accept({ symbology, text: data, gs1: true, elements: elements.value });
  return refuse(elements.refusal.code === 'check-digit' ? 'check-digit' : 'gs1-invalid');
}

function readText(symbology: Symbology, text: string): Outcome<SymbolData, SymbolRefusal> {
  if (!looksLikeLink(text)) return accept({ symbology, text, gs1: false, elements: [] });
  const link = readDigitalLink(text);
  if (link.ok) return accept({ symbology, text, gs1: false, elements: link.value });
  return refuse(link.refusal.code === 'check-digit' ? 'check-digit' : 'not-digital-link');
}

function readArticleNumber({ symbology, content }: SymbolKind, data: string): Outcome<SymbolData, SymbolRefusal> {
  const [text = '', composite] = data.split('|]e0', 2);
  if (!isDigits(text) || text.length !== (content === 'digits-13' ? 13 : 8)) return refuse('symbology-data');
  if (!hasMod10CheckDigit(text)) return refuse('check-digit');
  if (composite === undefined) return accept({ symbology, text, gs1: false, elements: [] });
  const beside = readElementString(composite);
  return beside.ok ? accept({ symbology, text, gs1: false, elements: beside.value }) : refuse('gs1-invalid');
}

import { measureCheckDigit } from '../../domain/barcode/check-digit.ts';
import { readDigitalLink } from '../../domain/barcode/digital-link.ts';
import {
  type Gs1Element,
  groupSeparator,
  readBracketed,
  readElementString,
} from '../../domain/barcode/gs1-elements.ts';
import { decimalText, elementMeasure } from '../../domain/barcode/gs1-measure.ts';
import { readGtin } from '../../domain/barcode/gtin.ts';
import { type LabelLayout, labelLayouts, patternLayout, readLabel } from '../../domain/barcode/label.ts';
import { readSymbol, type SymbolData, splitAimId } from '../../domain/barcode/symbol.ts';
import { expandUpcE } from '../../domain/barcode/upc-e.ts';
import { judged, runEach, type VectorResult } from './vector-result.ts';

/** An entry of one of the barcode keys; which fields it has depends on the key. */
interface Entry {
  readonly id?: string;
  readonly input?: string;
  readonly valid?: boolean;
  readonly note?: string;
  readonly source?: string;
  readonly upce8?: string | null;
  readonly upca12?: string | null;
  readonly region?: string;
  readonly expect?: Readonly<Record<string, unknown>>;
  readonly bracketed?: string;
  readonly raw?: string;
  readonly elements?: readonly (Gs1Element & { readonly measure?: string; readonly count?: number })[];
  readonly scan?: string;
  readonly symbology?: string | null;
  readonly normalized?: string | null;
  readonly uri?: string;
  readonly hri?: string | null;
}

const judges: Readonly<Record<string, (entry: Entry) => string[]>> = {
  gtin: (entry) => validity(entry, readGtin(entry.input ?? '').ok),
  upce: judgeUpcE,
  variable_measure: judgeLabel,
  price_weight_check_digit: judgeMeasureCheck,
  gs1_element_strings: judgeElements,
  scan_data: judgeScan,
  gs1_digital_link: judgeLink,
};

/** Puts the barcode keys of a vector file through the functions the till itself uses. */
export function runBarcodes(file: Readonly<Record<string, unknown>>): VectorResult[] {
  return Object.entries(judges).flatMap(([key, judge]) => {
    const entries = file[key];
    if (!Array.isArray(entries)) return [];
    return runEach(entries as Entry[], { key, fields: [] }, (entry) => judged(entry.id ?? '', judge(entry)));
  });
}

function validity({ valid }: Entry, got: boolean): string[] {
  return valid === undefined || valid === got ? [] : [`expected ${valid ? 'valid' : 'invalid'}`];
}

function same(what: string, expected: unknown, got: unknown): string[] {
  if (expected === undefined || expected === null || String(expected) === String(got)) return [];
  return [`${what}: expected ${expected}, got ${got}`];
}

/** Decimals compare as numbers: 12.340 is 12.34. */
function sameDecimal(what: string, expected: unknown, got: string): string[] {
  return expected === undefined || Number(expected) === Number(got)
    ? []
    : [`${what}: expected ${expected}, got ${got}`];
}

/**
 * Shorter than eight digits the check digit is in the input only where the source says so (`UPCE_CHK`). The encoder some
 * entries were taken from replaces a number system of 2 to 9 by 0; no scanned code has one, so that is done here and
 * not in the product.
 */
function judgeUpcE(entry: Entry): string[] {
  const text = entry.input ?? '';
  const absent = text.length < 8 && entry.source?.includes('UPCE_CHK') !== true;
  const fromEncoder = entry.source?.startsWith('zint') === true;
  const system = fromEncoder && text.length === (absent ? 7 : 8) ? text.replace(/^[2-9]/, '0') : text;
  const upcE = expandUpcE(system, absent ? 'absent' : 'included');
  if (!upcE.ok) return validity(entry, false);
  return [
    ...validity(entry, true),
    ...same('upce8', entry.upce8, upcE.value.upcE8),
    ...same('upca12', entry.upca12, upcE.value.upcA12),
  ];
}

const countries: Readonly<Record<string, string>> = {
  denmark: 'DK',
  estonia: 'EE',
  finland: 'FI',
  germany: 'DE',
  great_britain: 'GB',
  latvia: 'LV',
  lithuania: 'LT',
  norway: 'NO',
  sweden: 'SE',
};

function layoutsFor(region: string): readonly LabelLayout[] {
  const pattern = /^pattern (.*)$/.exec(region)?.[1];
  if (pattern === undefined) return labelLayouts[countries[region] ?? region] ?? [];
  const layout = patternLayout(pattern, 'price');
  return layout === null ? [] : [layout];
}

function judgeLabel(entry: Entry): string[] {
  const label = readLabel(entry.input ?? '', layoutsFor(entry.region ?? ''));
  if (!label.ok || entry.valid === false) return validity(entry, label.ok);
  const { measure, baseGtin14 } = label.value;
  const value = decimalText(measure.digits, measure.decimals);
  const { price, weight_kg, count, value: plain, base_code_value_zeroed: base } = entry.expect ?? {};
  const kinds = [price !== undefined && 'price', weight_kg !== undefined && 'weight', count !== undefined && 'count'];
  const kind = kinds.find((each) => each !== false);
  return [
    ...same('kind', kind, measure.kind),
    ...sameDecimal('value', price ?? weight_kg ?? count ?? plain, value),
    ...same('base code', base, baseGtin14.slice(1)),
  ];
}

/** Four or five digits and their verifier, whatever their fields are called. */
function judgeMeasureCheck(entry: Entry): string[] {
  const values = Object.entries(entry).flatMap(([key, value]) =>
    key === 'source' || key === 'note' ? [] : flat(value),
  );
  const digits = values.find((value) => /^\d{4,5}$/.test(value));
  const expected = values.find((value) => /^\d$/.test(value));
  if (digits === undefined || expected === undefined)
    return ['no digits or no check digit: the entry cannot be judged'];
  return measureCheckDigit(digits) === expected ? validity(entry, true) : validity({ valid: true, ...entry }, false);
}

function flat(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

function elementsText(elements: readonly Gs1Element[]): string {
  return elements.map(({ ai, value }) => `(${ai})${value}`).join('');
}

function judgeElements(entry: Entry): string[] {
  const read = readBracketed(entry.bracketed ?? '');
  if (!read.ok) return validity(entry, false);
  const raw = entry.raw === undefined ? read : readElementString(entry.raw);
  const expected: NonNullable<Entry['elements']> = entry.elements ?? read.value;
  return [
    ...validity(entry, true),
    ...(raw.ok ? same('raw', elementsText(expected), elementsText(raw.value)) : [`raw: ${raw.refusal.code}`]),
    ...expected.flatMap((element) => sameDecimal(element.ai, element.measure, elementMeasure(element)?.measure ?? '')),
  ];
}

const symbologyNames: Readonly<Record<string, string>> = {
  qr: 'QR',
  'data-matrix': 'DM',
  dotcode: 'DotCode',
  'gs1-databar': 'DataBarExpanded',
  'gs1-128': 'GS1_128_CCA',
  'ean-13': 'EAN13',
  'ean-8': 'EAN8',
};

/** The judge writes FNC1 as ^ and a literal leading ^ with a backslash. */
function normalized({ text, gs1, elements, symbology }: SymbolData): string {
  if (gs1) return `^${text.replaceAll(groupSeparator, '^')}`;
  if (!symbology.startsWith('ean')) return /^\\*\^/.test(text) ? `\\${text}` : text;
  const beside = elements.map(({ ai, value }) => `${ai}${value}`).join('^');
  return beside === '' ? text : `${text}|^${beside}`;
}

function judgeScan(entry: Entry): string[] {
  const { aimId, data } = splitAimId(entry.scan ?? '');
  const symbol = readSymbol(aimId, data);
  if (!symbol.ok) return validity(entry, false);
  return [
    ...validity(entry, true),
    ...same('symbology', entry.symbology, symbologyNames[symbol.value.symbology]),
    ...same('normalized', entry.normalized, normalized(symbol.value)),
    ...(entry.elements ? same('elements', elementsText(entry.elements), elementsText(symbol.value.elements)) : []),
  ];
}

function judgeLink(entry: Entry): string[] {
  const read = readDigitalLink(entry.uri ?? '');
  if (!read.ok) return validity(entry, false);
  const hri = read.value.map(({ ai, value }) => `(${ai}) ${value}`).join('|');
  return [...validity(entry, true), ...same('hri', entry.hri, hri)];
}

import { accept, type Outcome, refuse } from '../outcome.ts';
import { isDigits, measureCheckDigit, mod10CheckDigit } from './check-digit.ts';
import type { LabelMeasure } from './gs1-measure.ts';
import { readGtin } from './gtin.ts';

/**
 * Where a label keeps what, in its first 12 digits: `P` prefix as it must be (two digits of `prefix`), `I` item code,
 * `C` verifier digit of the value, `V` value, `.` ignored.
 */
export interface LabelLayout {
  readonly prefix: string;
  readonly layout: string;
  readonly measure: LabelMeasure['kind'];
  readonly decimals: number;
}

/** A weighed or priced label taken apart. */
export interface VariableMeasureLabel {
  readonly gtin14: string;
  /** Digits of the item as printed in the label. */
  readonly itemCode: string;
  /** The code with its value taken out, as some catalogs list such goods; 14 digits. */
  readonly baseGtin14: string;
  readonly measure: LabelMeasure;
}

/** `measured` is what the value means and with how many decimals: `weight.3`. */
function layouts(prefixes: string, layout: string, measured: `${LabelMeasure['kind']}.${number}`): LabelLayout[] {
  const [measure, decimals] = measured.split('.') as [LabelMeasure['kind'], string];
  return prefixes.split(' ').map((prefix) => ({ prefix, layout, measure, decimals: Number(decimals) }));
}

const baltic = [
  ...layouts('23', 'PPIIIIIIVVVV', 'weight.3'),
  ...layouts('24', 'PPIIIIIIVVVV', 'weight.2'),
  ...layouts('25', 'PPIIIIIIVVVV', 'weight.1'),
];
const nordic = [
  ...layouts('20', 'PPIIIIIIVVVV', 'price.2'),
  ...layouts('21', 'PPIIIIIIVVVV', 'price.1'),
  ...layouts('22', 'PPIIIIIIVVVV', 'price.0'),
  ...baltic,
];

/**
 * National layouts by ISO country. Sources: GS1 Germany "Die GTIN in der Anwendung" and SAN-4 (inner check digit), GS1 UK
 * "How to barcode variable measure items" (price verifier), GS1 Denmark GTIN-13 pris/vægt, GS1 Sweden variable weight
 * numbers (Norway follows it in practice), GS1 Finland, GS1 Latvia "Variable measure in Latvia" (also Estonia, Lithuania),
 * GS1 US random-weight UPC (number system 2, price verifier). A country that has no table here has no national rule we
 * know of: such a store names its scale's own layout (`layoutsOfRegion`).
 */
export const labelLayouts: Readonly<Record<string, readonly LabelLayout[]>> = {
  DE: [
    ...layouts('22 23', 'PPIIIICVVVVV', 'price.2'),
    ...layouts('25 26', 'PPIIIICVVVVV', 'count.0'),
    ...layouts('28 29', 'PPIIIICVVVVV', 'weight.3'),
  ],
  GB: layouts('20', 'PPIIIIICVVVV', 'price.2'),
  DK: [
    ...layouts('21 22 23 24', 'PPIIIIVVVVVV', 'price.2'),
    ...layouts('26 28', 'PPIIIIVVVVVV', 'weight.3'),
    ...layouts('27', 'PPIIIIIVVVVV', 'weight.3'),
  ],
  SE: nordic,
  NO: nordic,
  FI: baltic,
  EE: baltic,
  LV: baltic,
  LT: baltic,
  US: layouts('02', 'PPIIIIICVVVV', 'price.2'),
};

/**
 * A store's own layout in the pattern language other tills use: `22......{NNDD}.` is prefix 22, six digits of the item,
 * a value of two whole and two decimal digits, and the check digit. Null when the pattern is not of 13 places.
 */
export function patternLayout(pattern: string, measure: LabelMeasure['kind']): LabelLayout | null {
  const match = /^(\d*)(\.*)\{(N*)(D*)\}(\.*)$/.exec(pattern);
  if (match === null) return null;
  const [, prefix = '', item = '', whole = '', decimals = '', tail = ''] = match;
  const parts = ['P'.repeat(prefix.length), 'I'.repeat(item.length), 'V'.repeat(whole.length + decimals.length)];
  const layout = `${parts.join('')}${'.'.repeat(tail.length)}`;
  if (layout.length !== 13 || whole.length + decimals.length === 0 || tail === '') return null;
  return { prefix, layout: layout.slice(0, 12), measure, decimals: decimals.length };
}

/**
 * The layouts of a store: those of its country, or its scale's own as a code of measure, the 12 places, and decimals:
 * `weight-28IIIIIVVVVV.3` has prefix 28, five digits of the item, and grams in five; more than one are joined by `_`.
 */
export function layoutsOfRegion(region: string): readonly LabelLayout[] {
  const national = labelLayouts[region];
  if (national) return national;
  return region.split('_').flatMap((own) => {
    const match = /^(price|weight|count)-(\d+)([ICV]+)\.([0-5])$/.exec(own);
    if (match === null) return [];
    const [, measure, prefix = '', places = '', decimals] = match;
    const layout = `${'P'.repeat(prefix.length)}${places}`;
    const sound = layout.length === 12 && /^P+I+C?V+$/.test(layout);
    return sound ? [{ prefix, layout, measure: measure as LabelMeasure['kind'], decimals: Number(decimals) }] : [];
  });
}

export type LabelRefusal = 'not-a-label' | 'check-digit' | 'label-check-digit';

/**
 * Takes a variable-measure label apart: 13 digits, or the same as 12 or 14. Refuses a wrong outer check digit, a wrong
 * verifier of the value, and codes no layout covers (BC4, BC5).
 */
export function readLabel(code: string, layouts: readonly LabelLayout[]): Outcome<VariableMeasureLabel, LabelRefusal> {
  if (!isDigits(code) || code.length < 12 || code.length > 14) return refuse('not-a-label');
  const gtin = readGtin(code);
  const digits = code.padStart(14, '0').slice(1);
  const layout = layouts.find(({ prefix }) => digits.startsWith(prefix));
  if (layout === undefined || (code.length === 14 && !code.startsWith('0'))) return refuse('not-a-label');
  if (!gtin.ok) return refuse('check-digit');
  const value = picked(digits, layout, 'V');
  const verifier = picked(digits, layout, 'C');
  if (verifier !== '' && verifier !== measureCheckDigit(value)) return refuse('label-check-digit');
  return accept({
    gtin14: gtin.value,
    itemCode: picked(digits, layout, 'I'),
    baseGtin14: baseOf(digits, layout),
    measure: { kind: layout.measure, digits: value, decimals: layout.decimals },
  });
}

function picked(digits: string, { layout }: LabelLayout, letter: string): string {
  return Array.from(layout, (each, at) => (each === letter ? (digits[at] ?? '') : '')).join('');
}

function baseOf(digits: string, { layout }: LabelLayout): string {
  const body = Array.from(layout, (each, at) => (each === 'V' || each === 'C' ? '0' : (digits[at] ?? '0'))).join('');
  return `0${body}${mod10CheckDigit(body)}`;
}

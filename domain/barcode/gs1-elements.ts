import { accept, type Outcome, refuse } from '../outcome.ts';
import { gs1Charsets, gs1Rules } from './gs1-rules.ts';
import { type Gs1Format, type Gs1Part, gs1Formats } from './gs1-table.ts';

/** One application identifier, two to four digits, with its value as it is encoded. */
export interface Gs1Element {
  readonly ai: string;
  readonly value: string;
}

export const gs1Refusals = [
  'gs1-empty',
  'gs1-syntax',
  'gs1-ai-unknown',
  'gs1-length',
  'gs1-characters',
  'gs1-content',
  'gs1-pair',
  'check-digit',
] as const;
/** Why an element string does not hold, and in which AI. */
export interface Gs1Refusal {
  readonly code: (typeof gs1Refusals)[number];
  readonly ai: string;
}
type Elements = Outcome<readonly Gs1Element[], Gs1Refusal>;

/** What separates elements when a scanner sends FNC1: ASCII 29. */
export const groupSeparator = '\u001d';

/**
 * Reads a GS1 element string as a scanner sends it, without the leading FNC1 and with ASCII 29 after elements of
 * variable length. Every value is checked against its format; required companions are not, since a till still sells by
 * the GTIN (BC6). Source: GS1 General Specifications 7.8.
 */
export function readElementString(data: string): Elements {
  const elements: Gs1Element[] = [];
  let rest = data;
  while (rest !== '') {
    const format = formatAtStart(rest);
    if (format === null) return refuse({ code: 'gs1-ai-unknown', ai: rest.slice(0, 4) });
    const { value, after } = cutValue(rest.slice(format.ai.length), format);
    elements.push({ ai: format.ai, value });
    rest = after;
  }
  return checkElements(elements);
}

/** Reads the form people see: `(01)09506000134352(10)ABC`; a bracket inside a value is written `\(`. */
export function readBracketed(text: string): Elements {
  const elements: Gs1Element[] = [];
  let rest = text;
  while (rest !== '') {
    const match = /^\(([^)(]*)\)((?:\\\(|[^(])*)/.exec(rest);
    if (match === null) return refuse({ code: 'gs1-syntax', ai: '' });
    const [whole, ai = '', value = ''] = match;
    elements.push({ ai, value: value.replaceAll('\\(', '(') });
    rest = rest.slice(whole.length);
  }
  return checkElements(elements);
}

/** Checks elements wherever they come from: known AIs, formats, no AI twice with two values, no excluded pair. */
export function checkElements(elements: readonly Gs1Element[]): Elements {
  if (elements.length === 0) return refuse({ code: 'gs1-empty', ai: '' });
  for (const { ai, value } of elements) {
    const format = gs1Formats.get(ai);
    if (format === undefined) return refuse({ code: 'gs1-ai-unknown', ai: ai.slice(0, 4) });
    const wrong = wrongOf(value, format);
    if (wrong !== null) return refuse({ code: wrong, ai });
  }
  const clash = clashOf(elements);
  return clash === null ? accept(elements) : refuse({ code: 'gs1-pair', ai: clash });
}

/** The value of the first element with this AI, or null. */
export function elementValue(elements: readonly Gs1Element[], ai: string): string | null {
  return elements.find((element) => element.ai === ai)?.value ?? null;
}

function formatAtStart(text: string): Gs1Format | null {
  for (const length of [2, 3, 4]) {
    const format = gs1Formats.get(text.slice(0, length));
    if (format !== undefined) return format;
  }
  return null;
}

function cutValue(text: string, { parts, predefined }: Gs1Format): { value: string; after: string } {
  const separatorAt = text.indexOf(groupSeparator);
  const upTo = separatorAt === -1 ? text.length : separatorAt;
  const end = predefined
    ? Math.min(
        upTo,
        parts.reduce((sum, part) => sum + part.max, 0),
      )
    : upTo;
  return { value: text.slice(0, end), after: text.slice(end + (end === separatorAt ? 1 : 0)) };
}

function wrongOf(value: string, { parts }: Gs1Format): Gs1Refusal['code'] | null {
  let rest = value;
  for (const part of parts) {
    const piece = rest.slice(0, part.max);
    rest = rest.slice(part.max);
    if (piece === '' && part.optional) continue;
    const wrong = wrongOfPart(piece, part);
    if (wrong !== null) return wrong;
  }
  return rest === '' ? null : 'gs1-length';
}

function wrongOfPart(piece: string, { charset, min, rules }: Gs1Part): Gs1Refusal['code'] | null {
  if (piece.length < min) return 'gs1-length';
  if (gs1Charsets[charset]?.test(piece) !== true) return 'gs1-characters';
  const broken = rules.find((rule) => !gs1Rules[rule](piece));
  if (broken === undefined) return null;
  return broken === 'csum' || broken === 'csumalpha' ? 'check-digit' : 'gs1-content';
}

function clashOf(elements: readonly Gs1Element[]): string | null {
  for (const [at, { ai, value }] of elements.entries()) {
    const excludes = gs1Formats.get(ai)?.excludes ?? [];
    for (const [otherAt, other] of elements.entries()) {
      if (otherAt === at) continue;
      if (other.ai === ai ? other.value !== value : excludes.some((pattern) => fits(other.ai, pattern))) return ai;
    }
  }
  return null;
}

function fits(ai: string, pattern: string): boolean {
  return ai.length === pattern.length && Array.from(pattern).every((each, at) => each === 'n' || each === ai[at]);
}

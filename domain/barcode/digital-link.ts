import { type Outcome, refuse } from '../outcome.ts';
import { checkElements, type Gs1Element, type Gs1Refusal } from './gs1-elements.ts';
import { gs1Formats } from './gs1-table.ts';

export type DigitalLinkRefusal = Gs1Refusal | { readonly code: 'not-a-link'; readonly ai: string };

/** Could this text be a GS1 Digital Link at all? */
export function looksLikeLink(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

/**
 * Reads a GS1 Digital Link URI: the key and its qualifiers at the end of the path, more elements as all-digit names in
 * the query; other names are ignored. Source: GS1 Digital Link Standard: URI Syntax 1.4, sections 4.8 to 4.11 (BC7).
 */
export function readDigitalLink(uri: string): Outcome<readonly Gs1Element[], DigitalLinkRefusal> {
  const match = /^https?:\/\/[^/?#\s]+(\/[^?#\s]*)?(?:\?([^#\s]*))?(?:#\S*)?$/i.exec(uri);
  if (match === null) return refuse({ code: 'not-a-link', ai: '' });
  const path = pathElements((match[1] ?? '').split('/').slice(1));
  if (path === null) return refuse({ code: 'not-a-link', ai: '' });
  const all = [...path, ...queryElements(match[2] ?? '')].map(decoded);
  return all.some((each) => each === null)
    ? refuse({ code: 'gs1-syntax', ai: '' })
    : checkElements(all.filter(isElement));
}

function isElement(element: Gs1Element | null): element is Gs1Element {
  return element !== null;
}

/** Pairs from the end of the path up to its key, if the qualifiers stand in an order the key allows. */
function pathElements(segments: readonly string[]): Gs1Element[] | null {
  const parts = segments.at(-1) === '' ? segments.slice(0, -1) : segments;
  const elements: Gs1Element[] = [];
  for (let at = parts.length - 2; at >= 0; at -= 2) {
    const ai = parts[at] ?? '';
    const format = gs1Formats.get(ai);
    if (format === undefined) return null;
    elements.unshift({ ai, value: parts[at + 1] ?? '' });
    if (format.linkQualifiers === null) continue;
    const qualifiers = elements.slice(1).map((element) => element.ai);
    return format.linkQualifiers.some((sequence) => inSequence(qualifiers, sequence)) ? elements : null;
  }
  return null;
}

function inSequence(qualifiers: readonly string[], sequence: readonly string[]): boolean {
  let from = 0;
  for (const each of qualifiers) {
    const at = sequence.indexOf(each, from);
    if (at === -1) return false;
    from = at + 1;
  }
  return true;
}

function queryElements(query: string): Gs1Element[] {
  return query
    .split(/[&;]/)
    .map((pair) => /^(\d+)=(.*)$/.exec(pair))
    .flatMap((match) => (match === null ? [] : [{ ai: match[1] ?? '', value: (match[2] ?? '').replaceAll('+', ' ') }]));
}

function decoded({ ai, value }: Gs1Element): Gs1Element | null {
  try {
    return { ai, value: decodeURIComponent(value) };
  } catch {
    return null;
  }
}

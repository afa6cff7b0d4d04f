import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../domain/store/store-settings.ts';
import { projectDir, readSources, withoutComments } from '../source-files.ts';

export type Texts = Readonly<Record<string, string>>;

/** The till's sentences in one language, as the file holds them. */
export function tillTexts(language: Language): Texts {
  return JSON.parse(readFileSync(join(projectDir, `resources/locales/${language}/till.json`), 'utf8'));
}

/** The till's sentences in every language. */
export const allTexts: Readonly<Record<Language, Texts>> = {
  en: tillTexts('en'),
  id: tillTexts('id'),
  de: tillTexts('de'),
};

/** What the sources of the till ask the locale files for. */
export interface AskedTexts {
  /** Keys written out, with the file that asks. */
  readonly literals: ReadonlyMap<string, string>;
  /** Keys with a hole, as `role.*`, with the file that asks. */
  readonly families: ReadonlyMap<string, string>;
}

/** The text between the bracket at `start` and the one that closes it. */
function insideBrackets(text: string, start: number): string {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return text.slice(start + 1, at);
  }
  return text.slice(start + 1);
}

/** First argument of a call: what stands before the first comma that is in no bracket. */
function firstArgument(call: string): string {
  let depth = 0;
  for (let at = 0; at < call.length; at += 1) {
    const character = call[at] ?? '';
    if ('([{'.includes(character)) depth += 1;
    if (')]}'.includes(character)) depth -= 1;
    if (character === ',' && depth === 0) return call.slice(0, at);
  }
  return call;
}

/** Keys and families in one piece of source that asks for a text. What a condition compares with is no key. */
function keysOf(source: string): { readonly literals: string[]; readonly families: string[] } {
  const asked = source.replace(/[!=]==?\s*'[^']*'/g, '');
  const literals = Array.from(asked.matchAll(/'([a-z][\w.-]*)'/g), (match) => match[1] ?? '');
  const families = Array.from(asked.matchAll(/`([^`]*\$\{[^`]*)`/g), (match) =>
    (match[1] ?? '').replace(/\$\{[^}]*\}/g, '*'),
  );
  return { literals, families };
}

/** Every text a source asks for: through `t(…)`, through `refusalText`, or by a table whose values are keys. */
export function askedTexts(dirs: readonly string[]): AskedTexts {
  const literals = new Map<string, string>();
  const families = new Map<string, string>();
  const groups = new Set(Object.keys(allTexts.en).map((key) => key.split('.')[0] ?? ''));
  for (const { path, text } of readSources(dirs).filter((file) => !file.path.includes('.test.'))) {
    const source = withoutComments(text);
    for (const call of source.matchAll(/(?<![\w.])t(?=\()/g)) {
      const keys = keysOf(firstArgument(insideBrackets(source, call.index + 1)));
      for (const key of keys.literals) literals.set(key, path);
      for (const family of keys.families) families.set(family, path);
    }
    for (const match of source.matchAll(/['"]([a-z][a-z-]*(?:\.[a-zA-Z-]+)+)['"]/g)) {
      const key = match[1] ?? '';
      if (groups.has(key.split('.')[0] ?? '') && !literals.has(key)) literals.set(key, path);
    }
    for (const match of source.matchAll(/`((?:refusal|fault|import\.problem)\.\$\{[^`]*)`/g))
      families.set((match[1] ?? '').replace(/\$\{[^}]*\}/g, '*'), path);
  }
  return { literals, families };
}

/** Names of the holes of a sentence, also those inside plurals; sorted. */
export function holesOf(message: string): string[] {
  const names = Array.from(message.matchAll(/\{\s*(\w+)\s*(?=[,}])/g), (match) => match[1] ?? '');
  const choices = new Set(
    Array.from(message.matchAll(/(?:=\d+|zero|one|two|few|many|other)\s*\{(\w+)\}/g), (m) => m[1]),
  );
  return [...new Set(names)].filter((name) => !choices.has(name)).sort();
}

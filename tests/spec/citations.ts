import type { SourceFile } from '../source-files.ts';

const rulePattern = /^\*\*([A-Z]{2,3}\d+)\*\*/gm;
const titlePattern = /\b(?:test|it)(?:\.\w+(?:\([^)]*\))?)*\s*\(\s*(['"`])((?:\\.|(?!\1)[\s\S])*)\1/g;
/** `test.each(table)('title', …)` and `test.runIf(condition)('title', …)`: the title stands in the second brackets. */
const secondTitlePattern = /\)\s*\(\s*(['"`])((?:\\.|(?!\1)[\s\S])*)\1\s*,\s*(?:\{|async|\(|[a-z])/g;
const leadingIds = /^(?:[A-Z]{2,3}\d+(?:[\s,+&]|\band\b)*)+/;

/** Ids of the rules a spec page holds: lines that start with `**XX1**`. */
export function rulesOf(page: string): string[] {
  return [...page.matchAll(rulePattern)].map((match) => match[1] ?? '');
}

/** Rule ids a test file cites: those at the start of its titles. */
export function citationsOf(file: SourceFile): string[] {
  const titles = [titlePattern, secondTitlePattern].flatMap((pattern) =>
    Array.from(file.text.matchAll(pattern), (match) => match[2] ?? ''),
  );
  const ids = titles.flatMap((title) => leadingIds.exec(title)?.[0].match(/[A-Z]{2,3}\d+/g) ?? []);
  return [...new Set(ids)];
}

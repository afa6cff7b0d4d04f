import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const glossary = readFileSync(new URL('docs/glossary.md', root), 'utf8');
const terms = glossary.split('\n').filter((line) => /^\d+\. \*\*/.test(line));
/** Rivals marked with `!` in the glossary. */
const banned = [...glossary.matchAll(/\b([a-z]+)!/g)].flatMap(([, word]) => (word === undefined ? [] : [word]));

function sourcesOf(room: string): string[] {
  const files = readdirSync(new URL(`${room}/`, root), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).map((file) => `${room}/${file}`);
}
/** `saleLinesMax` → sale, lines, max; plural forms count as their singular. */
function wordsOf(name: string): string[] {
  const words = name.split(/(?=[A-Z])|[^A-Za-z]+/).map((word) => word.toLowerCase());
  return words.flatMap((word) => [word, word.replace(/s$/, '')]);
}
/** Terms of the glossary that contain a rival's word and mean something else: CustomerOrder, PrepTicket. */
const termsWithRivals = [...glossary.matchAll(/\*\*(\w+)\*\*/g)].flatMap(([, term = '']) =>
  isRival(term) ? [term] : [],
);

function isRival(name: string): boolean {
  return wordsOf(name).some((word) => banned.includes(word));
}
function rivalsIn(source: string): string[] {
  const names = [...source.matchAll(/^export (?:const|function|interface|type|class) (\w+)/gm)].map(
    ([, name = '']) => name,
  );
  return names.filter((name) => isRival(termsWithRivals.reduce((rest, term) => rest.replaceAll(term, ''), name)));
}

test('the glossary has its 86 terms, numbered without gaps', () => {
  expect(terms.map((line) => Number.parseInt(line, 10))).toEqual(Array.from({ length: 86 }, (_, index) => index + 1));
});

test('nothing exported by domain or contracts is named by a banned rival', () => {
  const files = [...sourcesOf('domain'), ...sourcesOf('contracts')];
  expect(files.length).toBeGreaterThan(60);
  expect(banned.length).toBeGreaterThan(15);
  const found = files.flatMap((file) =>
    rivalsIn(readFileSync(new URL(file, root), 'utf8')).map((name) => `${file}: ${name}`),
  );
  expect(found).toEqual([]);
});

test('a rival in a name is found', () => {
  expect(rivalsIn('export function sumCarts() {}\nexport const cartography = 1;')).toEqual(['sumCarts']);
  expect(rivalsIn('export interface PurchaseOrderLine {}\nexport interface OrderLine {}')).toEqual(['OrderLine']);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import IntlMessageFormat from 'intl-messageformat';
import { expect, test } from 'vitest';
import { tenderKinds } from '../../domain/sale/sale.ts';
import { type Language, languages } from '../../domain/store/store-settings.ts';
import { projectDir, readSources, withoutComments } from '../source-files.ts';
import { holesOf, type Texts } from '../terminal/text-keys.ts';

function textsOf(language: Language): Texts {
  return JSON.parse(readFileSync(join(projectDir, `resources/locales/${language}/customer-display.json`), 'utf8'));
}
const texts: Readonly<Record<Language, Texts>> = { en: textsOf('en'), id: textsOf('id'), de: textsOf('de') };
const keys = Object.keys(texts.en);
const sources = readSources(['renderer/customer-display', 'domain/customer-display']).map(({ text }) =>
  withoutComments(text),
);
const written = sources.flatMap((text) =>
  Array.from(text.matchAll(/'(display\.[\w.-]+)'/g), (match) => match[1] ?? ''),
);
const asked = new Set([...written, ...tenderKinds.map((kind) => `display.tender.${kind}`)]);

test('CD13 the display has every text it asks for, and none that nobody asks for', () => {
  expect(written.length).toBeGreaterThan(20);
  expect([...asked].filter((key) => !keys.includes(key))).toEqual([]);
  expect(keys.filter((key) => !asked.has(key))).toEqual([]);
});

test.each(languages)('CD13 %s has exactly the texts of English, with their holes', (language) => {
  const own = texts[language];
  expect(Object.keys(own)).toEqual([...keys].sort());
  for (const text of Object.values(own)) new IntlMessageFormat(text, language);
  const differing = keys.filter((key) => `${holesOf(own[key] ?? '')}` !== `${holesOf(texts.en[key] ?? '')}`);
  expect(differing).toEqual([]);
});

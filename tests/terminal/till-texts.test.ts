import IntlMessageFormat from 'intl-messageformat';
import { expect, test } from 'vitest';
import { opKindNames } from '../../contracts/op-catalog.ts';
import { permissions } from '../../domain/staff/permission.ts';
import { languages } from '../../domain/store/store-settings.ts';
import { openFamilies, textFamilies } from './text-families.ts';
import { allTexts, askedTexts, holesOf } from './text-keys.ts';

const asked = askedTexts(['renderer/terminal', 'renderer/kit', 'renderer/gallery']);
/** Look like keys, and are not: permissions and op kinds have a noun in common with the texts about them. */
const namesOfOthers = new Set<string>([...permissions, ...opKindNames]);
const literals = [...asked.literals];
const keys = Object.keys(allTexts.en);

function keysOfFamily(family: string): string[] {
  return (textFamilies[family] ?? []).map((value) => family.replace('*', value));
}

test('every text the till asks for by name is there', () => {
  const missing = literals.filter(([key]) => !(key in allTexts.en) && !namesOfOthers.has(key));
  expect(literals.length).toBeGreaterThan(300);
  expect(missing.map(([key, path]) => `${key} in ${path}`)).toEqual([]);
});

test('SU2 every text whose name is put together is known with all its values, and there', () => {
  const unknown = [...asked.families].filter(([family]) => !(family in textFamilies));
  expect(unknown.map(([family, path]) => `${family} in ${path}`)).toEqual([]);
  expect(Object.keys(textFamilies).filter((family) => !asked.families.has(family))).toEqual([]);
  const missing = Object.keys(textFamilies).flatMap(keysOfFamily);
  expect(missing.filter((key) => !(key in allTexts.en))).toEqual([]);
});

test('no text is there that nobody asks for', () => {
  const used = new Set([...literals.map(([key]) => key), ...Object.keys(textFamilies).flatMap(keysOfFamily)]);
  const isOpen = (key: string): boolean => openFamilies.some((family) => key.startsWith(family));
  expect(keys.filter((key) => !used.has(key) && !isOpen(key))).toEqual([]);
});

test.each(languages)('%s has exactly the texts of English, in order of their names', (language) => {
  const own = Object.keys(allTexts[language]);
  expect(own).toEqual(keys);
  expect(own).toEqual([...own].sort());
  expect(Object.entries(allTexts[language]).filter(([, text]) => text.trim() !== text || text === '')).toEqual([]);
});

test.each(languages)('%s can be read as messages, with the holes of English', (language) => {
  const texts = allTexts[language];
  for (const text of Object.values(texts)) new IntlMessageFormat(text, language);
  const differing = keys.filter((key) => `${holesOf(texts[key] ?? '')}` !== `${holesOf(allTexts.en[key] ?? '')}`);
  expect(differing).toEqual([]);
});

test.each(['id', 'de'] as const)('no sentence of %s was left in English', (language) => {
  const isSentence = (text: string): boolean => text.replace(/\{[^}]*\}/g, '').split(/\s+/).length > 3;
  const left = keys.filter((key) => isSentence(allTexts.en[key] ?? '') && allTexts[language][key] === allTexts.en[key]);
  expect(left).toEqual([]);
});

test('the holes of a message are its own, also beside plurals', () => {
  const plural = '{name}: {count, plural, one {# piece} other {# pieces of {unit}}}';
  expect(holesOf(plural)).toEqual(['count', 'name', 'unit']);
});

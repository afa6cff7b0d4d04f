import IntlMessageFormat from 'intl-messageformat';
import { expect, test } from 'vitest';
import { languages } from '../../../domain/store/store-settings.ts';
import de from '../../../resources/locales/de/till.json' with { type: 'json' };
import en from '../../../resources/locales/en/till.json' with { type: 'json' };
import id from '../../../resources/locales/id/till.json' with { type: 'json' };

const texts: Readonly<Record<(typeof languages)[number], Readonly<Record<string, string>>>> = { en, id, de };
const sources = import.meta.glob<string>('../**/*.{ts,tsx}', { eager: true, query: '?raw', import: 'default' });

interface Element {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
}
const literal = 0;
const pound = 7;

/** Names a message wants filled in, those inside its plural branches too. */
function namesOf(elements: readonly Element[]): string[] {
  return elements.flatMap(({ type, value, options }) => {
    const inside = Object.values(options ?? {}).flatMap((option) => namesOf(option.value));
    return type === literal || type === pound || value === undefined ? inside : [value, ...inside];
  });
}

function wanted(message: string, language: string): string[] {
  const ast = new IntlMessageFormat(message, language).getAst() as readonly Element[];
  return [...new Set(namesOf(ast))].sort();
}

test.each(languages)('%s has every text of the till, and no other', (language) => {
  expect(Object.keys(texts[language]).sort()).toEqual(Object.keys(en).sort());
});

test.each(languages)('every text in %s can be read and asks for the same figures as in English', (language) => {
  const differing = Object.entries(texts[language]).filter(
    ([key, message]) => JSON.stringify(wanted(message, language)) !== JSON.stringify(wanted(texts.en[key] ?? '', 'en')),
  );
  expect(differing).toEqual([]);
});

test.each(['id', 'de'] as const)('no sentence in %s was left in English', (language) => {
  const same = Object.entries(texts[language]).filter(
    ([key, message]) => message === texts.en[key] && message.includes(' '),
  );
  expect(same.map(([key]) => key)).toEqual(['settings.megabytes', 'settings.number']);
});

test('every text that is named in the code exists', () => {
  const named = Object.entries(sources)
    .filter(([path]) => !/\.test\.tsx?$/.test(path))
    .flatMap(([path, text]) =>
      Array.from(text.matchAll(/\bt\(\s*'([^']+)'/g), (match) => ({ path, key: match[1] ?? '' })),
    );
  expect(named.length).toBeGreaterThan(200);
  expect(named.filter(({ key }) => !(key in en))).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startReasons } from './country-presets.ts';
import { type ReasonTexts, reasonsIn } from './reason-words.ts';
import { languages } from './store-settings.ts';

const resourcesDir = join(import.meta.dirname, '../../resources');
const texts = Object.fromEntries(
  languages.map((language) => [
    language,
    JSON.parse(readFileSync(join(resourcesDir, 'locales', language, 'till.json'), 'utf8')),
  ]),
) as ReasonTexts;
const labelOf = (language: (typeof languages)[number], label: string): string | undefined =>
  reasonsIn(language, [{ code: 'faulty', label, for: [] }], texts)[0]?.label;

test('SG1 built-in reasons follow the language, whichever they were set up in', () => {
  for (const from of languages)
    for (const to of languages) {
      const setUp = startReasons.map((each) => ({ ...each, label: texts[from][`reason.${each.code}`] ?? each.label }));
      const labels = reasonsIn(to, setUp, texts).map(({ label }) => label);
      expect(labels).toEqual(startReasons.map(({ code }) => texts[to][`reason.${code}`]));
    }
  expect(labelOf('de', 'Faulty')).toBe(texts.de['reason.faulty']);
});

test('SG1 a reason the owner worded stays, and so does one of the store’s own', () => {
  expect(labelOf('de', 'Broken by us')).toBe('Broken by us');
  const own = { code: 'our-own', label: 'Faulty', for: [] };
  expect(reasonsIn('de', [own], texts)).toEqual([own]);
});

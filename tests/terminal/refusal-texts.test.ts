import { expect, test } from 'vitest';
import { pinDigitsMax, pinDigitsMin } from '../../domain/staff/pin.ts';
import { languages } from '../../domain/store/store-settings.ts';
import { readSources } from '../source-files.ts';
import { allTexts } from './text-keys.ts';

/** How the store and the hub name what is wrong with an op: `problemIf(…, 'code'`, `{ code: 'code', detail`, `refusal: 'code'`. */
const namings = [
  /problemIf\([^;]*?,\s*'([a-z][a-z-]*)'/g,
  /\{ code: '([a-z][a-z-]*)', detail/g,
  /refusal: '([a-z][a-z-]*)'/g,
  /readonly code: ('[^;]*);/g,
  /refused?\('([a-z][a-z-]*)'/g,
];
/** Codes of op appliers nobody is answered with: flags of facts that happened. */
const notAnswers = new Set(['projection']);

function refusalCodes(): string[] {
  const codes = new Set<string>();
  const sources = readSources(['main/store/op', 'main/store/sale', 'main/store/shift', 'main/store/stock']).concat(
    readSources([
      'main/store/settings',
      'main/store/catalog',
      'main/store/staff',
      'main/store/override',
      'main/hub/op',
    ]),
  );
  for (const { text } of sources.filter(({ path }) => !path.includes('.test.')))
    for (const naming of namings)
      for (const match of text.matchAll(naming))
        for (const [, code = ''] of `'${match[1]}'`.matchAll(/'([a-z][a-z-]*)'/g))
          if (!notAnswers.has(code)) codes.add(code);
  return [...codes].sort();
}
/** Codes of the protocol itself, as `refusalCodeOf` writes them. */
const protocolCodes = [
  'bad-request',
  'internal-server-error',
  'not-found',
  'payload-too-large',
  'timeout',
  'too-many-requests',
];

test('SG4 every code an op can be refused with has a sentence in every language', () => {
  const codes = [...refusalCodes(), ...protocolCodes];
  expect(codes).toEqual(
    expect.arrayContaining(['body-invalid', 'permission-hidden', 'currency-fixed', 'tax-class-in-use']),
  );
  for (const language of languages)
    expect(codes.filter((code) => !(`refusal.${code}` in allTexts[language]))).toEqual([]);
});

test('SF6 a PIN that is too short is told how many digits each role needs', () => {
  const counts = [pinDigitsMin('owner'), pinDigitsMin('cashier'), pinDigitsMax].map(String);
  for (const language of languages) {
    const sentence = allTexts[language]['refusal.pin-too-short'] ?? '';
    expect(counts.filter((count) => !sentence.includes(count))).toEqual([]);
  }
});

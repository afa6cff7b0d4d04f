import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import IntlMessageFormat from 'intl-messageformat';
import { expect, test } from 'vitest';
import { ontoCheckRefusals } from '../../contracts/check-steps.ts';
import { authErrors } from '../../contracts/device-session.ts';
import { opKindNames } from '../../contracts/op-catalog.ts';
import { checkRefusals } from '../../domain/check/decide-check.ts';
import { asideReasons, findingFlags } from '../../domain/finding/finding.ts';
import { quantityUnits } from '../../domain/quantity/quantity.ts';
import { tenderKinds } from '../../domain/sale/sale.ts';
import { saleRefusals } from '../../domain/sale/sale-refusal.ts';
import { roles } from '../../domain/staff/permission.ts';
import { type Language, languages } from '../../domain/store/store-settings.ts';
import { places } from '../../renderer/handheld/app/place-bar.tsx';
import { standings } from '../../renderer/handheld/app/standing-view.tsx';
import { handheldRefusals } from '../../renderer/handheld/engine/handheld-engine.ts';
import { projectDir, readSources, withoutComments } from '../source-files.ts';
import { holesOf } from '../terminal/text-keys.ts';

type Texts = Readonly<Record<string, string>>;
const textsOf = (language: Language, room = 'handheld'): Texts =>
  JSON.parse(readFileSync(join(projectDir, `resources/locales/${language}/${room}.json`), 'utf8'));
const texts: Readonly<Record<Language, Texts>> = { en: textsOf('en'), id: textsOf('id'), de: textsOf('de') };
const keys = Object.keys(texts.en);
const sources = readSources(['renderer/handheld'])
  .filter(({ path }) => !path.includes('/engine/'))
  .map(({ text }) => withoutComments(text))
  .join('\n');
const quoted = new Set(Array.from(sources.matchAll(/'([a-z][a-z0-9.-]*)'/g), (match) => match[1] ?? ''));
/** Families of keys with a hole, as `role.*`. */
const families = new Set(
  Array.from(sources.matchAll(/\bt\(\s*`([^`]*\$\{[^`]*)`/g), (match) => (match[1] ?? '').replace(/\$\{[^}]*\}/g, '*')),
);
const safe = ['here', 'hub', 'backup'];
const cameras = ['camera-denied', 'camera-missing', 'camera-busy'];
const notices = [
  ...['hub-older', 'hub-forked', 'hub-foreign', 'device-unknown', 'device-revoked', 'disk', 'away', 'clock', 'upgrade'],
  ...['lease-warn', 'lease-no-refunds', 'lease-no-sales', 'storage-low', 'not-persisted', 'catalog-old'],
];
const checkActs = ['check-out', 'give-back', 'take-over', 'close'];
/** What can stand in the hole of each family. */
const values: Readonly<Record<string, readonly string[]>> = {
  'check.*': ['claimed', 'checked-out', ...checkActs],
  'check.*-text': checkActs,
  'consent.*': ['discount.line', 'discount.sale', 'sale.return', 'sale.void'],
  'flag.*': findingFlags,
  'held.barred-*': ['hub-away', 'sale-open'],
  'notice.*': notices,
  'notice.*.text': notices,
  'notice.update.waits-*': ['outbox', 'sale', 'window'],
  'outcome.*': ['flagged', 'quarantined', 'deferred', 'refused'],
  'place.*': places,
  'role.*': roles,
  'safe.*': safe,
  'safe.done-*': safe,
  'scan.*': cameras,
  'scan.*.text': cameras,
  'standing.*': standings,
  'standing.*.text': standings,
  'tender.kind.*': tenderKinds,
  'undo.*': ['added', 'changed', 'removed', 'discounted'],
  'unit.*': quantityUnits.filter((unit) => unit !== 'each'),
};
const ofFamilies = Object.entries(values).flatMap(([family, each]) => each.map((value) => family.replace('*', value)));
/** Named by what the engine or the hub says in an open text: an act, a refusal. */
const isOpen = (key: string): boolean => key.startsWith('refusal.') || key.startsWith('act.') || key === 'unit.each';

test('HV22 every text the handheld asks for is there, also those whose name is put together', () => {
  const groups = new Set(keys.map((key) => key.split('.')[0]));
  const asked = [...quoted].filter((key) => key.includes('.') && groups.has(key.split('.')[0]));
  expect(asked.length).toBeGreaterThan(150);
  const permissions = [
    'sale.return',
    'sale.void',
    'discount.line',
    'discount.sale',
    'line.void',
    'stock.count',
    'check.transfer',
  ];
  expect(asked.filter((key) => !(key in texts.en) && !permissions.includes(key))).toEqual([]);
  expect([...families].filter((family) => !(family in values))).toEqual([]);
  expect(ofFamilies.filter((key) => !(key in texts.en))).toEqual([]);
});

test('HV22 every refusal of the handheld, of a sale and of a check has its sentence, and every act named is an op', () => {
  const codes = [...handheldRefusals, ...saleRefusals, ...checkRefusals, ...ontoCheckRefusals];
  expect(codes.filter((code) => !(`refusal.${code}` in texts.en))).toEqual([]);
  expect(asideReasons.filter((code) => !(`refusal.${code}` in texts.en))).toEqual([]);
  const turnedAway = authErrors.filter((code) => code.startsWith('device-') || code.startsWith('scope-'));
  expect(turnedAway.filter((code) => !(`refusal.${code}` in texts.en))).toEqual([]);
  const acts = keys.filter((key) => key.startsWith('act.')).map((key) => key.slice('act.'.length));
  expect(acts.filter((act) => act !== 'other' && !opKindNames.some((kind) => kind === act))).toEqual([]);
});

test('HV22 no text is there that nobody asks for', () => {
  const used = new Set([...quoted, ...ofFamilies]);
  expect(keys.filter((key) => !used.has(key) && !isOpen(key))).toEqual([]);
});

test.each(languages)(
  'HV22 %s has exactly the texts of English, in order, readable, with the same holes',
  (language) => {
    const own = texts[language];
    expect(Object.keys(own)).toEqual([...keys].sort());
    for (const text of Object.values(own)) new IntlMessageFormat(text, language);
    expect(keys.filter((key) => `${holesOf(own[key] ?? '')}` !== `${holesOf(texts.en[key] ?? '')}`)).toEqual([]);
    const isSentence = (text: string): boolean => text.replace(/\{[^}]*\}/g, '').split(/\s+/).length > 3;
    const left = keys.filter((key) => isSentence(texts.en[key] ?? '') && own[key] === texts.en[key]);
    expect(language === 'en' ? [] : left).toEqual([]);
  },
);

test.each(languages)('HV22 %s names the way to pairing as the counter does', (language) => {
  const till = textsOf(language, 'till');
  const way = ['settings.title', 'settings.tab-printer', 'settings.fleet', 'fleet.pair'].map((key) => till[key]);
  expect(texts[language]['pair.step-1']).toContain(`${way.join(' → ')}.`);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { brandId, type ItemId, type ShiftId } from '../domain/id.ts';
import { presetOf, settingsFromPreset } from '../domain/store/country-presets.ts';
import { coffee } from '../tests/hub/test-hub.ts';
import { ring, TestClock } from '../tests/store/shop.ts';
import { opCatalog } from './op-catalog.ts';
import { quickCheckOf } from './quick-check.ts';
import { codeText, magnitude, nameText } from './values.ts';

const clock = new TestClock();
const settings = settingsFromPreset(presetOf('DE'), 'Probeladen');
const items = [{ ...coffee(), itemId: brandId<ItemId>(clock.newId()) }];
const side = { clock, settings, items, shiftId: brandId<ShiftId>(clock.newId()) };
const sale = (): unknown => JSON.parse(JSON.stringify(ring(side, { lines: 2 })));
const schema = opCatalog['sale.completed'].body;

type Members = Record<string, unknown>;
interface Place {
  readonly inside: Members;
  readonly key: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = value as Members;
  return Object.keys(inside).flatMap((key) => [{ inside, key }, ...placesIn(inside[key])]);
}

/** A sale with one thing in it that is otherwise: another value, nothing, or a member more. */
function bent(at: number, how: 'put' | 'drop' | 'add', other: unknown): unknown {
  const value = sale();
  const places = placesIn(value);
  const { inside, key } = places[at % places.length] as Place;
  if (how === 'put') inside[key] = other;
  else if (how === 'drop') delete inside[key];
  else inside['more'] = other;
  return JSON.parse(JSON.stringify(value));
}

test('OL9 the quick look at a body lets through what the schema lets through, and nothing else', () => {
  const check = quickCheckOf(schema);
  expect(check?.(sale())).toBe(true);
  const odd = fc.oneof(
    fc.constantFrom(0, 1, -1, 1.5, '', 'x', null, true, [], {}, 2 ** 53, 1_000_000, 'sale', '\u0007', clock.newId()),
    fc.jsonValue({ maxDepth: 1 }),
  );
  const change = fc.record({ at: fc.nat(400), how: fc.constantFrom('put', 'drop', 'add'), other: odd });
  fc.assert(
    fc.property(change, ({ at, how, other }) => {
      const body = bent(at, how as 'put', other);
      const parsed = schema.safeParse(body);
      expect(check?.(body)).toBe(parsed.success);
      if (parsed.success) expect(parsed.data).toEqual(body);
    }),
    { numRuns: 1_500 },
  );
});

test('OL9 each value of the contract is looked at as its schema does', () => {
  const mixed = z.strictObject({
    name: nameText,
    code: codeText.optional(),
    amount: magnitude.nullable(),
    list: z.array(z.union([z.literal('a'), z.int().max(3)])).max(2),
    state: z.enum(['on', 'off']),
    any: z.unknown(),
  });
  const check = quickCheckOf(mixed);
  const member = fc.oneof(fc.constantFrom('', ' ', 'Ä', 'a', 'on', 3, 4, -1, null, undefined, true), fc.string());
  const value = fc.record({
    ...{ name: member, code: member, amount: member, list: fc.oneof(member, fc.array(member, { maxLength: 3 })) },
    ...{ state: member, any: member },
  });
  fc.assert(
    fc.property(value, (each) => {
      if (check?.(each)) expect(mixed.safeParse(each)).toEqual({ success: true, data: each });
    }),
  );
  const good = { name: 'Tee', amount: null, list: ['a', 3], state: 'on', any: {} };
  expect(check?.(good)).toBe(true);
  for (const bad of [{ ...good, list: ['a', 4] }, { ...good, name: ' ' }, { ...good, more: 1 }, [], null, 'Tee'])
    expect(check?.(bad)).toBe(false);
});

test('OL9 a schema that changes values, or is not known for certain, is never skipped', () => {
  const changing = [
    z.string().trim(),
    z.string().transform((text) => text.length),
    z.strictObject({ a: z.int().default(1) }),
    z.looseObject({ a: z.int() }),
    z.int().multipleOf(5),
    z.number(),
    z.array(z.string().catch('')),
  ];
  for (const each of changing) expect(quickCheckOf(each)).toBeNull();
});

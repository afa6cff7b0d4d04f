import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mod10CheckDigit } from './check-digit.ts';
import { labelLayouts, layoutsOfRegion, readLabel } from './label.ts';
import { isSoundLayout, type OwnLayout, ownLayoutsMax, ownOfRegion, regionOfOwn, valueDigits } from './own-layouts.ts';

const layout = fc.record({
  measure: fc.constantFrom('weight' as const, 'price' as const, 'count' as const),
  prefix: fc.stringMatching(/^\d{0,4}$/),
  itemDigits: fc.integer({ min: 1, max: 8 }),
  hasVerifier: fc.boolean(),
  decimals: fc.integer({ min: 0, max: 5 }),
});

test('BC14 sound layouts come back from their code as they were, and labels are read by them', () => {
  fc.assert(
    fc.property(fc.array(layout, { maxLength: ownLayoutsMax }), (own: OwnLayout[]) => {
      const sound = own.filter(isSoundLayout);
      const region = regionOfOwn(own);
      expect(ownOfRegion(region)).toEqual(sound);
      expect(layoutsOfRegion(region)).toHaveLength(sound.length);
      expect(region).toMatch(/^[a-z0-9][a-z0-9._-]{0,255}$/i);
    }),
  );
});

test('BC14 a layout whose parts leave no digit for the value, or fewer than its decimals, is none', () => {
  const usual: OwnLayout = { measure: 'weight', prefix: '28', itemDigits: 5, hasVerifier: false, decimals: 3 };
  expect([valueDigits(usual), isSoundLayout(usual)]).toEqual([5, true]);
  expect(isSoundLayout({ ...usual, prefix: '' })).toBe(false);
  expect(isSoundLayout({ ...usual, prefix: '2812', itemDigits: 8 })).toBe(false);
  expect(isSoundLayout({ ...usual, itemDigits: 8, decimals: 3 })).toBe(false);
  expect(regionOfOwn([{ ...usual, prefix: '' }])).toBe('none');
});

test('BC14 a till in Austria, which has no table, sells by the labels of its scale', () => {
  const body = '281234501250';
  const label = `${body}${mod10CheckDigit(body)}`;
  expect(labelLayouts['AT']).toBeUndefined();
  expect(readLabel(label, layoutsOfRegion('AT'))).toMatchObject({ ok: false });
  const region = regionOfOwn([
    { measure: 'weight', prefix: '28', itemDigits: 5, hasVerifier: false, decimals: 3 },
    { measure: 'price', prefix: '29', itemDigits: 4, hasVerifier: true, decimals: 2 },
  ]);
  expect(readLabel(label, layoutsOfRegion(region))).toMatchObject({
    ok: true,
    value: { itemCode: '12345', measure: { kind: 'weight', digits: '01250', decimals: 3 } },
  });
  expect(ownOfRegion('DE')).toEqual([]);
});

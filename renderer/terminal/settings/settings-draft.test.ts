import { expect, test } from 'vitest';
import { presetOf, settingsFromPreset } from '../../../domain/store/country-presets.ts';
import { isSameDocument, itemsOfClass, withChangesOf, withMove } from './settings-draft.ts';

test('TX23 items of a class that goes twice end at the last one, and are counted there', () => {
  const moves = withMove(withMove([], { from: 'wine', to: 'drink' }), { from: 'drink', to: 'standard' });
  expect(moves).toEqual([
    { from: 'wine', to: 'standard' },
    { from: 'drink', to: 'standard' },
  ]);
  const taxUse = [
    { taxCategory: 'wine', items: 3 },
    { taxCategory: 'drink', items: 4 },
    { taxCategory: 'standard', items: 10 },
  ];
  expect(itemsOfClass({ taxUse, taxMoves: moves }, 'standard')).toBe(17);
  expect(itemsOfClass({ taxUse, taxMoves: [] }, 'wine')).toBe(3);
  expect(withMove(moves, null)).toBe(moves);
});

test('SG7 only what was changed here goes into the document the hub has now', () => {
  const before = settingsFromPreset(presetOf('DE'), 'Corner Shop');
  const after = { ...before, language: 'id' as const, scanner: { prefix: '', suffix: '' } };
  const now = { ...before, storeName: 'Nova', scanner: { prefix: '~', suffix: '' }, devices: [] };
  expect(withChangesOf({ before, after }, now)).toEqual({ ...now, language: 'id' });
});

test('two documents with the same facts in another order are the same', () => {
  expect(isSameDocument({ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1 })).toBe(true);
  expect(isSameDocument({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
});

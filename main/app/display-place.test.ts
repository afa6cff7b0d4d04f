import { expect, test } from 'vitest';
import { displayPlace, isSamePlace, otherScreens } from './display-place.ts';

const till = { id: 1, bounds: { x: 0, y: 0, width: 1366, height: 768 } };
const second = { id: 2, bounds: { x: 1366, y: 0, width: 1024, height: 600 } };

test('CD8 the second screen is covered whole, and never the one the till stands on', () => {
  expect(displayPlace('automatic', [till, second], till.id)).toEqual({
    kind: 'screen',
    screenId: 2,
    bounds: second.bounds,
  });
  expect(displayPlace('automatic', [till, second], second.id)).toMatchObject({ screenId: till.id });
});

test('CD8 with one screen there is no display', () => {
  expect(displayPlace('automatic', [till], till.id)).toEqual({ kind: 'none' });
  expect(displayPlace('automatic', [], till.id)).toEqual({ kind: 'none' });
  expect(otherScreens([till, second], till.id)).toEqual([second]);
});

test('CD11 off is off, and a window needs no second screen', () => {
  expect(displayPlace('off', [till, second], till.id)).toEqual({ kind: 'none' });
  expect(displayPlace('window', [till], till.id)).toEqual({ kind: 'window' });
});

test('CD8 a screen that was turned or took another resolution is another place', () => {
  const before = displayPlace('automatic', [till, second], till.id);
  const turned = { ...second, bounds: { ...second.bounds, width: 600, height: 1024 } };
  expect(isSamePlace(before, displayPlace('automatic', [till, second], till.id))).toBe(true);
  expect(isSamePlace(before, displayPlace('automatic', [till, turned], till.id))).toBe(false);
  expect(isSamePlace(before, { kind: 'window' })).toBe(false);
});

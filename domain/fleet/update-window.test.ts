import { expect, test } from 'vitest';
import { isInUpdateWindow } from './update-window.ts';

const at = (clock: string, offsetMin = 0) => ({ now: Date.parse(`2026-11-21T${clock}:00Z`), offsetMin });

test('HE56 the window is the store’s own clock, may reach over midnight, and its end is outside', () => {
  const night = { from: '22:30', to: '05:00' };
  const inside = (clock: string, offsetMin = 0) => isInUpdateWindow(night, at(clock, offsetMin));
  expect(['22:29', '22:30', '23:59', '00:00', '04:59', '05:00', '12:00'].map((clock) => inside(clock))).toEqual([
    ...[false, true, true, true, true, false, false],
  ]);
  expect(inside('21:45', 60)).toBe(true);
  expect(inside('23:00', -120)).toBe(false);
  expect(inside('01:00', -180)).toBe(false);
  expect(inside('02:00', -180)).toBe(true);
  const lunch = { from: '13:00', to: '14:00' };
  expect(['12:59', '13:00', '14:00'].map((clock) => isInUpdateWindow(lunch, at(clock)))).toEqual([false, true, false]);
  expect(isInUpdateWindow({ from: '03:00', to: '03:00' }, at('17:00'))).toBe(true);
  expect(isInUpdateWindow(null, at('17:00'))).toBe(true);
});

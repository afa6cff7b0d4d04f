import { expect, test } from 'vitest';
import type { CustomerDisplay } from '../../domain/customer-display/customer-scene.ts';
import { LatestDisplay } from './latest-display.ts';

function named(storeName: string): CustomerDisplay {
  return { storeName, language: 'en', currency: 'EUR', timeZone: 'UTC', theme: 'light', scene: { kind: 'idle' } };
}

test('CD4 a page that asks is told the newest there is, not all it missed', async () => {
  const latest = new LatestDisplay();
  for (const name of ['one', 'two', 'three']) latest.put(named(name));
  expect(await latest.next(0)).toEqual({ no: 3, display: named('three') });
});

test('CD4 a page that has seen everything waits, and is told once', async () => {
  const latest = new LatestDisplay();
  latest.put(named('one'));
  const next = latest.next(1);
  latest.put(named('two'));
  latest.put(named('three'));
  expect((await next)?.no).toBe(2);
  expect((await latest.next(2))?.no).toBe(3);
});

test('CD4 ten thousand changes for a page that does not draw leave one', async () => {
  const latest = new LatestDisplay();
  for (let count = 0; count < 10_000; count += 1) latest.put(named(`sale ${count}`));
  expect((await latest.next(4))?.no).toBe(10_000);
});

test('CD10 a page that was loaded again starts from nothing and is told what is to be shown now', async () => {
  const latest = new LatestDisplay();
  latest.put(named('one'));
  const ofTheDeadPage = latest.next(1);
  expect(await latest.next(0)).toEqual({ no: 1, display: named('one') });
  expect(await ofTheDeadPage).toBeNull();
});

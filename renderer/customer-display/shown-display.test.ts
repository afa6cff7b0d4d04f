import { expect, test } from 'vitest';
import type { CustomerDisplay, CustomerScene } from '../../domain/customer-display/customer-scene.ts';
import { minor } from '../../domain/money/minor.ts';
import { shownAt, type Thanks, thanksAfter, thanksMsMax, thanksMsMin } from './shown-display.ts';

const start = 1_790_000_000_000;
function display(scene: CustomerScene): CustomerDisplay {
  return { storeName: 'Shop', language: 'en', currency: 'EUR', timeZone: 'UTC', theme: 'light', scene };
}
function done(transactionNumber: string): CustomerDisplay {
  const amounts = { total: minor(100), received: minor(200), change: minor(100), savings: minor(0) };
  return display({ kind: 'done', transactionNumber, direction: 'taken', ...amounts });
}
const idle = display({ kind: 'idle' });
const figures = { lines: [], touched: null, count: 0, subtotal: minor(0), saleDiscount: minor(0), taxOnTop: minor(0) };
const sale = display({ kind: 'sale', ...figures, direction: 'taken', total: minor(0), savings: minor(0) });

/** What is on the screen after these displays came at these times, looked at `now`. */
function screen(told: readonly (readonly [CustomerDisplay, number])[], now: number): CustomerDisplay {
  let thanks: Thanks | null = null;
  for (const [each, at] of told) thanks = thanksAfter(thanks, each, at);
  return shownAt(told.at(-1)?.[0] ?? idle, thanks, now).display;
}

test('CD7 a till that goes on at once leaves the change on the screen for its time', () => {
  const told = [
    [done('A1-1'), start],
    [idle, start + 200],
  ] as const;
  expect(screen(told, start + thanksMsMin - 1)).toEqual(done('A1-1'));
  expect(screen(told, start + thanksMsMin)).toEqual(idle);
});

test('CD7 a new sale ends the thanks at once, and they do not come back after it', () => {
  const told = [
    [done('A1-1'), start],
    [idle, start + 100],
    [sale, start + 200],
  ] as const;
  expect(screen(told, start + 200)).toEqual(sale);
  expect(screen([...told, [idle, start + 300]], start + 300)).toEqual(idle);
});

test('CD7 a till that waits shows the thanks for a minute, however often it tells them', () => {
  const told = [
    [done('A1-1'), start],
    [done('A1-1'), start + 50_000],
  ] as const;
  expect(screen(told, start + thanksMsMax - 1).scene.kind).toBe('done');
  expect(screen(told, start + thanksMsMax).scene.kind).toBe('idle');
  expect(screen([...told, [done('A1-2'), start + thanksMsMax]], start + thanksMsMax).scene.kind).toBe('done');
});

test('CD7 the screen is looked at again when something is due, and not otherwise', () => {
  const thanks = thanksAfter(null, done('A1-1'), start);
  expect(shownAt(done('A1-1'), thanks, start).until).toBe(start + thanksMsMax);
  expect(shownAt(idle, thanks, start).until).toBe(start + thanksMsMin);
  expect(shownAt(idle, thanks, start + thanksMsMin).until).toBeNull();
  expect(shownAt(idle, null, start).until).toBeNull();
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, businessDateOf, daysOfDate } from './business-date.ts';

const utc = (text: string): number => Date.parse(text);
const berlin = (epochMs: number): number =>
  epochMs >= utc('2026-03-29T01:00:00Z') && epochMs < utc('2026-10-25T01:00:00Z') ? 120 : 60;
const jakarta = (): number => 420;

test('TM1 the day ends at the cut-over hour of the next one', () => {
  expect(businessDateOf(utc('2026-11-21T02:59:59Z'), berlin, 4)).toBe('2026-11-20');
  expect(businessDateOf(utc('2026-11-21T03:00:00Z'), berlin, 4)).toBe('2026-11-21');
  expect(businessDateOf(utc('2026-11-20T17:00:00Z'), jakarta, 0)).toBe('2026-11-21');
  expect(businessDateOf(utc('2027-01-01T02:00:00Z'), () => 0, 3)).toBe('2026-12-31');
  expect(() => businessDateOf(0, jakarta, 13)).toThrow('not a cut-over hour');
});

test('TM2 the night summer time begins and ends keeps its day by the wall clock', () => {
  expect(businessDateOf(utc('2026-03-29T01:59:00Z'), berlin, 4)).toBe('2026-03-28');
  expect(businessDateOf(utc('2026-03-29T02:00:00Z'), berlin, 4)).toBe('2026-03-29');
  expect(businessDateOf(utc('2026-10-25T02:59:00Z'), berlin, 4)).toBe('2026-10-24');
  expect(businessDateOf(utc('2026-10-25T03:00:00Z'), berlin, 4)).toBe('2026-10-25');
});

test('TM1 dates agree with the calendar for four centuries and step by days', () => {
  const ms = fc.integer({ min: utc('1900-01-01T00:00:00Z'), max: utc('2299-12-31T00:00:00Z') });
  fc.assert(
    fc.property(ms, (at) => {
      expect(businessDateOf(at, () => 0, 0)).toBe(new Date(at).toISOString().slice(0, 10));
    }),
    { numRuns: 1000 },
  );
  fc.assert(
    fc.property(fc.integer({ min: -40_000, max: 80_000 }), (days) => {
      expect(daysOfDate(addDays('1970-01-01', days))).toBe(days);
    }),
  );
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  expect(() => daysOfDate('yesterday')).toThrow('not a date');
});

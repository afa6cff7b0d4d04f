import { assert } from '../assert.ts';

/** Minutes the store's clock is ahead of UTC at a moment (Berlin in summer: 120). Handed in: zones are not pure. */
export type ZoneOffset = (epochMs: number) => number;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * The business day a moment belongs to, `YYYY-MM-DD` in the store's zone. The day ends at the cut-over hour of the next
 * calendar day: with 4, what is sold at 03:59 still belongs to yesterday (TM1, TM2).
 */
export function businessDateOf(epochMs: number, zone: ZoneOffset, cutOverHour: number): string {
  assert(Number.isInteger(cutOverHour) && cutOverHour >= 0 && cutOverHour <= 12, `not a cut-over hour: ${cutOverHour}`);
  return civilDate(epochMs + zone(epochMs) * minuteMs - cutOverHour * hourMs);
}

/** The day `days` after a date, both `YYYY-MM-DD`; negative goes back. */
export function addDays(date: string, days: number): string {
  return civilDate((daysOfDate(date) + days) * dayMs);
}

/** Days from 1970-01-01 to a date `YYYY-MM-DD`. Source: Howard Hinnant, "chrono-compatible low-level date algorithms". */
export function daysOfDate(date: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  assert(match !== null, `not a date: ${date}`);
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function civilDate(localMs: number): string {
  const days = Math.floor(localMs / dayMs) + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

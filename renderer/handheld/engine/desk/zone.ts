import type { ZoneOffset } from '../../../../domain/time/business-date.ts';

/** Offsets change at quarter hours at most. */
const quarterMs = 900_000;

/** Minutes the store's clock is ahead of UTC, from the browser's zone data; one quarter of an hour is remembered. */
export function zoneOffset(timeZone: string): ZoneOffset {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  let known = { quarter: Number.NaN, offset: 0 };
  return (epochMs) => {
    const quarter = Math.floor(epochMs / quarterMs);
    if (known.quarter === quarter) return known.offset;
    const parts = format.formatToParts(quarter * quarterMs).map(({ type, value }) => [type, Number(value)]);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = Object.fromEntries(parts);
    const wall = Date.UTC(year, month - 1, day, hour, minute);
    known = { quarter, offset: Math.round((wall - quarter * quarterMs) / 60_000) };
    return known.offset;
  };
}

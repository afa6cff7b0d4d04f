import type { ZoneOffset } from '../../../domain/time/business-date.ts';

/** Offsets change at quarter hours at most, so each quarter is asked for once. */
const quarterMs = 900_000;
/** Quarters that are remembered. */
const quartersMax = 4_096;

/** Zones that are remembered: making one reads the zone data anew, which takes a fifth of a millisecond. */
const zonesMax = 16;
const zones = new Map<string, ZoneOffset>();

/** The store's minutes ahead of UTC, from the zone data this Node carries; throws a `RangeError` for a zone it lacks. */
export function zoneOffsetOf(timeZone: string): ZoneOffset {
  const known = zones.get(timeZone) ?? readZone(timeZone);
  if (zones.size >= zonesMax) zones.clear();
  zones.set(timeZone, known);
  return known;
}

function readZone(timeZone: string): ZoneOffset {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const known = new Map<number, number>();
  return (epochMs) => {
    const quarter = Math.floor(epochMs / quarterMs);
    const found = known.get(quarter);
    if (found !== undefined) return found;
    if (known.size >= quartersMax) known.clear();
    const offset = offsetAt(parts, quarter * quarterMs);
    known.set(quarter, offset);
    return offset;
  };
}

function offsetAt(format: Intl.DateTimeFormat, epochMs: number): number {
  const field = Object.fromEntries(format.formatToParts(epochMs).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = field;
  const wall = new Date(0);
  wall.setUTCFullYear(year, month - 1, day);
  wall.setUTCHours(hour, minute, 0, 0);
  return Math.round((wall.getTime() - epochMs) / 60_000);
}

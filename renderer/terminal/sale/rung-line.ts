import type { Ambient } from '../../../domain/ambient.ts';
import type { Item } from '../../../domain/catalog/item.ts';
import { type Measured, rungLine as rungLineAt } from '../../../domain/sale/rung-line.ts';
import type { SaleLine } from '../../../domain/sale/sale.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';

const offsets = new Map<string, Intl.DateTimeFormat>();

/** Minutes an IANA zone is ahead of UTC at a moment, as `businessDateOf` wants it. */
export function zoneOffset(timeZone: string): (epochMs: number) => number {
  let format = offsets.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    offsets.set(timeZone, format);
  }
  const parts = format;
  return (epochMs) => {
    const at = Object.fromEntries(parts.formatToParts(epochMs).map(({ type, value }) => [type, Number(value)]));
    const local = Date.UTC(
      at['year'] ?? 0,
      (at['month'] ?? 1) - 1,
      at['day'] ?? 1,
      at['hour'] ?? 0,
      at['minute'] ?? 0,
      at['second'] ?? 0,
    );
    return Math.round((local - epochMs) / 60_000);
  };
}

/** The line an item becomes when it is rung now, with today's taxes copied onto it. */
export function rungLine(
  item: Item,
  measured: Measured,
  around: { readonly settings: StoreSettings; readonly ambient: Ambient },
): SaleLine {
  return rungLineAt(item, measured, { ...around, zone: zoneOffset(around.settings.timeZone) });
}

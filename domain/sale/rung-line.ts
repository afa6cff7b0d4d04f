import type { Ambient } from '../ambient.ts';
import type { Item } from '../catalog/item.ts';
import { brandId, type LineId } from '../id.ts';
import type { Minor } from '../money/minor.ts';
import type { Quantity } from '../quantity/quantity.ts';
import type { StoreSettings } from '../store/store-settings.ts';
import { taxesFor } from '../tax/tax-lookup.ts';
import { businessDateOf, type ZoneOffset } from '../time/business-date.ts';
import type { SaleLine } from './sale.ts';
import { saleLineOf } from './sale-line.ts';

/** What a label said beside the item: how much of it, or what it costs (minor units); null where it said nothing. */
export interface Measured {
  readonly quantity: Quantity | null;
  readonly labelAmount: Minor | null;
  /** The price keyed for an item without one, minor units per whole unit. */
  readonly openPrice?: Minor;
}

/** The line an item becomes when it is rung now, with today's taxes of the store copied onto it; one piece by default. */
export function rungLine(
  item: Item,
  measured: Measured,
  around: { readonly settings: StoreSettings; readonly ambient: Ambient; readonly zone: ZoneOffset },
): SaleLine {
  const { settings, ambient, zone } = around;
  const { quantity, labelAmount, openPrice } = measured;
  const today = businessDateOf(ambient.now(), zone, settings.dayCutOverHour);
  const taxes = taxesFor(settings.taxTable, {
    category: item.taxCategory,
    serviceKind: 'take-away',
    businessDate: today,
  });
  return saleLineOf(item, {
    lineId: brandId<LineId>(ambient.newId()),
    quantity: quantity ?? { milli: 1000, unit: item.unit },
    taxes,
    ...(labelAmount === null ? {} : { labelAmount }),
    ...(openPrice === undefined ? {} : { openPrice }),
  });
}

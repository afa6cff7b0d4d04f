import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import { isInForce } from '../../../domain/tax/tax-lookup.ts';
import type { TaxCategory, TaxTable } from '../../../domain/tax/tax-table.ts';
import { businessDateOf } from '../../../domain/time/business-date.ts';
import type { Translate } from '../../kit/text.tsx';
import { zoneOffset } from '../sale/rung-line.ts';

/** The store's calendar day at a moment, `YYYY-MM-DD`. */
export function storeDate(now: number, { timeZone, dayCutOverHour }: StoreSettings): string {
  return businessDateOf(now, zoneOffset(timeZone), dayCutOverHour);
}

/** What a tax is called on a day: by the rate in force, else by the newest it has. */
export function taxNameOn({ rates }: TaxTable, taxId: string, businessDate: string): string {
  const own = rates.filter((rate) => rate.taxId === taxId);
  return (own.find((rate) => isInForce(rate, businessDate)) ?? own.at(-1))?.name ?? taxId;
}

/** Names of the taxes a class carries when taken away, as receipts print them; null when it carries none. */
export function taxNamesOf(table: TaxTable, { taxIds }: TaxCategory, businessDate: string): string | null {
  const names = taxIds['take-away'].map((taxId) => taxNameOn(table, taxId, businessDate));
  return names.length === 0 ? null : names.join(' + ');
}

/** A class in a list: `Food · MwSt 7 %`. */
export function taxClassLabel(
  t: Translate,
  category: TaxCategory,
  { table, businessDate }: { readonly table: TaxTable; readonly businessDate: string },
): string {
  return `${category.name} · ${taxNamesOf(table, category, businessDate) ?? t('tax.none')}`;
}

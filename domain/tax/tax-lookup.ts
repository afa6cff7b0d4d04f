import type { TaxRate } from './tax-rate.ts';
import type { DatedTaxRate, ServiceKind, TaxTable } from './tax-table.ts';

/** What decides which taxes a line carries: the item's category, eaten here or taken away, and the business date. */
export interface TaxQuestion {
  readonly category: string;
  readonly serviceKind: ServiceKind;
  /** `YYYY-MM-DD` in the store's calendar. */
  readonly businessDate: string;
}

/**
 * The taxes of a category on a day, in the order of computation, ready to be copied onto a line. A category the table
 * does not know carries none; a tax that is not in force that day is left out (TX16, TX17).
 */
export function taxesFor(table: TaxTable, { category, serviceKind, businessDate }: TaxQuestion): TaxRate[] {
  const ids = table.categories.find(({ code }) => code === category)?.taxIds[serviceKind] ?? [];
  return ids.flatMap((taxId) => {
    const rate = table.rates.find((each) => each.taxId === taxId && isInForce(each, businessDate));
    return rate ? [withoutDates(rate)] : [];
  });
}

/** Is this rate in force on a business date? Both ends count. Dates compare as text because they are `YYYY-MM-DD`. */
export function isInForce({ validFrom, validTo }: DatedTaxRate, businessDate: string): boolean {
  return (validFrom === null || validFrom <= businessDate) && (validTo === null || businessDate <= validTo);
}

/** Tax ids of the table that are in force twice on some day, or that a category names and no rate defines (TX18). */
export function taxTableFaults(table: TaxTable): string[] {
  const named = new Set(table.categories.flatMap(({ taxIds }) => Object.values(taxIds).flat()));
  const missing = [...named].filter((taxId) => !table.rates.some((rate) => rate.taxId === taxId));
  const doubled = table.rates.filter((rate, index) =>
    table.rates.slice(index + 1).some((other) => other.taxId === rate.taxId && overlap(rate, other)),
  );
  return [...missing, ...doubled.map(({ taxId }) => taxId)];
}

function overlap(a: DatedTaxRate, b: DatedTaxRate): boolean {
  const startsBeforeEnd = (start: string | null, end: string | null): boolean =>
    start === null || end === null || start <= end;
  return startsBeforeEnd(a.validFrom, b.validTo) && startsBeforeEnd(b.validFrom, a.validTo);
}

function withoutDates({ validFrom: _from, validTo: _to, ...rate }: DatedTaxRate): TaxRate {
  return rate;
}

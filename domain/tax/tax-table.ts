import type { TaxRate } from './tax-rate.ts';

/** Eaten here or taken away: some countries tax the same item differently. */
export const serviceKinds = ['take-away', 'eat-in'] as const;
export type ServiceKind = (typeof serviceKinds)[number];

/** A tax rate with the days it is in force (store business dates, both inclusive; null is open). */
export interface DatedTaxRate extends TaxRate {
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** What an item is, for tax: the ordered tax ids it carries for each service kind. */
export interface TaxCategory {
  readonly code: string;
  readonly name: string;
  readonly taxIds: Readonly<Record<ServiceKind, readonly string[]>>;
}

/** The store's taxes as data. A `taxId` may stand several times in `rates` with different dates. */
export interface TaxTable {
  readonly rates: readonly DatedTaxRate[];
  readonly categories: readonly TaxCategory[];
}

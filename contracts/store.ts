import { z } from 'zod';
import { languages, type StoreSettings } from '../domain/store/store-settings.ts';
import type { TaxName } from '../domain/tax/tax-name.ts';
import type { TaxTable } from '../domain/tax/tax-table.ts';
import { customerDisplaySettings } from './customer-display.ts';
import { networkSettings } from './network.ts';
import { settlePolicy, taxRate } from './sale.ts';
import { businessDate, codeText, lineText, nameText } from './values.ts';

/** Most taxes, tax categories, remembered names of taxes and reasons a store may define. */
export const taxRatesMax = 200;
export const taxNamesMax = 500;
export const reasonsMax = 200;
/** Country whose label table is used, or the layouts of the store's own scale joined by `_`; see `layoutsOfRegion`. */
export const labelRegion = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,255}$/i, 'a country or label layouts');

export const taxName = z.strictObject({ text: nameText, taxCategory: codeText }) satisfies z.ZodType<TaxName>;

const taxIds = z.array(codeText).max(8);
export const taxTable = z.strictObject({
  rates: z
    .array(taxRate.extend({ validFrom: businessDate.nullable(), validTo: businessDate.nullable() }))
    .max(taxRatesMax),
  categories: z
    .array(
      z.strictObject({
        code: codeText,
        name: nameText,
        taxIds: z.strictObject({ 'take-away': taxIds, 'eat-in': taxIds }),
      }),
    )
    .max(taxRatesMax),
}) satisfies z.ZodType<TaxTable>;

export const printerBinding = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('virtual') }),
  z.strictObject({ kind: z.literal('tcp'), host: z.string().min(1).max(253), port: z.int().min(1).max(65_535) }),
]);

export const storeSettings = z.strictObject({
  storeName: nameText,
  addressLines: z.array(lineText).max(6),
  taxNumber: lineText,
  receiptFooter: lineText,
  language: z.enum(languages),
  country: z.string().regex(/^[A-Z]{2}$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  timeZone: z.string().min(1).max(64),
  dayCutOverHour: z.int().min(0).max(12),
  pricesIncludeTax: z.boolean(),
  policy: settlePolicy,
  taxTable,
  taxNames: z.array(taxName).max(taxNamesMax).optional(),
  labelRegion,
  reasons: z.array(z.strictObject({ code: codeText, label: nameText, for: z.array(codeText).max(40) })).max(reasonsMax),
  printer: printerBinding,
  printerProfile: codeText,
  receiptPrinting: z.enum(['always', 'ask']),
  scanner: z.strictObject({ prefix: z.string().max(4), suffix: z.string().max(4) }),
  autoLockMin: z.int().min(0).max(240),
  // Without a default: an old op must keep its body, and with it its hash.
  customerDisplay: customerDisplaySettings.optional(),
  network: networkSettings.optional(),
}) satisfies z.ZodType<StoreSettings>;

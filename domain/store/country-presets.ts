import { minor, ratePpm } from '../money/minor.ts';
import type { DatedTaxRate, TaxCategory } from '../tax/tax-table.ts';
import type { Language, Reason, StoreSettings } from './store-settings.ts';

/** What a country usually wants: a starting point the owner can change, not legal advice. */
export interface CountryPreset {
  readonly country: string;
  readonly currency: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly pricesIncludeTax: boolean;
  readonly cashIncrement: number;
  /** Smallest step of any amount, in minor units; absent where every minor unit is used. */
  readonly amountIncrement?: number;
  readonly rates: readonly DatedTaxRate[];
  readonly categories: readonly TaxCategory[];
}

interface RateSpec {
  readonly taxId: string;
  readonly name: string;
  readonly ppm: number;
  readonly included: boolean;
  readonly validFrom?: string;
  readonly validTo?: string;
}

function percentRate(spec: RateSpec): DatedTaxRate {
  return {
    taxId: spec.taxId,
    name: spec.name,
    kind: 'percent',
    ratePpm: ratePpm(spec.ppm),
    amountPerUnit: minor(0),
    included: spec.included,
    affectsNext: false,
    affectedByPrevious: false,
    validFrom: spec.validFrom ?? null,
    validTo: spec.validTo ?? null,
  };
}

function category(code: string, name: string, taxIds: { takeAway: string[]; eatIn?: string[] }): TaxCategory {
  return { code, name, taxIds: { 'take-away': taxIds.takeAway, 'eat-in': taxIds.eatIn ?? taxIds.takeAway } };
}

const exempt = category('exempt', 'Exempt', { takeAway: [] });

/**
 * Standard rates in force in 2026. Sources: German UStG §12 (19 % and 7 %; food eaten in 7 % since 2026-01-01, drinks 19 %),
 * Austrian UStG §10 (20, 10, 13 %), Swiss MWSTG since 2024 (8.1 and 2.6 %), Indonesian PPN (11 % since 2022-04-01; the 12 %
 * law of 2025 is applied to 11/12 of the price for ordinary goods, so 11 % stays the effective rate), Australian GST 10 %,
 * New Zealand GST 15 %. The United States have no national rate: the preset carries a placeholder of 0 the owner must set.
 */
export const countryPresets: readonly CountryPreset[] = [
  {
    country: 'DE',
    currency: 'EUR',
    language: 'de',
    timeZone: 'Europe/Berlin',
    pricesIncludeTax: true,
    cashIncrement: 1,
    rates: [
      percentRate({ taxId: 'vat-standard', name: 'MwSt 19 %', ppm: 190_000, included: true }),
      percentRate({ taxId: 'vat-reduced', name: 'MwSt 7 %', ppm: 70_000, included: true }),
    ],
    categories: [
      category('standard', 'Standard', { takeAway: ['vat-standard'] }),
      category('food', 'Food', { takeAway: ['vat-reduced'] }),
      category('drink', 'Drinks', { takeAway: ['vat-standard'] }),
      exempt,
    ],
  },
  {
    country: 'AT',
    currency: 'EUR',
    language: 'de',
    timeZone: 'Europe/Vienna',
    pricesIncludeTax: true,
    cashIncrement: 1,
    rates: [
      percentRate({ taxId: 'vat-standard', name: 'USt 20 %', ppm: 200_000, included: true }),
      percentRate({ taxId: 'vat-reduced', name: 'USt 10 %', ppm: 100_000, included: true }),
    ],
    categories: [
      category('standard', 'Standard', { takeAway: ['vat-standard'] }),
      category('food', 'Food', { takeAway: ['vat-reduced'] }),
      category('drink', 'Drinks', { takeAway: ['vat-standard'] }),
      exempt,
    ],
  },
  {
    country: 'CH',
    currency: 'CHF',
    language: 'de',
    timeZone: 'Europe/Zurich',
    pricesIncludeTax: true,
    cashIncrement: 5,
    rates: [
      percentRate({ taxId: 'vat-standard', name: 'MWST 8.1 %', ppm: 81_000, included: true, validFrom: '2024-01-01' }),
      percentRate({ taxId: 'vat-reduced', name: 'MWST 2.6 %', ppm: 26_000, included: true, validFrom: '2024-01-01' }),
    ],
    categories: [
      category('standard', 'Standard', { takeAway: ['vat-standard'] }),
      category('food', 'Food', { takeAway: ['vat-reduced'], eatIn: ['vat-standard'] }),
      category('drink', 'Drinks', { takeAway: ['vat-reduced'], eatIn: ['vat-standard'] }),
      exempt,
    ],
  },
  {
    country: 'ID',
    currency: 'IDR',
    language: 'id',
    timeZone: 'Asia/Jakarta',
    pricesIncludeTax: true,
    cashIncrement: 10_000,
    amountIncrement: 100,
    rates: [percentRate({ taxId: 'ppn', name: 'PPN 11 %', ppm: 110_000, included: true, validFrom: '2022-04-01' })],
    categories: [
      category('standard', 'Standar', { takeAway: ['ppn'] }),
      category('food', 'Bahan pangan', { takeAway: [] }),
      category('drink', 'Minuman', { takeAway: ['ppn'] }),
      exempt,
    ],
  },
  {
    country: 'AU',
    currency: 'AUD',
    language: 'en',
    timeZone: 'Australia/Sydney',
    pricesIncludeTax: true,
    cashIncrement: 5,
    rates: [percentRate({ taxId: 'gst', name: 'GST 10 %', ppm: 100_000, included: true })],
    categories: [
      category('standard', 'Standard', { takeAway: ['gst'] }),
      category('food', 'GST-free food', { takeAway: [], eatIn: ['gst'] }),
      category('drink', 'Drinks', { takeAway: ['gst'] }),
      exempt,
    ],
  },
  {
    country: 'US',
    currency: 'USD',
    language: 'en',
    timeZone: 'America/New_York',
    pricesIncludeTax: false,
    cashIncrement: 1,
    rates: [percentRate({ taxId: 'sales-tax', name: 'Sales tax', ppm: 0, included: false })],
    categories: [
      category('standard', 'Taxable', { takeAway: ['sales-tax'] }),
      category('food', 'Groceries', { takeAway: [], eatIn: ['sales-tax'] }),
      category('drink', 'Drinks', { takeAway: ['sales-tax'] }),
      exempt,
    ],
  },
];

/** The preset of a country, or the first one for a country that has none yet. */
export function presetOf(country: string): CountryPreset {
  const found = countryPresets.find((preset) => preset.country === country) ?? countryPresets[0];
  if (!found) throw new Error('no country presets');
  return found;
}

/** Reasons every store starts with; labels are replaced by the store's language at first run and may be edited. */
export const startReasons: readonly Reason[] = [
  {
    code: 'customer-changed-mind',
    label: 'Customer changed their mind',
    for: ['line.void', 'sale.void', 'sale.return', 'sale.return-without-receipt'],
  },
  { code: 'keyed-wrong', label: 'Keyed or scanned wrong', for: ['line.void', 'sale.void', 'price.override'] },
  { code: 'faulty', label: 'Faulty', for: ['sale.return', 'sale.return-without-receipt', 'discount.line'] },
  { code: 'damaged', label: 'Damaged or last piece', for: ['discount.line', 'price.override', 'stock.adjust'] },
  { code: 'shelf-price', label: 'Price on the shelf', for: ['price.override'] },
  { code: 'regular', label: 'Regular customer', for: ['discount.line', 'discount.sale'] },
  { code: 'staff', label: 'Staff', for: ['discount.line', 'discount.sale'] },
  { code: 'goodwill', label: 'Goodwill', for: ['discount.line', 'discount.sale', 'sale.return-without-receipt'] },
  { code: 'change-money', label: 'Change for a customer', for: ['drawer.no-sale', 'cash.loan', 'cash.pickup'] },
  { code: 'supplies', label: 'Supplies bought', for: ['cash.paid-out'] },
  { code: 'supplier', label: 'Supplier paid', for: ['cash.paid-out'] },
  { code: 'other-income', label: 'Money brought in', for: ['cash.paid-in', 'cash.loan'] },
  { code: 'too-much-cash', label: 'Too much cash in the drawer', for: ['cash.safe-drop', 'cash.pickup'] },
  { code: 'waste', label: 'Waste', for: ['stock.adjust'] },
  { code: 'found', label: 'Found or counted again', for: ['stock.adjust'] },
  { code: 'tax-certificate', label: 'Exemption certificate shown', for: ['tax.exempt'] },
];

/** Complete settings of a new store in a country; the owner's own words come on top. */
export function settingsFromPreset(preset: CountryPreset, storeName: string): StoreSettings {
  return {
    storeName,
    addressLines: [],
    taxNumber: '',
    receiptFooter: '',
    language: preset.language,
    country: preset.country,
    currency: preset.currency,
    timeZone: preset.timeZone,
    dayCutOverHour: 4,
    pricesIncludeTax: preset.pricesIncludeTax,
    policy: {
      taxRounding: 'per_line',
      rounding: 'half_up',
      cashIncrement: minor(preset.cashIncrement),
      cashRounding: 'half_up',
      ...(preset.amountIncrement === undefined ? {} : { amountIncrement: minor(preset.amountIncrement) }),
    },
    taxTable: { rates: preset.rates, categories: preset.categories },
    labelRegion: preset.country,
    reasons: startReasons,
    printer: { kind: 'virtual' },
    printerProfile: 'generic-80mm',
    receiptPrinting: 'always',
    scanner: { prefix: '', suffix: '' },
    autoLockMin: 5,
  };
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { demoShop } from '../../../contracts/store-facts.ts';
import { codeText, lineText, magnitude, nameText } from '../../../contracts/values.ts';
import type { Item } from '../../../domain/catalog/item.ts';
import { brandId, type ItemId } from '../../../domain/id.ts';
import { minor, ratePpm } from '../../../domain/money/minor.ts';
import { quantityUnits } from '../../../domain/quantity/quantity.ts';
import { presetOf, settingsFromPreset, startReasons } from '../../../domain/store/country-presets.ts';
import { type Language, languages, type Reason, type StoreSettings } from '../../../domain/store/store-settings.ts';
import type { TaxTable } from '../../../domain/tax/tax-table.ts';

/** The demo shops that ship, in the order they are offered. */
export const demoShopIds = ['cafe', 'boutique'] as const;

const shopItem = z.strictObject({
  sku: codeText,
  name: nameText,
  brand: lineText.default(''),
  size: lineText.default(''),
  category: nameText,
  taxCategory: codeText,
  /** Minor units of the shop's currency. */
  price: magnitude,
  cost: magnitude,
  colour: codeText,
  unit: z.enum(quantityUnits).default('each'),
  /** GTIN as 14 digits. */
  barcode: z
    .string()
    .regex(/^\d{14}$/)
    .optional(),
  labelCode: z
    .string()
    .regex(/^\d{0,6}$/)
    .default(''),
  stock: z.boolean(),
  grid: z.boolean(),
});
const shopFile = z.strictObject({
  id: codeText,
  name: nameText,
  country: z.string().regex(/^[A-Z]{2}$/),
  language: z.enum(languages),
  addressLines: z.array(lineText),
  taxNumber: lineText,
  receiptFooter: lineText,
  pricesIncludeTax: z.boolean(),
  rates: z.array(
    z.strictObject({
      taxId: codeText,
      name: nameText,
      kind: z.enum(['percent', 'fixed']),
      ppm: z.int(),
      amount: z.int(),
      included: z.boolean(),
    }),
  ),
  categories: z.array(z.strictObject({ code: codeText, name: nameText, taxIds: z.array(codeText) })),
  items: z.array(shopItem).min(1),
});
type ShopFile = z.output<typeof shopFile>;

function readShop(resourcesDir: string, id: string): ShopFile | null {
  const known = demoShopIds.find((each) => each === id);
  const path = join(resourcesDir, 'demo', `${known}.json`);
  return known === undefined || !existsSync(path) ? null : shopFile.parse(JSON.parse(readFileSync(path, 'utf8')));
}

function taxTableOf({ rates, categories }: ShopFile): TaxTable {
  return {
    rates: rates.map(({ taxId, name, kind, ppm, amount, included }) => ({
      taxId,
      name,
      kind,
      ratePpm: ratePpm(ppm),
      amountPerUnit: minor(amount),
      included,
      affectsNext: false,
      affectedByPrevious: false,
      validFrom: null,
      validTo: null,
    })),
    categories: categories.map(({ code, name, taxIds }) => ({
      code,
      name,
      taxIds: { 'take-away': taxIds, 'eat-in': taxIds },
    })),
  };
}

/** The reasons every store starts with, in the words of the language's locale file. */
function reasonsIn(language: Language, resourcesDir: string): readonly Reason[] {
  const path = join(resourcesDir, 'locales', language, 'till.json');
  const words = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path, 'utf8')));
  return startReasons.map((reason) => ({ ...reason, label: words[`reason.${reason.code}`] ?? reason.label }));
}

function settingsOf(shop: ShopFile, resourcesDir: string): StoreSettings {
  const { language, addressLines, taxNumber, receiptFooter, pricesIncludeTax } = shop;
  const start = settingsFromPreset(presetOf(shop.country), shop.name);
  const reasons = reasonsIn(language, resourcesDir);
  const taxTable = taxTableOf(shop);
  return { ...start, language, addressLines, taxNumber, receiptFooter, pricesIncludeTax, taxTable, reasons };
}

/** The shops to try Kaunter with, as the first run offers them. */
export function demoShops(resourcesDir: string): z.output<typeof demoShop>[] {
  return demoShopIds.flatMap((id) => {
    const shop = readShop(resourcesDir, id);
    if (shop === null) return [];
    const settings = settingsOf(shop, resourcesDir);
    const { name, country, language } = shop;
    return [{ id, name, country, language, currency: settings.currency, items: shop.items.length, settings }];
  });
}

/** The items of a demo shop under fresh ids; null when there is no such shop. */
export function demoItems(resourcesDir: string, id: string, newId: () => string): Item[] | null {
  const shop = readShop(resourcesDir, id);
  if (shop === null) return null;
  return shop.items.map(({ price, cost, barcode, stock, grid, ...item }, index) => ({
    ...item,
    itemId: brandId<ItemId>(newId()),
    unitPrice: price,
    unitCost: cost,
    barcodes: barcode === undefined ? [] : [barcode],
    stockTracked: stock,
    active: true,
    gridPlace: grid ? index : null,
  }));
}

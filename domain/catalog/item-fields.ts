import type { Item } from './item.ts';

/** Fields an item can take from a file, in the order they are shown and exported. */
export const itemFields = [
  'sku',
  'name',
  'brand',
  'size',
  'category',
  'taxCategory',
  'unitPrice',
  'unit',
  'unitCost',
  'barcodes',
  'labelCode',
  'stockTracked',
  'active',
  'gridPlace',
  'colour',
] as const satisfies readonly Exclude<keyof Item, 'itemId'>[];
export type ItemField = (typeof itemFields)[number];

/** Fields without which no row can be read. */
export const requiredItemFields: readonly ItemField[] = ['name', 'unitPrice'];

/** Which column of a file (from 0) feeds which field; fields without a column are left out. */
export type ColumnMapping = Readonly<Partial<Record<ItemField, number>>>;

/** What people call the fields in English, German and Indonesian, folded: lower case, no diacritics, single spaces. */
const headerNames: Readonly<Record<ItemField, string>> = {
  sku: 'sku|code|item code|item no|item number|article no|article nr|article number|art no|stock code|product code|product id|reference|ref|artikelnummer|artikel nr|art nr|artnr|nummer|kode|kode barang|kode produk',
  name: 'name|item|item name|product|product name|title|description|article|bezeichnung|artikel|artikelname|artikelbezeichnung|produkt|produktname|titel|nama|nama barang|nama produk|barang|produk',
  brand: 'brand|manufacturer|vendor|maker|marke|hersteller|merek|merk',
  size: 'size|pack size|package|content|grosse|groesse|packung|inhalt|gebinde|ukuran|kemasan',
  category:
    'category|department|group|product group|product category|type|kategorie|warengruppe|gruppe|abteilung|kategori|kelompok',
  taxCategory:
    'tax|tax category|tax class|tax rate|tax code|vat|vat rate|gst|steuer|steuersatz|steuerklasse|steuerkategorie|mwst|ust|pajak|ppn|kategori pajak',
  unitPrice:
    'price|unit price|sale price|selling price|retail price|list price|price minor|price cents|rrp|preis|verkaufspreis|vk|vk brutto|einzelpreis|harga|harga jual|harga satuan',
  unit: 'unit|uom|unit of measure|sold by|einheit|me|mengeneinheit|satuan',
  unitCost:
    'cost|unit cost|cost price|purchase price|buying price|einkaufspreis|ek|einstand|einstandspreis|harga beli|harga pokok|modal|hpp',
  barcodes: 'barcode|barcodes|ean|ean13|ean 13|ean code|gtin|gtin13|gtin14|upc|strichcode|kode batang',
  labelCode: 'label code|plu|plu code|scale code|plu nummer|waagencode|kode plu|kode label',
  stockTracked: 'stock tracked|track stock|track inventory|bestand fuhren|lagerartikel|lacak stok',
  active: 'active|enabled|available|for sale|aktiv|aktif',
  gridPlace: 'grid place|position|favourite|favorite|kachel|posisi',
  colour: 'colour|color|farbe|warna',
};

/** A header as it is compared: `Verkaufspreis (€)` and `price_minor` become `verkaufspreis` and `price minor`. */
export function foldHeader(header: string): string {
  const plain = header
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss');
  return plain.replace(/[^a-z0-9]+/g, ' ').trim();
}

/**
 * Guesses which column is which field from the header: the whole name first, then one that begins with it. Every column
 * feeds one field at most. Source: docs/spec/catalog.md CA1.
 */
export function guessMapping(headers: readonly string[]): ColumnMapping {
  const folded = headers.map(foldHeader);
  const mapping: Partial<Record<ItemField, number>> = {};
  for (const fits of [
    (header: string, name: string) => header === name,
    (header: string, name: string) => header.startsWith(`${name} `),
  ]) {
    for (const field of itemFields) {
      if (mapping[field] !== undefined) continue;
      const names = headerNames[field].split('|');
      const free = (column: number): boolean => !Object.values(mapping).includes(column);
      const column = folded.findIndex((header, at) => free(at) && names.some((name) => fits(header, name)));
      if (column !== -1) mapping[field] = column;
    }
  }
  return mapping;
}

/** Does the header say that its prices are in minor units (`price_minor`, `cents`)? */
export function saysMinorUnits(header: string): boolean {
  return /\b(minor|cents?|sen)\b/.test(foldHeader(header));
}

/** A mapping from outside, cut to known fields; null when a required field lacks a column, a column is out of the file, or feeds two fields. */
export function fitMapping(mapping: Readonly<Record<string, number>>, columns: number): ColumnMapping | null {
  const entries = itemFields.flatMap((field) => {
    const column = mapping[field];
    return column === undefined ? [] : [[field, column] as const];
  });
  const used = entries.map(([, column]) => column);
  const inside = used.every((column) => Number.isInteger(column) && column >= 0 && column < columns);
  const fitted: ColumnMapping = Object.fromEntries(entries);
  const complete = requiredItemFields.every((field) => fitted[field] !== undefined);
  return inside && complete && new Set(used).size === used.length ? fitted : null;
}

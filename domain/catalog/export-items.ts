import { shortGtin } from '../barcode/gtin.ts';
import type { Currency } from '../money/currency.ts';
import { withFormulaGuard } from './catalog-text.ts';
import type { Item } from './item.ts';
import { type ItemField, itemFields } from './item-fields.ts';

const headers: Readonly<Record<ItemField, string>> = {
  sku: 'sku',
  name: 'name',
  brand: 'brand',
  size: 'size',
  category: 'category',
  taxCategory: 'tax_category',
  unitPrice: 'price',
  unit: 'unit',
  unitCost: 'cost',
  barcodes: 'barcodes',
  labelCode: 'label_code',
  stockTracked: 'stock_tracked',
  active: 'active',
  gridPlace: 'grid_place',
  colour: 'colour',
};

/** First line of an export, with the byte-order mark spreadsheets want to see UTF-8. Columns import back by name (CA14). */
export function exportHeader(): string {
  return `\ufeff${itemFields.map((field) => headers[field]).join(',')}\r\n`;
}

/** One item as a line of CSV (RFC 4180), decimal points, nothing a spreadsheet takes for a formula (CA15). */
export function exportLine(item: Item, currency: Currency): string {
  return exportRow(itemFields.map((field) => textOf(item, field, currency)));
}

/** Cells as a line of CSV, quoted where they must be and guarded against spreadsheets (CA15). */
export function exportRow(cells: readonly string[]): string {
  return `${cells.map((cell) => csvCell(withFormulaGuard(cell))).join(',')}\r\n`;
}

function textOf(item: Item, field: ItemField, currency: Currency): string {
  const value = item[field];
  if (field === 'barcodes')
    return item.barcodes.map((code) => (/^\d{14}$/.test(code) ? shortGtin(code) : code)).join(' ');
  if (value === null) return '';
  if (field === 'unitPrice' || field === 'unitCost') return plainAmount(Number(value), currency);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

function plainAmount(amount: number, { digits }: Currency): string {
  const text = String(amount).padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

function csvCell(text: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

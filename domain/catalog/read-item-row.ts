import { hasMod10CheckDigit, isDigits } from '../barcode/check-digit.ts';
import { readGtin } from '../barcode/gtin.ts';
import { expandUpcE } from '../barcode/upc-e.ts';
import type { Currency } from '../money/currency.ts';
import { type Minor, minor, minorMax } from '../money/minor.ts';
import type { MoneyFormat } from '../money/money-format.ts';
import { type MoneyRefusal, parseMoney } from '../money/parse-money.ts';
import { accept, type Outcome, refuse } from '../outcome.ts';
import type { QuantityUnit } from '../quantity/quantity.ts';
import { readTaxName, type TaxName } from '../tax/tax-name.ts';
import type { TaxTable } from '../tax/tax-table.ts';
import { cleanText, withoutFormulaGuard } from './catalog-text.ts';
import type { Item } from './item.ts';
import { type ColumnMapping, type ItemField, itemFields } from './item-fields.ts';
import { flagWords, unitWords } from './row-words.ts';

/** What can be wrong with a row; `mended` rows are imported, `rejected` ones left out. */
export const rowProblemCodes = [
  'name-missing',
  'control-characters',
  'text-too-long',
  'price-missing',
  'price-not-a-number',
  'price-negative',
  'price-too-many-decimals',
  'price-too-large',
  'barcode-check-digit',
  'barcode-rounded',
  'barcode-characters',
  'barcode-zeros-restored',
  'barcodes-too-many',
  'barcode-twice-in-file',
  'barcode-of-other-item',
  'sku-twice-in-file',
  'sku-of-other-item',
  'label-code-digits',
  'label-code-twice-in-file',
  'label-code-of-other-item',
  'item-twice-in-file',
  'tax-unknown',
  'unit-unknown',
  'flag-unknown',
  'grid-place',
  'quote-broken',
  'columns-too-many',
] as const;
export type RowProblemCode = (typeof rowProblemCodes)[number];

export interface RowProblem {
  readonly field: ItemField | null;
  readonly code: RowProblemCode;
  /** The value as it stands in the file. */
  readonly value: string;
  readonly severity: 'rejected' | 'mended';
  /** Code of the tax class the item gets instead of one the store does not have. */
  readonly instead?: string;
}

/** What a row says of an item: only the fields the file has a column for. */
export type ItemDraft = Readonly<Partial<Omit<Item, 'itemId'>> & Pick<Item, 'name' | 'unitPrice'>>;

export interface RowContext {
  readonly mapping: ColumnMapping;
  readonly currency: Currency;
  /** How the file writes numbers. */
  readonly format: MoneyFormat;
  /** Price fields whose column holds whole minor units (`price_minor`). */
  readonly minorUnitFields: readonly ItemField[];
  readonly taxTable: TaxTable;
  /** What the store decided names of taxes in files to mean. */
  readonly taxNames: readonly TaxName[];
  /** Does the catalog hold this very code already? Then it is taken as it is printed. */
  readonly isKnownBarcode: (code: string) => boolean;
}

/** A row read, with what was mended on the way. */
export interface ReadRow {
  readonly draft: ItemDraft;
  readonly mended: readonly RowProblem[];
}

/** Most barcodes of one item. */
export const rowBarcodesMax = 50;

type FieldReader = (raw: string, context: RowContext) => FieldResult;
interface FieldResult {
  readonly value?: unknown;
  readonly code?: RowProblemCode;
  readonly severity?: RowProblem['severity'];
  readonly instead?: string;
}

const readers: Readonly<Record<ItemField, FieldReader>> = {
  sku: readText,
  name: (raw) => (cleanText(raw).text === '' ? { code: 'name-missing' } : readText(raw)),
  brand: readText,
  size: readText,
  category: readText,
  taxCategory: readTax,
  unitPrice: (raw, context) => readPrice(raw, 'unitPrice', context),
  unit: readUnit,
  unitCost: (raw, context) => (raw.trim() === '' ? { value: null } : readPrice(raw, 'unitCost', context)),
  barcodes: readBarcodes,
  labelCode: (raw) => (/^\d{0,6}$/.test(raw.trim()) ? { value: raw.trim() } : { code: 'label-code-digits' }),
  stockTracked: readFlag,
  active: readFlag,
  gridPlace: readGridPlace,
  colour: (raw) => ({ value: cleanText(raw).text.slice(0, 24) }),
};

/** Reads one row of a file. All its problems come at once, so that a person mends a line in one go (CA3 to CA8). */
export function readItemRow(cells: readonly string[], context: RowContext): Outcome<ReadRow, readonly RowProblem[]> {
  const problems: RowProblem[] = [];
  const draft: Record<string, unknown> = {};
  for (const field of itemFields) {
    const column = context.mapping[field];
    if (column === undefined) continue;
    const cell = withoutFormulaGuard(cells[column] ?? '');
    const { value, code, severity = 'rejected', instead } = readers[field](cell, context);
    const given = instead === undefined ? {} : { instead };
    if (code !== undefined) problems.push({ field, code, value: cell, severity, ...given });
    if (value !== undefined) draft[field] = value;
  }
  if (problems.some((problem) => problem.severity === 'rejected')) return refuse(problems);
  return accept({ draft: draft as unknown as ItemDraft, mended: problems });
}

function readText(raw: string): FieldResult {
  const { text, mended } = cleanText(raw);
  return mended === null ? { value: text } : { value: text, code: mended, severity: 'mended' };
}

const priceCodes: Readonly<Record<MoneyRefusal, RowProblemCode>> = {
  'money-empty': 'price-missing',
  'money-not-a-number': 'price-not-a-number',
  'money-negative': 'price-negative',
  'money-too-many-decimals': 'price-too-many-decimals',
  'money-too-large': 'price-too-large',
};

function readPrice(raw: string, field: ItemField, { currency, format, minorUnitFields }: RowContext): FieldResult {
  const price = minorUnitFields.includes(field)
    ? readMinorUnits(raw)
    : parseMoney(trimZeros(raw, currency, format), currency, format);
  return price.ok ? { value: price.value } : { code: priceCodes[price.refusal] };
}

/** `4.5000` is 4.50: zeros beyond the currency's digits say nothing; any other digit there is refused. */
function trimZeros(raw: string, currency: Currency, { decimal }: MoneyFormat): string {
  const at = raw.lastIndexOf(decimal);
  const fraction = raw.slice(at + 1);
  if (at === -1 || fraction.length <= currency.digits || !/^\d+$/.test(fraction)) return raw;
  return /^0*$/.test(fraction.slice(currency.digits)) ? raw.slice(0, at + 1 + currency.digits) : raw;
}

function readMinorUnits(raw: string): Outcome<Minor, MoneyRefusal> {
  const text = raw.trim();
  if (text === '') return refuse('money-empty');
  if (/^[-−]\d+$/.test(text)) return refuse('money-negative');
  if (!/^\d+$/.test(text)) return refuse(/^\d+[.,]\d+$/.test(text) ? 'money-too-many-decimals' : 'money-not-a-number');
  return BigInt(text) > BigInt(minorMax) ? refuse('money-too-large') : accept(minor(Number(text)));
}

function readTax(raw: string, { taxTable, taxNames }: RowContext): FieldResult {
  const found = readTaxName(raw, taxTable, taxNames);
  if (found !== null) return { value: found.taxCategory };
  const standard = taxTable.categories[0]?.code;
  if (standard === undefined) return { code: 'tax-unknown' };
  if (raw.trim() === '') return { value: standard };
  return { value: standard, code: 'tax-unknown', severity: 'mended', instead: standard };
}

function readUnit(raw: string): FieldResult {
  const unit: QuantityUnit | undefined = unitWords[raw.trim().toLowerCase().replace(/\.$/, '')];
  return unit === undefined ? { code: 'unit-unknown' } : { value: unit };
}

function readFlag(raw: string): FieldResult {
  const word = raw.trim().toLowerCase();
  if (word === '') return {};
  const flag = flagWords[word];
  return flag === undefined ? { code: 'flag-unknown' } : { value: flag };
}

function readGridPlace(raw: string): FieldResult {
  const text = raw.trim();
  if (text === '') return { value: null };
  return /^\d{1,6}$/.test(text) && Number(text) <= 100_000 ? { value: Number(text) } : { code: 'grid-place' };
}

function readBarcodes(raw: string, context: RowContext): FieldResult {
  const codes = new Set<string>();
  let mended: RowProblemCode | undefined;
  for (const text of raw.split(/[\s,;|]+/)) {
    if (text === '') continue;
    if (/^\d(?:[.,]\d+)?e\+?\d+$/i.test(text) || /^\d[.]\d+e/i.test(text)) return { code: 'barcode-rounded' };
    const { code, barcode } = readBarcode(text, context);
    if (barcode === undefined) return { code: code ?? 'barcode-characters' };
    if (code !== undefined) mended = code;
    codes.add(barcode);
  }
  if (codes.size > rowBarcodesMax) return { code: 'barcodes-too-many' };
  const value = [...codes];
  return mended === undefined ? { value } : { value, code: mended, severity: 'mended' };
}

/** Article numbers become 14 digits; zeros a spreadsheet took off come back; anything else printable is a code of the store's own. */
function readBarcode(text: string, { isKnownBarcode }: RowContext): { barcode?: string; code?: RowProblemCode } {
  if (isKnownBarcode(text)) return { barcode: text };
  const gtin = readGtin(text);
  if (gtin.ok) return { barcode: gtin.value };
  if (gtin.refusal === 'check-digit') {
    const upcE = text.length === 8 ? expandUpcE(text) : null;
    return upcE?.ok === true ? { barcode: upcE.value.upcA12.padStart(14, '0') } : { code: 'barcode-check-digit' };
  }
  const shortened = isDigits(text) && text.length >= 9 && text.length <= 11;
  if (shortened && hasMod10CheckDigit(text)) return { barcode: text.padStart(14, '0'), code: 'barcode-zeros-restored' };
  return /^[\x21-\x7e]{1,64}$/.test(text) ? { barcode: text } : { code: 'barcode-characters' };
}

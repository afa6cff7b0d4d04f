import { foldTaxName, type ReadTaxName, readTaxName, type TaxName } from '../tax/tax-name.ts';
import type { TaxTable } from '../tax/tax-table.ts';
import { cleanText, withoutFormulaGuard } from './catalog-text.ts';
import type { ColumnMapping } from './item-fields.ts';

/** Different names of taxes that are asked about; a column with more is not the tax. */
export const fileTaxNamesMax = 60;

/** A name of a tax in a file that somebody may want to decide about. */
export interface FileTaxName {
  readonly text: string;
  readonly rows: number;
  /** The class it is taken for; null when nothing fits. */
  readonly taxCategory: string | null;
  readonly source: ReadTaxName['source'] | 'unknown';
}

/** Counts the names of taxes of a file that are neither code, name nor rate of a class of the store (CA21). */
export class FileTaxNames {
  readonly #column: number | undefined;
  readonly #table: TaxTable;
  readonly #chosen: readonly TaxName[];
  readonly #byName = new Map<string, { readonly name: FileTaxName; rows: number }>();

  constructor(file: {
    readonly mapping: ColumnMapping;
    readonly taxTable: TaxTable;
    readonly taxNames: readonly TaxName[];
  }) {
    this.#column = file.mapping.taxCategory;
    this.#table = file.taxTable;
    this.#chosen = file.taxNames;
  }

  add(cells: readonly string[]): void {
    const raw = this.#column === undefined ? '' : withoutFormulaGuard(cells[this.#column] ?? '');
    const { text } = cleanText(raw);
    if (text === '') return;
    const known = this.#byName.get(foldTaxName(text));
    if (known !== undefined) {
      known.rows += 1;
      return;
    }
    if (this.#byName.size >= fileTaxNamesMax) return;
    const read = readTaxName(text, this.#table, this.#chosen);
    const name = { text, rows: 1, taxCategory: read?.taxCategory ?? null, source: read?.source ?? 'unknown' } as const;
    this.#byName.set(foldTaxName(text), { name, rows: 1 });
  }

  /** The most frequent first, those nobody decided about before the others. */
  all(): FileTaxName[] {
    const weight = ({ source }: FileTaxName): number => (source === 'unknown' ? 0 : 1);
    return [...this.#byName.values()]
      .map(({ name, rows }) => ({ ...name, rows }))
      .filter(({ source }) => source !== 'table')
      .sort((a, b) => weight(a) - weight(b) || b.rows - a.rows);
  }
}

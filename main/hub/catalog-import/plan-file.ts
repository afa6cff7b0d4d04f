import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod';
import { type importPreview, importProblemsKeptMax, importProblemsShownMax } from '../../../contracts/catalog.ts';
import { type ImportPlan, type PlanContext, planningImport } from '../../../domain/catalog/import-plan.ts';
import type { Item } from '../../../domain/catalog/item.ts';
import {
  type ColumnMapping,
  fitMapping,
  guessMapping,
  itemFields,
  requiredItemFields,
  saysMinorUnits,
} from '../../../domain/catalog/item-fields.ts';
import { guessPriceFormat, priceSamplesMax } from '../../../domain/catalog/price-format.ts';
import type { ItemId } from '../../../domain/id.ts';
import type { Currency } from '../../../domain/money/currency.ts';
import { moneyFormats } from '../../../domain/money/money-format.ts';
import { accept, type Outcome, refuse } from '../../../domain/outcome.ts';
import type { Language } from '../../../domain/store/store-settings.ts';
import type { TaxName } from '../../../domain/tax/tax-name.ts';
import type { TaxTable } from '../../../domain/tax/tax-table.ts';
import type { CatalogTable } from './catalog-table.ts';

/** Good rows a preview shows as items. */
const sampleItems = 10;
const samplesOfColumn = 3;
const sampleCharsMax = 80;

/** What the store is, as far as an import must know. */
export interface ImportStore {
  readonly currency: Currency;
  readonly language: Language;
  readonly taxTable: TaxTable;
  /** What names of taxes mean: what was chosen at the screen before what the store remembers. */
  readonly taxNames: readonly TaxName[];
  readonly catalog: readonly Item[];
  readonly newItemId: () => ItemId;
}

export interface PlannedFile {
  readonly mapping: ColumnMapping;
  readonly plan: ImportPlan;
}

/**
 * Plans a file with the mapping a person chose, or by the names of its columns when `mapping` is null. A chosen mapping
 * that does not fit is refused; a guessed one that lacks a required field rejects every row until somebody maps it.
 */
export function planFile(
  table: CatalogTable,
  mapping: Readonly<Record<string, number>> | null,
  store: ImportStore,
): Outcome<PlannedFile, 'mapping-unfit'> {
  const planning = planningFile(table, mapping, store);
  for (;;) {
    const { done, value } = planning.next();
    if (done === true) return value;
  }
}

/** The same in turns: between 250 rows and the next, everything else the process has to do is done. */
export async function planFileInTurns(
  table: CatalogTable,
  mapping: Readonly<Record<string, number>> | null,
  store: ImportStore,
): Promise<Outcome<PlannedFile, 'mapping-unfit'>> {
  const planning = planningFile(table, mapping, store);
  for (;;) {
    const { done, value } = planning.next();
    if (done === true) return value;
    await setImmediate();
  }
}

function* planningFile(
  table: CatalogTable,
  chosen: Readonly<Record<string, number>> | null,
  store: ImportStore,
): Generator<void, Outcome<PlannedFile, 'mapping-unfit'>> {
  const mapping = chosen ?? guessMapping(table.headers);
  const fitted = fitMapping({ ...mapping }, table.headers.length);
  if (fitted !== null)
    return accept({ mapping: fitted, plan: yield* planningImport(table.rows, contextOf(table, fitted, store)) });
  return chosen === null ? accept({ mapping, plan: nothingPlanned(table) }) : refuse('mapping-unfit');
}

function nothingPlanned({ rows }: CatalogTable): ImportPlan {
  const counts = { rows: rows.length, create: 0, update: 0, unchanged: 0, rejected: rows.length };
  return { counts, items: [], problems: [], problemsTotal: 0, remarks: [], taxNames: [] };
}

function contextOf(table: CatalogTable, mapping: ColumnMapping, store: ImportStore): PlanContext {
  const prices = table.rows.slice(0, priceSamplesMax).map(({ cells }) => cells[mapping.unitPrice ?? 0] ?? '');
  return {
    ...store,
    mapping,
    format: guessPriceFormat(prices, store.currency, moneyFormats[store.language]),
    minorUnitFields: (['unitPrice', 'unitCost'] as const).filter((field) =>
      saysMinorUnits(table.headers[mapping[field] ?? -1] ?? ''),
    ),
    problemsMax: importProblemsKeptMax,
  };
}

type Shown = z.output<typeof importPreview>;

/** Problem lines as a screen or a file may have them. */
export function problemLines(problems: ImportPlan['problems']): Shown['problems'] {
  return problems.map((problem) => ({ ...problem, value: shown(problem.value, sampleCharsMax) }));
}

/** The part of a preview or result that tells what is wrong. */
export function problemsShown({
  problems,
  problemsTotal,
  remarks,
}: ImportPlan): Pick<Shown, 'problems' | 'problemsTotal' | 'remarks'> {
  return {
    problems: problemLines(problems.slice(0, importProblemsShownMax)),
    problemsTotal,
    remarks: remarks
      .slice(0, importProblemsShownMax)
      .map((remark) => ({ ...remark, lines: [...remark.lines], value: shown(remark.value, sampleCharsMax) })),
  };
}

/** What a person sees before anything changes. */
export function previewOf(
  { previewId, fileName }: { readonly previewId: string; readonly fileName: string },
  table: CatalogTable,
  { mapping, plan }: PlannedFile,
): z.output<typeof importPreview> {
  return {
    previewId,
    fileName,
    encoding: table.encoding,
    delimiter: table.delimiter,
    columns: table.headers.map((header, column) => ({ header: shown(header, 200), samples: samplesOf(table, column) })),
    fields: itemFields.map((field) => ({ field, required: requiredItemFields.includes(field) })),
    mapping: { ...mapping },
    counts: plan.counts,
    ...problemsShown(plan),
    taxNames: plan.taxNames.map((name) => ({ ...name, text: shown(name.text, sampleCharsMax) })),
    sample: plan.items.slice(0, sampleItems).map((item) => ({ ...item, barcodes: [...item.barcodes] })),
  };
}

function samplesOf({ rows }: CatalogTable, column: number): string[] {
  const samples: string[] = [];
  for (const { cells, broken } of rows) {
    const value = broken === undefined ? shown(cells[column] ?? '', sampleCharsMax) : '';
    if (value !== '' && !samples.includes(value)) samples.push(value);
    if (samples.length === samplesOfColumn) break;
  }
  return samples;
}

/** Control characters never reach a screen or a log. */
function shown(text: string, charsMax: number): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
    .trim()
    .slice(0, charsMax);
}

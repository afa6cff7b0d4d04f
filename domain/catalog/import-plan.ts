import type { ItemId } from '../id.ts';
import type { TaxTable } from '../tax/tax-table.ts';
import { CatalogKeys } from './catalog-keys.ts';
import { type FileTaxName, FileTaxNames } from './file-tax-names.ts';
import type { Item } from './item.ts';
import { type ItemField, itemFields } from './item-fields.ts';
import {
  type ItemDraft,
  type RowContext,
  type RowProblem,
  type RowProblemCode,
  readItemRow,
  rowBarcodesMax,
} from './read-item-row.ts';
import { type Remark, Remarks } from './remarks.ts';

/** One data line of a file; `broken` when the line itself could not be read. */
export interface FileRow {
  /** Line in the file, from 1 with the header. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly broken?: RowProblemCode;
}

/** A problem and where it is. */
export interface LineProblem extends RowProblem {
  readonly line: number;
}

export interface ImportCounts {
  readonly rows: number;
  readonly create: number;
  readonly update: number;
  readonly unchanged: number;
  readonly rejected: number;
}

/** What an import does: whole items to put, new ones and changed ones, in the order of the file. */
export interface ImportPlan {
  readonly counts: ImportCounts;
  readonly items: readonly Item[];
  /** The first problems, in the order of the file; `problemsTotal` counts all. */
  readonly problems: readonly LineProblem[];
  readonly problemsTotal: number;
  /** The same problems with equal ones together, the most frequent first. */
  readonly remarks: readonly Remark[];
  /** Names of taxes in the file that are neither code, name nor rate of a tax class. */
  readonly taxNames: readonly FileTaxName[];
}

export interface PlanContext extends Omit<RowContext, 'isKnownBarcode'> {
  /** The catalog as it is. */
  readonly catalog: readonly Item[];
  readonly newItemId: () => ItemId;
  /** Most problems that are listed. */
  readonly problemsMax: number;
}

/** Rows that are planned at a stretch before `planningImport` lets others have a turn. */
export const planRowsPerTurn = 250;

/**
 * Plans an import: each good row creates an item, changes one, or finds it unchanged, matched by barcode, then by SKU, then,
 * for rows with neither, by name, brand and size; so the same file twice doubles nothing (CA9 to CA13).
 */
export function planImport(rows: readonly FileRow[], context: PlanContext): ImportPlan {
  const planning = planningImport(rows, context);
  for (;;) {
    const { done, value } = planning.next();
    if (done === true) return value;
  }
}

/** The same, pausing every `planRowsPerTurn` rows, so that a hub goes on serving while it reads a large file. */
export function* planningImport(rows: readonly FileRow[], context: PlanContext): Generator<void, ImportPlan> {
  const keys = new CatalogKeys(context.catalog);
  const rowContext: RowContext = { ...context, isKnownBarcode: (code) => keys.ofBarcode(code) !== null };
  const counts = { rows: 0, create: 0, update: 0, unchanged: 0, rejected: 0 };
  const items: Item[] = [];
  const problems: LineProblem[] = [];
  const remarks = new Remarks();
  const taxNames = new FileTaxNames(context);
  let problemsTotal = 0;
  for (const row of rows) {
    const planned = planRow(row, { rowContext, keys, newItemId: context.newItemId });
    counts.rows += 1;
    counts[planned.action] += 1;
    if (planned.item !== null) items.push(planned.item);
    problemsTotal += planned.problems.length;
    taxNames.add(row.cells);
    for (const problem of planned.problems) {
      remarks.add(problem, row.line);
      if (problems.length < context.problemsMax) problems.push({ ...problem, line: row.line });
    }
    if (counts.rows % planRowsPerTurn === 0) yield;
  }
  return { counts, items, problems, problemsTotal, remarks: remarks.all(), taxNames: taxNames.all() };
}

type Action = 'create' | 'update' | 'unchanged' | 'rejected';
interface PlannedRow {
  readonly action: Action;
  readonly item: Item | null;
  readonly problems: readonly RowProblem[];
}
interface RowParts {
  readonly rowContext: RowContext;
  readonly keys: CatalogKeys;
  readonly newItemId: () => ItemId;
}

function planRow(row: FileRow, { rowContext, keys, newItemId }: RowParts): PlannedRow {
  if (row.broken !== undefined) {
    const value = row.cells.join(' ');
    return rejected([{ field: null, code: row.broken, value, severity: 'rejected' }]);
  }
  const read = readItemRow(row.cells, rowContext);
  if (!read.ok) return rejected(read.refusal);
  const { draft, mended } = read.value;
  const before = keys.match(draft);
  const clash = keys.clash(draft, before);
  if (clash !== null) return rejected([...mended, clash]);
  const item = before === null ? newItem(draft, newItemId(), rowContext.taxTable) : merged(before, draft);
  if (item.barcodes.length > rowBarcodesMax) return rejected([...mended, tooMany(draft)]);
  keys.take(item, before);
  if (before === null) return { action: 'create', item, problems: mended };
  return isSame(before, item)
    ? { action: 'unchanged', item: null, problems: mended }
    : { action: 'update', item, problems: mended };
}

function rejected(problems: readonly RowProblem[]): PlannedRow {
  return { action: 'rejected', item: null, problems };
}

function tooMany({ barcodes = [] }: ItemDraft): RowProblem {
  return { field: 'barcodes', code: 'barcodes-too-many', value: barcodes.join(' '), severity: 'rejected' };
}

/**
 * A new item: what the file does not say is as a plain piece of the standard tax category. Nothing said of stock is stock
 * nobody knows: the item is not tracked, or a shelf that is full would be shown as empty (CA19).
 */
export function newItem(draft: ItemDraft, itemId: ItemId, taxTable: TaxTable): Item {
  return {
    itemId,
    sku: '',
    brand: '',
    size: '',
    category: '',
    taxCategory: taxTable.categories[0]?.code ?? 'standard',
    unit: 'each',
    unitCost: null,
    barcodes: [],
    labelCode: '',
    stockTracked: false,
    active: true,
    gridPlace: null,
    colour: '',
    ...draft,
  };
}

/** An import adds barcodes and never takes one off: the code of an older package still has to scan. */
function merged(before: Item, draft: ItemDraft): Item {
  return { ...before, ...draft, barcodes: [...new Set([...before.barcodes, ...(draft.barcodes ?? [])])] };
}

function isSame(before: Item, after: Item): boolean {
  const same = (field: ItemField): boolean => before[field] === after[field];
  return itemFields.every((field) =>
    field === 'barcodes' ? before.barcodes.length === after.barcodes.length : same(field),
  );
}

import type { z } from 'zod';
import {
  exportItemsMax,
  type exportPart,
  type importPreview,
  type importProblemsPart,
  importProblemsPartMax,
  type importResult,
} from '../../../contracts/catalog.ts';
import { taxNamesMax } from '../../../contracts/store.ts';
import type { Ambient } from '../../../domain/ambient.ts';
import { exportHeader, exportLine } from '../../../domain/catalog/export-items.ts';
import type { LineProblem } from '../../../domain/catalog/import-plan.ts';
import { brandId, type ItemId, type StaffId } from '../../../domain/id.ts';
import { type Currency, currencyOfCode } from '../../../domain/money/currency.ts';
import { accept, type Outcome, refuse } from '../../../domain/outcome.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import { foldTaxName, type TaxName } from '../../../domain/tax/tax-name.ts';
import type { HubOp } from '../../store/op/ledger.ts';
import type { Store } from '../../store/store.ts';
import { type CatalogTable, readCatalogTable } from '../catalog-import/catalog-table.ts';
import {
  type ImportStore,
  planFile,
  planFileInTurns,
  previewOf,
  problemLines,
  problemsShown,
} from '../catalog-import/plan-file.ts';
import { importOps } from './import-ops.ts';
import type { UploadShelf } from './upload-shelf.ts';

/** Previews that are kept at once; a person has one, and a preview is a whole file in memory. */
export const previewsMax = 4;

type Refusal<Code extends string> = { readonly code: Code; readonly detail: string };
export type PreviewOutcome = Outcome<
  z.output<typeof importPreview>,
  Refusal<'upload-unknown' | 'upload-incomplete' | 'file-not-text' | 'file-empty' | 'file-too-large' | 'mapping-unfit'>
>;
export type ImportOutcome = Outcome<
  z.output<typeof importResult>,
  Refusal<'preview-unknown' | 'preview-outdated' | 'mapping-unfit'>
>;
type Mapping = Readonly<Record<string, number>>;

interface Preview {
  readonly staffId: StaffId;
  readonly uploadId: string;
  readonly fileName: string;
  readonly table: CatalogTable;
  /** What the person saw: an import that would do something else is refused. */
  readonly seen: { readonly create: number; readonly update: number };
}

/** Every problem line of the last file of a person, for whoever wants to save them. */
interface Told {
  readonly previewId: string;
  readonly problems: readonly LineProblem[];
}

/** Looks at a catalog file, says what it would do, does it in one transaction, and writes the same columns out again. */
export class ImportDesk {
  readonly #store: Store;
  readonly #ambient: Ambient;
  readonly #uploads: UploadShelf;
  readonly #previews = new Map<string, Preview>();
  readonly #told = new Map<StaffId, Told>();

  constructor(parts: { readonly store: Store; readonly ambient: Ambient; readonly uploads: UploadShelf }) {
    this.#store = parts.store;
    this.#ambient = parts.ambient;
    this.#uploads = parts.uploads;
  }

  /** Plans in turns: the tills go on selling while somebody looks at a large file. */
  async preview(
    staffId: StaffId,
    {
      uploadId,
      mapping,
      taxNames = [],
    }: { readonly uploadId: string; readonly mapping: Mapping | null; readonly taxNames?: readonly TaxName[] },
  ): Promise<PreviewOutcome> {
    const file = this.#uploads.file(staffId, uploadId);
    if (!file.ok) return refuse({ code: file.refusal, detail: '' });
    const table = this.#tableOf(staffId, uploadId) ?? readCatalogTable(file.value.bytes);
    if (!table.ok) return table;
    const planned = await planFileInTurns(table.value, mapping, this.#around(taxNames));
    if (!planned.ok) return refuse({ code: planned.refusal, detail: '' });
    const { create, update } = planned.value.plan.counts;
    const { fileName } = file.value;
    const previewId = this.#keep({ staffId, uploadId, fileName, table: table.value, seen: { create, update } });
    this.#tell(staffId, { previewId, problems: planned.value.plan.problems });
    return accept(previewOf({ previewId, fileName }, table.value, planned.value));
  }

  run(
    staffId: StaffId,
    {
      previewId,
      mapping,
      taxNames = [],
    }: { readonly previewId: string; readonly mapping: Mapping; readonly taxNames?: readonly TaxName[] },
    append: (ops: readonly HubOp[]) => void,
  ): ImportOutcome {
    const preview = this.#previews.get(previewId);
    if (preview === undefined || preview.staffId !== staffId) return refuse({ code: 'preview-unknown', detail: '' });
    const planned = planFile(preview.table, mapping, this.#around(taxNames));
    if (!planned.ok) return refuse({ code: planned.refusal, detail: '' });
    const { plan } = planned.value;
    const { create, update } = plan.counts;
    if (create !== preview.seen.create || update !== preview.seen.update)
      return refuse({ code: 'preview-outdated', detail: '' });
    const importId = this.#ambient.newId();
    append([
      ...importOps(plan.items, { importId, fileName: preview.fileName, staffId }),
      ...this.#remembering(staffId, taxNames),
    ]);
    this.#previews.delete(previewId);
    this.#uploads.drop(preview.uploadId);
    return accept({ importId, counts: plan.counts, ...problemsShown(plan), importedAt: this.#ambient.now() });
  }

  /** Problem lines of this person's last file, also after its import; null when it is another one by now. */
  problems(
    staffId: StaffId,
    { previewId, after }: { readonly previewId: string; readonly after: number | null },
  ): z.output<typeof importProblemsPart> | null {
    const told = this.#told.get(staffId);
    if (told === undefined || told.previewId !== previewId) return null;
    const from = after ?? 0;
    const end = from + importProblemsPartMax;
    return {
      problems: problemLines(told.problems.slice(from, end)),
      next: end < told.problems.length ? end : null,
    };
  }

  exportPart(after: string | null): z.output<typeof exportPart> {
    const { currency } = this.#around();
    const { items, next } = this.#store.items.page({ after, limit: exportItemsMax, category: null, active: null });
    const lines = items.map(({ item }) => exportLine(item, currency)).join('');
    return { fileName: 'kaunter-catalog.csv', text: after === null ? exportHeader() + lines : lines, next };
  }

  /** The file as it was read for the preview before: another mapping does not read it again. */
  #tableOf(staffId: StaffId, uploadId: string): Outcome<CatalogTable, never> | null {
    const before = [...this.#previews.values()].find((each) => each.staffId === staffId && each.uploadId === uploadId);
    return before === undefined ? null : accept(before.table);
  }

  #keep(preview: Preview): string {
    for (const [previewId, before] of this.#previews)
      if (before.staffId === preview.staffId) this.#previews.delete(previewId);
    const [oldest] = this.#previews.keys();
    if (this.#previews.size >= previewsMax && oldest !== undefined) this.#previews.delete(oldest);
    const previewId = this.#ambient.newId();
    this.#previews.set(previewId, preview);
    return previewId;
  }

  /** Lets the lines of others go when too many people import. */
  #tell(staffId: StaffId, told: Told): void {
    this.#told.delete(staffId);
    const [oldest] = this.#told.keys();
    if (this.#told.size >= previewsMax && oldest !== undefined) this.#told.delete(oldest);
    this.#told.set(staffId, told);
  }

  /** What was chosen at the screen goes into the settings, so that the next file of that sender asks nothing. */
  #remembering(staffId: StaffId, taxNames: readonly TaxName[]): HubOp[] {
    const settings = this.#store.settings();
    if (settings === null || taxNames.length === 0) return [];
    const changed = withTaxNames(settings, taxNames);
    return changed === settings ? [] : [{ kind: 'settings.changed', staffId, body: { settings: changed } }];
  }

  #around(taxNames: readonly TaxName[] = []): ImportStore {
    const settings = this.#store.settings();
    const currency: Currency | null = settings === null ? null : currencyOfCode(settings.currency);
    if (settings === null || currency === null) throw new TypeError('a catalog without a store');
    const { language, taxTable } = settings;
    const known = [...taxNames, ...(settings.taxNames ?? [])];
    const newItemId = (): ItemId => brandId<ItemId>(this.#ambient.newId());
    return { currency, language, taxTable, taxNames: known, catalog: this.#store.items.all(), newItemId };
  }
}

/** The settings with these names remembered, the newest first; the same settings when they say so already. */
function withTaxNames(settings: StoreSettings, chosen: readonly TaxName[]): StoreSettings {
  const before = settings.taxNames ?? [];
  const isSaid = ({ text, taxCategory }: TaxName): boolean =>
    before.some((each) => foldTaxName(each.text) === foldTaxName(text) && each.taxCategory === taxCategory);
  if (chosen.every(isSaid)) return settings;
  const fresh = new Set(chosen.map(({ text }) => foldTaxName(text)));
  const kept = before.filter(({ text }) => !fresh.has(foldTaxName(text)));
  return { ...settings, taxNames: [...chosen, ...kept].slice(0, taxNamesMax) };
}

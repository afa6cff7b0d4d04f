import type { z } from 'zod';
import { exportItemsMax, type exportPart, type importPreview, type importResult } from '../../../contracts/catalog.ts';
import type { Ambient } from '../../../domain/ambient.ts';
import { exportHeader, exportLine } from '../../../domain/catalog/export-items.ts';
import { brandId, type ItemId, type StaffId } from '../../../domain/id.ts';
import { type Currency, currencyOfCode } from '../../../domain/money/currency.ts';
import { accept, type Outcome, refuse } from '../../../domain/outcome.ts';
import type { HubOp } from '../../store/op/ledger.ts';
import type { Store } from '../../store/store.ts';
import { type CatalogTable, readCatalogTable } from '../catalog-import/catalog-table.ts';
import { type ImportStore, planFile, planFileInTurns, previewOf, problemsShown } from '../catalog-import/plan-file.ts';
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

/** Looks at a catalog file, says what it would do, does it in one transaction, and writes the same columns out again. */
export class ImportDesk {
  readonly #store: Store;
  readonly #ambient: Ambient;
  readonly #uploads: UploadShelf;
  readonly #previews = new Map<string, Preview>();

  constructor(parts: { readonly store: Store; readonly ambient: Ambient; readonly uploads: UploadShelf }) {
    this.#store = parts.store;
    this.#ambient = parts.ambient;
    this.#uploads = parts.uploads;
  }

  /** Plans in turns: the tills go on selling while somebody looks at a large file. */
  async preview(
    staffId: StaffId,
    { uploadId, mapping }: { readonly uploadId: string; readonly mapping: Mapping | null },
  ): Promise<PreviewOutcome> {
    const file = this.#uploads.file(staffId, uploadId);
    if (!file.ok) return refuse({ code: file.refusal, detail: '' });
    const table = this.#tableOf(staffId, uploadId) ?? readCatalogTable(file.value.bytes);
    if (!table.ok) return table;
    const around = this.#around();
    const planned = await planFileInTurns(table.value, mapping, around);
    if (!planned.ok) return refuse({ code: planned.refusal, detail: '' });
    const { create, update } = planned.value.plan.counts;
    const { fileName } = file.value;
    const previewId = this.#keep({ staffId, uploadId, fileName, table: table.value, seen: { create, update } });
    return accept(previewOf({ previewId, fileName }, table.value, planned.value));
  }

  run(
    staffId: StaffId,
    { previewId, mapping }: { readonly previewId: string; readonly mapping: Mapping },
    append: (ops: readonly HubOp[]) => void,
  ): ImportOutcome {
    const preview = this.#previews.get(previewId);
    if (preview === undefined || preview.staffId !== staffId) return refuse({ code: 'preview-unknown', detail: '' });
    const planned = planFile(preview.table, mapping, this.#around());
    if (!planned.ok) return refuse({ code: planned.refusal, detail: '' });
    const { plan } = planned.value;
    const { create, update } = plan.counts;
    if (create !== preview.seen.create || update !== preview.seen.update)
      return refuse({ code: 'preview-outdated', detail: '' });
    const importId = this.#ambient.newId();
    append(importOps(plan.items, { importId, fileName: preview.fileName, staffId }));
    this.#previews.delete(previewId);
    this.#uploads.drop(preview.uploadId);
    const { counts, problemsTotal } = plan;
    return accept({ importId, counts, problems: problemsShown(plan), problemsTotal, importedAt: this.#ambient.now() });
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

  #around(): ImportStore {
    const settings = this.#store.settings();
    const currency: Currency | null = settings === null ? null : currencyOfCode(settings.currency);
    if (settings === null || currency === null) throw new TypeError('a catalog without a store');
    const { language, taxTable } = settings;
    const newItemId = (): ItemId => brandId<ItemId>(this.#ambient.newId());
    return { currency, language, taxTable, catalog: this.#store.items.all(), newItemId };
  }
}

import type { z } from 'zod';
import type { exportPart, importPreview, importResult, scanAnswer } from '../../../contracts/catalog.ts';
import type { demoShop } from '../../../contracts/store-facts.ts';
import type { Ambient } from '../../../domain/ambient.ts';
import type { Item } from '../../../domain/catalog/item.ts';
import type { StaffId } from '../../../domain/id.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { refuse } from '../../../domain/outcome.ts';
import type { StockedItem } from '../../store/catalog/item-reads.ts';
import type { HubOp } from '../../store/op/ledger.ts';
import type { Store } from '../../store/store.ts';
import { demoItems, demoShops } from './demo-shops.ts';
import { importOps } from './import-ops.ts';
import { LiveIndex } from './live-index.ts';
import { answerScan } from './scan-answer.ts';
import { UploadShelf } from './upload-shelf.ts';

export interface CatalogDeskParts {
  readonly store: Store;
  readonly ambient: Ambient;
  readonly resourcesDir: string;
}

type ImportRefusal<Code extends string> = { readonly code: Code; readonly detail: string };

export interface CatalogDesk {
  readonly uploads: UploadShelf;
  readonly search: (text: string, limit: number) => StockedItem[];
  readonly scan: (scan: { readonly raw: string; readonly aimId: string | null }) => z.output<typeof scanAnswer>;
  readonly preview: (
    staffId: StaffId,
    request: { readonly uploadId: string; readonly mapping: Readonly<Record<string, number>> | null },
  ) => Outcome<
    z.output<typeof importPreview>,
    ImportRefusal<
      'upload-unknown' | 'upload-incomplete' | 'file-not-text' | 'file-empty' | 'file-too-large' | 'mapping-unfit'
    >
  >;
  readonly runImport: (
    staffId: StaffId,
    request: { readonly previewId: string; readonly mapping: Readonly<Record<string, number>> },
    append: (ops: readonly HubOp[]) => void,
  ) => Outcome<z.output<typeof importResult>, ImportRefusal<'preview-unknown' | 'preview-outdated' | 'mapping-unfit'>>;
  readonly exportPart: (after: string | null) => z.output<typeof exportPart>;
  readonly demoShops: () => z.output<typeof demoShop>[];
  readonly demoItems: (id: string) => Item[] | null;
  readonly importOps: typeof importOps;
  readonly refresh: () => void;
}

export function catalogDesk({ store, ambient, resourcesDir }: CatalogDeskParts): CatalogDesk {
  const index = new LiveIndex(store);
  return {
    uploads: new UploadShelf(ambient),
    search: (text, limit) => index.search(text, limit),
    scan: (scan) => answerScan(scan, { index, store }),
    preview: () => refuse({ code: 'upload-unknown', detail: '' }),
    runImport: () => refuse({ code: 'preview-unknown', detail: '' }),
    exportPart: () => ({ fileName: 'catalog.csv', text: '', next: null }),
    demoShops: () => demoShops(resourcesDir),
    demoItems: (id) => demoItems(resourcesDir, id, ambient.newId),
    importOps,
    refresh: () => index.refresh(),
  };
}

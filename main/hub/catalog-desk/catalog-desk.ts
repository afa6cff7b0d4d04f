import type { z } from 'zod';
import type { exportPart, scanAnswer } from '../../../contracts/catalog.ts';
import type { demoShop } from '../../../contracts/store-facts.ts';
import type { Ambient } from '../../../domain/ambient.ts';
import type { Item } from '../../../domain/catalog/item.ts';
import type { StockedItem } from '../../store/catalog/item-reads.ts';
import type { Store } from '../../store/store.ts';
import { demoItems, demoShops } from './demo-shops.ts';
import { ImportDesk } from './import-desk.ts';
import { importOps } from './import-ops.ts';
import { LiveIndex } from './live-index.ts';
import { answerScan, type ScanSource } from './scan-answer.ts';
import { UploadShelf } from './upload-shelf.ts';

export interface CatalogDeskParts {
  readonly store: Store;
  readonly ambient: Ambient;
  readonly resourcesDir: string;
}

export interface CatalogDesk {
  readonly uploads: UploadShelf;
  readonly search: (text: string, limit: number) => StockedItem[];
  readonly scan: (scan: { readonly raw: string; readonly aimId: string | null }) => z.output<typeof scanAnswer>;
  readonly preview: ImportDesk['preview'];
  readonly runImport: ImportDesk['run'];
  readonly importProblems: ImportDesk['problems'];
  readonly exportPart: (after: string | null) => z.output<typeof exportPart>;
  readonly demoShops: () => z.output<typeof demoShop>[];
  readonly demoItems: (id: string) => Item[] | null;
  readonly importOps: typeof importOps;
  readonly refresh: () => void;
}

/** A code typed by hand, with the spaces people put between its digits. */
const typedCode = /^[\d ]{6,30}$/;

/** What is typed as a code means what the same code means when it is scanned; only then is it a beginning (SE7). */
function searchItems(text: string, limit: number, source: ScanSource): StockedItem[] {
  const hits = source.index.search(text, limit);
  if (!typedCode.test(text.trim())) return hits;
  const answer = answerScan({ raw: text.replaceAll(' ', ''), aimId: null }, source);
  if (answer.kind !== 'item') return hits;
  const found = { item: answer.item, onHandMilli: answer.onHandMilli };
  return [found, ...hits.filter(({ item }) => item.itemId !== found.item.itemId)].slice(0, limit);
}

/** Everything the hub does with the catalog: search, scans, import, export, demonstration shops. */
export function catalogDesk({ store, ambient, resourcesDir }: CatalogDeskParts): CatalogDesk {
  const index = new LiveIndex(store);
  const uploads = new UploadShelf(ambient);
  const imports = new ImportDesk({ store, ambient, uploads });
  return {
    uploads,
    search: (text, limit) => searchItems(text, limit, { index, store }),
    scan: (scan) => answerScan(scan, { index, store }),
    preview: (staffId, request) => imports.preview(staffId, request),
    runImport: (staffId, request, append) => imports.run(staffId, request, append),
    importProblems: (staffId, request) => imports.problems(staffId, request),
    exportPart: (after) => imports.exportPart(after),
    demoShops: () => demoShops(resourcesDir),
    demoItems: (id) => demoItems(resourcesDir, id, ambient.newId),
    importOps,
    refresh: () => index.refresh(),
  };
}

import { CatalogBook } from '../../../renderer/handheld/engine/catalog/catalog-book.ts';
import { CatalogShelf } from '../../../renderer/handheld/engine/catalog/catalog-shelf.ts';
import { writeDocument } from '../../../renderer/handheld/engine/disk/documents.ts';
import { HandheldDatabase } from '../../../renderer/handheld/engine/disk/handheld-database.ts';
import { readSync, saveSync } from '../../../renderer/handheld/engine/disk/sync-disk.ts';
import { openHandheld } from '../../../renderer/handheld/engine/handheld.ts';
import { chunkOf } from '../../../renderer/handheld/engine/line/hub-calls.ts';

/** What a test does inside the page: the engine itself, and the parts a bench times. */
const engineParts = {
  CatalogBook,
  CatalogShelf,
  HandheldDatabase,
  chunkOf,
  openHandheld,
  readSync,
  saveSync,
  writeDocument,
} as const;

declare global {
  interface Window {
    engineParts: typeof engineParts;
    handheld: ReturnType<typeof openHandheld>;
    /** Added to the clock of this page, ms. */
    clockAhead: number;
    isDiskFull?: boolean;
    /** Says that a newer program waits. */
    updateWaits: () => void;
    /** How often the newer program was started. */
    updated: number;
  }
}
window.engineParts = engineParts;
window.clockAhead = 0;
window.updated = 0;
window.handheld = openHandheld({
  origin: location.origin,
  version: '1.0.0-test',
  now: () => Date.now() + window.clockAhead,
  update: {
    onWaiting: (tell) => {
      window.updateWaits = () => tell('1.0.1-test');
    },
    activate: () => {
      window.updated += 1;
    },
  },
});

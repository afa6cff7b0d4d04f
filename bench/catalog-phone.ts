// 100,000 items on a handheld in a real Chromium: from the first request to an item that can be sold, from opening the
// page to all of them usable again without a line, and what one price edit costs on the wire.
import { gzipSync } from 'node:zlib';
import { builtHarness, launchChromium, pairedPage } from '../tests/handheld/chromium.ts';
import { gtinOf, StubHub } from '../tests/handheld/stub-hub.ts';
import { median, report } from './report.ts';

const itemCount = 100_000;
const reopens = 5;

/** Runs inside the page: milliseconds until a code can be sold, and until all chunks are here. */
async function load(
  code: string,
): Promise<{ readonly firstMs: number; readonly allMs: number; readonly searchMs: number }> {
  const { CatalogBook, CatalogShelf, HandheldDatabase, chunkOf } = window.engineParts;
  const database = new HandheldDatabase('bench');
  await database.open();
  const began = performance.now();
  const book = new CatalogBook();
  const shelf = new CatalogShelf(database, book);
  let firstMs = 0;
  const source = {
    manifest: async () => (await fetch('/v1/catalog/manifest')).json(),
    chunk: async (hash: string) => (await fetch(`/v1/catalog/chunk/${hash}`)).arrayBuffer(),
    parse: chunkOf,
  };
  await shelf.fetch(source, () => {
    if (firstMs === 0 && book.byBarcode(code) !== null) firstMs = performance.now() - began;
  });
  const allMs = performance.now() - began;
  while (book.indexNext());
  const searched = performance.now();
  book.search('cedar cheese', 30);
  const searchMs = performance.now() - searched;
  database.close();
  return { firstMs, allMs, searchMs };
}

/** Runs inside the page: from nothing in memory to a code that can be sold, all items being there. */
async function reopen(code: string): Promise<number> {
  const { CatalogBook, CatalogShelf, HandheldDatabase } = window.engineParts;
  const began = performance.now();
  const database = new HandheldDatabase('bench');
  await database.open();
  const book = new CatalogBook();
  await new CatalogShelf(database, book).open();
  const found = book.byBarcode(code);
  const ms = performance.now() - began;
  if (found === null || book.size !== 100_000) throw new Error(`only ${book.size} items`);
  database.close();
  return ms;
}

/** Bytes a browser fetches: manifest and chunks, squeezed as the hub sends them. */
function wireKb(hub: StubHub, paths: readonly string[]): number {
  const bytes = paths.reduce((all, path) => {
    const chunk = hub.chunks.get(path.slice(path.lastIndexOf('/') + 1));
    return all + (chunk === undefined ? (hub.sent.get(path) ?? 0) : gzipSync(chunk.bytes).length);
  }, 0);
  return Math.round(bytes / 100) / 10;
}

const [browser, harness] = await Promise.all([launchChromium(), builtHarness()]);
const hub = await StubHub.serve(harness.dir);
try {
  hub.stock(itemCount);
  const context = await browser.newContext();
  const page = await pairedPage(context, hub);
  const code = gtinOf(1_234);
  hub.sent.clear();
  const first = await page.evaluate(load, code);
  const whole = wireKb(hub, [...hub.sent.keys()]);
  const opened: number[] = [];
  for (let round = 0; round < reopens; round += 1) {
    await page.reload();
    opened.push(await page.evaluate(reopen, code));
  }
  hub.sent.clear();
  hub.stock(itemCount, (item) => (item === 77_777 ? 1 : 100 + (item % 900)));
  await page.evaluate(load, code);
  const edit = wireKb(hub, [...hub.sent.keys()]);
  const round1 = (ms: number): number => Math.round(ms * 10) / 10;
  report({
    bench: 'catalog-phone',
    figures: [
      { name: 'first-item-ms', value: round1(first.firstMs), goal: 1_000, better: 'lower' },
      { name: 'reopen-ms', value: round1(median(opened)), goal: 400, better: 'lower' },
      { name: 'price-edit-kb', value: edit, goal: 100, better: 'lower' },
    ],
    notes: [
      `all ${itemCount} items after ${first.allMs.toFixed(0)} ms, ${(whole / 1_000).toFixed(2)} MB squeezed by gzip`,
      `a search of two words when all is indexed: ${first.searchMs.toFixed(1)} ms`,
    ],
  });
} finally {
  await browser.close();
  await hub.close();
  harness.remove();
}

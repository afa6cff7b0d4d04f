// A sale on the handheld in a real Chromium: from the tap that completes it to the op, the counter and the sale on the
// disk with strict durability, against a bare IndexedDB put of the same op with the same durability. They alternate, so
// that both meet the same disk.
import { builtHarness, launchChromium, pairedPage, signedOn } from '../tests/handheld/chromium.ts';
import { gtinOf, StubHub } from '../tests/handheld/stub-hub.ts';
import { median, quantile, ratioOf, report } from './report.ts';

const sales = 200;
const warmUps = 20;
const linesCount = 3;

interface Times {
  readonly sale: number[];
  readonly put: number[];
}

/** Runs inside the page. */
async function measure({
  codes,
  count,
}: {
  readonly codes: readonly string[];
  readonly count: number;
}): Promise<Times> {
  const bare = await new Promise<IDBDatabase>((resolve, reject) => {
    const ask = indexedDB.open('bare', 1);
    ask.onupgradeneeded = () => ask.result.createObjectStore('op', { keyPath: 'seq' });
    ask.onsuccess = () => resolve(ask.result);
    ask.onerror = () => reject(ask.error);
  });
  const put = (value: unknown): Promise<void> =>
    new Promise((resolve, reject) => {
      const transaction = bare.transaction('op', 'readwrite', { durability: 'strict' });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      transaction.objectStore('op').put(value);
    });
  const { handheld } = window;
  const times: Times = { sale: [], put: [] };
  for (let no = 1; no <= count; no += 1) {
    for (const code of codes) handheld.scan(code);
    // The draft of the open sale is on its way to the disk: a person needs longer to press the next key than it does.
    await new Promise((resolve) => setTimeout(resolve, 30));
    const began = performance.now();
    const done = await handheld.tender('cash', 100_000 as never, '');
    times.sale.push(performance.now() - began);
    if (!done.ok || done.value === null) throw new Error(JSON.stringify(done));
    const value = { seq: no, op: done.value.sale, number: done.value.number };
    await new Promise((resolve) => setTimeout(resolve, 30));
    const from = performance.now();
    await put(value);
    times.put.push(performance.now() - from);
  }
  bare.close();
  return times;
}

const [browser, harness] = await Promise.all([launchChromium(), builtHarness()]);
const hub = await StubHub.serve(harness.dir);
try {
  hub.stock(2_000);
  const context = await browser.newContext();
  const page = await pairedPage(context, hub);
  await signedOn(page, hub);
  await context.setOffline(true);
  const codes = Array.from({ length: linesCount }, (_each, item) => gtinOf(item * 7).slice(1));
  const all = await page.evaluate(measure, { codes, count: sales + warmUps });
  const [sale, put] = [all.sale.slice(warmUps), all.put.slice(warmUps)];
  report({
    bench: 'phone-sale',
    figures: [
      { name: 'vs-bare-put', value: ratioOf(median(sale), median(put)), goal: 1.8, better: 'lower' },
      { name: 'p99-ms', value: Math.round(quantile(sale, 0.99) * 10) / 10, goal: 50, better: 'lower' },
    ],
    notes: [
      `${sales} sales of ${linesCount} lines offline: p50 ${median(sale).toFixed(2)} ms, bare put p50 ${median(put).toFixed(2)} ms`,
      `p99 of the bare put ${quantile(put, 0.99).toFixed(2)} ms`,
    ],
  });
} finally {
  await browser.close();
  await hub.close();
  harness.remove();
}

// From the last key of a scan to the line on the screen, in the product's own Electron window: keys come in through the
// browser like a keyboard wedge's, the hub is asked what the code means, the line is drawn. A sale of 200 lines against one
// of two. Needs the build and an Electron (npm test brings both), and a display: `xvfb-run -a npm run bench -- scan-paint`.
import type { CDPSession, Page } from 'playwright';
import { mod10CheckDigit } from '../domain/barcode/check-digit.ts';
import { askHub, firstRun, scan, signOn } from '../tests/e2e/fixtures/counter.ts';
import { launchTill } from '../tests/e2e/fixtures/launch.ts';
import { median, quantile, ratioOf, report } from './report.ts';

const scans = 120;
const warmUps = 15;
const rounds = 3;
const linesMany = 200;
/** Longest wait for a scan to reach the screen, in milliseconds. */
const scanMsMax = 2_000;
const repeatedMax = 5;

/** An EAN-13 of the range for use inside a shop's own tests. */
function codeOf(no: number): string {
  const body = `400638${String(no).padStart(6, '0')}`;
  return `${body}${mod10CheckDigit(body)}`;
}
const codes = Array.from({ length: linesMany }, (_each, no) => codeOf(no));

function catalogFile(): Buffer {
  const rows = codes.map((code, no) => `B${no};Item number ${no} of the bench;${code};${(no % 90) + 1},50`);
  return Buffer.from(['sku;name;barcode;price', ...rows].join('\n'));
}

/** Two alternate, so that each scan changes the chosen line too. */
const alternating = (at: number): string => codes[at % 2] ?? '';

/** Notes, inside the page and before its own scanner, when a scan's last key came and when its line was painted. */
function watch(): void {
  const samples: number[] = [];
  Object.assign(window, { samples });
  let lastKeyAt = 0;
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter') lastKeyAt = event.timeStamp;
    },
    { capture: true },
  );
  const observer = new MutationObserver((changes) => {
    const inLines = changes.some(({ target }) => {
      const element = target instanceof Element ? target : target.parentElement;
      return element?.closest('[data-testid="sale-panel"], aside') !== null;
    });
    if (lastKeyAt === 0 || !inLines) return;
    const from = lastKeyAt;
    lastKeyAt = 0;
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.onmessage = () => samples.push(performance.now() - from);
      painted.port2.postMessage(null);
    });
  });
  const all = { childList: true, subtree: true, characterData: true, attributes: true };
  window.addEventListener('DOMContentLoaded', () => observer.observe(document.body, all));
}

const countOfPage = (): number => (window as unknown as { samples: number[] }).samples.length;
const samplesOfPage = (): number[] => (window as unknown as { samples: number[] }).samples.splice(0);

/** Scans sent again: on a busy machine the driver's keys come apart by more than a scanner's, and are then a person's. */
let repeated = 0;

async function isPainted(page: Page, before: number): Promise<boolean> {
  const grown = (count: number): boolean => (window as unknown as { samples: number[] }).samples.length > count;
  const wait = page.waitForFunction(grown, before, { timeout: scanMsMax, polling: 20 });
  return await wait.then(
    () => true,
    () => false,
  );
}

/** One scan, and the wait until its line is painted; one that was no scan for the till is sent again and counted. */
async function scanOne(page: Page, code: string): Promise<void> {
  const before = await page.evaluate(countOfPage);
  await scan(page, code);
  while (!(await isPainted(page, before))) {
    repeated += 1;
    if (repeated > repeatedMax) throw new Error(`${repeated} scans did not reach the screen`);
    await scan(page, code);
  }
}

async function taskSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
}

interface Round {
  readonly paintMs: readonly number[];
  readonly cpuMs: number;
}

/** Scans into the sale as it is; CPU is the main thread's time for one scan. */
async function measure(page: Page): Promise<Round> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  for (let at = 0; at < warmUps; at += 1) await scanOne(page, alternating(at));
  await page.evaluate(samplesOfPage);
  const before = await taskSeconds(session);
  for (let at = 0; at < scans; at += 1) await scanOne(page, alternating(at));
  const cpuMs = ((await taskSeconds(session)) - before) * (1000 / scans);
  const paintMs = await page.evaluate(samplesOfPage);
  await session.detach();
  return { paintMs, cpuMs };
}

/** A store with the bench's catalog, somebody signed on. */
async function prepare(page: Page): Promise<void> {
  await firstRun(page);
  await page.getByTestId('first-run-start').click();
  await signOn(page);
  const bytes = catalogFile();
  const part = { uploadId: null, fileName: 'bench.csv', totalBytes: bytes.length, offset: 0 };
  const { uploadId } = await askHub(page, 'POST /catalog/upload', { ...part, bytesBase64: bytes.toString('base64') });
  const { previewId, mapping } = await askHub(page, 'POST /catalog/import-preview', { uploadId, mapping: null });
  await askHub(page, 'POST /catalog/import-run', { previewId, mapping });
  await page.context().addInitScript(watch);
  await page.reload();
  await signOn(page);
}

const till = await launchTill();
const { page } = till;
await prepare(page);
const few: Round[] = [];
const many: Round[] = [];
for (let round = 0; round < rounds; round += 1) few.push(await measure(page));
for (const code of codes) await scanOne(page, code);
for (let round = 0; round < rounds; round += 1) many.push(await measure(page));
const version = await till.app.evaluate(
  () => `Electron ${process.versions['electron']}, Chromium ${process.versions['chrome']}`,
);
await till.close();

const round2 = (value: number): number => Math.round(value * 100) / 100;
const painted = many.flatMap(({ paintMs }) => paintMs);
const cpuMany = median(many.map(({ cpuMs }) => cpuMs));
const cpuFew = median(few.map(({ cpuMs }) => cpuMs));
report({
  bench: 'scan-paint',
  figures: [
    { name: 'p50-ms', value: round2(median(painted)), goal: 16, better: 'lower' },
    { name: 'p99-ms', value: round2(quantile(painted, 0.99)), goal: 50, better: 'lower' },
    { name: 'cpu-200-vs-1', value: ratioOf(cpuMany, cpuFew), goal: 1.5, better: 'lower' },
  ],
  notes: [
    `${painted.length} scans of 13 digits and Enter in the till's window (${version}), each asked of the hub`,
    `main thread a scan: ${round2(cpuFew)} ms with 2 lines, ${round2(cpuMany)} ms with ${linesMany}`,
    `${repeated} scans were sent again`,
    `with 2 lines: p50 ${round2(median(few.flatMap(({ paintMs }) => paintMs)))} ms`,
  ],
});
process.exit();

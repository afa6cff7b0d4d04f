// From the last key of a scan to the line on the screen: the selling view of the gallery, built for production, in a real
// Chromium (the engine of Electron); keys come in through the browser, like a keyboard wedge's. A sale of 200 lines.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { type CDPSession, chromium, type Page } from 'playwright';
import { build, type InlineConfig, preview } from 'vite';
import { median, quantile, ratioOf, report } from './report.ts';

const projectDir = resolve(import.meta.dirname, '..');
const outDir = join(projectDir, '.cache/scan-paint');
const scans = 120;
const warmUps = 15;
const rounds = 3;
/** The gallery's barcodes; two alternate, so that each scan changes the chosen line too. */
const codes = ['4012345678900', '4012345678909'] as const;

async function builtGallery(): Promise<string> {
  const root = join(projectDir, 'renderer');
  const input = { gallery: join(root, 'gallery/index.html') };
  const shared: InlineConfig = { root, configFile: false, logLevel: 'error', plugins: [react(), tailwindcss()] };
  await build({ ...shared, build: { outDir, emptyOutDir: true, minify: true, rolldownOptions: { input } } });
  const server = await preview({ ...shared, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
  return `${server.resolvedUrls?.local[0] ?? ''}gallery/index.html`;
}

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
  const observer = new MutationObserver(() => {
    if (lastKeyAt === 0) return;
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

function samplesOfPage(): number[] {
  return (window as unknown as { samples: number[] }).samples.splice(0);
}

async function scan(page: Page, code: string): Promise<void> {
  for (const digit of code) await page.keyboard.press(digit);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(60);
}

async function taskSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
}

interface Round {
  readonly paintMs: readonly number[];
  readonly cpuMs: number;
}

/** Scans into a sale that starts with so many lines; CPU is the main thread's time for one scan. */
async function measure(page: Page, url: string, state: string): Promise<Round> {
  await page.goto('about:blank');
  await page.goto(`${url}#sell/${state}?bare`);
  await page.waitForSelector('[data-testid="sell"]');
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  for (let at = 0; at < warmUps; at += 1) await scan(page, codes[at % 2] ?? '');
  await page.evaluate(samplesOfPage);
  const before = await taskSeconds(session);
  for (let at = 0; at < scans; at += 1) await scan(page, codes[at % 2] ?? '');
  const cpuMs = ((await taskSeconds(session)) - before) * (1000 / scans);
  const paintMs = await page.evaluate(samplesOfPage);
  await session.detach();
  if (paintMs.length < scans * 0.95) throw new Error(`only ${paintMs.length} of ${scans} scans reached the screen`);
  return { paintMs, cpuMs };
}

const url = await builtGallery();
const system = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const browser = await chromium.launch({
  ...(existsSync(system) ? { executablePath: system } : {}),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
await page.addInitScript(watch);
const many: Round[] = [];
const few: Round[] = [];
for (let round = 0; round < rounds; round += 1) {
  few.push(await measure(page, url, 'empty-sale'));
  many.push(await measure(page, url, 'two-hundred-lines'));
}
const version = browser.version();
await browser.close();

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
    `${painted.length} scans of 13 digits and Enter in Chromium ${version}, no display`,
    `main thread a scan: ${round2(cpuFew)} ms with 1 line, ${round2(cpuMany)} ms with 200`,
    `with 1 line: p50 ${round2(median(few.flatMap(({ paintMs }) => paintMs)))} ms`,
  ],
});
process.exit();

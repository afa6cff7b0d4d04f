import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { browserTimes, builtApp, launchChromium, soonMsMax } from './chromium.ts';
import { StubHub } from './stub-hub.ts';

vi.setConfig(browserTimes);

let browser: Browser;
let context: BrowserContext;
let hub: StubHub;
let app: ReturnType<typeof builtApp>;
let dir: string;

beforeAll(async () => {
  app = builtApp();
  ({ dir } = app);
  browser = await launchChromium();
  hub = await StubHub.serve(dir);
  context = await browser.newContext();
});
afterAll(async () => {
  await browser.close();
  await hub.close();
  app.remove();
});

/** The edition the page is served from. */
const editionNow = (): Promise<string[]> => context.pages()[0]?.evaluate(() => caches.keys()) ?? Promise.resolve([]);

test('HE30 the app opens without a line; a newer one waits while anything is pending, then takes over', async () => {
  const page = await context.newPage();
  await page.goto(hub.origin);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await context.setOffline(true);
  await page.goto(`${hub.origin}/pair`);
  expect(await page.title()).toBe('Kaunter');
  expect(await page.evaluate(async () => (await fetch('/assets/zxing_reader.wasm')).ok)).toBe(true);
  await context.setOffline(false);
  const before = await editionNow();
  const worker = join(dir, 'service-worker.js');
  const edition = before[0]?.slice('kaunter-'.length) ?? '';
  writeFileSync(worker, readFileSync(worker, 'utf8').replaceAll(edition, 'newer-edition'));
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const waits = (): Promise<boolean> =>
    page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null);
  await vi.waitFor(async () => expect(await waits()).toBe(true), soonMsMax);
  const say = (pending: number): Promise<void> =>
    page.evaluate(async (count) => {
      (await navigator.serviceWorker.ready).waiting?.postMessage({ kind: 'take-over', pending: count });
    }, pending);
  await say(3);
  await page.reload();
  expect(await waits()).toBe(true);
  const changed = page.evaluate(
    () => new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', () => resolve(true))),
  );
  await say(0);
  expect(await changed).toBe(true);
  await vi.waitFor(async () => expect(await editionNow()).toEqual(['kaunter-newer-edition']), soonMsMax);
});

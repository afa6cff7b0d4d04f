import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { OpBody } from '../../contracts/op-catalog.ts';
import { browserTimes, builtHarness, launchChromium, pairedPage, signedOn, soonMsMax } from '../handheld/chromium.ts';
import { gtinOf, StubHub } from '../handheld/stub-hub.ts';
import { killed } from '../handheld/trusted-phone.ts';

/** A disk that is nearly full, as the browser tells it: less than sales and a catalog need together. */
const nearlyFull = { quota: 100_000_000, usage: 97_700_000 };
vi.setConfig(browserTimes);

let browser: Browser;
let harness: Awaited<ReturnType<typeof builtHarness>>;
let hub: StubHub;
let context: BrowserContext;
beforeAll(async () => {
  [browser, harness] = await Promise.all([launchChromium(), builtHarness()]);
});
afterAll(async () => {
  await browser.close();
  harness.remove();
});
beforeEach(async () => {
  hub = await StubHub.serve(harness.dir);
  hub.stock(200);
  context = await browser.newContext();
});
afterEach(async () => {
  await context.close();
  await hub.close();
});

const ring = (page: Page, item: number) =>
  page.evaluate((code) => window.handheld.scan(code).kind, gtinOf(item).slice(1));
const pay = (page: Page) => page.evaluate(async () => await window.handheld.tender('cash', 5_000 as never, ''));
const numbers = (): (string | null)[] =>
  hub.ops
    .filter(({ kind }) => kind === 'sale.completed')
    .map(({ body }) => (body as OpBody<'sale.completed'>).transactionNumber);

test('HE3 YN32 row 5: the app is killed in the middle of a sale; the disk has the sale with its number, or neither', async () => {
  let page = await pairedPage(context, hub);
  for (let kill = 0; kill < 4; kill += 1) {
    await signedOn(page, hub);
    await ring(page, 5);
    void pay(page).catch(() => undefined);
    await killed(page);
    page = await context.newPage();
    await page.goto(hub.origin);
  }
  await signedOn(page, hub);
  const disk = await page.evaluate(async () => {
    const database = new window.engineParts.HandheldDatabase();
    await database.open();
    const [counters, ops] = [await database.counters.get('sync'), await database.outbox.toArray()];
    database.close();
    const sales = ops.map(({ held }) => held.op).filter(({ kind }) => kind === 'sale.completed');
    const given = sales.map(({ body }) => (body as { transactionNumber: string }).transactionNumber);
    return { given, last: counters?.meta.receipts?.last ?? 0, lastSeq: counters?.meta.lastSeq, ops: ops.length };
  });
  expect(disk.given).toEqual(disk.given.map((_each, at) => `A2-${String(at + 1).padStart(6, '0')}`));
  expect([disk.last, disk.lastSeq]).toEqual([disk.given.length, disk.ops]);
  await page.evaluate(() => window.handheld.syncNow());
  await vi.waitFor(() => expect(numbers()).toEqual(disk.given), soonMsMax);
});

test('HE2 HE5 row 6: the button is hit twice, and the app is open in two tabs; there is one sale and one number', async () => {
  const first = await pairedPage(context, hub);
  await signedOn(first, hub);
  const second = await context.newPage();
  await second.goto(hub.origin);
  await second.evaluate(() => window.handheld.start());
  await ring(first, 3);
  const [once, twice, other] = await Promise.all([pay(first), pay(first), pay(second)]);
  expect(once).toMatchObject({ ok: true, value: { number: 'A2-000001' } });
  expect(twice.ok ? twice.value?.number : 'refused').toMatch(/A2-000001|refused/);
  expect(other.ok).toBe(false);
  await first.evaluate(() => window.handheld.syncNow());
  await vi.waitFor(() => expect(numbers()).toEqual(['A2-000001']), soonMsMax);
  expect(new Set(hub.ops.map(({ opId }) => opId)).size).toBe(hub.ops.length);
});

test('HE22 HE6 row 20: the disk is nearly full; a new catalog waits, a sale does not, and it is said from four fifths on', async () => {
  const page = await pairedPage(context, hub);
  await signedOn(page, hub);
  await page.evaluate((estimate) => {
    navigator.storage.estimate = async () => estimate;
    document.dispatchEvent(new Event('visibilitychange'));
  }, nearlyFull);
  await page.waitForFunction(() => (window.handheld.state().device?.storageUsedPpm ?? 0) >= 800_000);
  hub.stock(10_000);
  hub.sent.clear();
  await page.reload();
  await page.evaluate((estimate) => {
    navigator.storage.estimate = async () => estimate;
  }, nearlyFull);
  await signedOn(page, hub);
  await page.waitForFunction(() => window.handheld.state().catalog.isOutdated);
  expect([...hub.sent.keys()].filter((path) => path.startsWith('/v1/catalog/chunk/'))).toEqual([]);
  expect(await ring(page, 7)).toBe('rung');
  expect(await page.evaluate(() => window.handheld.mayTakeMoney().ok)).toBe(true);
  expect(await pay(page)).toMatchObject({ ok: true, value: { number: 'A2-000001' } });
  await page.evaluate(() => window.handheld.syncNow());
  await vi.waitFor(() => expect(numbers()).toEqual(['A2-000001']), soonMsMax);
});

import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { OpBody } from '../../contracts/op-catalog.ts';
import { browserTimes, builtHarness, launchChromium, pairedPage, signedOn, soonMsMax } from './chromium.ts';
import { gtinOf, StubHub } from './stub-hub.ts';

vi.setConfig(browserTimes);

const hourMs = 3_600_000;
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

/** Rings item n by its code and gives the price of the sale. */
const ring = (page: Page, item: number): Promise<string> =>
  page.evaluate((code) => window.handheld.scan(code).kind, gtinOf(item).slice(1));

const sellRung = (page: Page) => page.evaluate(async () => await window.handheld.tender('cash', 5_000 as never, ''));

const numbersOf = (ops: StubHub['ops']): (string | null)[] =>
  ops
    .filter(({ kind }) => kind === 'sale.completed')
    .map(({ body }) => (body as OpBody<'sale.completed'>).transactionNumber);

/** Lines of the open sale as a kill would leave them. */
const linesOnDisk = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const database = new window.engineParts.HandheldDatabase();
    await database.open();
    const draft = await database.documents.get('open-sale');
    database.close();
    return (draft?.value as { lines: unknown[] } | undefined)?.lines.length ?? 0;
  });

test('HE1 HE9 a sale made without the hub is on this phone, and reaches the hub with its number when it is back', async () => {
  const page = await pairedPage(context, hub);
  await signedOn(page, hub);
  await context.setOffline(true);
  expect(await ring(page, 7)).toBe('rung');
  expect(await sellRung(page)).toMatchObject({ ok: true, value: { number: 'A2-000001', change: 5_000 - 107 } });
  const counts = await page.evaluate(() => window.handheld.state().outbox.counts);
  expect(counts.here).toBeGreaterThan(0);
  await context.setOffline(false);
  await page.evaluate(() => window.handheld.syncNow());
  await vi.waitFor(() => expect(numbersOf(hub.ops)).toEqual(['A2-000001']), soonMsMax);
  await page.waitForFunction(() => window.handheld.state().outbox.counts.here === 0);
});

test('YN83 a phone that was shut out with a sale hands it in at one press once it may, and still sells nothing', async () => {
  const page = await pairedPage(context, hub);
  await signedOn(page, hub);
  const stopped = () => page.waitForFunction(() => window.handheld.state().hub.halt === 'device-revoked');
  await context.setOffline(true);
  await ring(page, 7);
  await sellRung(page);
  hub.scope = 'none';
  await context.setOffline(false);
  await page.evaluate(() => window.handheld.syncNow());
  await stopped();
  expect(numbersOf(hub.ops)).toEqual([]);
  hub.scope = 'push';
  await page.evaluate(() => window.handheld.syncNow());
  await vi.waitFor(() => expect(numbersOf(hub.ops)).toEqual(['A2-000001']), soonMsMax);
  await page.waitForFunction(() => window.handheld.state().outbox.counts.here === 0);
  await stopped();
});

test('HE2 a double tap is one sale, and the answer is the same', async () => {
  const page = await pairedPage(context, hub);
  await signedOn(page, hub);
  await ring(page, 3);
  const both = await page.evaluate(() =>
    Promise.all([1, 2, 3].map(() => window.handheld.tender('cash', 5_000 as never, ''))),
  );
  expect(new Set(both.map((each) => (each.ok ? each.value?.number : each.refusal.code)))).toEqual(
    new Set(['A2-000001']),
  );
  await page.evaluate(() => window.handheld.syncNow());
  await vi.waitFor(() => expect(numbersOf(hub.ops)).toEqual(['A2-000001']), soonMsMax);
});

test('HE3 a tab killed while it completes has the sale with its number, or neither; the number is given once', async () => {
  const page = await pairedPage(context, hub);
  await signedOn(page, hub);
  await context.setOffline(true);
  let shown = 0;
  let current = page;
  for (const waitMs of [0, 1, 2, 4, 8]) {
    await ring(current, 5);
    const asked = current.evaluate(async () => (await window.handheld.tender('cash', 5_000 as never, '')).ok);
    asked.then(
      (ok) => {
        if (ok) shown += 1;
      },
      () => undefined,
    );
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    const next = await context.newPage();
    await context.setOffline(false);
    await current.close({ runBeforeUnload: false });
    await next.goto(hub.origin);
    await context.setOffline(true);
    current = next;
    await context.setOffline(false);
    await signedOn(current, hub);
    await current.evaluate(() => {
      if (!window.handheld.state().sale?.open.tenders.length) return;
      const [tender] = window.handheld.state().sale?.open.tenders ?? [];
      if (tender !== undefined) window.handheld.removeTender(tender.tenderId);
    });
  }
  await current.evaluate(() => window.handheld.syncNow());
  await current.waitForFunction(() => window.handheld.state().outbox.counts.here === 0);
  const numbers = numbersOf(hub.ops);
  expect(numbers.length).toBeGreaterThanOrEqual(shown);
  expect(numbers).toEqual(numbers.map((_each, at) => `A2-${String(at + 1).padStart(6, '0')}`));
  expect(new Set(hub.ops.map(({ seq }) => seq)).size).toBe(hub.ops.length);
});

test('HE4 the open sale comes back after a kill', async () => {
  const page = await pairedPage(context, hub);
  await signedOn(page, hub);
  await ring(page, 5);
  await ring(page, 6);
  await vi.waitFor(async () => expect(await linesOnDisk(page)).toBe(2), soonMsMax);
  await page.reload();
  await signedOn(page, hub);
  expect(await page.evaluate(() => window.handheld.state().sale?.open.lines.length)).toBe(2);
});

test('HE5 of two tabs one sells and the other says so; when the first is gone the second takes over', async () => {
  const first = await pairedPage(context, hub);
  await signedOn(first, hub);
  const second = await context.newPage();
  await second.goto(hub.origin);
  await second.evaluate(() => window.handheld.start());
  expect(await second.evaluate(() => window.handheld.state().phase.kind)).toBe('second-tab');
  expect(await sellRung(second)).toMatchObject({ ok: false });
  await first.close();
  await second.waitForFunction(() => window.handheld.state().phase.kind === 'locked');
});

test('HE5 a tab that hangs can be robbed of its place', async () => {
  const first = await pairedPage(context, hub);
  await signedOn(first, hub);
  const second = await context.newPage();
  await second.goto(hub.origin);
  await second.evaluate(() => window.handheld.start());
  await second.evaluate(() => window.handheld.takeOver());
  await second.waitForFunction(() => window.handheld.state().phase.kind === 'locked');
  await first.waitForFunction(() => window.handheld.state().phase.kind === 'second-tab');
});

/** From here on every write of this page fails as on a full disk, until `isDiskFull` is taken back. */
const fillDisk = (page: Page): Promise<void> =>
  // The browser's own override of the quota does not reach IndexedDB here, so its error is thrown where it would come from.
  page.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function full(value, key) {
      if (window.isDiskFull) throw new DOMException('full', 'QuotaExceededError');
      return key === undefined ? put.call(this, value) : put.call(this, value, key);
    };
    window.isDiskFull = true;
  });

test('HE6 a disk without room says so before money is taken, whatever else goes on, and keeps what it has', async () => {
  const page = await pairedPage(context, hub);
  await signedOn(page, hub);
  await ring(page, 3);
  await vi.waitFor(async () => expect(await linesOnDisk(page)).toBe(1), soonMsMax);
  expect(await page.evaluate(() => window.handheld.mayTakeMoney().ok)).toBe(true);
  await fillDisk(page);
  await ring(page, 4);
  // Sync takes a step that writes nothing: that does not make the disk sound.
  await page.evaluate(() => window.handheld.syncNow());
  await page.waitForFunction(() => window.handheld.state().outbox.isDiskInTrouble);
  expect(await sellRung(page)).toEqual({ ok: false, refusal: { code: 'storage-full' } });
  await page.evaluate(() => window.handheld.syncNow());
  expect(await page.evaluate(() => window.handheld.state().outbox.isDiskInTrouble)).toBe(true);
  await page.evaluate(() => {
    window.isDiskFull = false;
  });
  await ring(page, 4);
  await page.waitForFunction(() => window.handheld.mayTakeMoney().ok);
  expect(await page.evaluate(() => window.handheld.state().outbox.isDiskInTrouble)).toBe(false);
  expect(await sellRung(page)).toMatchObject({ ok: true, value: { number: 'A2-000001' } });
});

test('HE6 a disk that has room again is found out without a new line: the phone looks at it by itself', async () => {
  const page = await pairedPage(context, hub);
  await signedOn(page, hub);
  await fillDisk(page);
  await ring(page, 4);
  await page.waitForFunction(() => window.handheld.state().outbox.isDiskInTrouble);
  await page.evaluate(() => {
    window.isDiskFull = false;
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await page.waitForFunction(() => window.handheld.mayTakeMoney().ok);
  expect(await sellRung(page)).toMatchObject({ ok: true, value: { number: 'A2-000001' } });
});

test('HE7 a clock 72 hours ahead bars refunds until the hub is heard, and no try waits for it', async () => {
  const page = await pairedPage(context, hub);
  await signedOn(page, hub);
  await context.setOffline(true);
  // An answer that is still on its way would be heard at the new time, and the lease be fresh again.
  await page.waitForFunction(() => window.handheld.state().hub.standing === 'away');
  await page.evaluate((ahead) => {
    window.clockAhead = ahead;
  }, 73 * hourMs);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.waitForFunction(() => window.handheld.state().lease.state === 'no-refunds');
  await context.setOffline(false);
  await page.evaluate(() => window.handheld.syncNow());
  await page.waitForFunction(() => window.handheld.state().lease.state === 'fresh');
  await ring(page, 4);
  const sold = await sellRung(page);
  expect(sold).toMatchObject({ ok: true });
});

test('HE8 an answer that was lost is asked for again, and nothing is doubled', async () => {
  const page = await pairedPage(context, hub);
  await signedOn(page, hub);
  hub.losesAnswers = true;
  await ring(page, 4);
  await sellRung(page);
  await vi.waitFor(() => expect(numbersOf(hub.ops)).toHaveLength(1), soonMsMax);
  hub.losesAnswers = false;
  await page.evaluate(() => window.handheld.syncNow());
  await page.waitForFunction(() => window.handheld.state().outbox.counts.here === 0);
  expect(numbersOf(hub.ops)).toEqual(['A2-000001']);
});

test('HE13 a PIN of six digits signs on without the hub, a wrong one does not, and five wrong ones wait', async () => {
  const page = await pairedPage(context, hub);
  await signedOn(page, hub);
  const verifiers = (): Promise<number> =>
    page.evaluate(async () => {
      const database = new window.engineParts.HandheldDatabase();
      await database.open();
      const count = await database.verifiers.count();
      database.close();
      return count;
    });
  await vi.waitFor(async () => expect(await verifiers()).toBe(1), soonMsMax);
  await context.setOffline(true);
  const tries = await page.evaluate(async (staffId) => {
    window.handheld.lock();
    const said: string[] = [];
    for (const pin of ['917204', '111222', '111223', '111224', '111225', '111226', '917204']) {
      const done = await window.handheld.signOn(staffId as never, pin);
      said.push(done.ok ? 'ok' : done.refusal.code);
    }
    return said;
  }, hub.staffId);
  expect(tries).toEqual(['ok', ...Array(5).fill('pin-wrong'), 'pin-wait']);
});

test('HE20 HE21 a price edit fetches one chunk, and an item is found by its code and its words', async () => {
  hub.stock(10_000);
  const page = await pairedPage(context, hub);
  await signedOn(page, hub);
  await page.waitForFunction(() => window.handheld.state().catalog.standing === 'ready');
  expect(await page.evaluate(() => window.handheld.search('cheese 9999')[0]?.name)).toBe('Ember cheese no 9999');
  expect(await page.evaluate(() => window.handheld.search('9999')[0]?.sku)).toBe('A009999');
  hub.sent.clear();
  hub.stock(10_000, (item) => (item === 4_321 ? 1 : 100 + (item % 900)));
  await page.reload();
  await signedOn(page, hub);
  await ring(page, 4_321);
  await page.waitForFunction((code) => {
    window.handheld.scan(code);
    return window.handheld.state().sale?.open.lines.some(({ unitPrice }) => unitPrice === 1);
  }, gtinOf(4_321).slice(1));
  const fetched = [...hub.sent.keys()].filter((path) => path.startsWith('/v1/catalog/chunk/'));
  expect(fetched).toHaveLength(1);
});

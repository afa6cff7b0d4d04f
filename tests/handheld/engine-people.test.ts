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
  hub.stock(200, (item) => (item === 9 ? 0 : 1_000));
  context = await browser.newContext();
});
afterEach(async () => {
  await context.close();
  await hub.close();
});

const ring = (page: Page, item: number): Promise<string> =>
  page.evaluate((code) => window.handheld.scan(code).kind, gtinOf(item).slice(1));
const pay = (page: Page) => page.evaluate(async () => await window.handheld.tender('cash', 5_000 as never, ''));
const kinds = (): string[] => hub.ops.map(({ kind }) => kind);
/** Half a minute goes by, as far as the phone's own clock is asked. */
const tick = (page: Page): Promise<void> =>
  page.evaluate(() => void document.dispatchEvent(new Event('visibilitychange')));

test('HE50 a discount in money needs consent to the share it is, a void to a void, and a consent to less covers no more', async () => {
  hub.role = 'cashier';
  const page = await pairedPage(context, hub);
  await signedOn(page, hub);
  await ring(page, 3);
  const discount = (wish: object) => page.evaluate((asked) => window.handheld.discount(null, asked as never), wish);
  const amount = { kind: 'amount', amount: 300, reasonCode: 'regular', label: 'Regular' };
  const refused = await discount(amount);
  expect(refused).toMatchObject({
    ok: false,
    refusal: { code: 'override-needed', need: { permission: 'discount.sale', amount: 300_000 } },
  });
  const consent = (need: object) =>
    page.evaluate(
      (asked) =>
        window.handheld.askConsent({
          ...asked,
          reasonCode: 'regular',
          approverId: '019aa0b0-7c1e-7000-8000-000000000001',
          pin: '123456',
        } as never),
      need,
    );
  const { need } = refused.ok ? { need: undefined } : refused.refusal;
  expect(await consent({ ...need })).toMatchObject({ ok: true });
  expect(hub.consents).toEqual([{ permission: 'discount.sale', amount: 300_000 }]);
  expect(await discount(amount)).toMatchObject({ ok: true });
  expect(await discount({ ...amount, amount: 100 })).toMatchObject({
    refusal: { need: { permission: 'discount.sale', amount: 400_000 } },
  });
  const strike = () => page.evaluate(() => window.handheld.voidSale('mistake'));
  const saleId = await page.evaluate(() => window.handheld.state().sale?.open.saleId);
  const wanted = { permission: 'sale.void', objectId: saleId, amount: null };
  expect(await strike()).toEqual({ ok: false, refusal: { code: 'override-needed', need: wanted } });
  await consent(wanted);
  expect(await strike()).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(kinds()).toContain('sale.voided'), soonMsMax);
  const voided = hub.ops.find(({ kind }) => kind === 'sale.voided')?.body as OpBody<'sale.voided'>;
  expect(voided.sale.overrides.map(({ permission }) => permission)).toEqual(['discount.sale', 'sale.void']);
});

test('HE50 how far a consent goes is known after a kill too', async () => {
  hub.role = 'cashier';
  const page = await pairedPage(context, hub);
  await signedOn(page, hub);
  await ring(page, 3);
  const off = (ratePpm: number) =>
    page.evaluate(
      (ppm) =>
        window.handheld.discount(null, { kind: 'percent', ratePpm: ppm as never, reasonCode: 'regular', label: '' }).ok,
      ratePpm,
    );
  await page.evaluate(async () => {
    const objectId = window.handheld.state().sale?.open.saleId ?? '';
    const wish = { permission: 'discount.sale', objectId, amount: 200_000, reasonCode: 'regular' } as const;
    await window.handheld.askConsent({
      ...wish,
      approverId: '019aa0b0-7c1e-7000-8000-000000000001' as never,
      pin: '123456',
    });
  });
  await ring(page, 4);
  const keptConsents = () =>
    page.evaluate(async () => {
      const database = new window.engineParts.HandheldDatabase();
      await database.open();
      const found = await Promise.all(['consents', 'open-sale'].map((key) => database.documents.get(key)));
      database.close();
      const [consents, draft] = found.map((each) => each?.value as object | undefined);
      return Object.keys(consents ?? {}).length + ((draft as { lines?: [] } | undefined)?.lines?.length ?? 0);
    });
  await vi.waitFor(async () => expect(await keptConsents()).toBe(3), soonMsMax);
  await page.reload();
  await signedOn(page, hub);
  expect(await off(250_000)).toBe(false);
  expect(await off(200_000)).toBe(true);
});

test('HE54 who signed on without the hub gets its token when it is back, once, and nobody is asked', async () => {
  const page = await pairedPage(context, hub);
  await signedOn(page, hub);
  await vi.waitFor(
    async () =>
      expect(
        await page.evaluate(async () => {
          const database = new window.engineParts.HandheldDatabase();
          await database.open();
          const count = await database.verifiers.count();
          database.close();
          return count;
        }),
      ).toBe(1),
    soonMsMax,
  );
  await context.setOffline(true);
  await page.evaluate(async (staffId) => {
    window.handheld.lock();
    await window.handheld.signOn(staffId as never, '917204');
  }, hub.staffId);
  await ring(page, 3);
  expect(hub.signOns).toBe(1);
  await context.setOffline(false);
  await page.evaluate(() => window.handheld.syncNow());
  await vi.waitFor(() => expect(hub.signOns).toBe(2), soonMsMax);
  await page.evaluate(() => window.handheld.syncNow());
  expect(await page.evaluate(() => window.handheld.state().phase.kind)).toBe('signed-on');
  expect(await pay(page)).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(kinds()).toContain('sale.completed'), soonMsMax);
  expect(hub.signOns).toBe(2);
});

test('HE52 YN44 a lease that is long over with no hub in reach: everything is sealed, all the rest goes, nothing is lost', async () => {
  const page = await pairedPage(context, hub);
  await signedOn(page, hub);
  await context.setOffline(true);
  await ring(page, 3);
  expect(await pay(page)).toMatchObject({ ok: true });
  const lastSeq = await page.evaluate(() => window.handheld.state().outbox.entries[0]?.seq);
  const held = await page.evaluate(() => window.handheld.state().outbox.entries.length);
  await page.evaluate((ahead) => {
    window.clockAhead = ahead;
  }, 191 * hourMs);
  for (let look = 0; look < 30; look += 1) await tick(page);
  expect(await page.evaluate(() => window.handheld.state().lease.state)).toBe('no-sales');
  expect(await page.evaluate(() => window.handheld.state().phase.kind)).not.toBe('wiped');
  await page.evaluate((ahead) => {
    window.clockAhead = ahead;
  }, 193 * hourMs);
  for (let look = 0; look < 21; look += 1) await tick(page);
  await page.waitForFunction(() => window.handheld.state().phase.kind === 'wiped');
  await page.waitForFunction(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name);
    return !names.includes('kaunter-handheld') && names.includes('kaunter-handheld-sealed');
  });
  const exported = await page.evaluate(() => window.handheld.exportOutbox());
  const text = exported.ok ? exported.value.text : '';
  expect(text).not.toContain('chocolate');
  expect(
    JSON.parse(text)
      .ops.map(({ seq }: { seq: number }) => seq)
      .at(-1),
  ).toBe(lastSeq);
  await context.setOffline(false);
  await page.reload();
  await page.evaluate(() => window.handheld.start());
  expect(await page.evaluate(() => window.handheld.state().phase.kind)).toBe('unpaired');
  expect(await page.evaluate(() => window.handheld.state().outbox.counts.here)).toBe(held);
});

test('HE52 a kill between sealing and deleting is finished at the next start', async () => {
  const page = await pairedPage(context, hub);
  await signedOn(page, hub);
  await context.setOffline(true);
  await ring(page, 3);
  await pay(page);
  await page.evaluate(() => {
    // The database is never gone: as a phone that is killed at that very moment.
    IDBFactory.prototype.deleteDatabase = () => new EventTarget() as IDBOpenDBRequest;
    window.clockAhead = 200 * 3_600_000;
  });
  for (let look = 0; look < 21; look += 1) await tick(page);
  await page.waitForFunction(() => window.handheld.state().phase.kind === 'wiped');
  await context.setOffline(false);
  await page.reload();
  await page.evaluate(() => window.handheld.start());
  expect(await page.evaluate(() => window.handheld.state().phase.kind)).toBe('wiped');
  const names = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  expect(names).toEqual(['kaunter-handheld-sealed']);
});

test('HE56 a newer program waits for the outbox, the open sale and the store’s hours, and then starts while nobody is signed on', async () => {
  const page = await pairedPage(context, hub);
  await signedOn(page, hub);
  const waitsFor = () => page.evaluate(() => window.handheld.state().update?.waitsFor);
  const allSent = () => page.waitForFunction(() => window.handheld.state().outbox.counts.here === 0);
  await allSent();
  await page.evaluate(() => window.updateWaits());
  expect(await waitsFor()).toBeNull();
  await ring(page, 3);
  expect(await waitsFor()).toBe('sale');
  expect(await page.evaluate(() => window.handheld.activateUpdate())).toMatchObject({
    refusal: { code: 'sale-open' },
  });
  await context.setOffline(true);
  await pay(page);
  expect(await waitsFor()).toBe('outbox');
  const hourNow = Number(
    new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Berlin' }).format(),
  );
  const clock = (hour: number): string => `${String((hour + 24) % 24).padStart(2, '0')}:00`;
  hub.policy = { ...hub.policy, updates: { from: clock(hourNow + 5), to: clock(hourNow + 6) } };
  await context.setOffline(false);
  // A new token brings the store's rules: the page starts anew and gets one.
  await page.reload();
  await signedOn(page, hub);
  await allSent();
  await page.evaluate(() => window.updateWaits());
  await vi.waitFor(async () => expect(await waitsFor()).toBe('window'), soonMsMax);
  await page.evaluate(() => window.handheld.lock());
  await tick(page);
  expect(await page.evaluate(() => window.updated)).toBe(0);
  await page.evaluate((ahead) => {
    window.clockAhead = ahead;
  }, 5 * hourMs);
  await tick(page);
  await page.waitForFunction(() => window.updated > 0);
});

test('HE57 a sale on hold that is granted when nobody waits any more is on hold again', async () => {
  const page = await pairedPage(context, hub);
  await signedOn(page, hub);
  await ring(page, 3);
  const saleId = await page.evaluate(() => window.handheld.state().sale?.open.saleId);
  await page.evaluate(() => window.handheld.suspend('Table by the door'));
  await page.waitForFunction(() => window.handheld.state().suspended[0]?.isOwn === false);
  let release = (): void => undefined;
  hub.pushGate = new Promise((resolve) => {
    release = resolve;
  });
  const resumed = await page.evaluate((id) => window.handheld.resume(id as never), saleId);
  expect(resumed).toEqual({ ok: false, refusal: { code: 'hub-away' } });
  expect(await page.evaluate(() => window.handheld.state().suspended.length)).toBe(0);
  release();
  await vi.waitFor(() => expect(kinds().filter((kind) => kind === 'sale.suspended')).toHaveLength(2), soonMsMax);
  expect(kinds().slice(-2)).toEqual(['sale.resumed', 'sale.suspended']);
  await page.waitForFunction((id) => window.handheld.state().suspended[0]?.saleId === id, saleId);
  expect(await page.evaluate(() => window.handheld.state().sale?.open.lines.length)).toBe(0);
  const again = await page.evaluate((id) => window.handheld.resume(id as never), saleId);
  expect(again).toMatchObject({ ok: true });
  expect(await page.evaluate(() => window.handheld.state().sale?.open.saleId)).toBe(saleId);
});

test('HE58 a second tab shows the sale of the first as it grows, and does nothing', async () => {
  const first = await pairedPage(context, hub);
  await signedOn(first, hub);
  const second = await context.newPage();
  await second.goto(hub.origin);
  await second.evaluate(() => window.handheld.start());
  await second.waitForFunction(() => window.handheld.state().staff?.name === 'Olga');
  await ring(first, 3);
  await ring(first, 5);
  await second.waitForFunction(() => window.handheld.state().sale?.open.lines.length === 2);
  expect(await second.evaluate(() => window.handheld.state().phase.kind)).toBe('second-tab');
  expect(await pay(second)).toMatchObject({ ok: false });
  expect(await ring(second, 7)).not.toBe('rung');
  await pay(first);
  await second.waitForFunction(() => window.handheld.state().sale?.open.lines.length === 0);
});

test('HE59 HV40 codes that are looked up ring nothing; goods without a price ring with the one that is keyed', async () => {
  const page = await pairedPage(context, hub);
  await signedOn(page, hub);
  const code = gtinOf(7).slice(1);
  const looked = await page.evaluate(
    (text) => ({
      item: window.handheld.itemOfCode(text)?.sku,
      camera: window.handheld.itemOfCode(`]E0${text}`)?.sku,
      none: window.handheld.itemOfCode('nonsense'),
      paper: window.handheld.receiptOfCode('KNT1:A2-000007'),
      shown: window.handheld.receiptOfCode('Probeladen\nBeleg A2-000031\nSumme 3,50'),
      longer: window.handheld.receiptOfCode('XA2-0000311'),
      goods: window.handheld.receiptOfCode(text),
    }),
    code,
  );
  expect(looked).toMatchObject({ item: 'A000007', camera: 'A000007', none: null });
  expect(looked).toMatchObject({ paper: 'A2-000007', shown: 'A2-000031', longer: null, goods: null });
  const lines = () => page.evaluate(() => window.handheld.state().sale?.open.lines ?? []);
  expect(await lines()).toEqual([]);
  expect(await ring(page, 9)).toBe('price-needed');
  expect(await lines()).toEqual([]);
  await page.evaluate((text) => {
    const item = window.handheld.itemOfCode(text);
    if (item !== null) window.handheld.addItem(item.itemId, undefined, 275 as never);
  }, gtinOf(9).slice(1));
  expect(await lines()).toMatchObject([{ unitPrice: 275, priceSource: 'open' }]);
});

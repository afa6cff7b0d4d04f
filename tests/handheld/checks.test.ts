import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { OpBody } from '../../contracts/op-catalog.ts';
import { checkLeaseMs } from '../../domain/check/check.ts';
import type { CheckView } from '../../renderer/handheld/engine/check-engine.ts';
import { builtHarness, launchChromium, pairedPage, signedOn } from './chromium.ts';
import { gtinOf, StubHub } from './stub-hub.ts';

let browser: Browser;
let harness: Awaited<ReturnType<typeof builtHarness>>;
let hub: StubHub;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [browser, harness] = await Promise.all([launchChromium(), builtHarness()]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  harness.remove();
});
beforeEach(async () => {
  hub = await StubHub.serve(harness.dir);
  hub.stock(200);
  context = await browser.newContext();
  page = await pairedPage(context, hub);
  await signedOn(page, hub);
  await synced();
});
afterEach(async () => {
  await context.close();
  await hub.close();
});

type Acts = 'takeCheck' | 'addToCheck' | 'checkOutCheck' | 'giveBackCheck' | 'takeOverCheck';
const details = { table: '5', guests: 2, note: '' };
const done = { ok: true, value: null };
const refused = (code: string) => ({ ok: false, refusal: { code } });

const ring = (...items: number[]) =>
  page.evaluate(
    (codes) => codes.map((code) => window.handheld.scan(code).kind),
    items.map((item) => gtinOf(item).slice(1)),
  );
const act = (name: Acts, checkId: string) =>
  page.evaluate(([each, id]) => window.handheld[each as 'takeCheck'](id as never), [name, checkId] as const);
const putBack = () => page.evaluate(() => window.handheld.putBackCheck());
const pay = () => page.evaluate(() => window.handheld.tender('cash', 500_000 as never, ''));
const checks = (): Promise<readonly CheckView[]> => page.evaluate(() => [...window.handheld.state().checks]);
const sale = () => page.evaluate(() => window.handheld.state().sale);
const rung = async () => (await sale())?.open.lines.map(({ quantity }) => quantity.milli);
const line = (checkId: string, at = 0) =>
  page.evaluate(
    ([id, no]) => window.handheld.state().checks.find((each) => each.checkId === id)?.lines[no as number]?.line.lineId,
    [checkId, at] as const,
  );

async function synced(): Promise<void> {
  await page.evaluate(() => window.handheld.syncNow());
  await page.waitForFunction(() => {
    const { hub: line, outbox } = window.handheld.state();
    return line.standing === 'here' && outbox.counts.here === 0;
  });
}
async function away(): Promise<void> {
  await context.setOffline(true);
  await page.waitForFunction(() => window.handheld.state().hub.standing === 'away');
}
async function back(): Promise<void> {
  await context.setOffline(false);
  await synced();
}

/** A check with these items on it. */
async function opened(...items: number[]): Promise<string> {
  const outcome = await page.evaluate((each) => window.handheld.openCheck(each), details);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  await ring(...items);
  if (items.length > 0) expect(await act('addToCheck', outcome.value)).toEqual(done);
  return outcome.value;
}
/** A check that another device has opened, with one line on it. */
async function foreign(): Promise<string> {
  const own = await opened(3);
  const added = hub.checks.known.get(own as never)?.lines[0]?.line;
  if (added === undefined) throw new Error('no line');
  const checkId = own.replace(/.{4}$/, (end) => (end === 'ffff' ? '0000' : 'ffff'));
  hub.elsewhere(checkId, { kind: 'opened', ...details, table: '9' });
  hub.elsewhere(checkId, {
    kind: 'line-added',
    line: { ...added, lineId: added.lineId.replace(/.{4}$/, 'abcd') as never },
  });
  await known(checkId);
  return checkId;
}
/** Waits until the phone has heard of what another device did. */
async function known(checkId: string, holder = false): Promise<void> {
  await page.evaluate(() => window.handheld.syncNow());
  await page.waitForFunction(
    ([id, isHeld]) => {
      const found = window.handheld.state().checks.find((each) => each.checkId === id);
      return found !== undefined && found.lines.length > 0 && (isHeld ? found.holder !== null : true);
    },
    [checkId, holder] as const,
  );
}
const atHub = (checkId: string) => hub.checks.known.get(checkId as never);
const paidBy = (): OpBody<'sale.completed'>['sale'][] =>
  hub.ops.filter(({ kind }) => kind === 'sale.completed').map(({ body }) => (body as OpBody<'sale.completed'>).sale);

test('CH40 CH41 ordered without the hub: on the phone’s list, pending, then at the hub in the order of nobody', async () => {
  await away();
  const checkId = await opened(3, 4);
  expect((await sale())?.open.lines).toEqual([]);
  const [shown] = await checks();
  expect(shown).toMatchObject({ checkId, table: '5', guests: 2, isOwn: true, total: 103 + 104, ofTable: 1 });
  expect(shown?.lines.map(({ isPending, addedBy }) => [isPending, addedBy])).toEqual(Array(2).fill([true, 'Olga']));
  await back();
  await page.waitForFunction(() => window.handheld.state().checks[0]?.lines.every(({ isPending }) => !isPending));
  expect(atHub(checkId)?.lines).toHaveLength(2);
  expect(hub.ops.filter(({ kind }) => kind === 'check.line-added').map(({ happened }) => happened)).toEqual([
    true,
    true,
  ]);
});

test('CH10 CH20 CH40 with the hub a check is claimed, paid by name, and off the list', async () => {
  const checkId = await opened(3, 4);
  const twice = (id: string) =>
    page.evaluate((each) => Promise.all([1, 2].map(() => window.handheld.takeCheck(each as never))), id);
  expect(await twice(checkId)).toEqual([done, done]);
  expect(await sale()).toMatchObject({
    open: { check: { checkId, token: 1 } },
    due: { exact: 207 },
    checkBarred: null,
  });
  expect((await checks())[0]).toMatchObject({ holder: { kind: 'claimed', isHere: true }, payBarred: 'sale-open' });
  expect(await pay()).toMatchObject({ ok: true, value: { number: 'A2-000001' } });
  expect(await checks()).toEqual([]);
  await vi.waitFor(() => expect(paidBy()).toMatchObject([{ check: { checkId, token: 1 } }]), 10_000);
  expect(atHub(checkId)?.payments).toMatchObject([{ lineIds: { length: 2 } }]);
});

test('CH41 the hub’s no leaves what was rung in the sale; a second try, once the check is free, doubles nothing', async () => {
  const checkId = await opened(3);
  hub.elsewhere(checkId, { kind: 'claimed', token: null });
  await ring(4, 5);
  expect(await act('addToCheck', checkId)).toEqual(refused('check-claimed'));
  expect(await rung()).toEqual([1_000, 1_000]);
  hub.elsewhere(checkId, { kind: 'released' });
  await page.evaluate(() => window.handheld.syncNow());
  await page.waitForFunction(() => window.handheld.state().checks[0]?.addBarred === null);
  expect(await act('addToCheck', checkId)).toEqual(done);
  expect(atHub(checkId)?.lines).toHaveLength(3);
  expect((await sale())?.open.lines).toEqual([]);
});

test('CH33 a discount on the whole sale does not go onto a check, and nothing is lost by asking', async () => {
  const checkId = await opened();
  await ring(7);
  const wish = { kind: 'percent', ratePpm: 50_000 as never, reasonCode: 'regular', label: 'Regular' } as const;
  await page.evaluate((each) => window.handheld.discount(null, each), wish);
  expect(await page.evaluate(() => window.handheld.mayPutOn())).toEqual(refused('check-sale-discount'));
  expect(await act('addToCheck', checkId)).toEqual(refused('check-sale-discount'));
  expect(await sale()).toMatchObject({ open: { discounts: { length: 1 }, lines: { length: 1 } } });
});

test('CH45 a sale that pays a check comes back after a kill with its check, and its claim is kept alive', async () => {
  const checkId = await opened(3);
  await act('takeCheck', checkId);
  const drafted = () =>
    page.evaluate(async () => {
      const database = new window.engineParts.HandheldDatabase();
      await database.open();
      const draft = await database.documents.get('open-sale');
      database.close();
      return (draft?.value as { check?: unknown } | undefined)?.check;
    });
  await vi.waitFor(async () => expect(await drafted()).toMatchObject({ checkId, token: 1 }));
  await page.reload();
  await signedOn(page, hub);
  expect((await sale())?.open.check).toEqual({ checkId, token: 1 });
  const until = atHub(checkId)?.lease?.until ?? 0;
  // Nobody waits 30 s here: the phone's clock is put on, and so the claim is due.
  await page.evaluate((ahead) => {
    window.clockAhead = ahead;
  }, checkLeaseMs / 2);
  await vi.waitFor(() => expect(atHub(checkId)?.lease?.until).toBeGreaterThan(until), 20_000);
  expect(atHub(checkId)?.token).toBe(1);
}, 60_000);

test('CH32 CH34 CH45 on hold is back on the check, with what was changed, and free for others', async () => {
  const checkId = await opened(3, 4, 5);
  await act('takeCheck', checkId);
  const [first, second] = [await line(checkId, 0), await line(checkId, 1)];
  await page.evaluate(
    ([one, other]) => {
      window.handheld.setQuantity(one as never, 3_000);
      window.handheld.voidLine(other as never, 'keyed-wrong');
    },
    [first, second] as const,
  );
  await ring(6);
  expect(await page.evaluate(() => window.handheld.suspend('Garden'))).toEqual(done);
  expect((await sale())?.open).toMatchObject({ lines: [] });
  await synced();
  await page.waitForFunction(() => window.handheld.state().checks[0]?.holder === null);
  const shown = (await checks())[0]?.lines.map((each) => each.line);
  expect(shown?.map(({ sku, quantity }) => [sku, quantity.milli]).sort()).toEqual([
    ['A000003', 3_000],
    ['A000005', 1_000],
    ['A000006', 1_000],
  ]);
  expect(hub.ops.some(({ kind }) => kind === 'sale.suspended')).toBe(false);
});

test('CH43 a claim another device has by now stops the money, and says so', async () => {
  const checkId = await opened(3);
  await act('takeCheck', checkId);
  hub.elsewhere(checkId, { kind: 'claimed', token: null });
  expect(await pay()).toEqual(refused('check-claimed'));
  expect((await sale())?.open.tenders).toEqual([]);
  await page.waitForFunction(() => window.handheld.state().sale?.checkBarred === 'check-token-stale');
  expect(await page.evaluate(() => window.handheld.mayTakeMoney())).toEqual(refused('check-token-stale'));
  expect(await putBack()).toEqual(done);
  expect(paidBy()).toEqual([]);
});

test('CH12 without the hub: one’s own check and one that is checked out here are paid, another’s is not', async () => {
  const strange = await foreign();
  const [own] = (await checks()).filter(({ isOwn }) => isOwn);
  expect(await act('checkOutCheck', strange)).toEqual(done);
  await known(strange, true);
  expect(await act('giveBackCheck', strange)).toEqual(done);
  await away();
  const of = async (checkId: string) => (await checks()).find((each) => each.checkId === checkId)?.payBarred;
  expect([await of(own?.checkId ?? ''), await of(strange)]).toEqual([null, 'hub-away']);
  expect(await act('takeCheck', strange)).toEqual(refused('hub-away'));
  expect(await act('checkOutCheck', strange)).toEqual(refused('hub-away'));
  expect(await act('takeCheck', own?.checkId ?? '')).toEqual(done);
  expect(await pay()).toMatchObject({ ok: true });
  await back();
  expect(await act('checkOutCheck', strange)).toEqual(done);
  await known(strange, true);
  await away();
  expect(await act('takeCheck', strange)).toEqual(done);
  expect(await pay()).toMatchObject({ ok: true });
  await back();
  expect(paidBy().map(({ check }) => check)).toEqual(
    [own?.checkId, strange].map((checkId) => ({ checkId, token: null })),
  );
  expect(atHub(strange)?.payments).toHaveLength(1);
}, 60_000);

test('CH42 taken without the hub: with the hub back it is claimed, and what others added comes along', async () => {
  const checkId = await opened(3);
  const added = atHub(checkId)?.lines[0]?.line;
  await away();
  expect(await act('takeCheck', checkId)).toEqual(done);
  expect((await sale())?.open.check).toEqual({ checkId, token: null });
  if (added === undefined) throw new Error('no line');
  hub.elsewhere(checkId, {
    kind: 'line-added',
    line: { ...added, lineId: added.lineId.replace(/.{4}$/, 'abcd') as never },
  });
  await back();
  await page.waitForFunction(() => window.handheld.state().sale?.open.check?.token === 1, undefined, {
    timeout: 20_000,
  });
  expect(await rung()).toEqual([1_000, 1_000]);
  expect(await pay()).toMatchObject({ ok: true });
}, 60_000);

test('CH44 a claim whose answer was lost is given back, and nothing is in the sale', async () => {
  const checkId = await opened(3);
  hub.losesAnswers = true;
  expect(await act('takeCheck', checkId)).toEqual(refused('hub-away'));
  expect((await sale())?.open.lines).toEqual([]);
  hub.losesAnswers = false;
  await synced();
  await vi.waitFor(() => expect(atHub(checkId)).toMatchObject({ token: 1, lease: null }), 20_000);
}, 60_000);

test('CH23 CH46 serve, strike, rename, close: each where it may be', async () => {
  const checkId = await opened(3);
  const lineId = await line(checkId);
  const close = () => page.evaluate((id) => window.handheld.closeCheck(id as never, 'mistake'), checkId);
  const of = <Name extends 'serveCheckLine'>(name: Name) =>
    page.evaluate(([id, each, key]) => window.handheld[key as Name](id as never, each as never), [
      checkId,
      lineId,
      name,
    ] as const);
  expect(await of('serveCheckLine')).toEqual(done);
  await page.waitForFunction(() => window.handheld.state().checks[0]?.lines[0]?.served);
  expect(await close()).toEqual(refused('check-unpaid'));
  const renamed = { table: '7', guests: 2, note: 'window' };
  expect(
    await page.evaluate(([id, each]) => window.handheld.changeCheck(id as never, each), [checkId, renamed] as const),
  ).toEqual(done);
  expect(hub.ops.at(-1)?.body).toEqual({ checkId, table: '7', note: 'window' });
  expect(
    await page.evaluate(([id, each]) => window.handheld.voidCheckLine(id as never, each as never, 'keyed-wrong'), [
      checkId,
      lineId,
    ] as const),
  ).toEqual(done);
  await page.waitForFunction(() => window.handheld.state().checks[0]?.lines.length === 0);
  expect(await act('takeCheck', checkId)).toEqual(refused('sale-empty'));
  expect(await close()).toEqual(done);
  await page.waitForFunction(() => window.handheld.state().checks.length === 0);
});

test('CH13 CH46 a check that is checked out elsewhere is taken over by whoever may', async () => {
  const checkId = await foreign();
  hub.elsewhere(checkId, { kind: 'checked-out' });
  await known(checkId, true);
  expect((await checks()).find((each) => each.checkId === checkId)).toMatchObject({
    ...{ addBarred: 'check-checked-out', payBarred: 'check-checked-out' },
    holder: { kind: 'checked-out', isHere: false },
  });
  expect(await act('takeCheck', checkId)).toEqual(refused('check-checked-out'));
  await ring(4);
  expect(await act('addToCheck', checkId)).toEqual(refused('check-checked-out'));
  expect(await rung()).toEqual([1_000]);
  expect(await act('takeOverCheck', checkId)).toEqual(done);
  expect(await act('addToCheck', checkId)).toEqual(done);
  expect(atHub(checkId)?.lines).toHaveLength(2);
});

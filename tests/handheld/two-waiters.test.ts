import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkLeaseMs, unpaidLines } from '../../domain/check/check.ts';
import type { CheckId } from '../../domain/id.ts';
import { newId, ownerPin, removeHub } from '../hub/test-hub.ts';
import { builtHarness } from './chromium.ts';
import { lacksTrust } from './trusted-phone.ts';
import { openedShop, type Shop } from './trusted-shop.ts';
import { listFiles, Waiter, wordMsMax } from './waiter.ts';

const rinaPin = '640219';
const title = 'two waiters on one check';

describe.skipIf(lacksTrust !== null)(lacksTrust === null ? title : `${title}: left out, ${lacksTrust}`, () => {
  let harness: Awaited<ReturnType<typeof builtHarness>>;
  let shop: Shop;
  let olga: Waiter;
  let rina: Waiter;
  beforeAll(async () => {
    harness = await builtHarness();
    listFiles(harness.dir);
    shop = await openedShop({ handheldDir: harness.dir });
    const person = { staffId: null, name: 'Rina', role: 'cashier', active: true, pin: rinaPin } as const;
    const { staffId } = await shop.till.api.staff.put(person);
    const owner = shop.till.staffId;
    if (owner === null) throw new Error('nobody at the counter');
    olga = await Waiter.hired(shop, { staffId: owner, pin: ownerPin, device: 'Yard phone' });
    rina = await Waiter.hired(shop, { staffId, pin: rinaPin, device: 'Terrace phone' });
  }, 120_000);
  afterAll(async () => {
    await Promise.all([olga.close(), rina.close()]);
    await shop.proxy.close();
    await shop.hub.close();
    removeHub(shop.hub);
    harness.remove();
  }, 60_000);

  const soon = <Value>(ask: () => Value) => expect.poll(ask, { timeout: wordMsMax });
  const counted = (checkId: string) => shop.till.api.check.get({ checkId: checkId as CheckId });
  const listed = async (checkId: string) =>
    (await shop.till.api.check.list()).find(({ check }) => check.checkId === checkId) ?? null;
  const linesAtCounter = async (checkId: string) => unpaidLines((await counted(checkId)).check).length;
  const saleOf = (number: string) => shop.hub.hub.store.sales.byNumber(number);
  /** Everybody's clock goes on: nobody waits for a claim to end. */
  const pass = async (ms: number): Promise<void> => {
    shop.clock.advance(ms);
    for (const { page } of [olga, rina])
      await page.evaluate((ahead) => {
        window.clockAhead += ahead;
      }, ms);
  };

  test('CH1 CH2 CH30 CH40 both order onto one table at once: every line is there, for both and at the counter', async () => {
    const checkId = await olga.open('5');
    await soon(() => rina.check(checkId)).toMatchObject({ table: '5', isOwn: false, openedBy: 'Olga' });
    await Promise.all([olga.ring('KAF-1', 'TEE-1'), rina.ring('TEE-1', 'TEE-1', 'KAF-1')]);
    expect(await Promise.all([olga.act('addToCheck', checkId), rina.act('addToCheck', checkId)])).toEqual(['ok', 'ok']);
    // Two of one kind are one line of two.
    await soon(() => linesAtCounter(checkId)).toBe(4);
    await Promise.all([olga.knows(checkId, 4), rina.knows(checkId, 4)]);
    expect((await rina.check(checkId))?.total).toBe(5 * 350);
    expect(await listed(checkId)).toMatchObject({ openedBy: 'Olga', holder: null });
  }, 60_000);

  test('CH6 CH11 CH12 CH22 CH43 one is away and orders, the other takes the money: no second money, and what came late is unpaid', async () => {
    const checkId = await rina.open('6');
    await rina.ring('KAF-1');
    expect(await rina.act('addToCheck', checkId)).toBe('ok');
    await olga.knows(checkId, 1);
    await olga.away();
    await olga.ring('TEE-1');
    expect(await olga.act('addToCheck', checkId)).toBe('ok');
    expect((await olga.check(checkId))?.lines.map(({ isPending }) => isPending)).toEqual([false, true]);
    expect(await rina.act('takeCheck', checkId)).toBe('ok');
    expect(await listed(checkId)).toMatchObject({
      holder: { kind: 'claimed', staffName: 'Rina', deviceName: 'Terrace phone' },
    });
    expect(await olga.act('takeCheck', checkId)).toBe('hub-away');
    const number = await rina.pay();
    await soon(() => saleOf(number)?.flags).toEqual([]);
    await soon(() => listed(checkId)).toBeNull();
    await olga.back();
    const { check } = await counted(checkId);
    expect(unpaidLines(check).map(({ line }) => line.name)).toEqual(['Tee']);
    expect(check.payments).toHaveLength(1);
    const late = () =>
      olga.page.evaluate(
        () => window.handheld.state().outbox.entries.find(({ kind }) => kind === 'check.line-added')?.outcome,
      );
    expect(await late()).toEqual({ status: 'flagged', codes: ['check-paid'] });
    expect(await olga.act('takeCheck', checkId)).toBe('check-paid');
  }, 60_000);

  test('CH10 CH13 CH37 CH43 a claim that ran out while its phone was away: another pays, the first is stopped before any money', async () => {
    const checkId = await rina.open('7');
    await rina.ring('KAF-1');
    expect(await rina.act('addToCheck', checkId)).toBe('ok');
    await olga.knows(checkId, 1);
    expect(await olga.act('takeCheck', checkId)).toBe('ok');
    expect(await shop.till.push('check.claimed', { checkId, token: null })).toMatchObject({ refusal: 'check-claimed' });
    await olga.ring('TEE-1');
    await olga.away();
    await pass(checkLeaseMs + 5_000);
    expect(await olga.pay()).toBe('hub-away');
    expect(await rina.act('takeCheck', checkId)).toBe('ok');
    const number = await rina.pay();
    await soon(() => saleOf(number)?.flags).toEqual([]);
    await olga.back();
    await soon(async () => (await olga.sale())?.checkBarred).toBe('check-paid');
    expect(await olga.pay()).toBe('check-paid');
    expect((await olga.sale())?.open.tenders).toEqual([]);
    expect(await olga.page.evaluate(() => window.handheld.putBackCheck())).toMatchObject({ ok: true });
    expect((await counted(checkId)).check.payments).toHaveLength(1);
    // What she keyed beyond the check is hers to sell.
    expect((await olga.sale())?.open.lines.map(({ name }) => name)).toEqual(['Tee']);
    const own = await olga.pay();
    await soon(() => saleOf(own)?.flags).toEqual([]);
  }, 60_000);

  test('CH12 CH30 checked out: everybody sees who has it, and it is paid out of reach', async () => {
    const checkId = newId() as CheckId;
    await shop.till.push('check.opened', { checkId, table: '8', guests: 2, note: '' });
    const line = (await counted(await openWithLine('9'))).check.lines[0]?.line;
    await shop.till.push('check.line-added', { checkId, line: { ...line, lineId: newId() } });
    await rina.knows(checkId, 1);
    expect(await rina.act('checkOutCheck', checkId)).toBe('ok');
    expect(await listed(checkId)).toMatchObject({
      holder: { kind: 'checked-out', staffName: 'Rina', deviceName: 'Terrace phone' },
    });
    await soon(async () => (await olga.check(checkId))?.payBarred).toBe('check-checked-out');
    expect(await shop.till.push('check.line-added', { checkId, line: { ...line, lineId: newId() } })).toMatchObject({
      refusal: 'check-checked-out',
    });
    await rina.away();
    await rina.ring('TEE-1');
    expect(await rina.act('addToCheck', checkId)).toBe('ok');
    expect(await rina.act('takeCheck', checkId)).toBe('ok');
    const number = await rina.pay();
    expect(number).toMatch(/^[A-Z]+\d+-\d{6}$/);
    expect(await rina.check(checkId)).toBeNull();
    await rina.back();
    await soon(() => saleOf(number)?.flags).toEqual([]);
    expect((await counted(checkId)).check).toMatchObject({ checkedOut: null, payments: [{ lineIds: { length: 2 } }] });
    await soon(() => olga.check(checkId)).toBeNull();
  }, 60_000);

  async function openWithLine(table: string): Promise<string> {
    const checkId = await rina.open(table);
    await rina.ring('KAF-1');
    expect(await rina.act('addToCheck', checkId)).toBe('ok');
    await soon(() => linesAtCounter(checkId)).toBe(1);
    return checkId;
  }

  test('CH11 the counter takes the money: the waiter’s line is refused while they stand there, and stays in the sale', async () => {
    const checkId = await openWithLine('10');
    expect(await shop.till.push('check.claimed', { checkId, token: null })).toMatchObject({ status: 'applied' });
    await soon(async () => (await olga.check(checkId))?.addBarred).toBe('check-claimed');
    await olga.ring('TEE-1');
    expect(await olga.act('addToCheck', checkId)).toBe('check-claimed');
    expect((await olga.sale())?.open.lines).toHaveLength(1);
    await shop.till.push('check.released', { checkId });
    await soon(async () => (await olga.check(checkId))?.addBarred).toBeNull();
    expect(await olga.act('addToCheck', checkId)).toBe('ok');
    await soon(() => linesAtCounter(checkId)).toBe(2);
  }, 60_000);
});

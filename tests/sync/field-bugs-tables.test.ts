import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type Check, type CheckAct, checkStatus, checksOfTable, unpaidLines } from '../../domain/check/check.ts';
import { checkAfter } from '../../domain/check/check-after.ts';
import type { CheckId, InstallId, ShiftId } from '../../domain/id.ts';
import type { SaleLine } from '../../domain/sale/sale.ts';
import { newId } from '../hub/test-hub.ts';
import { Random } from '../simulation/random.ts';
import { ring } from '../store/shop.ts';
import { inHub, Phone, restMsMax } from './phone.ts';
import { closedSyncShop, openedSyncShop, type SyncShop, syncTimes } from './sync-shop.ts';

vi.setConfig(syncTimes);

/** What went wrong with tables and orders on hold in shops that ran other programs. */
const interleavingsMax = 10_000;
let shop: SyncShop;
let phones: Phone[] = [];
beforeAll(async () => {
  shop = await openedSyncShop();
});
afterEach(async () => {
  for (const phone of phones) await phone.close();
  phones = [];
});
afterAll(() => closedSyncShop(shop));

async function paired(): Promise<Phone> {
  const phone = await Phone.paired(shop);
  phones.push(phone);
  await phone.rest();
  return phone;
}
const keyed = (): SaleLine => ring(shop.side, { lines: 1 }).sale.lines[0] as unknown as SaleLine;
const inStore = (checkId: CheckId): Check => shop.hub.hub.store.checks.get(checkId)!;
const shownOn = ({ driver }: Phone, checkId: CheckId) => driver.state.record.mirror.get(`checks/${checkId}`) as Check;

async function openedCheck(phone: Phone, table: string): Promise<{ checkId: CheckId; line: SaleLine }> {
  const [checkId, line] = [newId() as CheckId, keyed()];
  await phone.tell('check.opened', { checkId, table, guests: 2, note: '' });
  await phone.tell('check.line-added', { checkId, line });
  await phone.rest();
  return { checkId, line };
}

test('CH20 YN20 elsewhere a table known to the server was paid away from it, and the next sync opened it again, unpaid', async () => {
  const [payer, other] = [await paired(), await paired()];
  const { checkId, line } = await openedCheck(payer, '12');
  await other.rest();
  [payer.isAway, other.isAway] = [true, true];
  await other.tell('check.line-added', { checkId, line: keyed() });
  await other.tell('check.detailed', { checkId, note: 'still eating' });
  const body = ring(shop.side, { with: [line] });
  const number = await payer.sell((rung) => {
    const { transactionNumber } = rung as { readonly transactionNumber: string | null };
    return { ...body, transactionNumber, sale: { ...body.sale, check: { checkId, token: null } } };
  });
  payer.isAway = false;
  await payer.rest();
  other.isAway = false;
  await other.rest();
  await payer.rest();
  const check = inStore(checkId);
  expect([checkStatus(check), check.payments.map(({ saleId }) => saleId)]).toEqual(['paid', [body.sale.saleId]]);
  expect(shop.hub.hub.store.sales.byNumber(number)).not.toBeNull();
  for (const phone of [payer, other])
    await vi.waitFor(async () => {
      await phone.wake();
      expect(checkStatus(shownOn(phone, checkId))).toBe('paid');
    }, restMsMax);
});

test('CH1 CH2 CH3 elsewhere two waiters wrote to one table and the beers vanished: ten thousand orders of arrival, one outcome', () => {
  const checkId = newId() as CheckId;
  const waiters = [newId(), newId(), newId()] as InstallId[];
  const lines = Array.from({ length: 6 }, keyed);
  const acts: { readonly by: number; readonly act: CheckAct }[] = [
    { by: 0, act: { kind: 'opened', table: '5', guests: 2, note: '' } },
    ...lines.map((line, at) => ({ by: at % 3, act: { kind: 'line-added', line } as const })),
    { by: 2, act: { kind: 'line-voided', lineId: lines[1]!.lineId, reasonCode: 'mistake' } },
    { by: 1, act: { kind: 'line-served', line: lines[0]! } },
  ];
  const wanted = lines.filter((_line, at) => at !== 1).map(({ lineId }) => lineId);
  const random = new Random(7);
  for (let run = 0; run < interleavingsMax; run += 1) {
    const waiting = [...acts, random.pick(acts), random.pick(acts)];
    let check: Check | null = null;
    while (waiting.length > 0) {
      const [{ by, act }] = waiting.splice(random.below(waiting.length), 1) as [(typeof acts)[number]];
      const mark = { installId: waiters[by]!, staffId: null, at: 1_000 };
      check = checkAfter(check, { checkId, mark, hubAt: 2_000, act });
    }
    if (
      unpaidLines(check!)
        .map(({ line }) => line.lineId)
        .join() !== wanted.toSorted().join()
    )
      expect.fail(`run ${run}`);
  }
});

test('CH8 YN31 elsewhere a number made without the line was that of another waiter’s order, which vanished after it was cooked', async () => {
  const [first, second] = [await paired(), await paired()];
  [first.isAway, second.isAway] = [true, true];
  const ids: CheckId[] = [];
  for (const phone of [first, second]) {
    const checkId = newId() as CheckId;
    ids.push(checkId);
    await phone.tell('check.opened', { checkId, table: '9', guests: 2, note: '' });
    await phone.tell('check.line-added', { checkId, line: keyed() });
    await phone.sell();
  }
  [first.isAway, second.isAway] = [false, false];
  await first.rest();
  await second.rest();
  expect(new Set([...first.numbers, ...second.numbers]).size).toBe(2);
  expect([inHub(first), inHub(second)]).toEqual([[[]], [[]]]);
  const open = shop.hub.hub.store.checks.open(100);
  expect(
    checksOfTable(open, '9')
      .map(({ checkId }) => checkId)
      .toSorted(),
  ).toEqual(ids.toSorted());
  expect(ids.map((checkId) => inStore(checkId).lines.length)).toEqual([1, 1]);
});

test('CH1 SL5 SH1 elsewhere open orders vanished when the session was closed', async () => {
  const phone = await paired();
  const { checkId } = await openedCheck(phone, '21');
  const till = shop.till;
  const suspended = ring(shop.side, { lines: 1 });
  const sale = { ...suspended.sale, tenders: [] };
  await till.push('sale.suspended', { sale, shiftId: shop.side.shiftId, label: 'Ayu' });
  await till.push('till.counted', { shiftId: shop.side.shiftId, countId: 'c1', denominations: [], declared: [] });
  expect(await till.push('shift.closed', { shiftId: shop.side.shiftId, countId: 'c1' })).toMatchObject({
    status: 'applied',
  });
  const next = { shiftId: newId() as ShiftId, series: 'A1', startingAmount: 0, denominations: [] };
  expect(await till.push('shift.opened', next)).toMatchObject({ status: 'applied' });
  expect([checkStatus(inStore(checkId)), inStore(checkId).lines.length]).toEqual(['open', 1]);
  await vi.waitFor(async () => {
    await phone.wake();
    expect(phone.driver.state.record.mirror.has(`suspended/${sale.saleId}`)).toBe(true);
  }, restMsMax);
  expect(await till.push('sale.resumed', { saleId: sale.saleId })).toMatchObject({ status: 'applied' });
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { unpaidLines } from '../../domain/check/check.ts';
import type { CheckId } from '../../domain/id.ts';
import type { SaleLine } from '../../domain/sale/sale.ts';
import { SaleDesk } from '../../domain/sale/sale-desk.ts';
import type { Terminal } from '../../renderer/terminal/app/terminal.tsx';
import {
  actOnCheck,
  addToCheck,
  changeCheck,
  closeCheck,
  openCheck,
  serveLine,
} from '../../renderer/terminal/check/check-acts.ts';
import { newId, openedStore, openedTill, removeHub, type TestHub, type Till, testHub } from '../hub/test-hub.ts';
import { ring } from '../store/shop.ts';

let hub: TestHub;
let till: Till;
let side: Awaited<ReturnType<typeof openedTill>>['side'];
let counter: Terminal;

beforeEach(async () => {
  hub = await testHub();
  const opened = await openedStore(hub);
  till = opened.till;
  ({ side } = await openedTill(till, opened.settings));
  const ambient = { now: () => Date.now(), newId };
  const desk = new SaleDesk(ambient, opened.settings.policy);
  const sender = { send: (kind: string, body: unknown) => till.push(kind, body) };
  counter = { ambient, desk, sender, client: till.api } as unknown as Terminal;
});
afterEach(async () => {
  await hub.close();
  removeHub(hub);
});

const details = { table: '5', guests: 2, note: '' };
async function opened(): Promise<CheckId> {
  expect(await openCheck(counter, details)).toBeNull();
  const [listed] = await till.api.check.list();
  if (listed === undefined) throw new Error('no check');
  return listed.check.checkId;
}
const atHub = async (checkId: CheckId) => (await till.api.check.get({ checkId })).check;
const goods = (count: number): SaleLine[] => [...ring(side, { lines: count }).sale.lines];
const rung = (lines: readonly SaleLine[]): void => counter.desk.take({ ...counter.desk.state().sale, lines });

test('CH35 a check is opened, renamed by what was changed alone, and closed when it is empty', async () => {
  const checkId = await opened();
  await till.push('check.detailed', { checkId, note: 'of somebody else' });
  const after = { ...details, table: '7' };
  expect(await changeCheck(counter, { checkId, before: details, after })).toBeNull();
  expect(await changeCheck(counter, { checkId, before: after, after })).toBeNull();
  expect(await atHub(checkId)).toMatchObject({ table: '7', guests: 2, note: 'of somebody else' });
  const [line] = goods(1);
  await till.push('check.line-added', { checkId, line });
  expect(await closeCheck(counter, checkId, 'left')).toBe('check-unpaid');
  await till.push('check.line-voided', { checkId, lineId: line?.lineId, reasonCode: 'mistake' });
  expect(await closeCheck(counter, checkId, 'left')).toBeNull();
  expect(await till.api.check.list()).toEqual([]);
});

test('CH33 CH34 CH36 the open sale goes onto the check once, also when half of it went before', async () => {
  const checkId = await opened();
  const lines = goods(2);
  rung(lines);
  await till.push('check.line-added', { checkId, line: lines[0] });
  expect(await addToCheck(counter, checkId)).toBeNull();
  expect(unpaidLines(await atHub(checkId))).toHaveLength(2);
  expect(counter.desk.isEmpty).toBe(true);
  const wish = {
    discountId: newId(),
    kind: 'percent',
    ratePpm: 50_000 as never,
    reasonCode: 'regular',
    label: '',
  } as const;
  counter.desk.take({ ...counter.desk.state().sale, lines: goods(1), discounts: [wish] });
  expect(await addToCheck(counter, checkId)).toBe('check-sale-discount');
  expect(counter.desk.isEmpty).toBe(false);
});

test('CH36 a line is served, and the check kept at the counter and let go again', async () => {
  const checkId = await opened();
  const [line] = goods(1);
  if (line === undefined) throw new Error('no line');
  rung([line]);
  await addToCheck(counter, checkId);
  expect(await serveLine(counter, checkId, line)).toBeNull();
  expect((await atHub(checkId)).lines).toMatchObject([{ served: true }]);
  expect(await actOnCheck(counter, checkId, 'checked-out')).toBeNull();
  expect((await till.api.check.list())[0]?.holder).toMatchObject({ kind: 'checked-out', staffName: 'Olga' });
  expect(await actOnCheck(counter, checkId, 'released')).toBeNull();
  expect((await till.api.check.list())[0]?.holder).toBeNull();
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OpResult } from '../../../contracts/op.ts';
import type { OpBody, OpKindName } from '../../../contracts/op-catalog.ts';
import { type Check, checkLeaseMs, checkStatus, isOverpaid, unpaidLines } from '../../../domain/check/check.ts';
import { payProblem } from '../../../domain/check/decide-check.ts';
import { brandId, type CheckId, type LineId } from '../../../domain/id.ts';
import type { Op } from '../../../domain/op/op.ts';
import type { SaleLine } from '../../../domain/sale/sale.ts';
import { allowAll, closeShop, openShop, ring, type Shop, TestInstall } from '../../../tests/store/shop.ts';
import { verifyStore } from '../verify/verify-store.ts';

let shop: Shop;
let phone: TestInstall;
beforeEach(() => {
  shop = openShop();
  phone = new TestInstall(shop.clock, shop.staffId);
});
afterEach(() => {
  expect(verifyStore({ path: shop.store.path, key: shop.key })).toMatchObject({ ok: true });
  closeShop(shop);
});

/** One op, asked for by whoever waits. */
function ask<Kind extends OpKindName>(who: TestInstall, kind: Kind, body: OpBody<Kind>): OpResult {
  return sent(who, who.op(kind, body));
}
/** One op that has happened while the hub was away. */
function tell<Kind extends OpKindName>(who: TestInstall, kind: Kind, body: OpBody<Kind>): OpResult {
  return sent(who, who.op(kind, body, away));
}
function sent(who: TestInstall, op: Op): OpResult {
  const [result] = who.push(shop.store, op).results;
  if (result === undefined) throw new Error('no result');
  if (result.status === 'refused') who.seq -= 1;
  return result;
}
const away = { happened: true };

function opened(who: TestInstall, table = '5', how: typeof ask = ask): CheckId {
  const checkId = brandId<CheckId>(shop.clock.newId());
  how(who, 'check.opened', { checkId, table, guests: 2, note: '' });
  return checkId;
}
function line(): SaleLine {
  const [first] = ring(shop, { lines: 1 }).sale.lines;
  if (first === undefined) throw new Error('no line');
  return first;
}
function check(checkId: CheckId): Check {
  const found = shop.store.checks.get(checkId);
  if (found === null) throw new Error('no check');
  return found;
}
function tokenOf(result: OpResult): number {
  return 'refs' in result ? Number(result.refs['token']) : 0;
}
/** A sale of everything that is unpaid on the check. */
function paying(checkId: CheckId, token: number | null): OpBody<'sale.completed'> {
  const body = ring(shop, { with: unpaidLines(check(checkId)).map((each) => each.line) });
  return { ...body, sale: { ...body.sale, check: { checkId, token } } };
}

test('CH1 an op about a check is there once, however often it is sent (Odoo #40567, #40600, #85527)', () => {
  const checkId = opened(phone);
  const op = phone.op('check.line-added', { checkId, line: line() });
  expect(phone.push(shop.store, op).results[0]).toMatchObject({ status: 'applied' });
  expect(phone.push(shop.store, op, op).results.map(({ status }) => status)).toEqual(['duplicate', 'duplicate']);
  expect(check(checkId).lines).toHaveLength(1);
});

test('CH2 the same line under another op is one line: two tabs send it twice (Odoo #152259)', () => {
  const checkId = opened(phone);
  const body = { checkId, line: line() };
  tell(phone, 'check.line-added', body);
  expect(ask(shop.till, 'check.line-added', body)).toMatchObject({ refusal: 'check-line-exists' });
  expect(tell(shop.till, 'check.line-added', body)).toMatchObject({ flags: ['check-line-exists'] });
  expect(check(checkId).lines).toHaveLength(1);
});

test('CH3 a void that arrives before its line wins', () => {
  const checkId = opened(phone);
  const late = line();
  tell(shop.till, 'check.line-voided', { checkId, lineId: late.lineId, reasonCode: 'mistake' });
  expect(tell(phone, 'check.line-added', { checkId, line: late })).toMatchObject({ status: 'flagged' });
  expect(unpaidLines(check(checkId))).toEqual([]);
});

test('CH4 table, guests and note are the last the hub heard, each by itself', () => {
  const checkId = opened(phone, '5');
  ask(shop.till, 'check.detailed', { checkId, table: '7' });
  sent(phone, phone.op('check.detailed', { checkId, note: 'birthday' }, { ...away, at: shop.clock.now() - 60_000 }));
  expect(check(checkId)).toMatchObject({ table: '7', guests: 2, note: 'birthday' });
});

test('CH5 nothing can be asked of a check that is paid, closed or unknown', () => {
  const empty = opened(phone);
  ask(phone, 'check.closed', { checkId: empty, reasonCode: 'mistake' });
  expect(ask(phone, 'check.line-added', { checkId: empty, line: line() })).toMatchObject({ refusal: 'check-closed' });
  const unknown = brandId<CheckId>(shop.clock.newId());
  expect(ask(phone, 'check.claimed', { checkId: unknown, token: null })).toMatchObject({ refusal: 'check-unknown' });
});

test('CH6 goods served onto a check that was paid meanwhile stay on it, flagged and unpaid', () => {
  const checkId = opened(phone);
  ask(phone, 'check.line-added', { checkId, line: line() });
  ask(shop.till, 'sale.completed', paying(checkId, tokenOf(ask(shop.till, 'check.claimed', { checkId, token: null }))));
  expect(tell(phone, 'check.line-served', { checkId, line: line() })).toMatchObject({ flags: ['check-paid'] });
  expect(checkStatus(check(checkId))).toBe('paid');
  expect(unpaidLines(check(checkId))).toMatchObject([{ served: true }]);
});

test('CH7 a device never takes the empty check of another for its own (Odoo #269551)', () => {
  const checkId = opened(phone, '5');
  const again = { checkId, table: '9', guests: 4, note: '' };
  expect(ask(shop.till, 'check.opened', again)).toMatchObject({ refusal: 'check-exists' });
  expect(tell(shop.till, 'check.opened', again)).toMatchObject({ flags: ['check-exists'] });
  expect(check(checkId)).toMatchObject({ table: '5', opened: { installId: phone.installId } });
});

test('CH8 two checks opened without the hub for one table are both kept', () => {
  const [first, second] = [opened(phone, '5', tell), opened(shop.till, '5', tell)];
  expect(shop.store.checks.open(10).map(({ checkId }) => checkId)).toEqual([first, second].sort());
});

test('CH10 a claim holds for 90 s, its token rises, and one that is not the newest pays nothing', () => {
  const checkId = opened(phone);
  ask(phone, 'check.line-added', { checkId, line: line() });
  const first = ask(phone, 'check.claimed', { checkId, token: null });
  expect(first).toMatchObject({ refs: { token: 1, until: shop.clock.now() + checkLeaseMs } });
  shop.clock.pass(checkLeaseMs - 1);
  expect(ask(shop.till, 'check.claimed', { checkId, token: null })).toMatchObject({ refusal: 'check-claimed' });
  expect(ask(phone, 'check.claimed', { checkId, token: 1 })).toMatchObject({ refs: { token: 1 } });
  shop.clock.pass(checkLeaseMs);
  expect(ask(shop.till, 'check.claimed', { checkId, token: null })).toMatchObject({ refs: { token: 2 } });
  shop.clock.pass(checkLeaseMs);
  expect(ask(phone, 'check.claimed', { checkId, token: 1 })).toMatchObject({ refusal: 'check-token-stale' });
  expect(ask(phone, 'sale.completed', paying(checkId, 1))).toMatchObject({ refusal: 'check-token-stale' });
  expect(checkStatus(check(checkId))).toBe('open');
});

test('CH11 while one device takes the money, another can neither add nor close; afterwards it can', () => {
  const checkId = opened(phone);
  ask(shop.till, 'check.claimed', { checkId, token: null });
  const body = { checkId, line: line() };
  expect(ask(phone, 'check.line-added', body)).toMatchObject({ refusal: 'check-claimed' });
  expect(ask(phone, 'check.closed', { checkId, reasonCode: 'mistake' })).toMatchObject({ refusal: 'check-claimed' });
  shop.clock.pass(checkLeaseMs);
  expect(ask(phone, 'check.line-added', body)).toMatchObject({ status: 'applied' });
});

test('CH12 paid without the hub: clean for a check born there or checked out to it, flagged for any other', () => {
  const [own, lent, strange] = [opened(phone), opened(shop.till), opened(shop.till)];
  for (const checkId of [own, lent, strange]) ask(shop.till, 'check.line-added', { checkId, line: line() });
  expect(ask(phone, 'check.checked-out', { checkId: lent })).toMatchObject({ status: 'applied' });
  expect(check(lent).checkedOut).toMatchObject({ installId: phone.installId, staffId: shop.staffId });
  expect(ask(shop.till, 'check.line-added', { checkId: lent, line: line() })).toMatchObject({
    refusal: 'check-checked-out',
  });
  expect(tell(phone, 'sale.completed', paying(own, null))).toMatchObject({ status: 'applied' });
  expect(tell(phone, 'sale.completed', paying(lent, null))).toMatchObject({ status: 'applied' });
  expect(tell(phone, 'sale.completed', paying(strange, null))).toMatchObject({ flags: ['check-not-held'] });
});

test('CH13 a check-out taken back: what its device sold meanwhile is kept and flagged', () => {
  const checkId = opened(shop.till);
  ask(shop.till, 'check.line-added', { checkId, line: line() });
  ask(phone, 'check.checked-out', { checkId });
  expect(ask(shop.till, 'check.checked-out', { checkId })).toMatchObject({ refusal: 'check-checked-out' });
  expect(ask(shop.till, 'check.transferred', { checkId })).toMatchObject({ status: 'applied' });
  expect(tell(phone, 'sale.completed', paying(checkId, null))).toMatchObject({ flags: ['check-checked-out'] });
  expect(checkStatus(check(checkId))).toBe('paid');
});

test('CH14 giving up touches what the device holds itself, and nothing of another', () => {
  const checkId = opened(shop.till);
  ask(phone, 'check.checked-out', { checkId });
  ask(shop.till, 'check.released', { checkId });
  expect(check(checkId).checkedOut?.installId).toBe(phone.installId);
  tell(phone, 'check.released', { checkId });
  expect(check(checkId).checkedOut).toBeNull();
});

test('CH15 paid under a live claim, heard of after its end: good, unless somebody has claimed since', () => {
  const [alone, taken] = [opened(phone), opened(phone)];
  const late = [alone, taken].map((checkId) => {
    ask(phone, 'check.line-added', { checkId, line: line() });
    const body = paying(checkId, tokenOf(ask(phone, 'check.claimed', { checkId, token: null })));
    return { kind: 'sale.completed', body, at: shop.clock.now() } as const;
  });
  shop.clock.pass(checkLeaseMs);
  ask(shop.till, 'check.claimed', { checkId: taken, token: null });
  const [good, stale] = late.map(({ kind, body, at }) => sent(phone, phone.op(kind, body, { ...away, at })));
  expect(good).toMatchObject({ status: 'applied' });
  expect(stale).toMatchObject({ flags: ['check-token-stale'] });
});

test('CH12 a check of one’s own that another is known to take the money for is not paid without the hub', () => {
  const checkId = opened(phone);
  ask(shop.till, 'check.claimed', { checkId, token: null });
  const paying = { installId: phone.installId, token: null, hubNow: shop.clock.now(), online: false };
  expect(payProblem(check(checkId), paying)).toBe('check-claimed');
  expect(payProblem(check(checkId), { ...paying, hubNow: shop.clock.now() + checkLeaseMs })).toBeNull();
});

test('CH20 paid offline while the draft is synced stays paid (Odoo #288974)', () => {
  const checkId = opened(phone);
  ask(phone, 'check.line-added', { checkId, line: line() });
  const drafts = [
    shop.till.op('check.opened', { checkId, table: '5', guests: 2, note: '' }, away),
    shop.till.op('check.detailed', { checkId, note: 'draft of another device' }, away),
    shop.till.op('check.line-added', { checkId, line: check(checkId).lines[0]?.line as SaleLine }, away),
    shop.till.op('check.closed', { checkId, reasonCode: 'mistake' }),
  ];
  expect(tell(phone, 'sale.completed', paying(checkId, null))).toMatchObject({ status: 'applied' });
  shop.store.push({ installId: shop.till.installId, ops: drafts, manner: 'synced' }, allowAll);
  expect(checkStatus(check(checkId))).toBe('paid');
  expect(unpaidLines(check(checkId))).toEqual([]);
  expect(shop.store.checks.open(10)).toEqual([]);
  expect(shop.store.sync.snapshot('checks', '', 10)).toMatchObject([{ id: checkId, put: { payments: [{}] } }]);
});

test('CH21 both took the money: both sales stand, the second is flagged', () => {
  const checkId = opened(phone);
  ask(phone, 'check.line-added', { checkId, line: line() });
  const offline = paying(checkId, null);
  const { token } = { token: tokenOf(ask(shop.till, 'check.claimed', { checkId, token: null })) };
  expect(ask(shop.till, 'sale.completed', paying(checkId, token))).toMatchObject({ status: 'applied' });
  expect(tell(phone, 'sale.completed', offline)).toMatchObject({ flags: ['check-paid', 'check-overpaid'] });
  expect(shop.store.info().counts.sales).toBe(2);
  expect(isOverpaid(check(checkId))).toBe(true);
});

test('CH22 a line the sale left out is flagged and stays on the check', () => {
  const checkId = opened(phone);
  ask(phone, 'check.line-added', { checkId, line: line() });
  const short = paying(checkId, null);
  const forgotten = line();
  ask(phone, 'check.line-added', { checkId, line: forgotten });
  expect(tell(phone, 'sale.completed', short)).toMatchObject({ flags: ['check-lines-unpaid'] });
  expect(unpaidLines(check(checkId)).map((each) => each.line.lineId)).toEqual([forgotten.lineId]);
});

test('CH23 a check is closed without money only when nothing on it is unpaid', () => {
  const checkId = opened(phone);
  const wrong = line();
  ask(phone, 'check.line-added', { checkId, line: wrong });
  expect(ask(phone, 'check.closed', { checkId, reasonCode: 'left' })).toMatchObject({ refusal: 'check-unpaid' });
  ask(phone, 'check.line-voided', { checkId, lineId: wrong.lineId as LineId, reasonCode: 'mistake' });
  expect(ask(phone, 'check.closed', { checkId, reasonCode: 'left' })).toMatchObject({ status: 'applied' });
});

test('CH24 the mirror of a paid check says by which sale which lines were paid, and carries none of them', () => {
  const checkId = opened(phone);
  ask(phone, 'check.line-added', { checkId, line: line() });
  expect(shop.store.sync.snapshot('checks', '', 10)).toMatchObject([{ put: { lines: [{}], payments: [] } }]);
  const body = paying(checkId, null);
  tell(phone, 'sale.completed', body);
  const [{ put } = { put: null }] = shop.store.sync.snapshot('checks', '', 10);
  expect(put).toMatchObject({ lines: [], payments: [{ saleId: body.sale.saleId, lineIds: [expect.any(String)] }] });
  expect(checkStatus(put as Check)).toBe('paid');
  expect(check(checkId).lines).toHaveLength(1);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OpResult } from '../../../contracts/op.ts';
import type { OpBody, OpKindName } from '../../../contracts/op-catalog.ts';
import { brandId, type ShiftId } from '../../../domain/id.ts';
import { minor } from '../../../domain/money/minor.ts';
import { closeShop, openShop, ring, type Shop, TestInstall } from '../../../tests/store/shop.ts';

let shop: Shop;
beforeEach(() => {
  shop = openShop();
});
afterEach(() => closeShop(shop));

function push<Kind extends OpKindName>(kind: Kind, body: OpBody<Kind>): OpResult {
  const [result] = shop.till.push(shop.store, shop.till.op(kind, body)).results;
  if (!result) throw new Error('no result');
  if (result.status === 'refused') shop.till.seq -= 1;
  return result;
}

function cash(kind: OpBody<'cash.moved'>['kind'], amount: number): OpBody<'cash.moved'> {
  const { shiftId, clock } = shop;
  return {
    cashEventId: clock.newId(),
    shiftId,
    kind,
    amount: minor(amount),
    reasonCode: 'change',
    note: '',
    overrides: [],
  };
}

function nextShift(series = 'A1'): ShiftId {
  const shiftId = brandId<ShiftId>(shop.clock.newId());
  push('shift.opened', { shiftId, series, startingAmount: minor(0), denominations: [] });
  return shiftId;
}

function close(shiftId: ShiftId, pieces: number): OpResult {
  const countId = shop.clock.newId();
  push('till.counted', { shiftId, countId, denominations: [{ value: minor(100), pieces }], declared: [] });
  return push('shift.closed', { shiftId, countId });
}

test('SH1 an install and a series have one open shift', () => {
  const shiftId = brandId<ShiftId>(shop.clock.newId());
  const opening = { shiftId, series: 'A1', startingAmount: minor(0), denominations: [] };
  expect(push('shift.opened', opening)).toMatchObject({ status: 'refused', refusal: 'till-already-open' });
  expect(push('shift.opened', { ...opening, series: 'B1' })).toMatchObject({ refusal: 'till-already-open' });
  const other = new TestInstall(shop.clock, shop.staffId);
  expect(other.push(shop.store, other.op('shift.opened', opening)).results).toMatchObject([
    { refusal: 'till-already-open' },
  ]);
  expect(shop.store.shifts.current(shop.till.installId)).toMatchObject({
    shift: { shiftId: shop.shiftId },
    openedByName: 'Ayu',
    countId: null,
  });
  expect(shop.store.shifts.current(other.installId)).toBeNull();
});

test('SH1 a starting amount that is not what was counted is refused', () => {
  close(shop.shiftId, 100);
  const denominations = [{ value: minor(500), pieces: 2 }];
  const shiftId = brandId<ShiftId>(shop.clock.newId());
  const opening = { shiftId, series: 'A1', startingAmount: minor(999), denominations };
  expect(push('shift.opened', opening)).toMatchObject({ refusal: 'starting-amount-differs' });
  expect(push('shift.opened', { ...opening, startingAmount: minor(1_000) })).toMatchObject({ status: 'applied' });
});

test('SH2 cash that moves is on the record, and never more goes out than is there', () => {
  push('cash.moved', cash('paid-in', 2_500));
  expect(push('cash.moved', cash('safe-drop', 12_501))).toMatchObject({
    status: 'refused',
    refusal: 'amount-above-cash',
  });
  expect(push('cash.moved', cash('safe-drop', 12_500))).toMatchObject({ status: 'applied' });
  expect(push('cash.moved', cash('paid-out', 1))).toMatchObject({ refusal: 'amount-above-cash' });
  push('sale.completed', ring(shop));
  expect(push('cash.moved', cash('paid-out', 1))).toMatchObject({ status: 'applied' });
  expect(shop.store.shifts.cashEvents(shop.shiftId).map(({ kind, amount }) => [kind, amount])).toEqual([
    ['paid-in', 2_500],
    ['safe-drop', 12_500],
    ['paid-out', 1],
  ]);
});

test('SH3 Z reports are numbered without gaps, stored whole, and say what was expected and counted', () => {
  const body = ring(shop);
  push('sale.completed', body);
  push('drawer.no-sale', { shiftId: shop.shiftId, reasonCode: 'change', note: '', overrides: [] });
  const expected = 10_000 + body.settled.collect;
  const reading = shop.store.shifts.xReport(shop.till.installId, 7);
  expect(reading).toMatchObject({ turnover: body.settled.collect, noSales: 1, transactions: 1, at: 7 });
  expect(close(shop.shiftId, 120)).toMatchObject({
    status: 'applied',
    refs: { zNumber: 1, businessDate: '2026-11-21' },
  });
  expect(shop.store.shifts.zReport(1)).toMatchObject({
    zNumber: 1,
    expectedCash: expected,
    countedCash: 12_000,
    overShort: 12_000 - expected,
    turnover: body.settled.collect,
    closedBy: shop.staffId,
  });
  expect(close(shop.shiftId, 1)).toMatchObject({ refusal: 'till-not-open' });
  const second = nextShift();
  expect(close(second, 0)).toMatchObject({ refs: { zNumber: 2 } });
  expect(shop.store.shifts.zReports({ before: null, limit: 10 }).map(({ zNumber }) => zNumber)).toEqual([2, 1]);
  expect(shop.store.shifts.zReports({ before: 2, limit: 10 })).toMatchObject([
    { zNumber: 1, closedByName: 'Ayu', series: 'A1' },
  ]);
  expect(shop.store.shifts.xReport(shop.till.installId, 8)).toBeNull();
});

test('SH4 a shift closes with a count of its own, and a count is of known coins', () => {
  expect(push('shift.closed', { shiftId: shop.shiftId, countId: 'never' })).toMatchObject({
    refusal: 'till-not-counted',
  });
  const odd = { shiftId: shop.shiftId, countId: 'k', denominations: [{ value: minor(7), pieces: 1 }], declared: [] };
  expect(push('till.counted', odd)).toMatchObject({ refusal: 'denomination-unknown' });
  push('till.counted', { ...odd, denominations: [] });
  expect(shop.store.shifts.current(shop.till.installId)).toMatchObject({ countId: 'k' });
  expect(push('shift.closed', { shiftId: shop.shiftId, countId: 'k' })).toMatchObject({ status: 'applied' });
  const second = nextShift();
  expect(push('shift.closed', { shiftId: second, countId: 'k' })).toMatchObject({ refusal: 'till-not-counted' });
});

test('SH5 a copy of a receipt is counted and its number told', () => {
  const body = ring(shop);
  push('sale.completed', body);
  const { saleId } = body.sale;
  expect(push('receipt.reprinted', { saleId })).toMatchObject({ refs: { copyNumber: 1, saleNumber: 'A1-000001' } });
  expect(push('receipt.reprinted', { saleId })).toMatchObject({ refs: { copyNumber: 2 } });
  expect(shop.store.sales.get(saleId)?.reprints).toBe(2);
  expect(shop.store.shifts.xReport(shop.till.installId, 1)).toMatchObject({ reprints: 2, transactions: 1 });
  expect(push('receipt.reprinted', { saleId: brandId(shop.clock.newId()) })).toMatchObject({ refusal: 'sale-unknown' });
  expect(push('sale.completed', ring(shop))).toMatchObject({ refs: { transactionNumber: 'A1-000002' } });
});

test('SH6 the currency cannot be changed once something was sold, nor a time zone that does not exist be set', () => {
  const { settings } = shop;
  expect(push('settings.changed', { settings: { ...settings, timeZone: 'Mars/Olympus' } })).toMatchObject({
    refusal: 'time-zone-unknown',
  });
  expect(push('settings.changed', { settings: { ...settings, currency: 'CHF' } })).toMatchObject({ status: 'applied' });
  expect(push('settings.changed', { settings })).toMatchObject({ status: 'applied' });
  push('sale.completed', ring(shop));
  expect(push('settings.changed', { settings: { ...settings, currency: 'CHF' } })).toMatchObject({
    refusal: 'currency-fixed',
  });
  expect(shop.store.settings()).toEqual(settings);
});

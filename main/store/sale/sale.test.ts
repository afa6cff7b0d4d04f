import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OpResult } from '../../../contracts/op.ts';
import type { OpBody } from '../../../contracts/op-catalog.ts';
import { brandId, type OverrideId, type StaffId } from '../../../domain/id.ts';
import { minor } from '../../../domain/money/minor.ts';
import type { Op } from '../../../domain/op/op.ts';
import { closeShop, openShop, ring, ringReturn, type Shop, TestInstall } from '../../../tests/store/shop.ts';
import { verifyStore } from '../verify/verify-store.ts';

let shop: Shop;
beforeEach(() => {
  shop = openShop();
});
afterEach(() => closeShop(shop));

type Body = OpBody<'sale.completed'>;
function complete(body: Body, extra: Partial<Op> = {}): OpResult {
  const { results } = shop.till.push(shop.store, shop.till.op('sale.completed', body, extra));
  const [result] = results;
  if (!result) throw new Error('no result');
  if (result.status === 'refused') shop.till.seq -= 1;
  return result;
}
function refs(result: OpResult): Readonly<Record<string, unknown>> {
  return 'refs' in result ? result.refs : {};
}

test('SL7 a completed sale is read back as it was sent, by id and by number', () => {
  const body = ring(shop);
  const result = complete(body);
  const { sale, settled, policy, shiftId, completedAt } = body;
  const record = shop.store.sales.get(sale.saleId);
  expect(record?.sale).toEqual({ ...sale, settled, policy, shiftId, completedAt, staffId: shop.staffId });
  expect(record).toMatchObject({
    transactionNumber: 'A1-000001',
    businessDate: '2026-11-21',
    staffName: 'Ayu',
    reprints: 0,
    flags: [],
  });
  expect(shop.store.sales.byNumber(' a1-000001 ')).toEqual(record);
  expect(shop.store.sales.byNo(Object(result).no)).toEqual(record);
  expect(shop.store.sales.byNumber('A1-000002')).toBeNull();
  expect(record?.shortHash).toBe(shop.store.head().hash.slice(0, 16));
});

test('SL1 a sale whose amounts are not the hub’s is refused; as a fact it is flagged and recorded with the hub’s', () => {
  const body = ring(shop);
  const cheaper = { ...body, settled: { ...body.settled, collect: minor(body.settled.collect - 1) } };
  expect(complete(cheaper)).toMatchObject({ status: 'refused', refusal: 'settled-differs' });
  expect(complete(cheaper, { happened: true })).toMatchObject({ status: 'flagged', flags: ['settled-differs'] });
  expect(shop.store.sales.get(body.sale.saleId)?.sale.settled).toEqual(body.settled);
  expect(verifyStore({ path: shop.store.path, key: shop.key }).ok).toBe(true);
});

test('SL1 a sale settled by another policy than the store’s is refused, as a fact flagged', () => {
  const body = ring(shop);
  const policy = { ...body.policy, taxRounding: 'global' as const };
  expect(complete({ ...body, policy })).toMatchObject({ status: 'refused', refusal: 'policy-outdated' });
});

test('SL1 tenders that do not cover the sale are refused', () => {
  const body = ring(shop);
  const unpaid = { ...body, sale: { ...body.sale, tenders: [] } };
  expect(complete(unpaid)).toMatchObject({ status: 'refused', refusal: 'balance-open' });
  expect(complete(unpaid, { happened: true })).toMatchObject({ status: 'flagged', flags: ['balance-open'] });
});

test('SL2 a sale needs the open shift it names', () => {
  const body = ring(shop);
  const { till, store, shiftId } = shop;
  till.push(store, till.op('till.counted', { shiftId, countId: 'k', denominations: [], declared: [] }));
  till.push(store, till.op('shift.closed', { shiftId, countId: 'k' }));
  expect(complete(body)).toMatchObject({ status: 'refused', refusal: 'till-not-open' });
  expect(complete(body, { happened: true })).toMatchObject({
    status: 'flagged',
    flags: ['late-arrival'],
    refs: { transactionNumber: 'A1-000001' },
  });
  expect(store.sales.byNumber('A1-000001')?.flags).toEqual(['late-arrival']);
});

test('SL3 numbers are gapless in the series: refused sales take none, voided sales take one, also after a restart', () => {
  const numbers = [refs(complete(ring(shop))), refs(complete({ ...ring(shop), shiftId: brandId(shop.clock.newId()) }))];
  const struck = { ...ring(shop).sale, tenders: [] };
  const voided = shop.till.op('sale.voided', {
    sale: struck,
    shiftId: shop.shiftId,
    reasonCode: 'mistake',
    transactionNumber: null,
  });
  numbers.push(refs(shop.till.push(shop.store, voided).results[0] as OpResult));
  shop.store.idle();
  numbers.push(refs(complete(ring(shop))));
  expect(numbers.map(({ transactionNumber }) => transactionNumber)).toEqual([
    'A1-000001',
    undefined,
    'A1-000002',
    'A1-000003',
  ]);
  const other = new TestInstall(shop.clock, shop.staffId);
  const shiftId = brandId<typeof shop.shiftId>(shop.clock.newId());
  other.push(
    shop.store,
    other.op('shift.opened', { shiftId, series: 'B2', startingAmount: minor(0), denominations: [] }),
  );
  const second = other.push(shop.store, other.op('sale.completed', ring({ ...shop, shiftId })));
  expect(refs(second.results[0] as OpResult)).toMatchObject({ transactionNumber: 'B2-000001' });
});

test('SL4 a sale is completed once, also under another op id and before its records are written', () => {
  const body = ring(shop);
  complete(body);
  expect(complete(body)).toMatchObject({ status: 'refused', refusal: 'sale-exists' });
  shop.store.idle();
  expect(complete(body)).toMatchObject({ status: 'refused', refusal: 'sale-exists' });
  expect(complete(body, { happened: true })).toMatchObject({
    status: 'flagged',
    flags: ['sale-exists', 'not-recorded'],
  });
  expect(shop.store.info().counts.sales).toBe(1);
  expect(refs(complete(ring(shop)))).toMatchObject({ transactionNumber: 'A1-000002' });
});

function grant(): { readonly overrideId: OverrideId; readonly use: Body['sale']['overrides'][number] } {
  const overrideId = brandId<OverrideId>(shop.clock.newId());
  const askedBy = brandId<StaffId>(shop.clock.newId());
  const use = {
    overrideId,
    permission: 'price.override',
    objectId: 'line',
    reasonCode: 'damaged',
    approverId: shop.staffId,
  };
  shop.store.append([{ kind: 'override.granted', staffId: shop.staffId, body: { ...use, askedBy, amount: null } }]);
  return { overrideId, use };
}

test('OV1, OV2 a consent is used once; one nobody gave is refused', () => {
  const { overrideId, use } = grant();
  expect(shop.store.overrides.get(overrideId)).toMatchObject({ used: false, permission: 'price.override' });
  expect(complete(ring(shop, { overrides: [use] }))).toMatchObject({ status: 'applied' });
  expect(shop.store.overrides.get(overrideId)).toMatchObject({ used: true });
  expect(complete(ring(shop, { overrides: [use] }))).toMatchObject({ status: 'refused', refusal: 'override-used' });
  const invented = { ...use, overrideId: brandId<OverrideId>(shop.clock.newId()) };
  expect(complete(ring(shop, { overrides: [invented] }))).toMatchObject({
    status: 'refused',
    refusal: 'override-unknown',
  });
  expect(complete(ring(shop, { overrides: [use] }), { happened: true })).toMatchObject({ flags: ['override-used'] });
});

test('OV3 a consent is bound to its act, object, reason and giver', () => {
  const { use } = grant();
  for (const change of [{ permission: 'tax.exempt' }, { objectId: 'other' }, { reasonCode: 'x' }]) {
    const result = complete(ring(shop, { overrides: [{ ...use, ...change }] }));
    expect(result).toMatchObject({ status: 'refused', refusal: 'override-unfit' });
  }
});

test('SL6 a sale at 01:30 belongs to the day before when the day ends later', () => {
  const settings = { ...shop.settings, dayCutOverHour: 4 };
  shop.till.push(shop.store, shop.till.op('settings.changed', { settings }));
  const completedAt = Date.UTC(2026, 10, 22, 0, 30);
  shop.clock.pass(completedAt - shop.clock.now());
  expect(refs(complete(ring(shop)))).toMatchObject({ businessDate: '2026-11-21' });
  shop.clock.pass(4 * 3_600_000);
  expect(refs(complete(ring(shop)))).toMatchObject({ businessDate: '2026-11-22' });
});

test('SL8 a fact the domain cannot work out stays in the log, is not recorded, and takes no number', () => {
  const body = ring(shop, { lines: 1 });
  const [line] = body.sale.lines;
  const huge = { ...line, unitPrice: 9_000_000_000_000_000, quantity: { milli: 900_000_000_000, unit: 'each' } };
  const absurd = { ...body, sale: { ...body.sale, lines: [huge as never] } };
  const result = complete(absurd, { happened: true });
  expect(['flagged', 'quarantined']).toContain(result.status);
  expect(shop.store.info().counts.sales).toBe(0);
  expect(refs(complete(ring(shop)))).toMatchObject({ transactionNumber: 'A1-000001' });
});

test('RE1 what a return claims of its original is compared with the record', () => {
  const sold = ring(shop, { lines: 1, milli: 3_000 });
  complete(sold);
  const back = ringReturn(shop, sold.sale.saleId, 1_000);
  const [line] = back.sale.lines;
  const dearer = { ...line?.returnOf, original: { ...line?.returnOf?.original, gross: minor(999_999) } };
  const forged = { ...back, sale: { ...back.sale, lines: [{ ...line, returnOf: dearer } as never] } };
  expect(complete(forged)).toMatchObject({ status: 'refused' });
  const unknown = { ...line?.returnOf, saleId: brandId(shop.clock.newId()) };
  const invented = { ...back, sale: { ...back.sale, lines: [{ ...line, returnOf: unknown } as never] } };
  expect(complete(invented)).toMatchObject({ status: 'refused', refusal: 'return-unknown' });
  expect(complete(back)).toMatchObject({ status: 'applied' });
});

test('RE2 never more comes back than was sold, in pieces or at once', () => {
  const sold = ring(shop, { lines: 1, milli: 3_000 });
  complete(sold);
  const twice = ringReturn(shop, sold.sale.saleId, 2_000);
  expect(complete(ringReturn(shop, sold.sale.saleId, 2_000))).toMatchObject({ status: 'applied' });
  expect(complete(twice)).toMatchObject({ status: 'refused', refusal: 'return-above-left' });
  expect(complete(ringReturn(shop, sold.sale.saleId, 1_000))).toMatchObject({ status: 'applied' });
  const left = shop.store.sales.returnable(sold.sale.saleId);
  expect(left?.lines).toMatchObject([{ returnedMilli: 3_000, leftMilli: 0 }]);
  expect(complete(twice, { happened: true })).toMatchObject({ status: 'flagged' });
});

test('RE3 partial cash refunds in coins of 5 sum to what the whole refund would be', () => {
  closeShop(shop);
  shop = openShop({ country: 'CH' });
  expect(shop.settings.policy.cashIncrement).toBe(5);
  const sold = ring(shop, { lines: 1, milli: 3_000 });
  complete(sold);
  const paid = sold.sale.tenders.reduce((total, { amount }) => total + amount, 0);
  let back = 0;
  for (let piece = 0; piece < 3; piece += 1) {
    const returned = ringReturn(shop, sold.sale.saleId, 1_000);
    expect(complete(returned)).toMatchObject({ status: 'applied' });
    back += returned.sale.tenders.reduce((total, { amount }) => total + amount, 0);
  }
  expect(back).toBe(paid);
});

test('SL5 a suspended sale is listed until it is resumed, once', () => {
  const { till, store, shiftId } = shop;
  const sale = { ...ring(shop).sale, tenders: [] };
  till.push(store, till.op('sale.suspended', { sale, shiftId, label: 'window table' }));
  expect(store.sales.suspended(10)).toMatchObject([{ label: 'window table', staffName: 'Ayu', sale }]);
  till.push(store, till.op('sale.resumed', { saleId: sale.saleId }));
  expect(store.sales.suspended(10)).toEqual([]);
  const again = till.push(store, till.op('sale.resumed', { saleId: sale.saleId }));
  expect(again.results).toMatchObject([{ status: 'refused', refusal: 'sale-not-suspended' }]);
});

test('SL9 the journal is read a page at a time, by number, amount and day', () => {
  const bodies = Array.from({ length: 7 }, () => ring(shop));
  for (const body of bodies) complete(body);
  const all = { before: null, limit: 3, text: '', amount: null, from: null, to: null };
  const seen: string[] = [];
  for (let page = shop.store.sales.page(all); ; page = shop.store.sales.page({ ...all, before: page.next })) {
    seen.push(...page.sales.map(({ transactionNumber }) => transactionNumber));
    if (page.next === null) break;
  }
  expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1].map((no) => `A1-00000${no}`));
  expect(
    shop.store.sales.page({ ...all, text: '00004' }).sales.map(({ transactionNumber }) => transactionNumber),
  ).toEqual(['A1-000004']);
  expect(shop.store.sales.page({ ...all, text: '%' }).sales).toEqual([]);
  const amount = bodies[2]?.settled.collect ?? minor(0);
  const found = shop.store.sales.page({ ...all, limit: 10, text: 'whatever', amount }).sales;
  expect(found.length).toBeGreaterThan(0);
  expect(found.every(({ collect }) => collect === amount)).toBe(true);
  expect(shop.store.sales.page({ ...all, from: '2026-11-22' }).sales).toEqual([]);
});

test('DF1 the draft of an install comes back after a crash, and goes when it is taken away', () => {
  const { sale } = ring(shop);
  const { installId } = shop.till;
  expect(shop.store.drafts.load(installId)).toEqual({ sale: null, savedAt: null });
  shop.store.drafts.save(installId, sale, 5);
  shop.store.drafts.save(installId, { ...sale, note: 'later' }, 6);
  expect(shop.store.drafts.load(installId)).toEqual({ sale: { ...sale, note: 'later' }, savedAt: 6 });
  shop.store.drafts.save(installId, null, 7);
  expect(shop.store.drafts.load(installId).sale).toBeNull();
});

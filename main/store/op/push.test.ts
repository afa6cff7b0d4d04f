import { afterEach, beforeEach, expect, test } from 'vitest';
import { brandId, type ShiftId } from '../../../domain/id.ts';
import type { Op } from '../../../domain/op/op.ts';
import { type allowAll, closeShop, openShop, ring, type Shop, TestInstall } from '../../../tests/store/shop.ts';
import { openConnection } from '../sqlite/connection.ts';
import { openStore } from '../store.ts';
import { canonicalJson } from './canonical-json.ts';
import { chainHash, sha256 } from './hash-chain.ts';

let shop: Shop;
beforeEach(() => {
  shop = openShop();
});
afterEach(() => closeShop(shop));

function sale(extra: Partial<Op> = {}): Op {
  return shop.till.op('sale.completed', ring(shop), extra);
}

test('OL3, OL4 the hash of an op covers the hash before it and every field, and its body by the body hash', () => {
  shop.till.push(shop.store, sale(), sale());
  const ops = shop.store.ops.page(0, 100);
  for (const [index, op] of ops.entries()) {
    const { body, prevHash, hash, ...fields } = op;
    expect(op.bodyHash).toBe(sha256(canonicalJson(body)));
    expect(prevHash).toBe(ops[index - 1]?.hash ?? '0'.repeat(64));
    expect(hash).toBe(sha256(prevHash + canonicalJson(fields)));
    for (const changed of [{ hubAt: op.hubAt + 1 }, { flags: ['odd'] }, { no: op.no + 1 }, { staffId: null }]) {
      if (Object.entries(changed).every(([key, value]) => fields[key as 'no'] === value)) continue;
      expect(chainHash(prevHash, { ...fields, ...changed })).not.toBe(hash);
    }
  }
  expect(shop.store.head()).toEqual({ no: ops.length, hash: ops.at(-1)?.hash });
});

test('OL5 an answered op stands in the file, for another connection to read', () => {
  const answer = shop.till.push(shop.store, sale());
  const other = openConnection({ path: shop.store.path, key: shop.key, readonly: true });
  const row = other.prepare('SELECT max(no) AS no, hash FROM op').get();
  other.close();
  expect(row).toMatchObject({ no: shop.store.head().no, hash: shop.store.head().hash });
  expect(answer.results).toMatchObject([{ status: 'applied', refs: { transactionNumber: 'A1-000001' } }]);
});

test('OL6 a push stops at a gap and says which seq the hub wants', () => {
  const [first, second, third] = [sale(), sale(), sale()];
  expect(shop.till.push(shop.store, first, third)).toMatchObject({ last: first.seq, expect: second.seq });
  expect(shop.store.info().counts.sales).toBe(1);
  const again = shop.till.push(shop.store, first, second, third);
  expect(again.results.map(({ status }) => status)).toEqual(['duplicate', 'applied', 'applied']);
  expect(again).not.toHaveProperty('expect');
});

test('OL7 the same op again changes nothing and is answered as the first time', () => {
  const op = sale();
  const [first] = shop.till.push(shop.store, op).results;
  const head = shop.store.head();
  const [fresh] = shop.till.push(shop.store, op).results;
  shop.store.idle();
  const [folded] = shop.till.push(shop.store, op).results;
  expect(fresh).toEqual({ ...first, status: 'duplicate' });
  expect(folded).toEqual(fresh);
  expect(shop.store.head()).toEqual(head);
});

test.each([
  ['another body', (op: Op): Op => ({ ...op, body: { ...(op.body as object), receipt: 'print' } })],
  ['another moment', (op: Op): Op => ({ ...op, at: op.at + 1 })],
  ['another kind', (op: Op): Op => ({ ...op, kind: 'sale.resumed', body: { saleId: brandId(op.opId) } })],
])('OL8 an id with %s is kept aside and changes nothing', (_name, change) => {
  const op = sale();
  shop.till.push(shop.store, op);
  const head = shop.store.head();
  const other = change(op);
  const [result] = shop.till.push(shop.store, other).results;
  expect(result).toMatchObject({ status: 'quarantined', reason: 'id-reused' });
  shop.till.push(shop.store, other);
  expect(shop.store.head()).toEqual(head);
  expect(shop.store.ops.quarantined(10).map(({ raw }) => JSON.parse(raw))).toEqual([other]);
});

test('OL8 a seq that was used by another op is kept aside', () => {
  const first = sale();
  shop.till.push(shop.store, first);
  const late = { ...sale(), seq: first.seq };
  expect(shop.till.push(shop.store, late).results).toMatchObject([{ status: 'quarantined', reason: 'seq-reused' }]);
});

test.each([
  ['body-invalid', 'quarantined', (op: Op): Op => ({ ...op, body: { nonsense: true } })],
  ['kind-unknown', 'deferred', (op: Op): Op => ({ ...op, kind: 'sale.imagined' })],
  ['version-unknown', 'deferred', (op: Op): Op => ({ ...op, v: 99 })],
])('OL9 a fact that is %s is %s as it came and uses up its seq; asked for, it is refused', (reason, status, spoil) => {
  const fact = spoil(sale({ happened: true }));
  expect(shop.till.push(shop.store, fact)).toMatchObject({
    last: fact.seq,
    results: [{ status, reason }],
  });
  expect(shop.store.ops.quarantined(1)).toMatchObject([{ opId: fact.opId, reason }]);
  expect(shop.store.lastSeq(shop.till.installId)).toBe(fact.seq);
  const next = sale();
  expect(shop.till.push(shop.store, fact, next).results.map((each) => each.status)).toEqual([status, 'applied']);
  const asked = spoil(sale());
  expect(shop.till.push(shop.store, asked).results).toMatchObject([{ status: 'refused', refusal: reason }]);
  expect(shop.store.lastSeq(shop.till.installId)).toBe(next.seq);
});

test('OL9 a used-up seq of a fact nobody could read is remembered after a restart', () => {
  const fact = { ...sale({ happened: true }), kind: 'sale.imagined' };
  shop.till.push(shop.store, fact);
  shop.store.close();
  shop = { ...shop, store: openStore({ dir: shop.dir, key: shop.key, ambient: shop.clock }) };
  expect(shop.store.lastSeq(shop.till.installId)).toBe(fact.seq);
});

test('OL10 a refused op leaves no trace, and its seq and its number are free again', () => {
  const before = shop.store.head();
  const op = sale();
  const shiftId = brandId<ShiftId>(shop.clock.newId());
  const wrong = { ...op, body: { ...(op.body as object), shiftId } };
  expect(shop.till.push(shop.store, wrong).results).toMatchObject([{ status: 'refused', refusal: 'till-not-open' }]);
  expect(shop.store.head()).toEqual(before);
  const [taken] = shop.till.push(shop.store, op).results;
  expect(taken).toMatchObject({ status: 'applied', refs: { transactionNumber: 'A1-000001' } });
});

test('OL11 a fact is never refused: what is odd about it is flagged', () => {
  const shiftId = brandId<ShiftId>(shop.clock.newId());
  const op = sale({ happened: true, staffId: null });
  const odd = { ...op, body: { ...(op.body as object), shiftId } };
  const answer = shop.store.push({ installId: shop.till.installId, ops: [odd] }, () => ({
    code: 'permission-hidden',
    detail: '',
  }));
  expect(answer.results).toMatchObject([
    { status: 'flagged', flags: ['permission-hidden', 'till-not-open', 'staff-missing'] },
  ]);
  expect(shop.store.sales.byNumber('A1-000001')?.flags).toEqual([
    'permission-hidden',
    'till-not-open',
    'staff-missing',
  ]);
});

test('OL12 what only the hub may make is refused from a client, and authorise is asked for the rest', () => {
  const body = { staffId: shop.staffId, name: 'Mallory', role: 'owner' as const, active: true, pin: null };
  const put = shop.till.op('staff.put', body);
  expect(shop.till.push(shop.store, put).results).toMatchObject([{ status: 'refused', refusal: 'kind-of-hub' }]);
  shop.till.seq -= 1;
  const asked: string[] = [];
  const authorise: typeof allowAll = (op) => {
    asked.push(op.kind);
    return { code: 'permission-hidden', detail: 'not for you' };
  };
  const answer = shop.store.push({ installId: shop.till.installId, ops: [sale()] }, authorise);
  expect(answer.results).toMatchObject([{ status: 'refused', refusal: 'permission-hidden', detail: 'not for you' }]);
  expect(asked).toEqual(['sale.completed']);
});

test('OL15 ops of the hub are taken all or none', () => {
  const staffId = shop.staffId;
  const before = shop.store.head();
  const [first, second] = shop.items;
  const taken = { ...first, itemId: brandId(shop.clock.newId()), barcodes: second?.barcodes };
  const results = shop.store.append([
    { kind: 'staff.signed-on', staffId, body: { staffId } },
    { kind: 'item.put', staffId, body: { item: taken as never } },
  ]);
  expect(results.map(({ status }) => status)).toEqual(['applied', 'refused']);
  expect(shop.store.head()).toEqual(before);
  expect(shop.store.append([{ kind: 'staff.signed-on', staffId, body: { staffId } }])).toMatchObject([
    { no: before.no + 1 },
  ]);
});

test('OL6 each install counts for itself', () => {
  const phone = new TestInstall(shop.clock, shop.staffId);
  const body = { itemId: shop.items[0]?.itemId as never, quantity: { milli: 5_000, unit: 'each' as const }, note: '' };
  expect(phone.push(shop.store, phone.op('stock.counted', body))).toMatchObject({ last: 1 });
  expect(shop.store.lastSeq(shop.till.installId)).toBe(1);
});

import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { InstallId } from '../../../domain/id.ts';
import type { Op } from '../../../domain/op/op.ts';
import { packJson } from '../../../domain/sync/pack-json.ts';
import { frameOf, packedType } from '../../../domain/sync/packed-frame.ts';
import type { PushAsk, PushTaken } from '../../../domain/sync/protocol.ts';
import { rawCall } from '../../../tests/hub/hub-client.ts';
import { answerOf } from '../../../tests/hub/refusal-of.ts';
import {
  coffee,
  newId,
  openedStore,
  openedTill,
  removeHub,
  secondTill,
  type TestHub,
  type Till,
  testHub,
} from '../../../tests/hub/test-hub.ts';
import { ring } from '../../../tests/store/shop.ts';
import { burstRequestsMax, FloodGate } from './flood-gate.ts';
import type { DeviceStanding } from './sync-desk.ts';

let hub: TestHub;
let owner: Till;
let phone: Till;
let side: Awaited<ReturnType<typeof openedTill>>['side'];
let standing: DeviceStanding = 'paired';
beforeEach(async () => {
  standing = 'paired';
  hub = await testHub({ standingOf: () => standing });
  const opened = await openedStore(hub, (same) => ({ ...same, autoLockMin: 0 }));
  owner = opened.till;
  ({ side } = await openedTill(owner, opened.settings));
  phone = await secondTill(hub);
  phone.staffId = owner.staffId;
});
afterEach(async () => {
  await hub.close();
  removeHub(hub);
});

function ask(ops: readonly Op[], extra: Partial<PushAsk> = {}): PushAsk {
  const epoch = hub.hub.store.sync.epoch();
  return { proto: 1, installId: phone.installId, epoch, ops, gap: null, pendingAfter: 0, lastSeq: phone.seq, ...extra };
}

async function push(ops: readonly Op[], extra: Partial<PushAsk> = {}): Promise<PushTaken> {
  const answer = await phone.api.sync.push(ask(ops, extra));
  if (answer.kind !== 'taken') throw new Error(JSON.stringify(answer));
  return answer;
}

const opOf = (kind: string, body: unknown, happened = true): Op => phone.op(kind, body, happened) as Op;
const sale = (transactionNumber: string | null = null, change: object = {}): Op =>
  opOf('sale.completed', { ...ring(side, { lines: 1 }), transactionNumber, ...change });
const counted = (extra: Partial<Op> = {}): Op => ({
  ...opOf('stock.counted', { itemId: side.items[0]!.itemId, quantity: { milli: 5_000, unit: 'each' }, note: '' }),
  ...extra,
});

test('YN10 in another epoch the hub takes nothing and tells its own', async () => {
  const before = hub.hub.store.sync.epoch();
  const op = counted();
  hub.hub.store.sync.renewEpoch(4);
  const answer = await phone.api.sync.push(ask([op], { epoch: before }));
  expect(answer).toMatchObject({ kind: 'epoch-changed', epoch: { hubId: before.hubId, gen: 5 } });
  expect(hub.hub.store.lastSeq(phone.installId)).toBe(0);
  expect(
    await phone.api.sync.pull({ proto: 1, installId: phone.installId, epoch: null, version: 1, after: 0, fresh: true }),
  ).toMatchObject({ kind: 'epoch-changed' });
});

test('YN15 a refused op of an outbox uses its seq up and gets the same answer ever after', async () => {
  phone.token = hub.hub.sessions.start(phone.installId, owner.staffId!).token;
  const refused = opOf('sale.resumed', { saleId: newId() }, false);
  const next = counted();
  const first = await push([refused, next]);
  expect(first).toMatchObject({
    last: 2,
    expect: null,
    outcomes: [{ seq: 1, status: 'refused', codes: ['sale-not-suspended'] }],
  });
  expect((await push([refused, next])).outcomes).toEqual(first.outcomes);
});

test('YN31 YN34 YN35 numbers of the own series stand, foreign and taken ones are flagged and replaced', async () => {
  const series = hub.hub.sync.giveSeries(phone.installId);
  expect([series, hub.hub.sync.giveSeries(newId() as InstallId)]).toEqual(['A2', 'A3']);
  const answer = await push([sale('A2-000001'), sale('A2-000003'), sale('A2-000001'), sale('A3-000009')]);
  expect(answer.outcomes.map(({ codes }) => codes)).toEqual([['number-gap'], ['number-taken'], ['number-foreign']]);
  expect(hub.hub.store.sales.byNumber('A2-000003')?.flags).toEqual(['number-gap']);
  hub.hub.store.sync.renewEpoch(0);
  expect(hub.hub.sync.giveSeries(newId() as InstallId)).toBe('B4');
  expect((await push([sale('A7-000001')])).outcomes).toMatchObject([{ codes: ['series-of-before'] }]);
  expect((await push([sale('B9-000001')])).outcomes).toMatchObject([{ codes: ['number-foreign'] }]);
});

test('YN51 a body of version 1 is accepted and read in the shape of today', async () => {
  const { transactionNumber: _none, ...body } = { ...ring(side, { lines: 1 }), transactionNumber: null };
  const old = { ...opOf('sale.completed', body), v: 1 };
  expect(await push([old])).toMatchObject({ last: 1, outcomes: [] });
  const [logged] = hub.hub.store.ops.page(hub.hub.store.head().no - 1, 1);
  expect(logged).toMatchObject({ v: 1, body: { transactionNumber: null } });
  expect((await push([old])).outcomes).toEqual([]);
});

test('YN52 a fact of a newer program is acknowledged, kept, and waits', async () => {
  const op = { ...counted(), v: 9 };
  expect(await push([op, counted()])).toMatchObject({
    last: 2,
    outcomes: [{ status: 'deferred', codes: ['version-unknown'] }],
  });
  expect((await owner.api.finding.list({ settled: false })).findings).toMatchObject([
    { opId: op.opId, codes: ['version-unknown'], kind: 'waiting' },
  ]);
  expect(hub.hub.store.sync.deferred()).toHaveLength(1);
});

test('YN53 a sale for a shift that was closed is booked to it as a late arrival', async () => {
  const body = { ...ring(side, { lines: 1 }), transactionNumber: null };
  await owner.push('till.counted', { shiftId: side.shiftId, countId: 'c', denominations: [], declared: [] });
  await owner.push('shift.closed', { shiftId: side.shiftId, countId: 'c' });
  expect((await push([opOf('sale.completed', body)])).outcomes).toMatchObject([
    { status: 'flagged', codes: ['late-arrival'] },
  ]);
  expect(hub.hub.store.sync.flagged(0, 10).map(({ flags }) => JSON.parse(flags))).toContainEqual(['late-arrival']);
});

test('YN54 a price that is not of the catalog is flagged, a negative quantity kept aside', async () => {
  const item = { ...side.items[0]!, unitPrice: 1 as never };
  const cheap = ring({ ...side, items: [item] }, { lines: 1 });
  expect((await push([opOf('sale.completed', { ...cheap, transactionNumber: null })])).outcomes).toMatchObject([
    { codes: ['price-differs'] },
  ]);
  const body = JSON.parse(JSON.stringify({ ...ring(side, { lines: 1 }), transactionNumber: null }));
  body.sale.lines[0].quantity.milli = -5_000;
  expect((await push([opOf('sale.completed', body)])).outcomes).toMatchObject([
    { status: 'quarantined', codes: ['body-invalid'] },
  ]);
});

test('YN56 what can only be asked for cannot be claimed to have happened', async () => {
  const op = opOf('settings.changed', { settings: { ...side.settings, storeName: 'Taken' } });
  expect((await push([op])).outcomes).toMatchObject([{ status: 'quarantined', codes: ['kind-no-fact'] }]);
  expect(hub.hub.store.settings()?.storeName).toBe('Probeladen');
});

test('YN60 what only asks needs that person signed on there; a fact in a strange name is flagged', async () => {
  const item = { ...coffee(), sku: 'NEW', barcodes: [] };
  expect((await push([opOf('item.put', { item }, false)])).outcomes).toMatchObject([
    { status: 'refused', codes: ['staff-differs'] },
  ]);
  expect((await push([counted({ staffId: newId() as never })])).outcomes).toMatchObject([
    { status: 'flagged', codes: ['staff-unknown'] },
  ]);
});

test('YN61 an install speaks for itself alone', async () => {
  expect(await answerOf(phone.api.sync.push({ ...ask([]), installId: owner.installId }))).toBe(
    'REFUSED install-differs',
  );
});

test('YN62 a device that floods waits, nobody else does', () => {
  let now = 1_000;
  const gate = new FloodGate(() => now);
  const tries = Array.from({ length: burstRequestsMax + 1 }, () => gate.enter('loud'));
  expect(tries.slice(0, -1).every((until) => until === null)).toBe(true);
  expect(tries.at(-1)).toBeGreaterThan(now);
  expect(gate.enter('quiet')).toBeNull();
  now += 1_000;
  expect(gate.enter('loud')).toBeNull();
});

async function sent(body: Buffer, type: string) {
  const headers = { 'content-type': type, authorization: `Bearer ${phone.token}` };
  return await rawCall(
    { url: hub.url, caPem: hub.ready.caPem },
    { path: '/api/rpc/sync/push', method: 'POST', headers, body },
  );
}

test('YN63 ten megabytes are turned away, also those that only come to be when unpacked', async () => {
  expect((await sent(Buffer.alloc(10_000_000, 0x20), 'application/json')).status).toBe(413);
  const bomb = frameOf(deflateRawSync(Buffer.alloc(10_000_000)), new Uint8Array());
  expect(bomb.length).toBeLessThan(20_000);
  expect((await sent(Buffer.from(bomb), packedType)).status).toBe(400);
  expect((await sent(Buffer.from('nonsense'), packedType)).status).toBe(400);
  expect((await push([counted()])).last).toBe(1);
});

test('YN80 YN81 a packed push is taken like a plain one, at no more than 160 bytes a sale of three lines', async () => {
  const ops = Array.from({ length: 100 }, () =>
    opOf('sale.completed', { ...ring(side, { lines: 3 }), transactionNumber: null }),
  );
  const { columns, random } = packJson({ json: ask(ops) });
  const frame = frameOf(deflateRawSync(columns, { level: 9 }), random);
  const { status, text } = await sent(Buffer.from(frame), packedType);
  expect([status, JSON.parse(text).json]).toMatchObject([200, { kind: 'taken', last: 100, outcomes: [] }]);
  expect((frame.length + text.length) / ops.length).toBeLessThan(160);
});

test('YN64 of a device under amnesty everything is kept aside until a person lets it in', async () => {
  standing = 'amnesty';
  const op = counted();
  expect((await push([op])).outcomes).toMatchObject([{ status: 'quarantined', codes: ['device-revoked'] }]);
  const pull = {
    proto: 1,
    installId: phone.installId,
    epoch: hub.hub.store.sync.epoch(),
    version: 1,
    after: 0,
    fresh: true,
  };
  expect(await answerOf(phone.api.sync.pull(pull))).toBe('REFUSED device-revoked');
  const [kept] = (await owner.api.finding.list({ settled: false })).findings;
  await owner.api.finding.take({ findingId: kept!.findingId, note: '' });
  expect(await owner.api.finding.open()).toEqual({ open: 0 });
  standing = 'revoked';
  expect(await answerOf(phone.api.sync.push(ask([op])))).toBe('REFUSED device-revoked');
  standing = 'paired';
  expect((await push([op])).outcomes).toMatchObject([{ status: 'flagged', codes: ['released'] }]);
});

test('YN65 a device keeps what any backup that could be restored does not hold', async () => {
  const { backups } = hub.hub.store.sync;
  const mark = (backupId: string, takenAt: number) =>
    backups.mark({ backupId, takenAt, logNo: hub.hub.store.head().no });
  expect((await push([counted()])).keepFrom).toBe(1);
  mark('first', 1);
  expect((await push([counted(), counted()])).keepFrom).toBe(2);
  mark('second', 2);
  expect((await push([counted()])).keepFrom).toBe(2);
  backups.drop('first');
  expect(await phone.api.sync.hello()).toMatchObject({ keepFrom: 4, last: 4 });
});

test('YN8 a gap is declared once and named in the log', async () => {
  phone.seq = 3;
  expect(await push([counted()])).toMatchObject({ last: 0, expect: 1 });
  phone.seq = 3;
  const op = counted();
  expect(await push([op], { gap: { from: 1, to: 3 } })).toMatchObject({ last: 4, expect: null });
  expect(await push([op], { gap: { from: 1, to: 3 } })).toMatchObject({ last: 4, outcomes: [] });
  const kinds = hub.hub.store.ops.page(0, 500).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'install.gap-declared')).toHaveLength(1);
});

test('YN22 YN24 changes are told once for each thing, and a snapshot holds what all changes came to', async () => {
  await push([counted(), counted(), sale()]);
  const { store, sync } = hub.hub;
  const epoch = store.sync.epoch();
  const pull = (after: number, fresh = false) =>
    sync.pull({ proto: 1, installId: phone.installId, epoch, version: 1, after, fresh });
  const all = pull(0);
  if (all.kind !== 'changes') throw new Error(all.kind);
  expect(all.changes.filter(({ topic }) => topic === 'stock')).toHaveLength(1);
  expect(pull(all.to)).toMatchObject({ changes: [], to: all.to, more: false });
  expect(pull(all.to + 1)).toMatchObject({ kind: 'snapshot-needed' });
  const rows = sync.snapshot({ proto: 1, installId: phone.installId, epoch, version: 1, topic: 'stock', after: '' });
  expect(rows).toMatchObject({ kind: 'rows', done: true, rows: all.changes.filter(({ topic }) => topic === 'stock') });
  expect(sync.pull({ proto: 1, installId: phone.installId, epoch, version: 0, after: 0, fresh: false })).toMatchObject({
    kind: 'upgrade-needed',
  });
  expect(all.changes.find(({ topic }) => topic === 'item')?.put).toMatchObject({ unitCost: null });
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { findingId } from '../../../contracts/finding.ts';
import type { InstallId } from '../../../domain/id.ts';
import type { Op } from '../../../domain/op/op.ts';
import { answerOf } from '../../../tests/hub/refusal-of.ts';
import {
  colleague,
  newId,
  openedStore,
  openedTill,
  removeHub,
  secondTill,
  type TestHub,
  type Till,
  testHub,
  testKey,
} from '../../../tests/hub/test-hub.ts';
import { ring } from '../../../tests/store/shop.ts';
import { verifyStore } from '../../store/verify/verify-store.ts';
import type { DeviceStanding } from '../sync/sync-desk.ts';
import { aboutOp } from './finding-about.ts';

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

async function send(ops: readonly Op[], gap: { from: number; to: number } | null = null): Promise<void> {
  const epoch = hub.hub.store.sync.epoch();
  const rest = { proto: 1, installId: phone.installId, epoch, gap, pendingAfter: 0, lastSeq: phone.seq };
  expect(await phone.api.sync.push({ ...rest, ops })).toMatchObject({ kind: 'taken' });
}

const counted = (change: object = {}): Op => ({
  ...(phone.op('stock.counted', countedBody(), true) as Op),
  ...change,
});
const countedBody = () => ({
  itemId: side.items[0]!.itemId,
  quantity: { milli: 5_000, unit: 'each' },
  note: 'shelf 3',
});
const sale = (change: object = {}): Op =>
  phone.op('sale.completed', { ...ring(side, { lines: 1 }), transactionNumber: null, ...change }, true) as Op;
const listed = async (settled = false) => (await owner.api.finding.list({ settled })).findings;

test('FI1 a late sale, an op kept aside and one of a newer program are one list, each from where and by whom', async () => {
  const late = sale();
  await owner.push('till.counted', { shiftId: side.shiftId, countId: 'c', denominations: [], declared: [] });
  await owner.push('shift.closed', { shiftId: side.shiftId, countId: 'c' });
  await send([late]);
  await send([counted({ v: 9 })]);
  standing = 'amnesty';
  await send([counted()]);
  const findings = await listed();
  expect(findings.map(({ kind, codes, canTake }) => ({ kind, codes, canTake }))).toEqual(
    expect.arrayContaining([
      { kind: 'flagged', codes: ['late-arrival'], canTake: false },
      { kind: 'waiting', codes: ['version-unknown'], canTake: false },
      { kind: 'aside', codes: ['device-revoked'], canTake: true },
    ]),
  );
  const found = findings.find(({ codes }) => codes.includes('late-arrival'));
  expect(found).toMatchObject({ staffName: 'Olga', isOwn: false, device: null, settled: null });
  expect(found?.transactionNumber).toMatch(/^A1-0+\d+$/);
  expect(found?.amount).toBeGreaterThan(0);
  const detail = await owner.api.finding.get({ findingId: found!.findingId });
  expect(detail.about[0]).toMatchObject({ what: 'line', text: expect.stringContaining('Kaffee') });
  expect(JSON.parse(detail.raw)).toMatchObject({ kind: 'sale.completed', seq: late.seq });
  expect(findings.map((each) => each.receivedAt)).toEqual(
    findings.map((each) => each.receivedAt).sort((a, b) => b - a),
  );
});

test('FI4 FI5 a finding is open until it is settled, which stands in the log once, with name and note', async () => {
  const item = { ...side.items[0]!, unitPrice: 1 as never };
  const cheap = ring({ ...side, items: [item] }, { lines: 1 });
  await send([sale(cheap), sale(cheap)]);
  const ids = (await listed()).map((each) => each.findingId);
  expect(ids).toHaveLength(2);
  expect(await owner.api.finding.open()).toEqual({ open: 2 });
  await owner.api.finding.settle({ findingIds: [ids[0]!, ids[0]!], note: 'old price list' });
  await owner.api.finding.settle({ findingIds: ids, note: 'again' });
  expect(await owner.api.finding.open()).toEqual({ open: 0 });
  const done = await listed(true);
  expect(done.map(({ settled }) => settled?.note).sort()).toEqual(['again', 'old price list']);
  expect(done[0]!.settled).toMatchObject({ how: 'seen', staffName: 'Olga' });
  const logged = hub.hub.store.ops.page(0, 500).filter(({ kind }) => kind === 'finding.settled');
  expect(logged).toHaveLength(2);
  expect(await answerOf(owner.api.finding.settle({ findingIds: ['op-1'], note: '' }))).toBe('REFUSED finding-unknown');
});

test('FI3 FI6 what was kept aside is taken in by a person, by name, and only what can be read is', async () => {
  standing = 'amnesty';
  await send([counted(), sale()]);
  standing = 'paired';
  const cheat = JSON.parse(JSON.stringify(sale()));
  cheat.body.sale.lines[0].quantity.milli = -5_000;
  await send([cheat]);
  const findings = await listed();
  const bad = findings.find(({ codes }) => codes.includes('body-invalid'))!;
  expect(bad.canTake).toBe(false);
  expect(await answerOf(owner.api.finding.take({ findingId: bad.findingId, note: '' }))).toBe('REFUSED aside-unfit');
  const stock = findings.find(({ opKind, canTake }) => opKind === 'stock.counted' && canTake)!;
  await owner.api.finding.take({ findingId: stock.findingId, note: 'phone was found' });
  expect((await listed()).map(({ opKind }) => opKind)).toEqual(['sale.completed', 'sale.completed']);
  const taken = hub.hub.store.ops.page(0, 500).find(({ kind, flags }) => kind === 'stock.counted' && flags.length > 0);
  expect(taken?.flags).toEqual(['released']);
  expect((await listed(true)).map(({ kind, settled }) => [kind, settled?.how, settled?.note]).sort()).toEqual([
    ['aside', 'taken', 'phone was found'],
    ['flagged', 'taken', 'phone was found'],
  ]);
  expect(await answerOf(owner.api.finding.take({ findingId: stock.findingId, note: '' }))).toBe('REFUSED aside-unfit');
});

test('FI6 what else is odd about an op that was taken in stays open', async () => {
  standing = 'amnesty';
  const item = { ...side.items[0]!, unitPrice: 1 as never };
  await send([sale(ring({ ...side, items: [item] }, { lines: 1 }))]);
  const [kept] = await listed();
  await owner.api.finding.take({ findingId: kept!.findingId, note: '' });
  expect((await listed()).map(({ kind, codes }) => ({ kind, codes }))).toEqual([
    { kind: 'flagged', codes: ['released', 'price-differs'] },
  ]);
});

test('FI7 numbers a handheld no longer holds are a finding with their numbers', async () => {
  await send([], { from: 1, to: 7 });
  const [found] = await listed();
  expect(found).toMatchObject({ kind: 'flagged', codes: ['ops-missing'], isOwn: false });
  const { about } = await owner.api.finding.get({ findingId: found!.findingId });
  expect(about).toEqual([{ what: 'missing', text: '1 – 7', amount: null }]);
});

test('FI11 a check that was paid twice is told with its table, the other receipt, and what its lines came to', async () => {
  const checkId = newId();
  const paid = ring(side, { lines: 1 });
  const [line] = paid.sale.lines;
  const paying = (saleId: string) => sale({ ...paid, sale: { ...paid.sale, saleId, check: { checkId, token: null } } });
  await send([
    phone.op('check.opened', { checkId, table: '5', guests: 2, note: '' }, true) as Op,
    phone.op('check.line-added', { checkId, line }, true) as Op,
    paying(newId()),
    paying(newId()),
  ]);
  const twice = (await listed()).find(({ codes }) => codes.includes('check-overpaid'))!;
  const { about } = await owner.api.finding.get({ findingId: twice.findingId });
  expect(about.slice(0, 2)).toEqual([
    { what: 'table', text: '5', amount: null },
    { what: 'receipt', text: expect.stringMatching(/^A1-0+\d+$/), amount: twice.amount },
  ]);
  expect(about[1]!.text).not.toBe(twice.transactionNumber);
  expect(about[2]).toMatchObject({ what: 'line', amount: paid.settled.lines[0]!.gross });
});

test('FI11 a sale kept aside is told by the receipt number the handheld gave it', () => {
  const { sale: open, settled, ...rest } = ring(side, { lines: 1 });
  const op = { kind: 'sale.completed', body: { sale: open, settled, ...rest, transactionNumber: 'A7-000031' } };
  expect(aboutOp(op as never)).toMatchObject({ receipt: 'A7-000031' });
});

test('FI8 a supervisor neither reads nor settles findings', async () => {
  const { till } = await colleague(hub, owner, 'supervisor');
  expect(await answerOf(till.api.finding.list({ settled: false }))).toMatch(/^FORBIDDEN/);
  expect(await answerOf(till.api.finding.open())).toMatch(/^FORBIDDEN/);
  expect(await answerOf(till.api.finding.settle({ findingIds: ['op-3'], note: '' }))).toMatch(/^FORBIDDEN/);
});

test('FI5 what was settled follows from the log alone', async () => {
  standing = 'amnesty';
  await send([counted()]);
  const [kept] = await listed();
  await owner.api.finding.settle({ findingIds: [kept!.findingId], note: 'counted twice' });
  hub.hub.store.idle();
  expect(verifyStore({ path: hub.hub.store.path, key: testKey })).toMatchObject({ ok: true });
});

test('FI1 the name of a finding is one of the list, or nothing', () => {
  expect(
    ['op-1', 'aside-12', 'op-0', 'op-', 'x-1', 'op-1x', newId() as InstallId].map(
      (id) => findingId.safeParse(id).success,
    ),
  ).toEqual([true, true, false, false, false, false, false]);
});

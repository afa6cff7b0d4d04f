import { afterAll, beforeAll, expect, test } from 'vitest';
import { FaultError } from '../../domain/fault-catalog.ts';
import { minor } from '../../domain/money/minor.ts';
import { rawCall } from '../../tests/hub/hub-client.ts';
import { answerOf } from '../../tests/hub/refusal-of.ts';
import {
  newId,
  openedStore,
  openedTill,
  ownerPin,
  removeHub,
  secondTill,
  type TestHub,
  Till,
  testHub,
} from '../../tests/hub/test-hub.ts';
import { ring, ringReturn, TestClock } from '../../tests/store/shop.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await testHub();
});
afterAll(async () => {
  await hub.close();
  removeHub(hub);
});

/** Waits until the hub has told the devices something; what follows a commit comes a moment after the answer. */
async function told(kind: string, count: number): Promise<void> {
  await expect.poll(() => hub.toDevices.filter((message) => message.kind === kind).length).toBe(count);
}

test('KS2 a whole day over real sockets: first run, sale in cash and by card, return, count, Z', async () => {
  const { till, settings, ownerId } = await openedStore(hub);
  hub.receive('app', { kind: 'peer', peer: 'devices', up: true });
  const { side, shiftId, opened } = await openedTill(till, settings);
  expect(opened).toMatchObject({ status: 'applied' });
  expect(await till.api.shift.current()).toMatchObject({
    shift: { shiftId, series: 'A1' },
    openedByName: 'Olga',
    countId: null,
  });

  const cash = { ...ring(side, { lines: 2 }), receipt: 'print' };
  expect(await till.push('sale.completed', cash)).toMatchObject({
    status: 'applied',
    refs: { transactionNumber: 'A1-000001' },
  });
  const card = { ...ring(side, { lines: 1, card: true }), receipt: 'print' };
  expect(await till.push('sale.completed', card)).toMatchObject({ refs: { transactionNumber: 'A1-000002' } });

  const page = await till.api.sale.page({ before: null, limit: 10, text: '', from: null, to: null });
  expect(page.sales.map(({ transactionNumber }) => transactionNumber)).toEqual(['A1-000002', 'A1-000001']);
  const byAmount = await till.api.sale.page({ before: null, limit: 10, text: '7,00', from: null, to: null });
  expect(byAmount.sales.map(({ transactionNumber }) => transactionNumber)).toEqual(['A1-000001']);
  const sold = await till.api.sale.byNumber({ transactionNumber: 'a1-000001' });
  expect(sold).toMatchObject({ staffName: 'Olga', reprints: 0, sale: { saleId: cash.sale.saleId } });

  const back = ringReturn({ ...side, store: hub.hub.store } as never, cash.sale.saleId, 1_000);
  expect(await till.push('sale.completed', back)).toMatchObject({ status: 'applied' });
  const left = await till.api.sale.returnable({ saleId: cash.sale.saleId });
  expect(left.lines.map(({ leftMilli }) => leftMilli)).toEqual([0, 1_000]);
  const tooMuch = { ...back, sale: { ...back.sale, saleId: card.sale.saleId } };
  expect(await till.push('sale.completed', tooMuch)).toMatchObject({ status: 'refused' });
  expect(await till.push('receipt.reprinted', { saleId: cash.sale.saleId })).toMatchObject({ status: 'applied' });

  expect(await till.api.shift.xReport()).toMatchObject({ transactions: 3, turnover: 700 });
  const count = {
    shiftId,
    countId: 'count-1',
    denominations: [
      { value: 5_000, pieces: 2 },
      { value: 200, pieces: 1 },
    ],
    declared: [{ kind: 'card-manual', amount: 350 }],
  };
  expect(await till.push('till.counted', count)).toMatchObject({ status: 'applied' });
  expect(await till.push('shift.closed', { shiftId, countId: 'count-1' })).toMatchObject({ status: 'applied' });
  const z = await till.api.shift.zReport({ shiftId });
  expect(z).toMatchObject({
    zNumber: 1,
    turnover: 700,
    expectedCash: 10_350,
    countedCash: 10_200,
    overShort: minor(-150),
    closedBy: ownerId,
  });
  expect(await till.api.shift.zReports({ before: null, limit: 5 })).toMatchObject([
    { zNumber: 1, shiftId, overShort: -150 },
  ]);
  expect(await till.api.shift.current()).toBeNull();

  // Drawer for the opening, the cash sale and the cash refund; paper for two sales, one copy and the Z; nothing else.
  await told('print.offer', 7);
  const offers = hub.toDevices.flatMap((message) => (message.kind === 'print.offer' ? [message.job] : []));
  expect(
    offers.map((job) => (job.kind === 'drawer' ? `drawer ${job.reason}` : `${job.kind} ${job.document.kind}`)),
  ).toEqual([
    'drawer shift-open',
    'drawer sale',
    'receipt receipt',
    'receipt receipt',
    'drawer sale',
    'receipt receipt',
    'report z-report',
  ]);
  const texts = offers.map((job) => (job.kind === 'drawer' ? '' : JSON.stringify(job.document.blocks)));
  expect(texts.map((text) => text.includes('KOPIE 1'))).toEqual([false, false, false, false, false, true, false]);
  expect(await till.api.store.verify()).toMatchObject({ ok: true, brokenNo: null });
  expect(hub.logged).toEqual([]);
});

test('RQ7 the REST door speaks the same contract with JSON bodies, a bearer token and typed refusals', async () => {
  const address = { url: hub.url, caPem: hub.ready.caPem };
  const headers = { 'content-type': 'application/json' };
  const hello = await rawCall(address, { path: '/api/v1/hello' });
  expect([hello.status, JSON.parse(hello.text)]).toMatchObject([
    200,
    { program: 'kaunter', initialised: true, api: 1 },
  ]);
  const ticket = hub.hub.sessions.issueTicket(hub.hub.terminalInstallId);
  const body = JSON.stringify({ ticket });
  const first = await rawCall(address, { path: '/api/v1/session/install', method: 'POST', headers, body });
  const { installToken } = JSON.parse(first.text) as { installToken: string };
  const again = await rawCall(address, { path: '/api/v1/session/install', method: 'POST', headers, body });
  expect([again.status, JSON.parse(again.text)]).toMatchObject([
    409,
    { defined: true, code: 'REFUSED', data: { refusal: 'ticket-unknown' } },
  ]);
  const staff = await rawCall(address, {
    path: '/api/v1/session/staff',
    headers: { authorization: `Bearer ${installToken}` },
  });
  expect(JSON.parse(staff.text)).toMatchObject([{ name: 'Olga', role: 'owner', locked: false }]);
  const document = JSON.parse((await rawCall(address, { path: '/api/openapi.json' })).text) as {
    paths: Record<string, unknown>;
  };
  expect(Object.keys(document.paths)).toContain('/op/push');
});

test('KS1 the same push again is answered as the first time and adds nothing; a gap names the number that is wanted', async () => {
  const { till, side } = await reopenedShop();
  const body = { ...ring(side, { lines: 1 }), receipt: 'none' };
  const op = till.op('sale.completed', body);
  const push = { installId: till.installId, ops: [op as never] };
  const [first] = (await till.api.op.push(push)).results;
  const [again] = (await till.api.op.push(push)).results;
  expect(again).toEqual({ ...first, status: 'duplicate' });
  const other = { ...op, body: { ...body, receipt: 'print' } };
  expect((await till.api.op.push({ ...push, ops: [other as never] })).results).toMatchObject([
    { status: 'quarantined', reason: 'id-reused' },
  ]);
  const ahead = { ...till.op('sale.completed', ring(side, { lines: 1 })), seq: till.seq + 5 };
  expect(await till.api.op.push({ ...push, ops: [ahead as never] })).toMatchObject({ results: [], expect: till.seq });
  till.seq -= 1;
  const unread = { ...till.op('sale.completed', { sale: 'no sale' }) };
  expect((await till.api.op.push({ ...push, ops: [unread as never] })).results).toMatchObject([
    { status: 'refused', refusal: 'body-invalid' },
  ]);
});

test('KS1 the open sale of a till comes back after the hub was away, for that install alone', async () => {
  const { till, side } = await reopenedShop();
  const { sale } = ring(side, { lines: 3 });
  await till.api.draft.save({ sale });
  await hub.close();
  hub = await testHub({ dir: hub.dir });
  const { till: back } = await reopenedShop();
  expect(await back.api.draft.load()).toMatchObject({ sale: { saleId: sale.saleId, lines: [{}, {}, {}] } });
  const other = await secondTill(hub);
  await other.signOn(back.staffId as never, ownerPin);
  expect(await other.api.draft.load()).toEqual({ sale: null, savedAt: null });
});

test('RQ9 a fault of the disk reaches the caller by its code, every client as an event, and nothing else does', async () => {
  const { till } = await reopenedShop();
  const heard: string[] = [];
  const { tell } = hub.hub.board;
  Object.assign(hub.hub.board, {
    tell: (event: { kind: string; code?: string }) => heard.push(`${event.kind} ${event.code ?? ''}`),
  });
  const { load } = hub.hub.store.drafts;
  Object.assign(hub.hub.store.drafts, {
    load: () => {
      throw new FaultError('disk-full', 'SQLITE_FULL: /srv/kaunter/store.db');
    },
  });
  const error: unknown = await till.api.draft.load().catch((caught: unknown) => caught);
  Object.assign(hub.hub.store.drafts, { load });
  Object.assign(hub.hub.board, { tell });
  expect(error).toMatchObject({
    code: 'FAULT',
    status: 503,
    defined: true,
    data: { code: 'disk-full', dataAtRisk: false },
  });
  expect(JSON.stringify(error)).not.toContain('srv');
  expect(heard).toContain('fault disk-full');
});

test('SN16 a demo shop fills a new store in the same transaction as its owner, and what it sells can be searched', async () => {
  const fresh = await testHub();
  const till = await new Till(fresh).connect(fresh.ready.terminalTicket);
  const [shop] = await till.api.store.demoShops();
  if (!shop) throw new Error('no demo shop ships');
  const start = { settings: shop.settings, owner: { name: 'Olga', pin: ownerPin } };
  expect(await answerOf(till.api.store.initialise({ ...start, demoShop: 'none-such' }))).toBe(
    'REFUSED demo-shop-unknown',
  );
  const { ownerId, items } = await till.api.store.initialise({ ...start, demoShop: shop.id });
  expect(items).toBe(shop.items);
  await till.signOn(ownerId, ownerPin);
  expect((await till.api.catalog.grid()).items.length).toBeGreaterThan(0);
  const { items: page } = await till.api.catalog.page({ after: null, limit: 200, category: null, active: true });
  const wanted = page[0]!.item;
  const found = await till.api.catalog.search({ text: wanted.name, limit: 5 });
  expect(found.map(({ item }) => item.itemId)).toContain(wanted.itemId);
  const coded = page.find(({ item }) => item.barcodes.length > 0)!.item;
  expect(await till.api.catalog.scan({ raw: coded.barcodes[0]!.replace(/^0/, ''), aimId: null })).toMatchObject({
    kind: 'item',
    item: { itemId: coded.itemId },
  });
  await fresh.close();
  removeHub(fresh);
});

/** The owner signed on again at the terminal, with an open shift and one item. */
async function reopenedShop() {
  const till = await new Till(hub).connect(hub.hub.sessions.issueTicket(hub.hub.terminalInstallId));
  const [owner] = await till.api.session.staff();
  await till.signOn(owner!.staffId, ownerPin);
  const settings = await till.api.settings.get();
  const { items } = await till.api.catalog.page({ after: null, limit: 5, category: null, active: true });
  const clock = new TestClock(Date.now(), Math.floor(Math.random() * 1_000_000));
  const open = await till.api.shift.current();
  const shiftId = open?.shift.shiftId ?? (newId() as never);
  if (open === null) await till.push('shift.opened', { shiftId, series: 'A1', startingAmount: 0, denominations: [] });
  return { till, side: { clock, settings, items: items.map(({ item }) => item), shiftId } };
}

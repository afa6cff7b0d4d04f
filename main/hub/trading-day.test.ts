import { afterAll, beforeAll, expect, test } from 'vitest';
import { minor } from '../../domain/money/minor.ts';
import { rawCall } from '../../tests/hub/hub-client.ts';
import { openedStore, openedTill, removeHub, type TestHub, testHub } from '../../tests/hub/test-hub.ts';
import { ring, ringReturn } from '../../tests/store/shop.ts';

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

test('SN16 a whole day over real sockets: first run, sale in cash and by card, return, count, Z', async () => {
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

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HubToDevices } from '../../../contracts/device-messages.ts';
import { drawerExpiresMs } from '../../../domain/receipt/print-job.ts';
import { answerOf } from '../../../tests/hub/refusal-of.ts';
import {
  movableClock,
  newId,
  openedStore,
  openedTill,
  ownerPin,
  removeHub,
  type TestHub,
  Till,
  testHub,
} from '../../../tests/hub/test-hub.ts';
import { ring } from '../../../tests/store/shop.ts';

let clock = movableClock();
let hub: TestHub;
let till: Till;
let side: Awaited<ReturnType<typeof openedTill>>['side'];
beforeEach(async () => {
  clock = movableClock();
  hub = await testHub({ now: clock.now });
  const { till: owner, settings } = await openedStore(hub);
  till = owner;
  devices(true);
  ({ side } = await openedTill(till, settings));
  const [opening] = await offered(1);
  claim(opening!.jobId);
  reports(opening!.jobId, 'sent');
  reports(opening!.jobId, 'confirmed');
  hub.toDevices.length = 0;
});
afterEach(async () => {
  await hub.close();
  removeHub(hub);
});

function devices(up: boolean): void {
  hub.receive('app', { kind: 'peer', peer: 'devices', up });
}

type Offer = Extract<HubToDevices, { readonly kind: 'print.offer' }>['job'];
function offers(): Offer[] {
  return hub.toDevices.flatMap((message) => (message.kind === 'print.offer' ? [message.job] : []));
}

async function offered(count: number): Promise<Offer[]> {
  await expect.poll(() => offers().length).toBe(count);
  return offers();
}

/** The device process asks to begin; was it allowed? */
function claim(jobId: string): boolean {
  hub.receive('devices', { kind: 'print.claim', jobId });
  const answer = hub.toDevices.findLast((message) => message.kind === 'print.grant');
  return answer?.kind === 'print.grant' && answer.granted;
}

function reports(jobId: string, state: string, reason = 'none'): void {
  hub.receive('devices', { kind: 'print.state', jobId, state, reason, bytes: 100, at: clock.now() });
}

async function stateOf(jobId: string) {
  return (await till.api.print.jobs({ limit: 50 })).find((job) => job.jobId === jobId);
}

async function sell(card = true): Promise<string> {
  const body = { ...ring(side, { lines: 1, card }), receipt: 'print' };
  expect(await till.push('sale.completed', body)).toMatchObject({ status: 'applied' });
  return body.sale.saleId;
}

test('PD1 a job is begun once: the claim is on disk before it is granted, and a second claim is refused', async () => {
  await sell();
  const [job] = await offered(1);
  expect(claim(job!.jobId)).toBe(true);
  expect(await stateOf(job!.jobId)).toMatchObject({ state: 'sending', kind: 'receipt' });
  expect(claim(job!.jobId)).toBe(false);
  reports(job!.jobId, 'sent');
  reports(job!.jobId, 'confirmed');
  expect(await stateOf(job!.jobId)).toMatchObject({ state: 'confirmed', copyNumber: 0 });
  reports(job!.jobId, 'failed', 'printer-error');
  expect(await stateOf(job!.jobId)).toMatchObject({ state: 'confirmed' });
  expect(hub.logged).toMatchObject([['print-state-ignored', { state: 'failed' }]]);
});

test('PJ13 PD10 the printer is asked before the sale is in the log, and is offered its receipt before the records are', async () => {
  const rows = hub.hub.store.connection.prepare<[], { n: number }>('SELECT count(*) AS n FROM sale');
  const seen: string[] = [];
  const push = hub.toDevices.push.bind(hub.toDevices);
  hub.toDevices.push = (...messages) => {
    const place = `${hub.hub.store.head().no} ops, ${rows.get()?.n} sales`;
    for (const { kind } of messages) seen.push(`${kind}: ${place}`);
    const [first] = messages;
    if (first?.kind === 'print.offer') queueMicrotask(() => claim(first.job.jobId));
    return push(...messages);
  };
  const { no } = hub.hub.store.head();
  await sell();
  const [job] = await offered(1);
  expect(await stateOf(job!.jobId)).toMatchObject({ state: 'sending' });
  expect(seen.slice(0, 3)).toEqual([
    `print.soon: ${no} ops, 0 sales`,
    `print.offer: ${no + 1} ops, 0 sales`,
    `print.grant: ${no + 1} ops, 0 sales`,
  ]);
  hub.hub.store.idle();
  expect(rows.get()?.n).toBe(1);
  devices(false);
  hub.toDevices.length = 0;
  const { jobId } = await till.api.print.retry({ jobId: job!.jobId });
  devices(true);
  const [again] = await offered(1);
  expect(again?.jobId).toBe(jobId);
  const plain = (text: string): string => text.replaceAll(/KOPIE \d+/g, '');
  const blocksOf = (offer: Offer | undefined) =>
    offer?.kind === 'receipt' ? offer.document.blocks.map((block) => plain(JSON.stringify(block))) : [];
  expect(blocksOf(again)).toEqual(expect.arrayContaining(blocksOf(job)));
});

test('PD2 a hub that was killed while a job was under way knows it as unknown, offers it to nobody, and a copy says COPY', async () => {
  await sell();
  const [job] = await offered(1);
  claim(job!.jobId);
  await hub.close();
  hub = await testHub({ dir: hub.dir, now: clock.now });
  devices(true);
  expect(offers()).toEqual([]);
  till = await reopened();
  expect(await stateOf(job!.jobId)).toMatchObject({ state: 'unknown', reason: 'process-ended' });
  const { jobId: again } = await till.api.print.retry({ jobId: job!.jobId });
  const [copy] = await offered(1);
  expect(copy?.jobId).toBe(again);
  expect(JSON.stringify(copy)).toContain('KOPIE 1');
  expect(await answerOf(till.api.print.retry({ jobId: again }))).toBe('REFUSED job-not-stuck');
});

async function reopened(): Promise<Till> {
  const fresh = await new Till(hub).connect(hub.ready.terminalTicket);
  const [owner] = await fresh.api.session.staff();
  await fresh.signOn(owner!.staffId, ownerPin);
  return fresh;
}

test('PD3 a device process that dies leaves what it had begun as unknown, and what waits is offered to the next', async () => {
  await sell();
  await sell();
  const [begun, waiting] = await offered(2);
  claim(begun!.jobId);
  devices(false);
  expect(await stateOf(begun!.jobId)).toMatchObject({ state: 'unknown' });
  expect(await till.api.print.status()).toMatchObject({ running: false, status: null, waiting: 1 });
  hub.toDevices.length = 0;
  devices(true);
  expect((await offered(1)).map(({ jobId }) => jobId)).toEqual([waiting!.jobId]);
});

test('DR3 a drawer that could not be opened in time is cancelled and never caught up', async () => {
  devices(false);
  await sell(false);
  clock.advance(drawerExpiresMs + 1);
  hub.toDevices.length = 0;
  devices(true);
  expect((await offered(1)).map(({ kind }) => kind)).toEqual(['receipt']);
  const [drawer] = (await till.api.print.jobs({ limit: 50 })).filter(
    (job) => job.title.startsWith('A1-') && job.kind === 'drawer',
  );
  expect(drawer).toMatchObject({ state: 'cancelled', reason: 'expired' });
  expect(await answerOf(till.api.print.retry({ jobId: drawer!.jobId }))).toBe('REFUSED drawer-never-twice');
});

test('PD4 a sale waits for no device: it is taken and its receipt kept while no device process is there', async () => {
  devices(false);
  const saleId = await sell();
  expect((await till.api.print.jobs({ limit: 50 })).find((job) => job.saleId === saleId)).toMatchObject({
    state: 'queued',
  });
});

test('PD5 paper speaks the language of the store, and another printer of the settings is told at once', async () => {
  await till.push('settings.changed', {
    settings: { ...side.settings, language: 'id', printer: { kind: 'tcp', host: '10.0.0.9', port: 9_100 } },
  });
  await expect
    .poll(() => hub.toDevices.at(-1))
    .toMatchObject({
      kind: 'devices.use',
      bindings: [{ name: 'receipt-1', address: { host: '10.0.0.9' } }, { name: 'drawer-a' }],
    });
  await sell();
  const [job] = await offered(1);
  expect(job).toMatchObject({ document: { language: 'id' } });
});

test('PD6 the paper of a job comes from the device process, and its absence has a name', async () => {
  await sell();
  const [job] = await offered(1);
  const asked = till.api.print.paper({ jobId: job!.jobId });
  await expect.poll(() => hub.toDevices.at(-1)?.kind).toBe('paper.get');
  const request = hub.toDevices.at(-1);
  if (request?.kind !== 'paper.get') throw new Error('no request');
  const paper = {
    jobId: job!.jobId,
    at: 1_760_000_000_000,
    bytes: new Uint8Array([1]),
    text: 'drawn',
    preview: 'Kaffee',
    png: new Uint8Array([1, 2]),
    faults: [],
  };
  hub.receive('devices', { kind: 'paper.answer', requestId: request.requestId, paper });
  expect(await asked).toEqual({ jobId: job!.jobId, text: 'Kaffee', pngBase64: 'AQI=', bytesBase64: 'AQ==' });
  expect(await answerOf(till.api.print.paper({ jobId: newId() as never }))).toBe('REFUSED job-unknown');
  devices(false);
  expect(await answerOf(till.api.print.paper({ jobId: job!.jobId }))).toBe('REFUSED printer-away');
});

test('PD7 a message of the device process that makes no sense is a bug of it and changes nothing', async () => {
  await sell();
  const [job] = await offered(1);
  expect(() => hub.receive('devices', { kind: 'print.state', jobId: job!.jobId, state: 'eaten' })).toThrow();
  expect(await stateOf(job!.jobId)).toMatchObject({ state: 'queued' });
});

test('PD8 a test page, a reading and a closing report are printed when asked for', async () => {
  const { jobId } = await till.api.print.testPage();
  const { jobId: reading } = await till.api.print.xReport();
  expect((await offered(2)).map((job) => job.jobId)).toEqual([jobId, reading]);
  expect(await answerOf(till.api.print.zReport({ shiftId: side.shiftId }))).toBe('REFUSED z-report-unknown');
});

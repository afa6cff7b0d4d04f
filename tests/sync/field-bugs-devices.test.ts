import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { HubToDevices } from '../../contracts/device-messages.ts';
import { minor } from '../../domain/money/minor.ts';
import { laidOutText, layOutReceipt } from '../../domain/receipt/lay-out.ts';
import { drawerExpiresMs, receiptExpiresMs, reportExpiresMs } from '../../domain/receipt/print-job.ts';
import { printedText } from '../../main/devices/virtual/printed-item.ts';
import { VirtualPrinter } from '../../main/devices/virtual/virtual-printer.ts';
import { onMemory, paperJob } from '../devices/printing-samples.ts';
import { movableClock, openedStore, openedTill, removeHub, type TestHub, type Till, testHub } from '../hub/test-hub.ts';
import { readSources } from '../source-files.ts';
import { ring } from '../store/shop.ts';
import { syncTimes } from './sync-shop.ts';

vi.setConfig(syncTimes);

/** What went wrong with paper and drawers at counters that ran other programs. */
const soon = { timeout: 30_000 };
let hub: TestHub;
let till: Till;
let side: Awaited<ReturnType<typeof openedTill>>['side'];
let clock: ReturnType<typeof movableClock>;
beforeEach(async () => {
  clock = movableClock();
  hub = await testHub({ now: clock.now });
  const opened = await openedStore(hub, (same) => ({ ...same, autoLockMin: 0 }));
  till = opened.till;
  devices(true);
  ({ side } = await openedTill(till, opened.settings));
  await expect.poll(() => offers().length, soon).toBe(1);
  hub.toDevices.length = 0;
});
afterEach(async () => {
  await hub.close();
  removeHub(hub);
});

const devices = (up: boolean): void => hub.receive('app', { kind: 'peer', peer: 'devices', up });
type Offer = Extract<HubToDevices, { readonly kind: 'print.offer' }>['job'];
const offers = (): Offer[] => hub.toDevices.flatMap((message) => (message.kind === 'print.offer' ? [message.job] : []));
const report = (jobId: string, state: string, reason: string): void =>
  hub.receive('devices', { kind: 'print.state', jobId, state, reason, bytes: 0, at: clock.now() });
const claim = (jobId: string): void => hub.receive('devices', { kind: 'print.claim', jobId });
const jobs = async () => (await till.api.print.jobs({ limit: 50 })).filter(({ title }) => title.startsWith('A1-'));

test('OL7 PJ3 PJ4 elsewhere a ticket was printed twice, nobody could print it again, and an order was not saved because it failed', async () => {
  const op = till.op('sale.completed', { ...ring(side, { lines: 1, card: true }), receipt: 'print' });
  for (let tries = 0; tries < 3; tries += 1) await till.api.op.push({ installId: till.installId, ops: [op as never] });
  await expect.poll(() => offers().length, soon).toBe(1);
  const [job] = offers();
  claim(job!.jobId);
  report(job!.jobId, 'failed', 'printer-error');
  expect(await jobs()).toMatchObject([{ state: 'failed', reason: 'printer-error' }]);
  expect(hub.hub.store.info().counts.sales).toBe(1);
  hub.toDevices.length = 0;
  const { jobId } = await till.api.print.retry({ jobId: job!.jobId });
  await expect.poll(() => offers().map((each) => each.jobId), soon).toEqual([jobId]);
});

test('PD4 elsewhere a printer that did not answer held the sale up for twenty seconds', async () => {
  devices(false);
  const result = await till.push('sale.completed', { ...ring(side, { lines: 1 }), receipt: 'print' });
  expect(result).toMatchObject({ status: 'applied' });
  expect((await jobs()).map(({ state }) => state)).toEqual(['queued', 'queued']);
});

test('PJ9 PD4 elsewhere printers stopped when the browser changed its rules: no page of ours speaks to a device', () => {
  const pages = readSources().filter(({ path }) => path.startsWith('renderer/') && !/\.test\.tsx?$/.test(path));
  expect(pages.length).toBeGreaterThan(100);
  const apis = /navigator\.(usb|serial|hid|bluetooth)\b|from '(serialport|usb|node-hid)'/;
  expect(pages.filter(({ text }) => apis.test(text)).map(({ path }) => path)).toEqual([]);
});

test('PJ9 elsewhere one dead printer stopped all the others', async () => {
  const [dead, alive] = [new VirtualPrinter(), new VirtualPrinter()];
  dead.unplug();
  const [waits, prints] = [onMemory(dead), onMemory(alive)];
  const stuck = Array.from({ length: 5 }, (_each, no) => paperJob(no + 1));
  for (const job of stuck) waits.session.submit(job);
  for (const no of [11, 12, 13]) prints.session.submit(paperJob(no));
  for (const no of [11, 12, 13]) await prints.reached(paperJob(no), 'confirmed');
  expect(stuck.flatMap((job) => waits.reportsOf(job)).filter((text) => text.startsWith('confirmed'))).toEqual([]);
});

test('PQ5 DR3 elsewhere a printer that was mended at night printed all old tickets', async () => {
  devices(false);
  for (let sale = 0; sale < 4; sale += 1)
    await till.push('sale.completed', { ...ring(side, { lines: 1 }), receipt: 'print' });
  clock.advance(Math.max(receiptExpiresMs, reportExpiresMs, drawerExpiresMs) + 1);
  devices(true);
  await till.push('sale.completed', { ...ring(side, { lines: 1, card: true }), receipt: 'print' });
  await expect.poll(() => offers().length, soon).toBe(1);
  const states = (await jobs()).map(({ state, reason }) => `${state} ${reason}`).toSorted();
  expect(states).toEqual([...Array(8).fill('cancelled expired'), 'queued none']);
});

test('DR1 DR2 DR7 elsewhere the drawer opened at two sales of ten, and when a bill was printed', async () => {
  const drawers = () => offers().filter(({ kind }) => kind === 'drawer').length;
  for (let sale = 0; sale < 10; sale += 1) await till.push('sale.completed', ring(side, { lines: 1 }));
  await expect.poll(drawers, soon).toBe(10);
  const card = { ...ring(side, { lines: 1, card: true }), receipt: 'print' };
  await till.push('sale.completed', card);
  await till.push('receipt.reprinted', { saleId: card.sale.saleId });
  await till.api.print.xReport();
  await expect.poll(() => offers().filter(({ kind }) => kind !== 'drawer').length, soon).toBe(3);
  expect(drawers()).toBe(10);
});

test('RC8 TX1 elsewhere the receipt said 33.00 and the invoice 32.99: paper, record and report have one sum', async () => {
  const item = { ...side.items[0]!, unitPrice: minor(1_099) };
  await till.push('item.put', { item });
  const body = { ...ring({ ...side, items: [item] }, { lines: 3, card: true }), receipt: 'print' };
  await till.push('sale.completed', body);
  await expect.poll(() => offers().length, soon).toBe(1);
  const [job] = offers();
  if (job?.kind !== 'receipt') throw new Error('no receipt');
  const paper = laidOutText(layOutReceipt(job.document, 48));
  const { sale } = await till.api.sale.get({ saleId: body.sale.saleId });
  const reading = await till.api.shift.xReport();
  expect([sale.settled.collect, reading.turnover]).toEqual([3_297, 3_297]);
  expect(reading.netTotal + reading.taxTotal).toBe(3_297);
  expect(paper).toContain('32,97');
  expect(paper).not.toMatch(/32,9[68]|33,00/);
});

test('PT13 elsewhere Turkish letters came out of the printer as question marks', async () => {
  const printer = new VirtualPrinter();
  const { session, reached } = onMemory(printer);
  const job = paperJob(1);
  if (job.kind === 'drawer') throw new Error('a drawer has no paper');
  const [block] = job.document.blocks;
  const text = { ...block, text: 'ŞİŞ KÖFTE ığüşöç' } as never;
  session.submit({ ...job, document: { ...job.document, blocks: [text, ...job.document.blocks.slice(1)] } });
  await reached(job, 'confirmed');
  expect(printer.faults).toEqual([]);
  const printed = printedText(printer.items);
  expect(printed.split('\n')[0]).toMatch(/^(\[drawn \d+x\d+\]|ŞİŞ KÖFTE ığüşöç)$/);
  expect(printed).not.toContain('?');
});

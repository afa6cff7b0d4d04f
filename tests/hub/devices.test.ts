import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ToldDevice } from '../../contracts/device-told.ts';
import type { DeviceBinding } from '../../domain/device/device-binding.ts';
import { receiptExpiresMs } from '../../domain/receipt/print-job.ts';
import { ring } from '../store/shop.ts';
import { answerOf } from './refusal-of.ts';
import { movableClock, openedStore, openedTill, removeHub, type TestHub, type Till, testHub } from './test-hub.ts';

let clock = movableClock();
let hub: TestHub;
let till: Till;
let side: Awaited<ReturnType<typeof openedTill>>['side'];
beforeEach(async () => {
  clock = movableClock();
  hub = await testHub({ now: clock.now });
  const { till: owner, settings } = await openedStore(hub);
  till = owner;
  hub.receive('app', { kind: 'peer', peer: 'devices', up: true });
  ({ side } = await openedTill(till, settings));
});
afterEach(async () => {
  await hub.close();
  removeHub(hub);
});

const spare: DeviceBinding = {
  role: 'spare-printer',
  name: 'kitchen',
  identity: 'tcp:10.0.0.9:9100',
  address: { kind: 'tcp', host: '10.0.0.9', port: 9_100 },
  profile: 'epson-tm-t88',
  settings: { serial: null },
};
const used = () => hub.toDevices.findLast((message) => message.kind === 'devices.use');
const offers = () => hub.toDevices.flatMap((message) => (message.kind === 'print.offer' ? [message] : []));
const paperOffers = () => offers().filter(({ job }) => job.kind !== 'drawer');
const stateOf = (jobId: string) => hub.hub.print.jobs(50).find((job) => job.jobId === jobId);
const report = (jobId: string, state: string, reason = 'none') =>
  hub.receive('devices', { kind: 'print.state', jobId, state, reason, bytes: 1, at: clock.now() });
async function sold(): Promise<string> {
  const before = paperOffers().length;
  await till.push('sale.completed', { ...ring(side, { lines: 1 }), receipt: 'print' });
  await expect.poll(() => paperOffers().length).toBe(before + 1);
  return paperOffers().at(-1)!.job.jobId;
}

test('BD1 BD2 BD3 devices are bound through the settings, told to the device process, and refused by name', async () => {
  expect(used()).toMatchObject({ bindings: [{ name: 'receipt-1' }, { name: 'drawer-a' }] });
  const before = hub.hub.store.head().no;
  const list = await till.api.devices.assign({ binding: spare, replaces: null });
  expect(list.map(({ binding }) => binding.name)).toEqual(['receipt-1', 'drawer-a', 'kitchen']);
  expect(hub.hub.store.head().no).toBe(before + 1);
  expect((await till.api.settings.get()).devices).toHaveLength(3);
  expect(used()).toMatchObject({ bindings: [{ name: 'receipt-1' }, { name: 'drawer-a' }, { name: 'kitchen' }] });
  const again = till.api.devices.assign({ binding: { ...spare, name: 'kitchen-2' }, replaces: null });
  expect(await answerOf(again)).toBe('REFUSED device-taken');
  const settings = await till.api.settings.get();
  const twice = { ...settings, devices: [...(settings.devices ?? []), { ...spare, name: 'kitchen-2' }] };
  const refused = await till.push('settings.changed', { settings: twice });
  expect(refused).toMatchObject({ status: 'refused' });
  expect(JSON.stringify(refused)).toContain('devices-changed-meanwhile');
  expect(await till.api.devices.unbind({ name: 'kitchen' })).toHaveLength(2);
  expect(await answerOf(till.api.devices.unbind({ name: 'kitchen' }))).toBe('REFUSED device-unknown');
});

test('SG7 settings saved by a window that does not know of a new device are refused and unbind nothing', async () => {
  const before = await till.api.settings.get();
  await till.api.devices.assign({ binding: spare, replaces: null });
  const stale = { ...before, storeName: 'Nova' };
  expect(await till.push('settings.changed', { settings: stale })).toMatchObject({ status: 'refused' });
  const now = await till.api.settings.get();
  expect(now.devices).toHaveLength(3);
  expect(await till.push('settings.changed', { settings: { ...now, storeName: 'Nova' } })).toMatchObject({
    status: 'applied',
  });
  expect((await till.api.settings.get()).devices).toHaveLength(3);
});

test('BD5 bindings and waiting jobs survive a hub that is killed and started again', async () => {
  await till.api.devices.assign({ binding: spare, replaces: null });
  const jobId = await sold();
  const { dir } = hub;
  await hub.close();
  hub = await testHub({ dir, now: clock.now });
  expect(used()).toBeUndefined();
  hub.receive('app', { kind: 'peer', peer: 'devices', up: true });
  expect(used()).toMatchObject({ bindings: [{}, {}, { name: 'kitchen' }] });
  expect(offers().filter(({ job }) => job.jobId === jobId)).toMatchObject([{ device: 'receipt-1' }]);
});

test('DR8 a counter without a drawer has none that did not open', async () => {
  await expect.poll(() => offers().some(({ job }) => job.kind === 'drawer')).toBe(true);
  await till.api.devices.unbind({ name: 'drawer-a' });
  const drawers = () => hub.hub.print.jobs(50).filter(({ kind, reason }) => kind === 'drawer' && reason !== 'none');
  await sold();
  await till.api.devices.unbind({ name: 'receipt-1' });
  await till.push('sale.completed', { ...ring(side, { lines: 1 }), receipt: 'print' });
  await expect.poll(() => hub.hub.print.jobs(50).find(({ reason }) => reason === 'not-bound')?.kind).toBe('receipt');
  expect(drawers()).toEqual([]);
});

test('BD7 what a device tells stands in the list and is forgotten when its process goes', async () => {
  const told: ToldDevice = {
    name: 'drawer-a',
    role: 'cash-drawer',
    status: {
      device: 'cash-drawer',
      deviceId: 'printer:receipt-1:2',
      lifecycle: 'enabled',
      state: 'idle',
      power: 'online',
      trouble: null,
      source: 'real-time',
      since: clock.now(),
      drawer: 'closed',
      leftOpen: false,
    },
    refusal: null,
    trouble: null,
    printer: null,
  };
  hub.receive('devices', { kind: 'device.status', device: told });
  hub.receive('devices', { kind: 'device.status', device: { ...told, name: 'nobody' } });
  expect((await till.api.devices.list()).map((each) => each.told)).toEqual([null, told]);
  hub.receive('app', { kind: 'peer', peer: 'devices', up: false });
  expect((await till.api.devices.list()).map((each) => each.told)).toEqual([null, null]);
});

test('BD8 an opening without a reason is written into the log, one by key after a failed pulse is explained', async () => {
  const before = hub.hub.store.head().no;
  const told = { name: 'drawer-a', at: clock.now(), seq: 1, data: { kind: 'opened-unexplained' } };
  hub.receive('devices', { kind: 'device.data', told });
  expect(hub.hub.store.head().no).toBe(before + 1);
  hub.receive('devices', { kind: 'device.data', told: { ...told, seq: 2, data: { kind: 'closed', openMs: 5 } } });
  expect(hub.hub.store.head().no).toBe(before + 1);
  await expect.poll(() => offers().some(({ job }) => job.kind === 'drawer')).toBe(true);
  const [drawer] = offers().filter(({ job }) => job.kind === 'drawer');
  report(drawer!.job.jobId, 'failed', 'paper-out');
  expect(hub.toDevices).toContainEqual({ kind: 'drawer.explain', reason: 'shift-open' });
});

test('BD17 openings without a reason stand in the journal between the sales, page by page, and not in a search', async () => {
  const opened = (at: number, seq: number): void =>
    hub.receive('devices', {
      kind: 'device.data',
      told: { name: 'drawer-a', at, seq, data: { kind: 'opened-unexplained' } },
    });
  const sell = () => till.push('sale.completed', { ...ring(side, { lines: 1, card: true }), receipt: 'none' });
  const page = (before: string | null, limit: number, text = '') =>
    till.api.sale.page({ before, limit, text, from: null, to: null });
  const noon = 1_800_000_000_000;
  opened(noon + 1, 1);
  await sell();
  opened(noon + 2, 2);
  opened(noon + 3, 3);
  await sell();
  opened(noon + 4, 4);
  const all = await page(null, 10);
  expect(all.openings.map(({ drawer, openedAt }) => [drawer, openedAt])).toEqual(
    [4, 3, 2, 1].map((at) => ['drawer-a', noon + at]),
  );
  const first = await page(null, 1);
  expect([first.sales.length, first.openings.map(({ openedAt }) => openedAt)]).toEqual([1, [noon + 4]]);
  const second = await page(first.next, 1);
  expect([second.sales.length, second.openings.map(({ openedAt }) => openedAt)]).toEqual([
    1,
    [noon + 3, noon + 2, noon + 1],
  ]);
  expect((await page(null, 10, 'A1')).openings).toEqual([]);
});

test('BD10 scans are numbered without gaps, kept for a moment and then forgotten', async () => {
  const scan = (name: string, data: string, seq: number) =>
    hub.receive('devices', {
      kind: 'device.data',
      told: {
        name,
        at: clock.now(),
        seq,
        data: { kind: 'scan', symbology: 'unknown', aimId: null, gs1: false, data, shown: data },
      },
    });
  scan('scan-a', 'one', 1);
  scan('scan-b', 'two', 1);
  scan('scan-a', 'three', 2);
  const kept = await till.api.devices.scans({ after: 0 });
  expect(kept.map(({ no, scan: { data } }) => [no, data])).toEqual([
    [1, 'one'],
    [2, 'two'],
    [3, 'three'],
  ]);
  expect(await till.api.devices.scans({ after: 2 })).toMatchObject([{ no: 3, name: 'scan-a' }]);
  clock.advance(60_000);
  expect(await till.api.devices.scans({ after: 0 })).toEqual([]);
});

test('BD11 BD13 BD14 questions go to the devices and back; without them and outside development they are refused', async () => {
  const weighing = till.api.devices.weigh({ tareMilli: 0 });
  const asked = () => hub.toDevices.findLast((message) => message.kind === 'device.ask');
  await expect.poll(asked).toMatchObject({ ask: { ask: 'weigh' } });
  const requestId = asked()!.requestId;
  const answer = { ask: 'weigh', answer: { ok: false, refusal: 'moving' } };
  hub.receive('devices', { kind: 'device.answer', requestId, answer });
  expect(await weighing).toEqual({ ok: false, refusal: 'moving' });
  const act = { kind: 'plug', isPlugged: false } as const;
  expect(await answerOf(till.api.devices.pull({ name: 'receipt-1', act }))).toBe('REFUSED not-in-dev-mode');
  expect(await answerOf(till.api.devices.testPage({ name: 'drawer-a' }))).toBe('REFUSED device-unfit');
  const { jobId } = await till.api.devices.testPage({ name: 'receipt-1' });
  await expect.poll(() => offers().some(({ job, device }) => job.jobId === jobId && device === 'receipt-1')).toBe(true);
  const waiting = till.api.devices.trace({ name: 'receipt-1' });
  await expect.poll(asked).toMatchObject({ ask: { ask: 'trace' } });
  hub.receive('app', { kind: 'peer', peer: 'devices', up: false });
  expect(await answerOf(waiting)).toBe('REFUSED devices-away');
  expect(await answerOf(till.api.devices.find({ probe: [] }))).toBe('REFUSED devices-away');
});

test('BD16 the preview of a device is the test page it prints: name, language and moment', async () => {
  const asked = () => hub.toDevices.findLast((message) => message.kind === 'device.ask');
  const previewed = async (name: string) => {
    const before = asked()?.requestId;
    const preview = till.api.devices.paperPreview({ name, profile: 'generic-80mm' });
    await expect.poll(() => asked()?.requestId).not.toBe(before);
    const { requestId, ask } = asked()!;
    const paper = { text: '', png: new Uint8Array(), bytes: new Uint8Array(), faults: [] };
    hub.receive('devices', { kind: 'device.answer', requestId, answer: { ask: 'preview', paper } });
    await preview;
    return ask.ask === 'preview' ? ask.document : null;
  };
  const documentOf = (jobId: string) => {
    const job = offers().find((offer) => offer.job.jobId === jobId)?.job;
    return job === undefined || job.kind === 'drawer' ? null : job.document;
  };
  await till.api.devices.assign({ binding: spare, replaces: null });
  for (const language of ['en', 'de'] as const) {
    const settings = await till.api.settings.get();
    await till.push('settings.changed', { settings: { ...settings, language } });
    for (const name of ['receipt-1', 'kitchen']) {
      clock.advance(60_000);
      const { jobId } = await till.api.devices.testPage({ name });
      await expect.poll(() => (jobId === null ? null : documentOf(jobId))).not.toBeNull();
      const document = await previewed(name);
      expect(document).toEqual(documentOf(jobId ?? ''));
      expect(document?.language).toBe(language);
      expect(JSON.stringify(document)).toContain(name);
    }
  }
});

test('PQ5 a receipt nobody could print is cancelled when it is old, with nobody there too', async () => {
  const jobId = await sold();
  clock.advance(receiptExpiresMs - 1_000);
  hub.hub.print.expire();
  expect(stateOf(jobId)).toMatchObject({ state: 'queued' });
  hub.receive('app', { kind: 'peer', peer: 'devices', up: false });
  clock.advance(1_001);
  hub.hub.print.expire();
  expect(stateOf(jobId)).toMatchObject({ state: 'cancelled', reason: 'expired' });
});

test('PJ9 PJ12 a waiting job says what it waits for, and can be cancelled until its bytes leave', async () => {
  const jobId = await sold();
  report(jobId, 'queued', 'paper-out');
  expect(stateOf(jobId)).toMatchObject({ state: 'queued', reason: 'paper-out' });
  await till.api.print.cancel({ jobId } as never);
  expect(stateOf(jobId)).toMatchObject({ state: 'cancelled', reason: 'asked-to-cancel' });
  expect(hub.toDevices).toContainEqual({ kind: 'print.cancel', jobId });
  hub.receive('devices', { kind: 'print.claim', jobId });
  expect(hub.toDevices.at(-1)).toEqual({ kind: 'print.grant', jobId, granted: false });
  const begun = await sold();
  hub.receive('devices', { kind: 'print.claim', jobId: begun });
  expect(await answerOf(till.api.print.cancel({ jobId: begun } as never))).toBe('REFUSED job-under-way');
});

test('PQ6 a waiting job goes to another printer once, an unknown one as a copy, a printed one never', async () => {
  await till.api.devices.assign({ binding: spare, replaces: null });
  const waiting = await sold();
  expect(await answerOf(till.api.devices.reroute({ jobId: waiting, printer: 'receipt-1' } as never))).toBe(
    'REFUSED same-printer',
  );
  expect(await answerOf(till.api.devices.reroute({ jobId: waiting, printer: 'drawer-a' } as never))).toBe(
    'REFUSED device-unfit',
  );
  const { jobId: moved } = await till.api.devices.reroute({ jobId: waiting, printer: 'kitchen' } as never);
  expect(stateOf(waiting)).toMatchObject({ state: 'cancelled', reason: 'rerouted' });
  expect(hub.toDevices).toContainEqual({ kind: 'print.cancel', jobId: waiting });
  expect(stateOf(moved)).toMatchObject({ device: 'kitchen', reroutedFrom: waiting, copyNumber: 0 });
  expect(offers().at(-1)).toMatchObject({ device: 'kitchen', job: { jobId: moved } });
  // The device process was about to begin the old one: it is not allowed to.
  hub.receive('devices', { kind: 'print.claim', jobId: waiting });
  expect(hub.toDevices.at(-1)).toEqual({ kind: 'print.grant', jobId: waiting, granted: false });
  hub.receive('devices', { kind: 'print.claim', jobId: moved });
  expect(await answerOf(till.api.devices.reroute({ jobId: moved, printer: 'receipt-1' }))).toBe(
    'REFUSED job-under-way',
  );
  report(moved, 'unknown', 'connection-lost');
  const { jobId: copy } = await till.api.devices.reroute({ jobId: moved, printer: 'receipt-1' });
  expect(stateOf(copy)).toMatchObject({ device: 'receipt-1', copyNumber: 1 });
  hub.receive('devices', { kind: 'print.claim', jobId: copy });
  report(copy, 'sent');
  report(copy, 'confirmed');
  expect(await answerOf(till.api.devices.reroute({ jobId: copy, printer: 'kitchen' }))).toBe('REFUSED job-not-stuck');
});

import { expect, test } from 'vitest';
import type { TwinAct } from '../../contracts/device-ask.ts';
import type { FoundDevice } from '../../contracts/device-discovery.ts';
import { type DeviceBinding, drawerOnPrinter } from '../../domain/device/device-binding.ts';
import { machineClock } from '../../main/devices/clock.ts';
import { PortServer } from '../../main/devices/virtual/port-server.ts';
import { printedText } from '../../main/devices/virtual/printed-item.ts';
import { ScalePan } from '../../main/devices/virtual/scale-pan.ts';
import { VirtualPort } from '../../main/devices/virtual/virtual-port.ts';
import { VirtualPrinter } from '../../main/devices/virtual/virtual-printer.ts';
import { VirtualPrinterServer } from '../../main/devices/virtual/virtual-printer-server.ts';
import { VirtualScale8217 } from '../../main/devices/virtual/virtual-scale-8217.ts';
import { factorySheet, textSymbol, VirtualSerialScanner } from '../../main/devices/virtual/virtual-scanner.ts';
import { CupsTransport } from '../../native/spooler/cups-spooler.ts';
import { FakeCups } from '../native/rigs/spool-rigs.ts';
import { settle } from './hand-clock.ts';
import { boundTo, type FakeHub, type HandWatch, hosted, printerBinding, testTransports } from './hosted.ts';
import { drawerJob, kept, paperJob } from './printing-samples.ts';

const serial = null;
const scanner = (
  name: string,
  place: Pick<DeviceBinding, 'identity' | 'address'>,
  profile = 'serial',
): DeviceBinding => ({
  role: 'scanner',
  name,
  profile,
  ...place,
  settings: { serial, prefix: 'none', suffix: 'cr', switchMode: false },
});
const virtualPlace = (name: string) => ({ identity: `virtual:${name}`, address: { kind: 'virtual' as const } });
const tcpPlace = (port: number) => ({
  identity: `tcp:127.0.0.1:${port}`,
  address: { kind: 'tcp' as const, host: '127.0.0.1', port },
});
const scale: DeviceBinding = {
  role: 'scale',
  name: 'scale',
  profile: '8217',
  ...virtualPlace('scale'),
  settings: { serial, proof: null },
};
const display: DeviceBinding = {
  role: 'line-display',
  name: 'display',
  profile: 'epson',
  ...virtualPlace('display'),
  settings: { serial },
};
const act = (hub: FakeHub, name: string, how: TwinAct) => hub.ask({ ask: 'act', name, act: how });
const powerOf = (hub: FakeHub, name: string) => hub.told(name)?.status.power;
const drawerOf = (hub: FakeHub) => {
  const status = hub.told('drawer-a')?.status;
  return status?.device === 'cash-drawer' ? status.drawer : null;
};
const scansOf = (hub: FakeHub) =>
  hub.all('device.data').flatMap(({ told }) => (told.data.kind === 'scan' ? [`${told.name} ${told.data.data}`] : []));

test('BD5 BD7 bind, sell, run out of paper, refill: the job waits and says why, and comes out once', async () => {
  const { hub, send } = hosted();
  send(boundTo(printerBinding(null)));
  await hub.until(() => hub.told('receipt-1')?.printer?.status.paper === 'ok');
  await act(hub, 'receipt-1', { kind: 'paper', paper: 'out', cover: 'closed' });
  hub.offer(paperJob(1));
  await hub.until(() => hub.all('print.state').some(({ reason }) => reason === 'paper-out'));
  expect(hub.told('receipt-1')?.printer?.status.paper).toBe('out');
  expect(hub.told('receipt-1')?.status).toMatchObject({ state: 'error', trouble: 'hardware' });
  await act(hub, 'receipt-1', { kind: 'paper', paper: 'ok', cover: 'closed' });
  await hub.reached(paperJob(1), 'confirmed');
  expect(hub.all('print.claim')).toHaveLength(1);
  hub.offer(paperJob(2), 'nobody');
  await hub.reached(paperJob(2), 'failed');
  expect(hub.last('print.state')?.reason).toBe('not-bound');
});

test('PJ8 BD14 a twin runs out in the middle of a receipt: after a new roll it goes on, begun once', async () => {
  const { hub, send } = hosted();
  send(boundTo(printerBinding(null)));
  await hub.until(() => hub.told('receipt-1')?.printer?.status.paper === 'ok');
  await act(hub, 'receipt-1', { kind: 'roll', leftDots: 240 });
  hub.offer(paperJob(1, 30));
  await hub.until(() => hub.told('receipt-1')?.printer?.status.paper === 'out');
  await hub.reached(paperJob(1), 'sent');
  await act(hub, 'receipt-1', { kind: 'paper', paper: 'ok', cover: 'closed' });
  await hub.reached(paperJob(1), 'confirmed');
  expect(hub.all('print.claim')).toHaveLength(1);
  expect(hub.all('print.state').map(({ state }) => state)).toEqual(['sent', 'confirmed']);
});

test('BD5 BD7 a printer that dies in the middle leaves its job unknown, nothing comes twice, and the next prints', async () => {
  const { hub, send } = hosted();
  const printer = new VirtualPrinter({ diesAfterBytes: 400 });
  const server = kept(new VirtualPrinterServer(printer));
  send(boundTo(printerBinding(await server.open(0))));
  printer.onDeath(() => server.reset());
  hub.offer(paperJob(1, 40));
  await hub.reached(paperJob(1), 'unknown');
  printer.revive();
  hub.offer(paperJob(2));
  await hub.reached(paperJob(2), 'confirmed');
  expect(hub.states.get(paperJob(1).jobId)).toBe('unknown');
  const firsts = printedText(printer.items)
    .split('\n')
    .filter((line) => line === 'job 1 line 0');
  expect(firsts.length).toBeLessThanOrEqual(1);
  expect(hub.all('print.claim')).toHaveLength(2);
});

test('BD7 a device two roles want is told as claimed by another and left alone', async () => {
  const { hub, send } = hosted();
  const same = { ...printerBinding(null, { name: 'spare-1' }), identity: 'virtual:receipt-1' } as DeviceBinding;
  send(boundTo(printerBinding(null), same));
  await hub.until(() => hub.told('spare-1') !== undefined && powerOf(hub, 'receipt-1') === 'online');
  expect(hub.told('spare-1')?.refusal).toBe('claimed-by-another');
  expect(hub.told('receipt-1')?.refusal).toBeNull();
  hub.offer(paperJob(1), 'spare-1');
  await hub.reached(paperJob(1), 'failed');
  // The first goes: the other may have it.
  send({ kind: 'devices.use', bindings: [same] });
  send({ kind: 'devices.use', bindings: [{ ...same, profile: 'generic-58mm' }] });
  await hub.until(() => hub.told('spare-1')?.refusal === null);
});

test('BD8 an opening belongs to its pulse or to the cash event that opened by key, any other is unexplained', async () => {
  const { hub, send } = hosted();
  send(boundTo(printerBinding(null)));
  await hub.until(() => drawerOf(hub) === 'closed');
  const opened = () =>
    hub.all('device.data').flatMap(({ told }) => (told.data.kind.startsWith('opened') ? [told.data] : []));
  hub.offer(drawerJob(1));
  await hub.until(() => opened().length === 1);
  expect(opened()[0]).toEqual({ kind: 'opened', reason: 'sale' });
  await act(hub, 'receipt-1', { kind: 'drawer', act: 'push' });
  await hub.until(() => drawerOf(hub) === 'closed');
  send({ kind: 'drawer.explain', reason: 'no-sale' });
  await act(hub, 'drawer-a', { kind: 'drawer', act: 'open-by-key' });
  await hub.until(() => opened().length === 2);
  expect(opened()[1]).toEqual({ kind: 'opened', reason: 'no-sale' });
  await act(hub, 'receipt-1', { kind: 'drawer', act: 'push' });
  await hub.until(() => drawerOf(hub) === 'closed');
  await act(hub, 'receipt-1', { kind: 'drawer', act: 'open-by-key' });
  await hub.until(() => opened().length === 3);
  expect(opened()[2]).toEqual({ kind: 'opened-unexplained' });
});

test('BD3 a drawer on pin 5 is kicked on pin 5', async () => {
  const { hub, send } = hosted();
  const printer = new VirtualPrinter({ drawerPin: 5 });
  const server = kept(new VirtualPrinterServer(printer));
  const bound = printerBinding(await server.open(0));
  send({ kind: 'devices.use', bindings: [bound, drawerOnPrinter('drawer-a', bound.name, 5)] });
  hub.offer(drawerJob(1));
  await hub.reached(drawerJob(1), 'confirmed');
  expect(printer.pulses).toMatchObject([{ pin: 5, opened: true }]);
});

test('BD10 two identical scanners, a flood, garbage and a scan of 4 kB: each told, in order, nothing crashes', async () => {
  const { hub, send } = hosted();
  send(
    boundTo(
      printerBinding(null),
      scanner('scan-a', virtualPlace('scan-a'), 'hid-pos'),
      scanner('scan-b', virtualPlace('scan-b')),
    ),
  );
  await hub.until(() => powerOf(hub, 'scan-a') === 'online' && hub.told('scan-b')?.status.state === 'idle');
  for (let index = 0; index < 5; index += 1) {
    await act(hub, 'scan-a', { kind: 'scan', text: `a${index}`, aimId: ']C0' });
    await act(hub, 'scan-b', { kind: 'scan', text: `b${index}`, aimId: ']C0' });
  }
  await hub.until(() => scansOf(hub).length === 10);
  expect(scansOf(hub)).toEqual([0, 1, 2, 3, 4].flatMap((index) => [`scan-a a${index}`, `scan-b b${index}`]));
  await act(hub, 'scan-b', { kind: 'scan', text: 'x'.repeat(4_096), aimId: ']Q1' });
  await hub.until(() => hub.all('device.mishap').some(({ mishap }) => mishap.trouble === 'scan-too-long'));
  await act(hub, 'scan-b', { kind: 'scan', text: 'after', aimId: ']C0' });
  await hub.until(() => scansOf(hub).length === 11);
  await act(hub, 'scan-a', { kind: 'plug', isPlugged: false });
  await hub.until(() => hub.told('scan-a')?.status.trouble === 'unreachable');
  await act(hub, 'scan-a', { kind: 'plug', isPlugged: true });
  await hub.until(() => powerOf(hub, 'scan-a') === 'online');
  await act(hub, 'scan-a', { kind: 'scan', text: 'back', aimId: ']C0' });
  await hub.until(() => scansOf(hub).includes('scan-a back'));
});

/** A serial scanner behind a TCP port, as a terminal server has them. */
async function scannerAt(): Promise<{ scanner: VirtualSerialScanner; port: VirtualPort; number: number }> {
  const device = new VirtualSerialScanner({ ...factorySheet });
  const port = new VirtualPort(device, machineClock);
  const server = kept(new PortServer(port));
  return { scanner: device, port, number: await server.open(0) };
}

test('BD6 unplugged and plugged in elsewhere, a device is found by what it is recognised by', async () => {
  const watch: HandWatch = { tell: () => undefined, found: [] };
  const transports = testTransports(watch);
  const [old, fresh] = [await scannerAt(), await scannerAt()];
  // Paths stand for sockets here: what counts is which of them is opened.
  const sockets = new Map([
    ['/dev/ttyACM0', old.number],
    ['/dev/ttyACM1', fresh.number],
  ]);
  const opened: string[] = [];
  const { hub, send } = hosted({
    ...transports,
    open: (address, line) => {
      const path = address.kind === 'serial' ? address.path : '';
      opened.push(path);
      return transports.open({ kind: 'tcp', host: '127.0.0.1', port: sockets.get(path) ?? 1 }, line);
    },
  });
  const found = (path: string): FoundDevice => ({
    identity: 'serial:0c2e:0caa:S123',
    address: { kind: 'serial', path },
    title: 'scanner',
    guess: 'scanner',
    vendorId: 0x0c2e,
    productId: 0x0caa,
    serialNumber: 'S123',
    portPath: '1-1',
    isPortable: true,
  });
  const place = { identity: 'serial:0c2e:0caa:S123', address: { kind: 'serial' as const, path: '/dev/ttyACM0' } };
  send({ kind: 'devices.use', bindings: [scanner('scan-a', place)] });
  await hub.until(() => hub.told('scan-a')?.status.trouble === 'unreachable');
  // Nobody knows whose /dev/ttyACM0 is now: it is not opened for this scanner.
  expect(opened).toEqual([]);
  watch.tell({ kind: 'appeared', device: found('/dev/ttyACM0') });
  await hub.until(() => hub.told('scan-a')?.status.state === 'idle');
  old.scanner.scan(textSymbol(']C0', 'first'));
  await hub.until(() => scansOf(hub).length === 1);
  watch.tell({ kind: 'gone', device: found('/dev/ttyACM0') });
  old.port.unplug();
  await hub.until(() => hub.told('scan-a')?.status.trouble === 'unreachable');
  watch.tell({ kind: 'appeared', device: found('/dev/ttyACM1') });
  await hub.until(() => hub.told('scan-a')?.status.state === 'idle');
  fresh.scanner.scan(textSymbol(']C0', 'second'));
  await hub.until(() => scansOf(hub).length === 2);
  expect(new Set(opened)).toEqual(new Set(['/dev/ttyACM0', '/dev/ttyACM1']));
});

test('BD11 the scale gives a weight of now or the reason why not, never 0', async () => {
  const { hub, send } = hosted();
  const weigh = () => hub.ask({ ask: 'weigh', tareMilli: 0 });
  send(boundTo(printerBinding(null)));
  expect(await weigh()).toEqual({ ask: 'weigh', answer: { ok: false, refusal: 'no-scale' } });
  send(boundTo(printerBinding(null), scale));
  await hub.until(() => hub.told('scale')?.status.state === 'idle');
  expect(await weigh()).toMatchObject({ answer: { ok: false, refusal: 'nothing-on-scale' } });
  await act(hub, 'scale', { kind: 'load', grams: 1_234, isMoving: false });
  expect(await weigh()).toMatchObject({ answer: { ok: true, weight: { milli: 1_234, unit: 'kg', stable: true } } });
  await act(hub, 'scale', { kind: 'load', grams: 1_234, isMoving: true });
  expect(await weigh()).toMatchObject({ answer: { ok: false, refusal: 'moving' } });
  await act(hub, 'scale', { kind: 'load', grams: 50_000, isMoving: false });
  expect(await weigh()).toMatchObject({ answer: { ok: false, refusal: 'overload' } });
  await act(hub, 'scale', { kind: 'line', fault: 'silent' });
  expect(await weigh()).toMatchObject({ answer: { ok: false, refusal: 'silent' } });
  await act(hub, 'scale', { kind: 'plug', isPlugged: false });
  expect(await weigh()).toMatchObject({ answer: { ok: false, refusal: 'unreachable' } });
});

test('BD11 nonsense of a real line is no weight', async () => {
  const { hub, send } = hosted();
  const pan = new ScalePan();
  pan.put(500);
  const port = new VirtualPort(new VirtualScale8217(pan), machineClock);
  port.setFault({ kind: 'garbage', noise: new Uint8Array([0x39, 0x39, 0x00, 0xff]) });
  const server = kept(new PortServer(port));
  send({ kind: 'devices.use', bindings: [{ ...scale, ...tcpPlace(await server.open(0)) } as DeviceBinding] });
  await hub.until(() => hub.told('scale')?.status.state === 'idle');
  const answer = await hub.ask({ ask: 'weigh', tareMilli: 0 });
  if (answer.ask !== 'weigh') throw new Error('another answer');
  // Either the noise was seen through and the weight is right, or there is none.
  if (answer.answer.ok) expect(answer.answer.weight.milli).toBe(500);
  else expect(answer.answer.refusal).not.toBe('nothing-on-scale');
});

test('BD12 BD13 BD14 trace, health, preview, display test, profiles and polarity, and who has none of it', async () => {
  const { hub, send } = hosted();
  send(boundTo(printerBinding(null), scale, display, scanner('scan-a', virtualPlace('scan-a'))));
  await hub.until(() => powerOf(hub, 'receipt-1') === 'online' && hub.told('display')?.status.state === 'idle');
  hub.offer(paperJob(1, 2));
  await hub.reached(paperJob(1), 'confirmed');
  const traced = await hub.ask({ ask: 'trace', name: 'receipt-1' });
  if (traced.ask !== 'trace') throw new Error('no trace');
  const sent = traced.trace.entries.filter(({ direction }) => direction === 'to-device').map(({ hex }) => hex);
  expect(sent.join(' ')).toContain(Buffer.from('job 1 line 0').toString('hex').replace(/../g, '$& ').trim());
  expect(traced.trace.entries.some(({ direction }) => direction === 'from-device')).toBe(true);
  const health = await hub.ask({ ask: 'health', name: 'receipt-1' });
  if (health.ask !== 'health') throw new Error('no health');
  expect(health.health.checks.filter(({ result }) => result === 'bad')).toEqual([]);
  expect(health.health.answerMs).not.toBeNull();
  const job = paperJob(9);
  if (job.kind === 'drawer') throw new Error('paper');
  const preview = await hub.ask({ ask: 'preview', profile: 'generic-58mm', document: job.document });
  expect(preview).toMatchObject({ ask: 'preview', paper: { faults: [] } });
  expect(preview.ask === 'preview' && preview.paper.text).toContain('job 9 line 2');
  expect(await hub.ask({ ask: 'preview', profile: 'no-such', document: job.document })).toMatchObject({
    refusal: 'profile-unknown',
  });
  expect(await hub.ask({ ask: 'show-test', name: 'display' })).toEqual({ ask: 'show-test' });
  expect(await hub.ask({ ask: 'show-test', name: 'scale' })).toMatchObject({ refusal: 'device-unfit' });
  expect(await hub.ask({ ask: 'health', name: 'nobody' })).toMatchObject({ refusal: 'device-unknown' });
  expect(await act(hub, 'display', { kind: 'load', grams: 1, isMoving: false })).toMatchObject({
    refusal: 'device-unfit',
  });
  const found = await hub.ask({ ask: 'find', probe: [{ host: '127.0.0.1', port: 1 }] });
  expect(found).toMatchObject({ ask: 'find', found: { search: { devices: [], troubles: [{ transport: 'tcp' }] } } });
  const step = async (how: 'begin' | 'done' | 'look') => {
    const answer = await hub.ask({ ask: 'learn', name: 'drawer-a', step: how });
    return answer.ask === 'learn' ? answer.learning.step : answer.ask;
  };
  expect(await step('begin')).toBe('open-it');
  await act(hub, 'receipt-1', { kind: 'drawer', act: 'open-by-key' });
  await step('done');
  await expect.poll(() => step('look')).toBe('close-it');
  await act(hub, 'receipt-1', { kind: 'drawer', act: 'push' });
  await step('done');
  await expect.poll(() => step('look')).toBe('learned');
});

test('BD9 a queue is drained job by job, asked nothing and never confirms; with no printer behind it nobody knows', async () => {
  const cups = new FakeCups();
  const transports = testTransports();
  let connections = 0;
  let stallMs = 8_000;
  const { hub, send } = hosted({
    ...transports,
    open: (address, line) => {
      if (address.kind !== 'spool') return transports.open(address, line);
      connections += 1;
      return new CupsTransport({ queue: address.queue, pollMs: 20, stallMs });
    },
  });
  const place = { identity: 'spool:COUNTER', address: { kind: 'spool', queue: 'COUNTER' } } as const;
  send({ kind: 'devices.use', bindings: [{ ...printerBinding(null), ...place } as DeviceBinding] });
  await hub.until(() => hub.told('receipt-1') !== undefined);
  expect(connections).toBe(0);
  hub.offer(paperJob(1));
  await hub.reached(paperJob(1), 'sent');
  hub.offer(paperJob(2));
  await hub.reached(paperJob(2), 'sent');
  expect(connections).toBe(2);
  expect(cups.received().toString('latin1').split('job 1 line 0')).toHaveLength(2);
  expect(hub.told('receipt-1')?.printer).toMatchObject({
    isQueue: true,
    confirms: false,
    status: { paper: 'unknown' },
  });
  // The spooler still takes everything and says so; its printer is gone.
  cups.die();
  stallMs = 400;
  hub.offer(paperJob(3));
  await hub.reached(paperJob(3), 'unknown');
  expect(hub.all('print.state').some(({ state }) => state === 'confirmed')).toBe(false);
  cups.tearDown();
}, 30_000);

test('PJ14 a grant that comes while the printer is being exchanged prints once on the next, or fails when there is none', async () => {
  const { hub, send } = hosted();
  const printers = [new VirtualPrinter(), new VirtualPrinter()];
  const ports = await Promise.all(printers.map((printer) => kept(new VirtualPrinterServer(printer)).open(0)));
  const [first = 0, second = 0] = ports;
  send(boundTo(printerBinding(first)));
  hub.grants = false;
  hub.offer(paperJob(1));
  await hub.until(() => hub.all('print.claim').length === 1);
  hub.states.set(paperJob(1).jobId, 'sending');
  send(boundTo(printerBinding(second)));
  // The first is being let go of, which takes its line a moment.
  await settle();
  send({ kind: 'print.grant', jobId: paperJob(1).jobId, granted: true });
  await hub.reached(paperJob(1), 'confirmed');
  expect(printers.map((printer) => printedText(printer.items).match(/job 1 line 0/g)?.length ?? 0)).toEqual([0, 1]);

  hub.offer(paperJob(2));
  await hub.until(() => hub.all('print.claim').some(({ jobId }) => jobId === paperJob(2).jobId));
  hub.states.set(paperJob(2).jobId, 'sending');
  send({ kind: 'devices.use', bindings: [] });
  await settle();
  send({ kind: 'print.grant', jobId: paperJob(2).jobId, granted: true });
  await hub.reached(paperJob(2), 'failed');
  expect(hub.last('print.state')?.reason).toBe('not-bound');
  expect(printedText(printers[1]?.items ?? [])).not.toContain('job 2');
});

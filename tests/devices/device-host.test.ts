import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import bwipjs from 'bwip-js/node';
import { afterEach, describe, expect, test } from 'vitest';
import type { PrintJob } from '../../contracts/device.ts';
import type { DevicesToHub } from '../../contracts/device-messages.ts';
import { stateAfterCrash } from '../../domain/receipt/print-job.ts';
import { saleReceipt } from '../../domain/receipt/sale-receipt.ts';
import { barWidths } from '../../main/devices/protocols/bar-widths.ts';
import { qrModules } from '../../main/devices/qr-modules.ts';
import { printedText } from '../../main/devices/virtual/printed-item.ts';
import { VirtualPrinter } from '../../main/devices/virtual/virtual-printer.ts';
import { VirtualPrinterServer } from '../../main/devices/virtual/virtual-printer-server.ts';
import { completed, sampleLine, sampleSale } from '../domain/sale-samples.ts';
import { hosted as bareHost, boundTo, FakeHub, printerBinding } from './hosted.ts';
import { receiptFacts, resourcesDir, wordsOf } from './paper-samples.ts';
import { drawerJob, paperJob } from './printing-samples.ts';

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** A host with the virtual printer and a drawer on it. */
function hosted(): ReturnType<typeof bareHost> {
  const all = bareHost();
  all.send(boundTo(printerBinding(null)));
  return all;
}
async function networkPrinter(
  setup: ConstructorParameters<typeof VirtualPrinter>[0] = {},
): Promise<{ printer: VirtualPrinter; port: number }> {
  const printer = new VirtualPrinter(setup);
  const server = new VirtualPrinterServer(printer);
  const port = await server.open(0);
  open.push(() => server.close());
  return { printer, port };
}
/** Does the sensor see the drawer open? */
function isOpen(hub: FakeHub): boolean {
  const status = hub.told('drawer-a')?.status;
  return status?.device === 'cash-drawer' && status.drawer === 'open';
}
const lunch = completed(
  sampleSale([sampleLine({ name: 'Nasi goreng 炒飯', price: 850 }), sampleLine({ name: 'Teh' })]),
);
const receipt: PrintJob = {
  ...paperJob(1),
  kind: 'receipt',
  document: saleReceipt(receiptFacts(lunch), wordsOf('id')),
} as PrintJob;

describe('the device process', () => {
  test('PJ2 DR1 prints on the virtual printer and opens its drawer, and shows the paper', async () => {
    const { hub, send } = hosted();
    hub.offer(receipt);
    hub.offer(drawerJob(2));
    await Promise.all([hub.reached(receipt, 'confirmed'), hub.reached(drawerJob(2), 'confirmed')]);
    send({ kind: 'paper.get', requestId: 'r1', jobId: receipt.jobId });
    const paper = hub.last('paper.answer')?.paper;
    expect(paper?.faults).toEqual([]);
    expect(paper?.text).toContain('[drawn 576x30]');
    expect(paper?.preview).toMatch(/Nasi goreng 炒飯 +8,50/);
    expect(paper?.preview).toContain('[qr KNT1:A1-000123]');
    const picture = await loadImage(Buffer.from(paper?.png ?? []));
    expect(picture.width).toBe(576 + 48);
    send({ kind: 'status.get' });
    await hub.until(() => hub.told('drawer-a')?.status.state === 'idle' && isOpen(hub));
    expect(hub.told('receipt-1')?.printer).toMatchObject({
      profile: 'generic-80mm',
      columns: 48,
      confirms: true,
      isQueue: false,
      virtualDrawerOpenings: 1,
    });
  });
  test('PT6 the picture of the paper has the QR code of the receipt, dot for dot', async () => {
    const { hub, send } = hosted();
    hub.offer(receipt);
    await hub.reached(receipt, 'confirmed');
    send({ kind: 'paper.get', requestId: 'r1', jobId: receipt.jobId });
    const picture = await loadImage(Buffer.from(hub.last('paper.answer')?.paper?.png ?? []));
    const context = createCanvas(picture.width, picture.height).getContext('2d');
    context.drawImage(picture, 0, 0);
    const isDark = (x: number, y: number): boolean => (context.getImageData(x, y, 1, 1).data[0] ?? 255) < 128;
    const qr = qrModules('KNT1:A1-000123');
    const left = Math.floor((picture.width - qr.size * 5) / 2);
    const tops = Array.from({ length: picture.height }, (_, y) => y).filter(
      (y) => isDark(left, y) && isDark(left + 34, y) && !isDark(left + 36, y),
    );
    const rows = (top: number): boolean =>
      Array.from({ length: qr.size ** 2 }, (_, at) => [Math.floor(at / qr.size), at % qr.size] as const).every(
        ([row, column]) => isDark(left + column * 5 + 2, top + row * 5 + 2) === qr.isDark(row, column),
      );
    expect(tops.some(rows)).toBe(true);
  });
  test('PT6 the virtual printer draws CODE128 as the standard has it', () => {
    for (const text of ['KAUNTER-TEST', 'A1-000123', ' ~{|}']) {
      const codes = [...text].map((letter) => `^${String(letter.charCodeAt(0) - 32).padStart(3, '0')}`).join('');
      const [drawn] = bwipjs.raw('code128', `^104${codes}`, 'raw');
      expect(barWidths({ symbology: 'code128', data: text })).toEqual(
        drawn !== undefined && 'sbs' in drawn ? drawn.sbs : null,
      );
    }
  });
  test('PJ2 without the hub nothing is printed, and with it once', async () => {
    const { hub } = hosted();
    hub.grants = false;
    hub.offer(paperJob(1));
    await hub.until(() => hub.last('print.claim') !== undefined);
    expect(hub.states.get(paperJob(1).jobId)).toBe('queued');
    hub.grants = true;
    const claim = hub.last('print.claim');
    if (claim !== undefined) hub.hear(claim);
    await hub.reached(paperJob(1), 'confirmed');
  });
  test('PJ9 another printer takes over the jobs that wait for the first', async () => {
    const { hub, send } = hosted();
    const { printer, port } = await networkPrinter();
    await hub.ask({ ask: 'act', name: 'receipt-1', act: { kind: 'paper', paper: 'out', cover: 'closed' } });
    hub.offer(paperJob(1));
    await hub.until(() =>
      hub.messages.some((message) => message.kind === 'print.state' && message.reason === 'paper-out'),
    );
    send(boundTo(printerBinding(port, { profile: 'epson-tm-t88' })));
    await hub.reached(paperJob(1), 'confirmed');
    expect(printedText(printer.items)).toContain('job 1 line 2');
    const told = hub.told('receipt-1');
    expect(told?.status.deviceId).toBe(`tcp:127.0.0.1:${port}`);
    expect(told?.printer).toMatchObject({ profile: 'epson-tm-t88', virtualDrawerOpenings: null });
  });
  test('PJ9 a printer without paper in the middle of a job does not keep the next one from its work', async () => {
    const { hub, send } = hosted();
    const { port } = await networkPrinter({ paperDots: 30 * 5 });
    send(boundTo(printerBinding(port)));
    hub.offer(paperJob(1, 40));
    hub.offer(paperJob(2));
    await hub.reached(paperJob(1), 'sent');
    send(boundTo(printerBinding(null)));
    await hub.reached(paperJob(2), 'confirmed');
    expect(hub.states.get(paperJob(1).jobId)).toBe('unknown');
  });
  test('PJ3 an unknown profile and an unknown job have an answer', () => {
    const { hub, send } = hosted();
    send(boundTo(printerBinding(null, { profile: 'no-such-printer' })));
    send({ kind: 'paper.get', requestId: 'r9', jobId: paperJob(77).jobId });
    expect(hub.last('paper.answer')).toEqual({ kind: 'paper.answer', requestId: 'r9', paper: null });
    expect(() => send({ kind: 'nonsense' } as never)).toThrow();
  });
});

/** The real device process, started as the supervisor starts it. */
function startedProcess(): { hub: FakeHub; child: ChildProcess; ended: Promise<unknown> } {
  const child = fork(join(import.meta.dirname, '../../main/app/device-process.ts'), [], {
    serialization: 'advanced',
    stdio: 'inherit',
  });
  const hub = new FakeHub((body) => {
    if (child.connected) child.send({ kind: 'deliver', from: 'hub', body });
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.on('message', (message: { kind: string; body?: DevicesToHub }) => {
    if (message.kind === 'send' && message.body !== undefined) hub.hear(message.body);
  });
  open.push(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { hub, child, ended };
}
function begin(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.on('message', (message: { kind: string }) => {
      if (message.kind === 'ready') resolve();
    });
    child.send({ kind: 'start', config: { dataDir: import.meta.dirname, resourcesDir } });
  });
}

describe('kill -9', () => {
  test('PJ4 the process killed while a job was under way: it is unknown, and a new process prints nothing of it', async () => {
    const { printer, port } = await networkPrinter({ paperDots: 30 * 5, bufferBytesMax: 256 });
    const use = boundTo(printerBinding(port));
    const first = startedProcess();
    await begin(first.child);
    first.child.send({ kind: 'deliver', from: 'hub', body: use });
    first.hub.offer(paperJob(1, 400));
    await first.hub.reached(paperJob(1), 'sending');
    await new Promise<void>((resolve) => {
      printer.onChange(() => {
        if (printer.paper === 'out') resolve();
      });
    });
    first.child.kill('SIGKILL');
    await first.ended;

    const second = startedProcess();
    for (const [jobId, state] of first.hub.states) second.hub.states.set(jobId, stateAfterCrash(state));
    expect([...second.hub.states.values()]).toEqual(['unknown']);
    await begin(second.child);
    printer.setPaper('ok');
    second.child.send({ kind: 'deliver', from: 'hub', body: use });
    second.hub.offer(paperJob(1, 400));
    second.hub.offer(paperJob(2));
    await second.hub.reached(paperJob(2), 'confirmed');
    const lines = printedText(printer.items).split('\n');
    expect(lines.filter((line) => line === 'job 1 line 0')).toHaveLength(1);
    expect(second.hub.states.get(paperJob(1).jobId)).toBe('unknown');
  });
});

import { describe, expect, test } from 'vitest';
import type { PrinterProfile, PrinterStatus } from '../../contracts/device.ts';
import type { PrintJobReason } from '../../domain/receipt/print-job.ts';
import { machineClock } from '../../main/devices/clock.ts';
import { loadPrinterProfile } from '../../main/devices/printer-profiles.ts';
import { printedText } from '../../main/devices/virtual/printed-item.ts';
import { modelOf, VirtualPrinter } from '../../main/devices/virtual/virtual-printer.ts';
import type { VirtualPrinterSetup } from '../../main/devices/virtual/virtual-printer-setup.ts';
import { resourcesDir } from './paper-samples.ts';
import { drawerJob, onMemory, onTcp, paperJob, quickTimes } from './printing-samples.ts';

const open = (profile: PrinterProfile, over: Partial<PrinterProfile> = {}): PrinterProfile => ({
  ...profile,
  ...over,
  drawer: { ...profile.drawer, openLevel: 'high' },
});
const load = (name: string): PrinterProfile => loadPrinterProfile(resourcesDir, name);

/** One of every way to talk to a printer. */
const models: readonly (readonly [string, PrinterProfile])[] = [
  ['ESC/POS with process id', open(load('epson-tm-t88v'))],
  ['ESC/POS with barrier', open(load('citizen-ct-s310ii'))],
  ['ESC/POS that must be asked', open(load('xprinter-xp-80'))],
  ['needle printer', open(load('epson-tm-u220b'))],
  ['Star Line Mode', open(load('star-tsp650ii'))],
  ['Star Line Mode, telling by itself', open(load('star-tsp700ii'), { status: 'status-back' })],
  ['Star that prints dots only', open(load('star-tsp100'))],
  ['StarPRNT', open(load('star-mc-print3'))],
  ['StarPRNT, telling by itself', open(load('star-mpop'), { status: 'status-back' })],
];

function twinOf(profile: PrinterProfile, setup: Partial<VirtualPrinterSetup> = {}): VirtualPrinter {
  return new VirtualPrinter({ ...modelOf(profile), ...setup });
}
function linesOf(printer: VirtualPrinter): string[] {
  return printedText(printer.items)
    .split('\n')
    .filter((line) => /^job |^\[drawn/.test(line));
}
/** Resolves when a condition holds, looked at after every change of the printer. */
function whenSo(printer: VirtualPrinter, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isSo()) return;
      forget();
      resolve();
    };
    const forget = printer.onChange(look);
    look();
  });
}

describe.each(models)('%s', (_name, profile) => {
  test('PT8 PJ1 a job is printed once and confirmed, over memory and over TCP', async () => {
    for (const start of [onMemory, onTcp]) {
      const printer = twinOf(profile);
      const { session, reached, reportsOf } = await start(printer, { profile });
      for (let n = 1; n <= 3; n += 1) session.submit(paperJob(n, 20));
      await reached(paperJob(3), 'confirmed');
      expect(reportsOf(paperJob(1))).toEqual(['sent none', 'confirmed none']);
      expect(linesOf(printer)).toHaveLength(60);
      expect(printer.faults).toEqual([]);
    }
  });

  test('PT8 LM2 forty jobs one after the other are each confirmed, over the end of the counter', async () => {
    const printer = twinOf(profile);
    const { session, reached } = onMemory(printer, { profile });
    for (let n = 1; n <= 40; n += 1) {
      session.submit(paperJob(n, 1));
      await reached(paperJob(n), 'confirmed');
    }
    expect(linesOf(printer)).toHaveLength(40);
  });

  const troubles = [
    ['paper out', 'paper-out', (p) => p.setPaper('out'), (p) => p.setPaper('ok')],
    ['open cover', 'cover-open', (p) => p.setCover('open'), (p) => p.setCover('closed')],
    ['cutter', 'printer-error', (p) => p.setTrouble('cutter'), (p) => p.setTrouble('none')],
    ['jam', 'printer-error', (p) => p.setTrouble('jam'), (p) => p.setTrouble('none')],
    ['heat', 'printer-error', (p) => p.setTrouble('heat'), (p) => p.setTrouble('none')],
    ['broken', 'printer-error', (p) => p.setTrouble('broken'), (p) => p.setTrouble('none')],
    ['off line', 'printer-not-ready', (p) => p.setOffline(true), (p) => p.setOffline(false)],
  ] as const satisfies readonly (readonly [
    string,
    PrintJobReason,
    (printer: VirtualPrinter) => void,
    (printer: VirtualPrinter) => void,
  ])[];

  test.each(troubles)('PT8 PJ8 %s before a job: it waits, says why, and prints once it is over', async (...trouble) => {
    const [, reason, begin, end] = trouble;
    const printer = twinOf(profile);
    const { session, reached } = onMemory(printer, { profile });
    begin(printer);
    session.submit(paperJob(1));
    await reached(paperJob(1), 'queued', reason);
    expect(linesOf(printer)).toEqual([]);
    end(printer);
    await reached(paperJob(1), 'confirmed');
    expect(linesOf(printer)).toHaveLength(3);
  });

  test.each(troubles)(
    'PT8 PJ8 %s in the middle of a job: it goes on where it stopped, nothing twice',
    async (...trouble) => {
      const [, , begin, end] = trouble;
      const printer = twinOf(profile, { bufferBytesMax: 256 });
      const { session, reached, reportsOf } = onMemory(printer, { profile });
      session.submit(paperJob(1, 60));
      await whenSo(printer, () => linesOf(printer).length >= 10);
      begin(printer);
      await session.look();
      expect(reportsOf(paperJob(1)).filter((report) => report.startsWith('confirmed'))).toEqual([]);
      end(printer);
      await reached(paperJob(1), 'confirmed');
      expect(linesOf(printer)).toHaveLength(60);
      expect(printer.faults).toEqual([]);
    },
  );

  test('PT8 PJ4 a printer that dies is unknown from the first byte on, and nothing starts again', async () => {
    for (const diesAfterBytes of [40, 300, 700]) {
      const printer = twinOf(profile, { diesAfterBytes });
      const { session, reached, reportsOf, claims } = onMemory(printer, { profile });
      session.submit(paperJob(1, 60));
      await reached(paperJob(1), 'unknown', 'connection-lost');
      printer.revive();
      session.submit(paperJob(2));
      await reached(paperJob(2), 'confirmed');
      expect(claims).toHaveLength(2);
      expect(reportsOf(paperJob(1)).at(-1)).toBe('unknown connection-lost');
    }
  });

  test('PT8 LM1 a printer that talks all the time and slowly prints disturbs nothing', async () => {
    const speed = { dotsPerSecond: 40_000, clock: machineClock };
    const printer = twinOf(profile, { chattyEveryBytes: 7, speed, bufferBytesMax: 512 });
    const { session, reached } = onMemory(printer, { profile });
    session.submit(paperJob(1, 40));
    await reached(paperJob(1), 'confirmed');
    expect(linesOf(printer)).toHaveLength(40);
  });

  test('PT8 DR1 DR6 LM3 the drawer opens with the times of the profile, and is known open and closed', async () => {
    for (const pin of [2, 5] as const) {
      const printer = twinOf(profile, { drawerPin: pin });
      const mine = { ...profile, drawer: { ...profile.drawer, pin } };
      const seen: PrinterStatus[] = [];
      const { session, reached } = onMemory(printer, { profile: mine, onStatus: (status) => seen.push(status) });
      session.submit(drawerJob(1));
      await reached(drawerJob(1), 'confirmed');
      const second = { pin, onMs: 200, offMs: 200, opened: true };
      const first = { pin, onMs: 50, offMs: 200, opened: true };
      expect(printer.pulses).toEqual([pin === 5 && profile.dialect !== 'escpos' ? second : first]);
      expect((await session.look()).drawer).toBe('open');
      printer.closeDrawer();
      expect((await session.look()).drawer).toBe('closed');
    }
  });

  test('PT8 DR4 a pulse never waits behind paper that is out', async () => {
    const printer = twinOf(profile);
    const { session, reached } = onMemory(printer, { profile });
    printer.setPaper('out');
    session.submit(paperJob(1));
    session.submit(drawerJob(2));
    await reached(drawerJob(2), 'failed', 'paper-out');
    printer.setPaper('ok');
    await reached(paperJob(1), 'confirmed');
    expect(printer.pulses).toEqual([]);
  });

  test('PT8 PJ1 PJ10 a printer that answers nothing is never called confirmed', async () => {
    const printer = twinOf(profile, { answersStatus: false });
    const { session, reached, reportsOf } = onMemory(printer, { profile, times: quickTimes });
    session.submit(paperJob(1));
    await reached(paperJob(1), profile.confirm === 'etb' ? 'sent' : 'unknown');
    expect(reportsOf(paperJob(1)).join()).not.toContain('confirmed');
    expect(session.status.paper).toBe('unknown');
  });
});

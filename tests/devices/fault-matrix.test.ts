import { describe, expect, test } from 'vitest';
import type { PrinterProfile } from '../../contracts/device.ts';
import { mayFollow, type PrintJobReason, type PrintJobState } from '../../domain/receipt/print-job.ts';
import { type Clock, machineClock } from '../../main/devices/clock.ts';
import { encodeJob } from '../../main/devices/printer/job-bytes.ts';
import { loadPrinterProfile } from '../../main/devices/printer-profiles.ts';
import { type PrinterFault, printerFaults, type ScriptedFault } from '../../main/devices/virtual/fault-script.ts';
import { printedText } from '../../main/devices/virtual/printed-item.ts';
import { modelOf, VirtualPrinter } from '../../main/devices/virtual/virtual-printer.ts';
import type { VirtualPrinterSetup } from '../../main/devices/virtual/virtual-printer-setup.ts';
import { HandClock } from './hand-clock.ts';
import { resourcesDir } from './paper-samples.ts';
import { onMemory, onTcp, paperJob, quickTimes, type WatchedSession } from './printing-samples.ts';

const load = (name: string): PrinterProfile => loadPrinterProfile(resourcesDir, name);
const models: readonly (readonly [string, PrinterProfile])[] = [
  ['ESC/POS', load('epson-tm-t88v')],
  ['Star Line Mode', load('star-tsp650ii')],
  ['StarPRNT', load('star-mc-print3')],
];

/** Where in the life of a job a fault comes. Shares are of the job's bytes. */
const moments = ['queued', 'claimed', 'first byte', 'half', '90 %', 'before the cut', 'confirmed'] as const;
type Moment = (typeof moments)[number];

/** Faults that stop printing until somebody mends them, and why a job waits for that. */
const blocking: Readonly<Partial<Record<PrinterFault, PrintJobReason>>> = {
  'paper-out': 'paper-out',
  'cover-open': 'cover-open',
  jam: 'printer-error',
  cutter: 'printer-error',
  offline: 'printer-not-ready',
};
const isLoss = (fault: PrinterFault): boolean => fault === 'unplug' || fault === 'die';

const lines = 30;
const job = paperJob(1, lines);
const wanted = Array.from({ length: lines }, (_, line) => `job 1 line ${line}`);
const noDrawing = (): never => expect.unreachable('these lines are not drawn');

interface Stage extends WatchedSession {
  readonly printer: VirtualPrinter;
  /** Lets time pass until it is so. */
  readonly until: (isSo: () => boolean, what: string) => Promise<void>;
  /** Lets more time pass than any limit of the session, where the clock is moved by hand. */
  readonly longAfter: () => Promise<void>;
}

/** Bytes of the status questions before a job are asked in real time; the script counts from the claim on. */
function scriptFor(moment: Moment, fault: PrinterFault, profile: PrinterProfile): ScriptedFault[] {
  const { bytes } = encodeJob(job, profile, noDrawing);
  const shares: Partial<Record<Moment, number>> = {
    'first byte': 1,
    half: bytes.length >> 1,
    '90 %': Math.floor(bytes.length * 0.9),
  };
  const at = moment === 'before the cut' ? 'cut' : shares[moment];
  return at === undefined ? [] : [{ at, fault }];
}

/** What has not come to pass after this, in milliseconds, never will: long, for busy machines. */
const neverMs = 30_000;

type Start = (
  printer: VirtualPrinter,
  over: Parameters<typeof onMemory>[1],
) => WatchedSession | Promise<WatchedSession>;

async function stage(
  start: Start,
  clock: Clock,
  setup: Partial<VirtualPrinterSetup> & { profile: PrinterProfile },
): Promise<Stage> {
  const { profile, ...rest } = setup;
  const printer = new VirtualPrinter({ ...modelOf(profile), bufferBytesMax: 256, ...rest });
  const watched = await start(printer, { profile, clock });
  const until = async (isSo: () => boolean, what: string): Promise<void> => {
    const end = performance.now() + neverMs;
    while (!isSo()) {
      if (performance.now() > end) throw new Error(`never ${what}: ${watched.reportsOf(job).join(', ')}`);
      if (clock instanceof HandClock) await clock.pass(5);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const longAfter = async (): Promise<void> => {
    if (clock instanceof HandClock) await clock.pass(3 * (quickTimes.stallMs + quickTimes.confirmMs));
  };
  return { ...watched, printer, until, longAfter };
}

function printedLines(printer: VirtualPrinter, n = 1): string[] {
  return printedText(printer.items)
    .split('\n')
    .filter((line) => line.startsWith(`job ${n} `));
}
const cuts = (printer: VirtualPrinter): number => printer.items.filter(({ kind }) => kind === 'cut').length;

/** Nothing is on paper twice, and no state follows that may not. */
function expectOrder({ printer, reportsOf }: Stage): void {
  const shown = printedLines(printer);
  expect(shown).toEqual(wanted.slice(0, shown.length));
  const states = reportsOf(job).map((report) => report.split(' ')[0] as PrintJobState);
  const steps = states.map((state, at) => [states[at - 1] ?? 'sending', state] as const);
  const wrong = steps.filter(
    ([from, to]) => to !== 'queued' && from !== 'queued' && from !== to && !mayFollow(from, to),
  );
  expect(wrong).toEqual([]);
}
const has = ({ reportsOf }: Stage, text: string): boolean => reportsOf(job).includes(text);
const ended = ({ reportsOf }: Stage): boolean =>
  /^(confirmed|unknown|failed|cancelled)/.test(reportsOf(job).at(-1) ?? '');

/** The whole life of one job with one fault at one moment. */
async function live(play: Stage, moment: Moment, fault: PrinterFault): Promise<void> {
  const { printer, session, until } = play;
  if (moment === 'queued') printer.suffer(fault);
  session.submit(job);
  if (moment === 'confirmed') {
    await until(() => ended(play), 'ended');
    printer.suffer(fault);
  }
  if (isLoss(fault)) await loses(play, moment);
  else if (blocking[fault] !== undefined) await stops(play, moment, blocking[fault]);
  await until(() => ended(play), 'ended');
  expectOrder(play);
  // Whatever happened: the printer mended, the next job comes out whole, and the first never again.
  printer.mend();
  const before = printedLines(printer).length;
  session.submit(paperJob(2));
  await until(() => play.reportsOf(paperJob(2)).includes('confirmed none'), 'confirmed the next job');
  expect(printedLines(printer, 2)).toHaveLength(3);
  expect(printedLines(printer)).toHaveLength(before);
}

async function stops(play: Stage, moment: Moment, reason: PrintJobReason): Promise<void> {
  const { printer, until, reportsOf } = play;
  if (moment === 'confirmed') return;
  if (moment === 'queued') {
    await until(() => has(play, `queued ${reason}`), `waiting for ${reason}`);
    expect([printedLines(printer), play.claims]).toEqual([[], []]);
  } else {
    await until(() => printer.isStopped, 'stopped');
    await play.longAfter();
    expect(reportsOf(job).filter((report) => /^(confirmed|failed|unknown)/.test(report))).toEqual([]);
  }
  printer.mend();
  await until(() => ended(play), 'ended');
  expect(reportsOf(job).at(-1)).toBe('confirmed none');
  expect([printedLines(printer), cuts(printer)]).toEqual([wanted, 1]);
}

async function loses(play: Stage, moment: Moment): Promise<void> {
  const { printer, until, reportsOf } = play;
  if (moment === 'queued') {
    await until(() => has(play, 'queued printer-unreachable'), 'waiting for the printer');
    expect(printedLines(printer)).toEqual([]);
    printer.mend();
    await until(() => ended(play), 'ended');
  }
  await until(() => ended(play), 'ended');
  const last = reportsOf(job).at(-1);
  if (moment === 'queued' || moment === 'confirmed')
    expect([last, printedLines(printer)]).toEqual(['confirmed none', wanted]);
  else if (last === 'failed connection-lost') expect([moment, printedLines(printer)]).toEqual(['claimed', []]);
  else expect(last).toBe('unknown connection-lost');
}

async function playOut(
  start: Start,
  clock: Clock,
  [profile, moment, fault]: readonly [PrinterProfile, Moment, PrinterFault],
): Promise<void> {
  const script = scriptFor(moment, fault, profile);
  const armed: Start = (printer, over) => {
    const claim = async (): Promise<boolean> => {
      if (moment === 'claimed') printer.suffer(fault);
      printer.schedule(script);
      return true;
    };
    let isFirst = true;
    return start(printer, {
      ...over,
      claim: async () => {
        const isMine = isFirst;
        isFirst = false;
        return isMine ? await claim() : true;
      },
    });
  };
  await live(await stage(armed, clock, { profile }), moment, fault);
}

const faults = printerFaults;

describe.each(models)('%s over memory, every moment × every fault', (_name, profile) => {
  const cells = moments.flatMap((moment) => faults.map((fault) => [moment, fault] as const));
  test.each(cells)('PJ4 PJ7 PJ8 PJ9 %s: %s', (moment, fault) =>
    playOut(onMemory, new HandClock(), [profile, moment, fault]),
  );
  test.each([
    ['slow', { speed: { dotsPerSecond: 4_000, clock: new HandClock() } }],
    ['chatty', { chattyEveryBytes: 5 }],
  ] as const)('PJ7 PJ10 a %s printer confirms, every line once', async (kind, setup) => {
    const clock = kind === 'slow' ? setup.speed.clock : new HandClock();
    const it = await stage(onMemory, clock, { profile, ...setup });
    it.session.submit(job);
    await it.until(() => ended(it), 'ended');
    expect([it.reportsOf(job).at(-1), printedLines(it.printer)]).toEqual(['confirmed none', wanted]);
  });
});

test('PJ7 PJ4 a printer that must be asked and takes no more bytes is given up in the end, and the job is unknown', async () => {
  const clock = new HandClock();
  const profile = load('star-tsp650ii');
  const it = await stage(onMemory, clock, { profile, script: [{ at: 100, fault: 'paper-out' }] });
  it.session.submit(job);
  await it.until(() => it.printer.isStopped, 'stopped');
  await clock.pass(19 * quickTimes.stallMs);
  expect(it.reportsOf(job)).toEqual([]);
  await clock.pass(2 * quickTimes.stallMs);
  await it.until(() => ended(it), 'ended');
  expect(it.reportsOf(job)).toEqual(['unknown connection-lost']);
});

describe.each(models)('%s over TCP', (_name, profile) => {
  const cells = (['queued', 'first byte', '90 %', 'before the cut'] as const).flatMap((moment) =>
    (['paper-out', 'cover-open', 'unplug', 'die'] as const).map((fault) => [moment, fault] as const),
  );
  test.each(cells)('PJ4 PJ8 PJ11 %s: %s', (moment, fault) => playOut(onTcp, machineClock, [profile, moment, fault]));
});

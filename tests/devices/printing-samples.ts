import { afterEach } from 'vitest';
import type { PrinterProfile, PrintJob } from '../../contracts/device.ts';
import type { JobId } from '../../domain/id.ts';
import type { PrintJobReason, PrintJobState } from '../../domain/receipt/print-job.ts';
import { cutMarker, textBlock } from '../../domain/receipt/receipt-document.ts';
import { type Clock, machineClock } from '../../main/devices/clock.ts';
import { LineDrawer } from '../../main/devices/line-drawer.ts';
import { PrinterSession, type PrinterSessionParts } from '../../main/devices/printer/printer-session.ts';
import { productTimes, type SessionTimes } from '../../main/devices/printer/session-times.ts';
import type { PrinterChannel } from '../../main/devices/printer-channel.ts';
import { loadPrinterProfile } from '../../main/devices/printer-profiles.ts';
import { MemoryChannel } from '../../main/devices/virtual/memory-channel.ts';
import type { VirtualPrinter } from '../../main/devices/virtual/virtual-printer.ts';
import { VirtualPrinterServer } from '../../main/devices/virtual/virtual-printer-server.ts';
import { TcpTransport } from '../../native/tcp.ts';
import { sampleId } from '../domain/sale-samples.ts';
import { HandClock } from './hand-clock.ts';
import { resourcesDir } from './paper-samples.ts';

/** Times as in the product, a tenth to a hundredth as long: for a clock moved by hand, and for tests of the limits themselves. */
export const quickTimes: SessionTimes = {
  ...productTimes,
  recheckMs: 20,
  retryMsMin: 20,
  retryMsMax: 80,
  stallMs: 300,
  confirmMs: 300,
  closeMs: 300,
  idleMs: 50,
};

/** The same with limits no busy machine comes near: for tests in which nothing is to run into one. */
export const patientTimes: SessionTimes = { ...quickTimes, stallMs: 20_000, confirmMs: 20_000 };

export const wideProfile: PrinterProfile = loadPrinterProfile(resourcesDir, 'generic-80mm');
const drawer = new LineDrawer(resourcesDir);

/** Paper of `lines` numbered lines, so that lost and doubled ones can be told. */
export function paperJob(n: number, lines = 3): PrintJob {
  const blocks = Array.from({ length: lines }, (_, line) => textBlock(`job ${n} line ${line}`));
  return {
    kind: 'receipt',
    jobId: sampleId<JobId>(n),
    document: { kind: 'receipt', language: 'en', direction: 'ltr', blocks: [...blocks, cutMarker] },
    copyMark: null,
    expiresAt: null,
  };
}
export function drawerJob(n: number, expiresAt: number = Date.now() + 60_000): PrintJob {
  return { kind: 'drawer', jobId: sampleId<JobId>(n), reason: 'sale', expiresAt };
}

/** A session that writes down what it reports. */
export interface WatchedSession {
  readonly session: PrinterSession;
  /** `state reason` of each report of a job, in sequence. */
  readonly reportsOf: (job: PrintJob) => string[];
  /** Resolves once the job has this state. */
  readonly reached: (job: PrintJob, state: PrintJobState, reason?: PrintJobReason) => Promise<void>;
  readonly claims: string[];
}

export function watchedSession(
  connect: () => PrinterChannel,
  over: Partial<Omit<PrinterSessionParts, 'connect'>> = {},
): WatchedSession {
  const reports: { readonly jobId: string; readonly text: string }[] = [];
  const waiting = new Set<() => void>();
  const claims: string[] = [];
  const clock: Clock = over.clock ?? machineClock;
  const session = new PrinterSession({
    profile: wideProfile,
    connect,
    drawLine: (line, profile) => drawer.draw(line, profile),
    clock,
    times: clock instanceof HandClock ? quickTimes : patientTimes,
    onStatus: () => undefined,
    onEncoded: () => undefined,
    ...over,
    claim: async (job) => {
      claims.push(job.jobId);
      return over.claim === undefined ? true : await over.claim(job);
    },
    onReport: ({ job, state, reason }) => {
      reports.push({ jobId: job.jobId, text: `${state} ${reason}` });
      for (const look of waiting) look();
    },
  });
  const reportsOf = (job: PrintJob): string[] =>
    reports.filter(({ jobId }) => jobId === job.jobId).map(({ text }) => text);
  const reached = (job: PrintJob, state: PrintJobState, reason?: PrintJobReason): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        const isThere = reportsOf(job).some((text) =>
          reason === undefined ? text.startsWith(`${state} `) : text === `${state} ${reason}`,
        );
        if (!isThere) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return { session, reportsOf, reached, claims };
}

const owners: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const each of owners.splice(0).reverse()) await each.close();
});
/** Closed after the test, the last one first. */
export function kept<Owner extends { close: () => Promise<void> }>(owner: Owner): Owner {
  owners.push(owner);
  return owner;
}
/** A watched session that is closed after the test. */
export function watched(...args: Parameters<typeof watchedSession>): WatchedSession {
  const all = watchedSession(...args);
  kept(all.session);
  return all;
}
/** A watched session on a virtual printer over memory. */
export function onMemory(printer: VirtualPrinter, over: Parameters<typeof watchedSession>[1] = {}): WatchedSession {
  return watched(() => new MemoryChannel(printer), over);
}
/** The same over TCP. */
export async function onTcp(
  printer: VirtualPrinter,
  over: Parameters<typeof watchedSession>[1] = {},
): Promise<WatchedSession> {
  const server = kept(new VirtualPrinterServer(printer));
  const port = await server.open(0);
  return watched(() => new TcpTransport({ host: '127.0.0.1', port, stallMs: 60_000 }), over);
}

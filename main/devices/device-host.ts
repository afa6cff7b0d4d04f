import {
  type DevicesToHub,
  type HubToDevices,
  hubToDevices,
  type PrinterProfile,
  type PrinterStatus,
  type PrintJob,
} from '../../contracts/device.ts';
import { assertNever } from '../../domain/assert.ts';
import type { JobId } from '../../domain/id.ts';
import type { PrinterBinding } from '../../domain/store/store-settings.ts';
import type { Clock } from './clock.ts';
import { LineDrawer } from './line-drawer.ts';
import { PaperShelf } from './paper-shelf.ts';
import { type JobReport, PrinterSession, type SessionTimes } from './printer/printer-session.ts';
import type { PrinterChannel } from './printer-channel.ts';
import { fallbackProfile, findPrinterProfile, type ProfileRefusal } from './printer-profiles.ts';
import { MemoryChannel } from './virtual/memory-channel.ts';
import { modelOf, VirtualPrinter } from './virtual/virtual-printer.ts';

/** Transports this room may not import: the composition root hands them in. */
export interface DeviceTransports {
  /** A fresh, unopened TCP channel. */
  readonly tcp: (target: {
    readonly host: string;
    readonly port: number;
    /** Longest wait without progress, in milliseconds. */
    readonly stallMs: number;
  }) => PrinterChannel;
}

/** What the device process is made of. */
export interface DeviceHostParts {
  readonly resourcesDir: string;
  readonly transports: DeviceTransports;
  readonly clock: Clock;
  readonly times: SessionTimes;
  readonly send: (message: DevicesToHub) => void;
}

/** How long the virtual drawer stays open, in milliseconds. */
const virtualDrawerMs = 5_000;
/** The channel's own limit is long: the session counts, and stops the clock while the printer says it has no paper. */
const channelStallMsMax = 3_600_000;
/** Longest wait for the hub's grant before the claim is made again, in milliseconds. */
export const grantMsMax = 5_000;

interface BoundPrinter {
  readonly binding: PrinterBinding;
  readonly profile: PrinterProfile;
  /** The name the settings gave, and why that profile was not taken. */
  readonly asked: string;
  readonly refusal: ProfileRefusal | null;
  readonly session: PrinterSession;
}

/** The devices of the counter: one receipt printer with a drawer, real or virtual, driven by the hub's messages. */
export class DeviceHost {
  readonly #parts: DeviceHostParts;
  readonly #drawer: LineDrawer;
  readonly #shelf: PaperShelf;
  readonly #virtual = new VirtualPrinter();
  readonly #grants = new Map<JobId, (granted: boolean) => void>();
  #printer: BoundPrinter;
  #switching: Promise<void> = Promise.resolve();
  #drawerOpenings = 0;

  constructor(parts: DeviceHostParts) {
    this.#parts = parts;
    this.#drawer = new LineDrawer(parts.resourcesDir);
    this.#shelf = new PaperShelf(parts.resourcesDir);
    this.#printer = this.#bind({ kind: 'virtual' }, fallbackProfile);
    this.#virtual.onChange(() => this.#virtualChanged());
  }

  /** A message of the hub, not yet parsed: a malformed one is a bug of the hub and throws. */
  receive(body: unknown): void {
    this.#handle(hubToDevices.parse(body));
  }

  async close(): Promise<void> {
    await this.#switching;
    for (const answer of this.#grants.values()) answer(false);
    await this.#printer.session.close();
  }

  #handle(message: HubToDevices): void {
    switch (message.kind) {
      case 'printer.use':
        this.#use(message.printer, message.profile);
        break;
      case 'print.offer':
        void this.#switching.then(() => this.#printer.session.submit(message.job));
        break;
      case 'print.grant':
        this.#granted(message.jobId, message.granted);
        break;
      case 'print.cancel':
        void this.#switching.then(() => this.#printer.session.cancel(message.jobId));
        break;
      case 'paper.get':
        this.#parts.send({
          kind: 'paper.answer',
          requestId: message.requestId,
          paper: this.#shelf.paperOf(message.jobId),
        });
        break;
      case 'status.get':
        void this.#switching.then(() => this.#look());
        break;
      case 'virtual.set':
        this.#virtual.setPaper(message.set.paper);
        this.#virtual.setCover(message.set.cover);
        void this.#look();
        break;
      default:
        assertNever(message);
    }
  }

  async #look(): Promise<void> {
    this.#tellStatus(await this.#printer.session.look());
  }

  /** Somebody has to push the virtual drawer shut again. */
  #virtualChanged(): void {
    if (this.#virtual.drawerOpenings === this.#drawerOpenings) return;
    this.#drawerOpenings = this.#virtual.drawerOpenings;
    this.#parts.clock.after(virtualDrawerMs, () => {
      this.#virtual.closeDrawer();
      void this.#look();
    });
    this.#tellStatus(this.#printer.session.status);
  }

  /** Changes the printer; jobs not yet begun go to the new one, the one in hand is finished on the old one. */
  #use(binding: PrinterBinding, profileName: string): void {
    this.#switching = this.#switching.then(async () => {
      const before = this.#printer;
      if (JSON.stringify(before.binding) === JSON.stringify(binding) && before.asked === profileName) {
        this.#tellStatus(before.session.status);
        return;
      }
      for (const answer of this.#grants.values()) answer(false);
      await before.session.close();
      this.#printer = this.#bind(binding, profileName);
      for (const job of before.session.takeHeldJobs()) this.#printer.session.submit(job);
      this.#tellStatus(this.#printer.session.status);
    });
  }

  #bind(binding: PrinterBinding, profileName: string): BoundPrinter {
    const { resourcesDir, clock, times, transports } = this.#parts;
    const { profile, refusal } = findPrinterProfile(resourcesDir, profileName);
    if (binding.kind === 'virtual') this.#virtual.play(modelOf(profile));
    const session = new PrinterSession({
      profile: binding.kind === 'virtual' ? virtualProfile(profile) : profile,
      connect: () =>
        binding.kind === 'virtual'
          ? new MemoryChannel(this.#virtual)
          : transports.tcp({ ...binding, stallMs: channelStallMsMax }),
      drawLine: (line, model, language) => this.#drawer.draw(line, model, language),
      clock,
      times,
      claim: (job) => this.#claim(job),
      onReport: (report) => this.#reported(report),
      onStatus: (status) => this.#tellStatus(status),
      onEncoded: (job, encoded) => this.#shelf.put(job.jobId, { ...encoded, at: clock.now(), profile }),
    });
    return { binding, profile, asked: profileName, refusal, session };
  }

  /** Asks the hub to write `sending`. Without an answer it asks again: nothing prints that the store does not know of. */
  async #claim(job: PrintJob): Promise<boolean> {
    const { clock, send } = this.#parts;
    return await new Promise<boolean>((resolve) => {
      let takeBack: () => void = () => undefined;
      const ask = (): void => {
        if (job.kind === 'drawer' && clock.now() >= job.expiresAt) {
          this.#granted(job.jobId, false);
          return;
        }
        send({ kind: 'print.claim', jobId: job.jobId });
        takeBack = clock.after(grantMsMax, ask);
      };
      this.#grants.set(job.jobId, (granted) => {
        takeBack();
        resolve(granted);
      });
      ask();
    });
  }

  #granted(jobId: JobId, granted: boolean): void {
    const answer = this.#grants.get(jobId);
    this.#grants.delete(jobId);
    answer?.(granted);
  }

  #reported({ job, state, reason, bytes }: JobReport): void {
    this.#parts.send({ kind: 'print.state', jobId: job.jobId, state, reason, bytes, at: this.#parts.clock.now() });
  }

  #tellStatus(status: PrinterStatus): void {
    const { binding, profile, refusal } = this.#printer;
    this.#parts.send({
      kind: 'printer.status',
      printer: binding.kind === 'virtual' ? 'virtual' : `${binding.host}:${binding.port}`,
      profile: profile.name,
      profileRefusal: refusal?.code ?? null,
      columns: profile.columns,
      confirms: profile.confirm !== 'none',
      status,
      virtualDrawerOpenings: binding.kind === 'virtual' ? this.#virtual.drawerOpenings : null,
    });
  }
}

/** The virtual printer answers everything, whatever model it plays; its drawer's polarity is known. */
function virtualProfile(profile: PrinterProfile): PrinterProfile {
  const drawer = { ...profile.drawer, pin: 2, openLevel: 'high' } as const;
  const confirm = profile.dialect === 'escpos' ? 'process-id' : 'etb';
  return { ...profile, drawer, status: 'status-back', confirm, pace: { chunkBytes: 4_096, gapMs: 0 } };
}

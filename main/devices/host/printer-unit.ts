import type { PrinterProfile, PrinterStatus, PrintJob } from '../../../contracts/device.ts';
import type { DeviceAnswer, DeviceAsk, HealthReport } from '../../../contracts/device-ask.ts';
import { statusOfPrinter } from '../../../contracts/device-status.ts';
import type { ToldDevice } from '../../../contracts/device-told.ts';
import type { DeviceBinding } from '../../../domain/device/device-binding.ts';
import type { LineDrawer } from '../line-drawer.ts';
import type { PaperShelf } from '../paper-shelf.ts';
import { type JobReport, PrinterSession } from '../printer/printer-session.ts';
import type { SessionTimes } from '../printer/session-times.ts';
import { findPrinterProfile, type ProfileRefusal } from '../printer-profiles.ts';
import { modelOf, type VirtualPrinter } from '../virtual/virtual-printer.ts';
import { printerHealth } from './health.ts';
import type { PrintClaims } from './print-claims.ts';
import { type Counter, type Unit, UnitLine } from './unit.ts';

/** Between two looks at a printer whose line nobody else can use, in milliseconds: its drawer may be opened by key. */
export const ownLookMs = 2_000;
/** The same over the network: between two looks its connection is given up, so that another till can print. */
export const sharedLookMs = 15_000;

/** What every printer of the counter uses. */
export interface PrinterTools {
  readonly resourcesDir: string;
  readonly times: SessionTimes;
  readonly drawer: LineDrawer;
  readonly shelf: PaperShelf;
  readonly claims: PrintClaims;
  readonly onReport: (report: JobReport) => void;
}

/** A drawer on this printer hears of its sensor and of what is about to open it. */
export interface DrawerEar {
  readonly heard: (status: PrinterStatus) => void;
  readonly aboutToOpen: (reason: string) => void;
}

/** A bound printer: its session, its profile, and the drawers on its connector. */
export class PrinterUnit implements Unit {
  readonly binding: DeviceBinding;
  readonly line: UnitLine;
  readonly #counter: Counter;
  readonly #tools: PrinterTools;
  readonly #profile: PrinterProfile;
  readonly #refusal: ProfileRefusal | null;
  readonly #ears = new Set<DrawerEar>();
  readonly #closeListeners = new Set<() => void>();
  #session: PrinterSession | null = null;
  #isRefused = false;
  #takeBack: () => void = () => undefined;
  #forgetTwin: () => void = () => undefined;

  constructor(binding: DeviceBinding, counter: Counter, tools: PrinterTools) {
    this.binding = binding;
    this.#counter = counter;
    this.#tools = tools;
    this.line = new UnitLine(binding, counter, () => this.#tell());
    const { profile, refusal } = findPrinterProfile(tools.resourcesDir, binding.profile);
    this.#profile = profileAt(binding, profile);
    this.#refusal = refusal;
  }

  get profile(): PrinterProfile {
    return this.#profile;
  }

  get status(): PrinterStatus {
    return this.#session?.status ?? { ...noStatus, since: this.#counter.clock.now() };
  }

  /** The twin behind it; null for a real printer. */
  get twin(): VirtualPrinter | null {
    return this.binding.address.kind === 'virtual' ? this.#counter.twins.of(this.binding).printer : null;
  }

  open(): void {
    const { claims, clock } = this.#counter;
    if (!claims.take(this.binding.identity, this.binding.name)) {
      this.#isRefused = true;
      this.#tell();
      return;
    }
    const { twin } = this;
    if (twin !== null) {
      twin.play(modelOf(this.#profile));
      this.#forgetTwin = twin.onChange(() => this.#tell());
    }
    const { times, drawer, shelf, claims: jobs, onReport } = this.#tools;
    this.#session = new PrinterSession({
      profile: this.#profile,
      connect: () => this.line.bytes(null),
      drawLine: (line, model, language) => drawer.draw(line, model, language),
      clock,
      times,
      claim: (job) => jobs.claim(job),
      onReport,
      onStatus: (status) => this.#became(status),
      onEncoded: (job, encoded) => {
        if (job.kind === 'drawer') for (const ear of this.#ears) ear.aboutToOpen(job.reason);
        shelf.put(job.jobId, { ...encoded, at: clock.now(), profile: this.#profile });
      },
    });
    this.#tell();
    this.#lookLater(0);
  }

  async close(): Promise<void> {
    this.#takeBack();
    this.#forgetTwin();
    for (const listener of this.#closeListeners) listener();
    await this.#session?.close();
    this.#counter.claims.giveBack(this.binding.identity, this.binding.name);
  }

  /** Is this job waiting here, or under way? */
  holds(jobId: string): boolean {
    return this.#session?.holds(jobId) ?? false;
  }

  /** Called when this printer is let go of. */
  onClose(listener: () => void): void {
    this.#closeListeners.add(listener);
  }

  /** Jobs not begun when it was closed. */
  takeHeldJobs(): PrintJob[] {
    return this.#session?.takeHeldJobs() ?? [];
  }

  /** Takes a job; false when this printer is another's. */
  submit(job: PrintJob, pin: 2 | 5 | null = null): boolean {
    this.#session?.submit(job, pin);
    return this.#session !== null;
  }

  cancel(jobId: string): boolean {
    return this.#session?.cancel(jobId) ?? false;
  }

  /** A drawer hangs on it; the answer takes it off. */
  hang(ear: DrawerEar): () => void {
    this.#ears.add(ear);
    ear.heard(this.status);
    return () => this.#ears.delete(ear);
  }

  async look(): Promise<PrinterStatus> {
    const status = (await this.#session?.look()) ?? this.status;
    this.#became(status);
    return status;
  }

  wake(): void {
    this.#session?.wake();
  }

  told(): ToldDevice {
    const { status } = this;
    const lifecycle = this.#isRefused ? ('opened' as const) : ('enabled' as const);
    const frame = { deviceId: this.binding.identity, lifecycle, busy: this.#session?.isBusy ?? false };
    return {
      name: this.binding.name,
      role: this.binding.role,
      status: statusOfPrinter(status, frame),
      refusal: this.#isRefused ? 'claimed-by-another' : null,
      trouble: this.line.trouble,
      printer: {
        status,
        profile: this.#profile.name,
        profileRefusal: this.#refusal?.code ?? null,
        columns: this.#profile.columns,
        confirms: this.#profile.confirm !== 'none',
        isQueue: this.binding.address.kind === 'spool',
        virtualDrawerOpenings: this.twin?.drawerOpenings ?? null,
      },
    };
  }

  async health(): Promise<HealthReport> {
    const { clock } = this.#counter;
    const from = clock.now();
    await this.look();
    return printerHealth(this.told(), { at: clock.now(), answerMs: clock.now() - from });
  }

  async answer(_ask: DeviceAsk): Promise<DeviceAnswer | null> {
    return null;
  }

  /** A queue knows nothing of its printer, and asking it would be a job of its own. */
  #lookLater(ms: number): void {
    const { kind } = this.binding.address;
    if (kind === 'spool') return;
    this.#takeBack = this.#counter.clock.after(ms, () => {
      void this.look().then(() => this.#lookLater(kind === 'tcp' ? sharedLookMs : ownLookMs));
    });
  }

  #became(status: PrinterStatus): void {
    for (const ear of this.#ears) ear.heard(status);
    this.#tell();
  }

  #told = '';
  #tell(): void {
    const device = this.told();
    const text = JSON.stringify(device);
    if (text === this.#told) return;
    this.#told = text;
    this.#counter.send({ kind: 'device.status', device });
  }
}

const noStatus = {
  power: 'unknown',
  cover: 'unknown',
  paper: 'unknown',
  cutter: 'unknown',
  error: 'unknown',
  drawer: 'unknown',
  source: 'none',
} as const;

/** The level of the sensor's pin is read as it is: what it means is the drawer's to know (`open` says high). */
function profileAt({ address }: DeviceBinding, profile: PrinterProfile): PrinterProfile {
  const drawer = { ...profile.drawer, openLevel: 'high' } as const;
  if (address.kind === 'spool') return { ...profile, drawer, status: 'none', confirm: 'none' };
  if (address.kind !== 'virtual') return { ...profile, drawer };
  const confirm = profile.dialect === 'escpos' ? 'process-id' : 'etb';
  return { ...profile, drawer, status: 'status-back', confirm, pace: { chunkBytes: 4_096, gapMs: 0 } };
}

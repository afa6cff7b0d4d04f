import type { PrintJob } from '../../../contracts/device.ts';
import type { DevicesToHub, HubToDevices } from '../../../contracts/device-messages.ts';
import type { HubEvent } from '../../../contracts/events.ts';
import type { PrinterState, PrintJobSummary } from '../../../contracts/print.ts';
import type { Ambient } from '../../../domain/ambient.ts';
import type { DeviceBinding } from '../../../domain/device/device-binding.ts';
import type { InstallId, JobId, ShiftId, StaffId } from '../../../domain/id.ts';
import { accept, type Outcome, refuse } from '../../../domain/outcome.ts';
import { stateAfterCrash } from '../../../domain/receipt/print-job.ts';
import type { ReceiptDocument } from '../../../domain/receipt/receipt-document.ts';
import { fillLabel } from '../../../domain/receipt/receipt-words.ts';
import type { XReport, ZReport } from '../../../domain/till/report.ts';
import type { PrintJobs, StoredPrintJob } from '../../store/print-job/print-jobs.ts';
import type { DeviceDesk } from '../device-desk/device-desk.ts';
import type { Log } from '../log.ts';
import { type PrintedSale, salePaper, testPaper, xPaper, zPaper } from './job-paper.ts';
import { expiresMs } from './jobs-of-op.ts';
import { type AnsweredPaper, PaperRequests } from './paper-requests.ts';
import { type RerouteRefusal, rerouteRefusal } from './reroute.ts';
import type { PaperVoice } from './store-words.ts';

/** Columns of a test page for a printer that has not told its width. */
const columnsUnknown = 48;

/** What the desk needs of the record. */
export interface PrintRecords {
  readonly jobs: PrintJobs;
  readonly voice: () => PaperVoice | null;
  readonly saleOfJob: (job: StoredPrintJob) => PrintedSale | null;
  readonly xReport: (installId: InstallId) => XReport | null;
  readonly zReport: (shiftId: ShiftId) => ZReport | null;
  readonly staffName: (staffId: StaffId | null) => string;
}

export interface PrintDeskParts {
  readonly records: PrintRecords;
  /** Which devices there are and how they are. */
  readonly devices: () => DeviceDesk;
  readonly ambient: Ambient;
  readonly log: Log;
  readonly send: (message: HubToDevices) => void;
  readonly tell: (event: HubEvent) => void;
}

/** A job to be written down: who and when come with it. */
type AddedJob = Pick<
  StoredPrintJob,
  'kind' | 'opNo' | 'saleNo' | 'title' | 'copyNumber' | 'document' | 'device' | 'reroutedFrom'
>;
/** What the device process says of jobs and paper. */
type JobMessage = Extract<DevicesToHub, { readonly kind: `print.${string}` | 'paper.answer' }>;

/**
 * The hub's side of printing. The store is the queue; the device process is offered what is queued, claims a job before
 * its first byte and reports what became of it. Nothing is offered twice, and nothing repeats by itself.
 */
export class PrintDesk {
  readonly #parts: PrintDeskParts;
  readonly #papers: PaperRequests;
  readonly #offered = new Set<JobId>();
  /** Why jobs wait, as their printers say; it changes with every roll and is no record. */
  readonly #waits = new Map<JobId, StoredPrintJob['reason']>();
  #running = false;

  constructor(parts: PrintDeskParts) {
    this.#parts = parts;
    this.#papers = new PaperRequests(parts.ambient.newId, (requestId, jobId) =>
      parts.send({ kind: 'paper.get', requestId, jobId }),
    );
  }

  /** After a start: what was under way when the hub died is `unknown`, and a late drawer pulse is cancelled. */
  open(): void {
    this.#tellJobs(this.#parts.records.jobs.settleAfterCrash(this.#parts.ambient.now()));
  }

  close(): void {
    this.#running = false;
    this.#papers.close();
  }

  /** The device process came or went. What it had begun when it went is `unknown`. */
  peer(up: boolean): void {
    this.#running = up;
    this.#offered.clear();
    this.#waits.clear();
    if (!up) {
      this.#papers.giveUp();
      this.#cutOff();
    }
    this.offer();
    this.#tellState();
  }

  /** A printer or drawer told of itself: a window shows it. */
  printerChanged(): void {
    this.#tellState();
  }

  /** Cancels what is too old to be printed, also while nobody is there to print it. */
  expire(): void {
    this.#tellJobs(this.#parts.records.jobs.expire(this.#parts.ambient.now()));
  }

  /** Paper is about to come: the printer is asked how it is, so that nobody has to when it has come (PJ13). */
  expectPaper(): void {
    const device = this.#parts.devices().first('receipt-printer')?.binding.name;
    if (this.#running && device !== undefined) this.#parts.send({ kind: 'print.soon', device });
  }

  /**
   * Offers what can be printed and was not offered yet, and writes nothing: the claim that comes back in a moment finds
   * the store free (PD10). Whatever else a commit brought is left to `offer`.
   */
  offerFirst(): void {
    if (!this.#running) return;
    const fresh = this.#fresh().filter((job) => this.#deviceFor(job, '') !== '' && this.#offerOne(job));
    // Windows hear of it after the printer.
    for (const job of fresh) this.#parts.tell({ kind: 'job', job: summaryOf(job) });
  }

  /**
   * Offers every queued job that was not offered yet, and ends those that are too old or have no device. Without a device
   * process there is nobody to offer to; the queue is read again when it comes.
   */
  offer(): void {
    if (!this.#running) return;
    const expired = this.#parts.records.jobs.expire(this.#parts.ambient.now());
    this.offerFirst();
    for (const job of this.#fresh()) {
      const reason = this.#deviceFor(job, '') === '' ? 'not-bound' : 'job-not-printable';
      this.#change(job.jobId, { state: 'failed', reason });
    }
    this.#tellJobs(expired);
  }

  /** Queued and not offered, oldest first. */
  #fresh(): StoredPrintJob[] {
    const open = this.#parts.records.jobs.open();
    return open.filter(({ state, jobId }) => state === 'queued' && !this.#offered.has(jobId));
  }

  /** A message of the device process. */
  receive(message: JobMessage): void {
    switch (message.kind) {
      case 'print.claim':
        this.#claimed(message.jobId);
        break;
      case 'print.state':
        this.#reported(message);
        break;
      case 'paper.answer':
        this.#papers.answered(message.requestId, message.paper);
        break;
    }
  }

  jobs(limit: number): PrintJobSummary[] {
    return this.#parts.records.jobs
      .recent(limit)
      .filter(isOfADevice)
      .map((job) => this.#summary(job));
  }

  state(): PrinterState {
    const waiting = this.#parts.records.jobs.open().length;
    const device = this.#parts.devices().first('receipt-printer');
    const { profile = '', columns = 0, confirms = false } = device?.told?.printer ?? {};
    const { status = null, virtualDrawerOpenings = null } = device?.told?.printer ?? {};
    const printer = device?.told ? placeOf(device.binding) : '';
    return { running: this.#running, printer, profile, columns, confirms, status, virtualDrawerOpenings, waiting };
  }

  /** The paper of a job as it came out of the printer. */
  async paper(jobId: JobId): Promise<Outcome<AnsweredPaper, 'job-unknown' | 'paper-gone' | 'printer-away'>> {
    if (this.#parts.records.jobs.get(jobId) === null) return refuse('job-unknown');
    if (!this.#running) return refuse('printer-away');
    return await this.#papers.ask(jobId);
  }

  /** Prints a test page, on the receipt printer when no device is named; null before the first run. */
  testPage(device = ''): JobId | null {
    const document = this.testDocument(device === '' ? this.state().printer : device);
    return document === null ? null : this.#addReport('test-page', document, device);
  }

  /** The test page as a document; null before the first run. */
  testDocument(name: string): ReceiptDocument | null {
    const voice = this.#parts.records.voice();
    if (voice === null) return null;
    const columns = this.state().columns || columnsUnknown;
    return testPaper(voice, { name, columns, at: this.#parts.ambient.now() });
  }

  /** Prints the reading of an install's open shift; null when there is none. */
  xReport(installId: InstallId, staffId: StaffId): JobId | null {
    const { records } = this.#parts;
    const [voice, report] = [records.voice(), records.xReport(installId)];
    if (voice === null || report === null) return null;
    return this.#addReport(`X ${report.shift.series}`, xPaper(voice, report, records.staffName(staffId)));
  }

  /** Prints a closing report again, as a copy; null when there is no such report. */
  zReport(shiftId: ShiftId): JobId | null {
    const { records } = this.#parts;
    const [voice, report] = [records.voice(), records.zReport(shiftId)];
    if (voice === null || report === null) return null;
    const staffName = records.staffName(report.closedBy);
    return this.#addReport(
      `Z ${report.shift.series}-${report.zNumber}`,
      zPaper(voice, { report, staffName, copyNumber: 1 }),
    );
  }

  /** A person wants a stuck job again: a new job, marked as a copy when the first may have come out. */
  retry(jobId: JobId): Outcome<JobId, 'job-unknown' | 'job-not-stuck' | 'drawer-never-twice'> {
    const job = this.#parts.records.jobs.get(jobId);
    if (job === null) return refuse('job-unknown');
    if (job.kind === 'drawer') return refuse('drawer-never-twice');
    if (job.state !== 'failed' && job.state !== 'cancelled' && job.state !== 'unknown') return refuse('job-not-stuck');
    const copyNumber = job.copyNumber + (job.state === 'unknown' ? 1 : 0);
    return accept(this.#add({ ...job, copyNumber, reroutedFrom: null }));
  }

  /**
   * A person sends a job that waits, failed or is unknown to another printer (rule PQ6): a new job that names the old one,
   * marked as a copy when the old one may have come out. A waiting one is cancelled first, so that it prints once.
   */
  reroute(jobId: JobId, printer: string): Outcome<JobId, RerouteRefusal> {
    const job = this.#parts.records.jobs.get(jobId);
    const refusal = rerouteRefusal(job, this.#parts.devices().binding(printer), this.#deviceFor(job, ''));
    if (job === null || refusal !== null) return refuse(refusal ?? 'job-unknown');
    if (job.state === 'queued') {
      if (!this.#change(jobId, { state: 'cancelled', reason: 'rerouted' })) return refuse('job-under-way');
      this.#parts.send({ kind: 'print.cancel', jobId });
    }
    const copyNumber = job.copyNumber + (job.state === 'unknown' ? 1 : 0);
    return accept(this.#add({ ...job, copyNumber, device: printer, reroutedFrom: jobId }));
  }

  /** A person wants a job that waits no more. Once its bytes have begun to leave it is too late (PJ12). */
  cancel(jobId: JobId): Outcome<JobId, 'job-unknown' | 'job-under-way'> {
    if (this.#parts.records.jobs.get(jobId) === null) return refuse('job-unknown');
    if (this.#parts.records.jobs.get(jobId)?.state !== 'queued') return refuse('job-under-way');
    this.#change(jobId, { state: 'cancelled', reason: 'asked-to-cancel' });
    this.#parts.send({ kind: 'print.cancel', jobId });
    return accept(jobId);
  }

  /** A job as clients see it; one that waits says what for. */
  #summary(job: StoredPrintJob): PrintJobSummary {
    const reason = (job.state === 'queued' && this.#waits.get(job.jobId)) || job.reason;
    return summaryOf({ ...job, reason });
  }

  #addReport(title: string, document: ReceiptDocument, device = ''): JobId {
    const fresh = { opNo: null, saleNo: null, title, copyNumber: 0, document, device, reroutedFrom: null };
    return this.#add({ kind: 'report', ...fresh });
  }

  /** Name of the device a job is for: its own, else the counter's first for its kind. */
  #deviceFor(job: StoredPrintJob | null, none: string): string {
    if (job === null || job.device !== '') return job?.device ?? none;
    const role = job.kind === 'drawer' ? 'cash-drawer' : 'receipt-printer';
    return this.#parts.devices().first(role)?.binding.name ?? none;
  }

  #add(job: AddedJob): JobId {
    const { kind, opNo, saleNo, title, copyNumber, document, device, reroutedFrom } = job;
    const jobId = this.#parts.ambient.newId() as JobId;
    const createdAt = this.#parts.ambient.now();
    const times = { createdAt, expiresAt: createdAt + expiresMs[kind] };
    const whither = { device, reroutedFrom, drawerReason: '' };
    this.#parts.records.jobs.add({ jobId, kind, opNo, saleNo, title, copyNumber, document, ...whither, ...times });
    this.offer();
    return jobId;
  }

  /** Sends a job to its device; false when no paper can be made of it. */
  #offerOne(job: StoredPrintJob): boolean {
    const message = this.#deviceJob(job);
    if (message === null) return false;
    this.#offered.add(job.jobId);
    this.#parts.send({ kind: 'print.offer', job: message, device: this.#deviceFor(job, '') });
    return true;
  }

  #deviceJob(job: StoredPrintJob): PrintJob | null {
    const { jobId, kind, expiresAt } = job;
    if (kind === 'drawer') return { kind, jobId, reason: job.drawerReason, expiresAt: expiresAt ?? job.createdAt };
    const voice = this.#parts.records.voice();
    if (voice === null) return null;
    if (job.document !== null) {
      const copyMark = job.copyNumber === 0 ? null : fillLabel(voice.words.labels.copy, { count: job.copyNumber });
      return { kind, jobId, document: job.document, copyMark, expiresAt };
    }
    const sale = this.#parts.records.saleOfJob(job);
    if (sale === null) return null;
    return { kind, jobId, document: salePaper(voice, sale, job.copyNumber), copyMark: null, expiresAt };
  }

  /** `sending` is on disk before the first byte may leave: a crash in between leaves a job nobody repeats. */
  #claimed(jobId: JobId): void {
    const { jobs } = this.#parts.records;
    const at = this.#parts.ambient.now();
    const granted = jobs.begin(jobId, at);
    this.#parts.send({ kind: 'print.grant', jobId, granted });
    const expired = jobs.expire(at);
    const job = granted ? jobs.get(jobId) : null;
    this.#tellJobs(job === null ? expired : [...expired, job]);
  }

  #reported({ jobId, state, reason }: Extract<DevicesToHub, { readonly kind: 'print.state' }>): void {
    if (state === 'queued') {
      if (reason === 'queue-full') this.#offered.delete(jobId);
      this.#waiting(jobId, reason);
      return;
    }
    if (state === 'sending') return;
    const changed = this.#change(jobId, { state, reason });
    if (!changed) this.#parts.log('print-state-ignored', { state, reason });
    else if (state === 'failed' || state === 'cancelled') this.#openedByKey(jobId);
  }

  #waiting(jobId: JobId, reason: StoredPrintJob['reason']): void {
    const job = this.#parts.records.jobs.get(jobId);
    if (job?.state !== 'queued') return;
    this.#waits.set(jobId, reason);
    this.#parts.tell({ kind: 'job', job: this.#summary(job) });
  }

  /** The drawer's pulse did not go out: a person opens it by key, and that is no opening without a reason (rule BD8). */
  #openedByKey(jobId: JobId): void {
    const job = this.#parts.records.jobs.get(jobId);
    if (job?.kind === 'drawer') this.#parts.send({ kind: 'drawer.explain', reason: job.drawerReason });
  }

  #change(jobId: JobId, to: Pick<StoredPrintJob, 'state' | 'reason'>): boolean {
    const { jobs } = this.#parts.records;
    const changed = jobs.change({ jobId, ...to, at: this.#parts.ambient.now() });
    const job = changed ? jobs.get(jobId) : null;
    if (job !== null) this.#tellJobs([job]);
    return changed;
  }

  #cutOff(): void {
    for (const job of this.#parts.records.jobs.open()) {
      const state = stateAfterCrash(job.state);
      if (state !== job.state) this.#change(job.jobId, { state, reason: 'process-ended' });
    }
  }

  #tellJobs(jobs: readonly StoredPrintJob[]): void {
    for (const job of jobs) {
      if (job.state !== 'queued') this.#waits.delete(job.jobId);
      if (job.state !== 'queued' && job.state !== 'sending' && job.state !== 'sent') this.#offered.delete(job.jobId);
      this.#parts.tell({ kind: 'job', job: summaryOf(job) });
    }
    // How many wait is part of the printer's state, and has just changed.
    if (jobs.length > 0) this.#tellState();
  }

  #tellState(): void {
    this.#parts.tell({ kind: 'printer', state: this.state() });
  }
}

/** A counter without a drawer has none to open: its pulses are nobody's trouble (DR8). */
function isOfADevice({ kind, reason }: StoredPrintJob): boolean {
  return kind !== 'drawer' || reason !== 'not-bound';
}

/** A job as clients see it. */
export function summaryOf(job: StoredPrintJob): PrintJobSummary {
  const { jobId, kind, state, reason, saleId, title, copyNumber, createdAt, changedAt, device, reroutedFrom } = job;
  return { jobId, kind, state, reason, saleId, title, copyNumber, createdAt, changedAt, device, reroutedFrom };
}

/** Where a printer is, in one word or two. */
function placeOf({ address, identity }: DeviceBinding): string {
  if (address.kind === 'virtual') return 'virtual';
  return address.kind === 'tcp' ? `${address.host}:${address.port}` : identity;
}

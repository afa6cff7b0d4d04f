import { type DevicesToHub, devicesToHub, type HubToDevices, type PrintJob } from '../../../contracts/device.ts';
import type { HubEvent } from '../../../contracts/events.ts';
import type { PrinterState, PrintJobSummary } from '../../../contracts/print.ts';
import type { Ambient } from '../../../domain/ambient.ts';
import type { InstallId, JobId, ShiftId, StaffId } from '../../../domain/id.ts';
import { accept, type Outcome, refuse } from '../../../domain/outcome.ts';
import { stateAfterCrash } from '../../../domain/receipt/print-job.ts';
import type { ReceiptDocument } from '../../../domain/receipt/receipt-document.ts';
import { fillLabel } from '../../../domain/receipt/receipt-words.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import type { XReport, ZReport } from '../../../domain/till/report.ts';
import type { PrintJobs, StoredPrintJob } from '../../store/print-job/print-jobs.ts';
import type { Log } from '../log.ts';
import { type PrintedSale, salePaper, testPaper, xPaper, zPaper } from './job-paper.ts';
import { type AnsweredPaper, PaperRequests } from './paper-requests.ts';
import type { PaperVoice } from './store-words.ts';

/** Columns of a test page for a printer that has not told its width. */
const columnsUnknown = 48;

/** What the desk needs of the record. */
export interface PrintRecords {
  readonly jobs: PrintJobs;
  readonly settings: () => StoreSettings | null;
  readonly voice: () => PaperVoice | null;
  readonly saleOfJob: (job: StoredPrintJob) => PrintedSale | null;
  readonly xReport: (installId: InstallId) => XReport | null;
  readonly zReport: (shiftId: ShiftId) => ZReport | null;
  readonly staffName: (staffId: StaffId | null) => string;
}

export interface PrintDeskParts {
  readonly records: PrintRecords;
  readonly ambient: Ambient;
  readonly log: Log;
  readonly send: (message: HubToDevices) => void;
  readonly tell: (event: HubEvent) => void;
}

type DeviceStatus = Extract<DevicesToHub, { readonly kind: 'printer.status' }>;

/**
 * The hub's side of printing. The store is the queue; the device process is offered what is queued, claims a job before
 * its first byte and reports what became of it. Nothing is offered twice, and nothing repeats by itself.
 */
export class PrintDesk {
  readonly #parts: PrintDeskParts;
  readonly #papers: PaperRequests;
  readonly #offered = new Set<JobId>();
  #running = false;
  #status: DeviceStatus | null = null;
  #bound = '';

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
    this.#papers.close();
  }

  /** The device process came or went. What it had begun when it went is `unknown`. */
  peer(up: boolean): void {
    this.#running = up;
    this.#offered.clear();
    this.#bound = '';
    if (!up) {
      this.#status = null;
      this.#papers.giveUp();
      this.#cutOff();
    }
    this.bindPrinter();
    this.offer();
    this.#tellState();
  }

  /** Tells the devices which printer the settings name, if that changed. */
  bindPrinter(): void {
    const settings = this.#parts.records.settings();
    if (!this.#running || settings === null) return;
    const { printer, printerProfile: profile } = settings;
    const bound = JSON.stringify([printer, profile]);
    if (bound === this.#bound) return;
    this.#bound = bound;
    this.#parts.send({ kind: 'printer.use', printer, profile });
  }

  /**
   * Offers every queued job that was not offered yet; called after each commit that may have made some. Without a device
   * process there is nobody to offer to; the queue is read again when it comes.
   */
  offer(): void {
    const { jobs } = this.#parts.records;
    if (!this.#running) return;
    this.#tellJobs(jobs.expire(this.#parts.ambient.now()));
    for (const job of jobs.open()) {
      if (job.state !== 'queued' || this.#offered.has(job.jobId)) continue;
      this.#offered.add(job.jobId);
      this.#parts.tell({ kind: 'job', job: summaryOf(job) });
      this.#offerOne(job);
    }
  }

  /** A message of the device process. */
  receive(body: unknown): void {
    const message = devicesToHub.parse(body);
    switch (message.kind) {
      case 'print.claim':
        this.#claimed(message.jobId);
        break;
      case 'print.state':
        this.#reported(message);
        break;
      case 'printer.status':
        this.#status = message;
        this.#tellState();
        break;
      case 'paper.answer':
        this.#papers.answered(message.requestId, message.paper);
        break;
    }
  }

  jobs(limit: number): PrintJobSummary[] {
    return this.#parts.records.jobs.recent(limit).map(summaryOf);
  }

  state(): PrinterState {
    const waiting = this.#parts.records.jobs.open().length;
    const { printer = '', profile = '', columns = 0, confirms = false } = this.#status ?? {};
    const { status = null, virtualDrawerOpenings = null } = this.#status ?? {};
    return { running: this.#running, printer, profile, columns, confirms, status, virtualDrawerOpenings, waiting };
  }

  /** The paper of a job as it came out of the printer. */
  async paper(jobId: JobId): Promise<Outcome<AnsweredPaper, 'job-unknown' | 'paper-gone' | 'printer-away'>> {
    if (this.#parts.records.jobs.get(jobId) === null) return refuse('job-unknown');
    if (!this.#running) return refuse('printer-away');
    return await this.#papers.ask(jobId);
  }

  testPage(): JobId | null {
    const voice = this.#parts.records.voice();
    if (voice === null) return null;
    const { printer, columns } = this.state();
    const at = this.#parts.ambient.now();
    return this.#addReport('test-page', testPaper(voice, { name: printer, columns: columns || columnsUnknown, at }));
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
    return accept(this.#add({ ...job, copyNumber }));
  }

  #addReport(title: string, document: ReceiptDocument): JobId {
    return this.#add({ kind: 'report', opNo: null, saleNo: null, title, copyNumber: 0, document });
  }

  #add(job: Pick<StoredPrintJob, 'kind' | 'opNo' | 'saleNo' | 'title' | 'copyNumber' | 'document'>): JobId {
    const { kind, opNo, saleNo, title, copyNumber, document } = job;
    const jobId = this.#parts.ambient.newId() as JobId;
    const createdAt = this.#parts.ambient.now();
    const fresh = {
      jobId,
      kind,
      opNo,
      saleNo,
      title,
      copyNumber,
      document,
      drawerReason: '',
      createdAt,
      expiresAt: null,
    };
    this.#parts.records.jobs.add(fresh);
    this.offer();
    return jobId;
  }

  #offerOne(job: StoredPrintJob): void {
    const message = this.#deviceJob(job);
    if (message === null) this.#change(job.jobId, { state: 'failed', reason: 'job-not-printable' });
    else this.#parts.send({ kind: 'print.offer', job: message });
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
    this.#tellJobs(jobs.expire(this.#parts.ambient.now()));
    const granted = this.#change(jobId, { state: 'sending', reason: 'none' });
    this.#parts.send({ kind: 'print.grant', jobId, granted });
  }

  #reported({ jobId, state, reason }: Extract<DevicesToHub, { readonly kind: 'print.state' }>): void {
    if (state === 'queued') {
      if (reason === 'queue-full') this.#offered.delete(jobId);
      return;
    }
    if (state === 'sending') return;
    const changed = this.#change(jobId, { state, reason });
    if (!changed) this.#parts.log('print-state-ignored', { state, reason });
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

/** A job as clients see it. */
export function summaryOf(job: StoredPrintJob): PrintJobSummary {
  const { jobId, kind, state, reason, saleId, title, copyNumber, createdAt, changedAt } = job;
  return { jobId, kind, state, reason, saleId, title, copyNumber, createdAt, changedAt };
}

import { heldJobsMax, type PrinterProfile, type PrinterStatus, type PrintJob } from '../../../contracts/device.ts';
import type { PrintJobReason, PrintJobState } from '../../../domain/receipt/print-job.ts';
import { type Clock, within } from '../clock.ts';
import type { PrinterChannel } from '../printer-channel.ts';
import { blockedBy, type PrinterCondition, unknownCondition } from '../protocols/condition.ts';
import type { DrawLine } from '../protocols/printer-protocol.ts';
import { encodeJob, type JobBytes } from './job-bytes.ts';
import { notReadingCondition, PrinterLine } from './printer-line.ts';
import type { SessionTimes } from './session-times.ts';

/** Between two questions to a printer that tells only when asked that a job is done, in milliseconds. */
const confirmPollMs = 100;

/** What became of a job, to be stored. `bytes` is the size of the whole job. */
export interface JobReport {
  readonly job: PrintJob;
  readonly state: PrintJobState;
  readonly reason: PrintJobReason;
  readonly bytes: number;
}

/** What a session is made of. */
export interface PrinterSessionParts {
  readonly profile: PrinterProfile;
  /** A fresh, unopened channel to the printer. */
  readonly connect: () => PrinterChannel;
  readonly drawLine: DrawLine;
  readonly clock: Clock;
  readonly times: SessionTimes;
  /** Has the store written `sending`? Only then a byte may leave. */
  readonly claim: (job: PrintJob) => Promise<boolean>;
  readonly onReport: (report: JobReport) => void;
  readonly onStatus: (status: PrinterStatus) => void;
  /** A job's bytes and lines, the moment before they leave. */
  readonly onEncoded: (job: PrintJob, encoded: JobBytes) => void;
}

/** How a job ended: state, reason, size in bytes when it was encoded. */
type Ending = readonly [PrintJobState, PrintJobReason, number?];
type DrawerJob = Extract<PrintJob, { kind: 'drawer' }>;
type PaperJob = Exclude<PrintJob, DrawerJob>;

/**
 * Executes the jobs of one printer, one after the other (rules PJ1 … PJ9). Drawer pulses go first and never wait behind a
 * printer that cannot print; paper waits until it can. Once a byte of a job has left, the job is never started again.
 */
export class PrinterSession {
  readonly #parts: PrinterSessionParts;
  #paperJobs: PaperJob[] = [];
  #drawerJobs: DrawerJob[] = [];
  readonly #pins = new Map<string, 2 | 5>();
  readonly #lookers: ((status: PrinterStatus) => void)[] = [];
  #inHand: PrintJob | null = null;
  #line: PrinterLine | null = null;
  #status: PrinterStatus;
  #retryMs: number;
  #wake: () => void = () => undefined;
  #closed = false;
  #leftAloneUntil = 0;
  readonly #finished: Promise<void>;

  constructor(parts: PrinterSessionParts) {
    this.#parts = parts;
    this.#retryMs = parts.times.retryMsMin;
    this.#status = { ...unknownCondition, since: parts.clock.now() };
    this.#finished = this.#run();
  }

  get status(): PrinterStatus {
    return this.#status;
  }

  /** Is a job under way? */
  get isBusy(): boolean {
    return this.#inHand !== null;
  }

  /** It may have been plugged in or switched on: whatever waits for it tries now. */
  wake(): void {
    this.#retryMs = this.#parts.times.retryMsMin;
    this.#leftAloneUntil = 0;
    this.#wake();
  }

  /**
   * Takes a job; `pin` is the connector pin of a drawer's job, the profile's when left out. The same id again changes
   * nothing; a full queue reports `failed` with `queue-full`.
   */
  submit(job: PrintJob, pin: 2 | 5 | null = null): void {
    if (this.#closed || this.holds(job.jobId)) return;
    if (this.#paperJobs.length + this.#drawerJobs.length >= heldJobsMax) this.#report(job, ['failed', 'queue-full']);
    else if (job.kind === 'drawer') this.#takeDrawerJob(job, pin ?? this.#parts.profile.drawer.pin);
    else this.#paperJobs.push(job);
    this.#wake();
  }

  /** Cancels a job none of whose bytes have left; answers whether there was one. */
  cancel(jobId: string): boolean {
    const job = [...this.#paperJobs, ...this.#drawerJobs].find((held) => held.jobId === jobId);
    if (job === undefined || job === this.#inHand) return false;
    this.#drop(job);
    this.#report(job, ['cancelled', 'asked-to-cancel']);
    return true;
  }

  /** Looks at the printer between two jobs; while a job is in hand the condition known from it is the answer. */
  look(): Promise<PrinterStatus> {
    if (this.#inHand !== null || this.#closed) return Promise.resolve(this.#status);
    return new Promise((resolve) => {
      this.#lookers.push(resolve);
      this.#wake();
    });
  }

  /** Lets the job in hand finish for a moment, then lets go; the rest is kept for the next session. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#wake();
    const { clock, times } = this.#parts;
    if (
      (await within(
        clock,
        times.closeMs,
        this.#finished.then(() => true),
      )) === null
    ) {
      await this.#line?.close();
      await this.#finished;
    }
    await this.#letGo();
    this.#answerLookers();
  }

  /** Jobs not begun, for a session with another printer. */
  takeHeldJobs(): PrintJob[] {
    const held = [...this.#drawerJobs, ...this.#paperJobs];
    this.#drawerJobs = [];
    this.#paperJobs = [];
    return held;
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      if (this.#lookers.length > 0) await this.#lookNow();
      const drawer = this.#drawerJobs[0];
      const paper = this.#paperJobs[0];
      if (drawer !== undefined) await this.#executeDrawer(drawer);
      else if (paper === undefined) await this.#idle();
      else await this.#executePaper(paper);
    }
  }

  async #lookNow(): Promise<void> {
    if (await this.#connected()) this.#became((await this.#line?.askCondition()) ?? unknownCondition);
    this.#answerLookers();
  }

  #answerLookers(): void {
    for (const answer of this.#lookers.splice(0)) answer(this.#status);
  }

  /** Sleeps until a job comes; gives the connection up when none comes for a while. */
  async #idle(): Promise<void> {
    const woken = this.#woken();
    const { clock, times } = this.#parts;
    if (this.#line === null) return woken;
    if (
      (await within(
        clock,
        times.idleMs,
        woken.then(() => true),
      )) === true
    )
      return;
    await this.#letGo();
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  async #letGo(): Promise<void> {
    const line = this.#line;
    this.#line = null;
    if (line !== null && !line.isGone) await line.drain();
  }

  #takeDrawerJob(job: DrawerJob, pin: 2 | 5): void {
    const { clock } = this.#parts;
    this.#pins.set(job.jobId, pin);
    this.#drawerJobs.push(job);
    clock.after(Math.max(0, job.expiresAt - clock.now()), () => {
      if (!this.#drawerJobs.includes(job) || this.#inHand === job) return;
      this.#drop(job);
      this.#report(job, ['cancelled', 'expired']);
    });
  }

  async #executeDrawer(job: DrawerJob): Promise<void> {
    this.#inHand = job;
    const ended = await this.#tryDrawer(job);
    this.#drop(job);
    this.#inHand = null;
    if (ended !== null) this.#report(job, ended);
  }

  /** At most once: nothing here tries a second time (DR2, DR3). */
  async #tryDrawer(job: DrawerJob): Promise<Ending | null> {
    const { clock } = this.#parts;
    if (clock.now() >= job.expiresAt) return ['cancelled', 'expired'];
    if (!(await this.#connected())) return ['failed', blockedBy(this.#status) ?? 'printer-unreachable'];
    const blocked = await this.#blocked();
    if (blocked !== null) return ['failed', blocked];
    const granted = clock.now() < job.expiresAt && (await this.#parts.claim(job));
    if (clock.now() >= job.expiresAt) return ['cancelled', 'expired'];
    if (!granted) return null;
    const ended = await this.#send(job, this.#encode(job));
    // The pulse may have opened the drawer: ask, so that the screen knows.
    if (this.#line !== null) this.#became(await this.#line.askCondition());
    return ended;
  }

  async #executePaper(job: PaperJob): Promise<void> {
    const { clock, times } = this.#parts;
    if (job.expiresAt !== null && clock.now() >= job.expiresAt) return this.#end(job, ['cancelled', 'expired']);
    if (!(await this.#connected())) return this.#waitToRetry(job, blockedBy(this.#status) ?? 'printer-unreachable');
    const blocked = await this.#blocked();
    if (blocked !== null) {
      this.#waits(job, blocked);
      return this.#rest(times.recheckMs);
    }
    if (!this.#paperJobs.includes(job)) return;
    this.#inHand = job;
    const ended = await this.#tryPaper(job);
    this.#inHand = null;
    if (ended !== null) this.#end(job, ended);
    else if (!this.#closed) this.#drop(job);
  }

  /** The bytes are made while the hub writes `sending`: paper waits for the longer of the two. */
  async #tryPaper(job: PaperJob): Promise<Ending | null> {
    const claimed = this.#parts.claim(job);
    const encoded = this.#encodedOrNull(job);
    if (!(await claimed)) return null;
    return encoded === null ? ['failed', 'job-not-printable'] : this.#send(job, encoded);
  }

  #encodedOrNull(job: PaperJob): JobBytes | null {
    try {
      return this.#encode(job);
    } catch {
      return null;
    }
  }

  #encode(job: PrintJob): JobBytes {
    const { profile, drawLine } = this.#parts;
    const pin = this.#pins.get(job.jobId) ?? profile.drawer.pin;
    const encoded = encodeJob(job, { ...profile, drawer: { ...profile.drawer, pin } }, drawLine);
    this.#parts.onEncoded(job, encoded);
    return encoded;
  }

  async #send(job: PrintJob, { bytes }: JobBytes): Promise<Ending> {
    const line = this.#line;
    if (line === null) return ['failed', 'printer-unreachable'];
    const confirmation = line.confirmation();
    const written = await line.write(bytes);
    if (!written.ok)
      return written.left === 'none' ? ['failed', 'connection-lost'] : ['unknown', 'connection-lost', bytes.length];
    if (confirmation === null) return this.#sentOnly(line, bytes.length);
    if (!(await line.write(confirmation.bytes)).ok) return ['unknown', 'connection-lost', bytes.length];
    this.#report(job, ['sent', 'none', bytes.length]);
    const confirmed = await this.#confirmed(line, confirmation.came, bytes.length);
    if (confirmed) return ['confirmed', 'none', bytes.length];
    // The printer's word may still come; it settles what was unknown.
    void confirmation.came.then(() => this.#report(job, ['confirmed', 'none', bytes.length]));
    return ['unknown', line.isGone ? 'connection-lost' : 'no-confirmation', bytes.length];
  }

  /** A printer that cannot confirm: the most to be known is that it has read everything. */
  async #sentOnly(line: PrinterLine, bytes: number): Promise<Ending> {
    const { clock, times } = this.#parts;
    const takeBack = clock.after(times.stallMs, () => this.#became(notReadingCondition));
    const drained = await line.drain();
    takeBack();
    this.#line = null;
    return drained ? ['sent', 'none', bytes] : ['unknown', 'connection-lost', bytes];
  }

  /** Waits for the printer's word. Time spent without paper or with an open cover does not count (PJ7). */
  async #confirmed(line: PrinterLine, came: Promise<unknown>, bytes: number): Promise<boolean> {
    const { clock, times, profile } = this.#parts;
    let leftMs = times.confirmMs + (bytes / profile.bytesPerSecondMin) * 1_000;
    const answer = came.then(() => true);
    while (leftMs > 0 && !line.isGone) {
      const from = clock.now();
      const lookMs = line.confirmsWhenAsked ? Math.min(times.recheckMs, confirmPollMs) : times.recheckMs;
      const heard = await within(clock, lookMs, Promise.race([answer, line.gone.then(() => false)]));
      if (heard !== null) return heard;
      // A blocked printer that tells by itself is not asked: the question would only wait behind the job.
      if (profile.status !== 'status-back' || blockedBy(this.#status) === null) this.#became(await line.askCondition());
      if (blockedBy(this.#status) === null) leftMs -= Math.max(1, clock.now() - from);
    }
    return false;
  }

  /** An open line to the printer, or false when there is none to be had now. */
  async #connected(): Promise<boolean> {
    if (this.#line !== null && !this.#line.isGone) return true;
    const { connect, profile, clock, times } = this.#parts;
    if (clock.now() < this.#leftAloneUntil) return false;
    const onCondition = (condition: PrinterCondition): void => this.#heard(condition);
    const line = new PrinterLine({ channel: connect(), profile, clock, stallMs: times.stallMs, onCondition });
    try {
      await line.open();
    } catch {
      this.#became({ ...unknownCondition, power: 'off', source: 'connection' });
      return false;
    }
    this.#line = line;
    this.#retryMs = this.#parts.times.retryMsMin;
    return true;
  }

  /** One that babbles is left alone for a while (PJ15). */
  #heard(condition: PrinterCondition): void {
    const { clock, times } = this.#parts;
    if (condition.error === 'garbled') this.#leftAloneUntil = clock.now() + times.retryMsMax;
    this.#became(condition);
  }

  async #blocked(): Promise<ReturnType<typeof blockedBy>> {
    if (this.#line === null) return 'printer-not-ready';
    const condition = await this.#line.askCondition();
    this.#became(condition.source === 'none' ? { ...condition, power: 'unknown' } : condition);
    return blockedBy(condition);
  }

  async #waitToRetry(job: PaperJob, reason: PrintJobReason): Promise<void> {
    this.#waits(job, reason);
    const waitMs = this.#retryMs;
    this.#retryMs = Math.min(this.#parts.times.retryMsMax, this.#retryMs * 2);
    await this.#rest(waitMs);
  }

  /** Rests, but a new job (a drawer pulse above all) wakes it at once. */
  async #rest(ms: number): Promise<void> {
    await within(this.#parts.clock, ms, this.#woken());
  }

  readonly #waitReasons = new Map<string, PrintJobReason>();

  /** Tells once why a job waits. */
  #waits(job: PaperJob, reason: PrintJobReason): void {
    if (this.#waitReasons.get(job.jobId) === reason) return;
    this.#waitReasons.set(job.jobId, reason);
    this.#report(job, ['queued', reason]);
  }

  #end(job: PrintJob, ended: Ending): void {
    this.#drop(job);
    this.#report(job, ended);
  }

  #drop(job: PrintJob): void {
    this.#waitReasons.delete(job.jobId);
    this.#pins.delete(job.jobId);
    this.#paperJobs = this.#paperJobs.filter((held) => held !== job);
    this.#drawerJobs = this.#drawerJobs.filter((held) => held !== job);
  }

  /** Is this job waiting here, or under way? */
  holds(jobId: string): boolean {
    return [...this.#paperJobs, ...this.#drawerJobs].some((held) => held.jobId === jobId);
  }

  #report(job: PrintJob, [state, reason, bytes = 0]: Ending): void {
    this.#parts.onReport({ job, state, reason, bytes });
  }

  #became(condition: PrinterCondition): void {
    const { since: _since, ...before } = this.#status;
    const isSame = (Object.keys(condition) as (keyof PrinterCondition)[]).every(
      (key) => before[key] === condition[key],
    );
    if (isSame) return;
    this.#status = { ...condition, since: this.#parts.clock.now() };
    this.#parts.onStatus(this.#status);
  }
}

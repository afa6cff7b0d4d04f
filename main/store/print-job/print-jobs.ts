import type { JobId, SaleId } from '../../../domain/id.ts';
import {
  mayFollow,
  type PrintJobKind,
  type PrintJobReason,
  type PrintJobState,
  printJobStates,
  stateAfterCrash,
} from '../../../domain/receipt/print-job.ts';
import type { ReceiptDocument } from '../../../domain/receipt/receipt-document.ts';
import { type Reader, reading } from '../sqlite/reader.ts';
import { statement } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';
import { type JobsAheadParts, jobsAhead } from './jobs-ahead.ts';

/** A job to be printed, or a pulse for the drawer (`document` null, `drawerReason` why it opens). Times UTC epoch ms. */
export interface NewPrintJob {
  readonly jobId: JobId;
  readonly kind: PrintJobKind;
  readonly opNo: number | null;
  readonly saleNo: number | null;
  readonly title: string;
  /** 0 for the original, 1 … for copies. */
  readonly copyNumber: number;
  readonly drawerReason: string;
  readonly document: ReceiptDocument | null;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  /** Binding it is for; empty: whatever the counter has for its kind. */
  readonly device: string;
  readonly reroutedFrom: JobId | null;
}

/** A job as the store keeps it. */
export interface StoredPrintJob extends NewPrintJob {
  readonly saleId: SaleId | null;
  readonly state: PrintJobState;
  readonly reason: PrintJobReason;
  /** How often it was begun. */
  readonly attempts: number;
  readonly changedAt: number;
}

export interface PrintJobChange {
  readonly jobId: JobId;
  readonly state: PrintJobState;
  readonly reason: PrintJobReason;
  /** UTC epoch ms. */
  readonly at: number;
}

/** The print queue's memory. It only goes forward: `mayFollow` says where to, anything else changes nothing (PJ1). */
export interface PrintJobs {
  readonly add: (job: NewPrintJob) => void;
  /** Writes a state; false when the job is unknown or its state may not be followed by this one. */
  readonly change: (change: PrintJobChange) => boolean;
  /**
   * Writes `sending`, durably and in one small transaction that needs no record of the job's op: the printer waits for it.
   * False when the job is unknown, not queued, or has expired at `at`.
   */
  readonly begin: (jobId: JobId, at: number) => boolean;
  readonly get: (jobId: JobId) => StoredPrintJob | null;
  /** Jobs that have not come to an end, oldest first. */
  readonly open: () => StoredPrintJob[];
  /** Jobs newest first. */
  readonly recent: (limit: number) => StoredPrintJob[];
  readonly ofSale: (saleId: SaleId) => StoredPrintJob[];
  /** After a restart: what was under way is `unknown`, what expired is `cancelled`. The changed jobs. */
  readonly settleAfterCrash: (now: number) => StoredPrintJob[];
  /** Cancels queued jobs whose time has passed (a drawer never opens late). The changed jobs. */
  readonly expire: (now: number) => StoredPrintJob[];
}

/** Runs one write in its own durable transaction, or within the one that is open. */
export type WriteRunner = <Value>(act: () => Value) => Value;
type JobRow = Row<'print_job'> & { readonly sale_id: string | null };

/** Adds a row, once for each job id; for the fold, which holds the transaction and may come after the job was begun. */
export function jobAdder({ connection }: Pick<Reader, 'connection'>): (job: NewPrintJob) => void {
  type Args = Omit<Row<'print_job'>, 'job_no'>;
  const insert = statement<Args, unknown>(connection, (query, param) =>
    query
      .insertInto('print_job')
      .values({
        job_no: null,
        job_id: param('job_id'),
        kind: param('kind'),
        op_no: param('op_no'),
        sale_no: param('sale_no'),
        title: param('title'),
        copy_number: param('copy_number'),
        reason: param('reason'),
        document: param('document'),
        state: param('state'),
        state_reason: param('state_reason'),
        attempts: param('attempts'),
        created_at: param('created_at'),
        changed_at: param('changed_at'),
        expires_at: param('expires_at'),
        device: param('device'),
        rerouted_from: param('rerouted_from'),
      })
      .onConflict((conflict) => conflict.column('job_id').doNothing()),
  );
  return (job) =>
    void insert.run({
      job_id: job.jobId,
      kind: job.kind,
      op_no: job.opNo,
      sale_no: job.saleNo,
      title: job.title,
      copy_number: job.copyNumber,
      reason: job.drawerReason,
      document: job.document === null ? null : JSON.stringify(job.document),
      state: 'queued',
      state_reason: 'none',
      attempts: 0,
      created_at: job.createdAt,
      changed_at: job.createdAt,
      expires_at: job.expiresAt,
      device: job.device,
      rerouted_from: job.reroutedFrom,
    });
}

/** What the queue needs besides the file: how to write, and the end of the log. */
export type PrintJobParts = Pick<JobsAheadParts, 'pending' | 'jobsOf'> & { readonly write: WriteRunner };

/** With the jobs ahead of the fold every answer holds the whole log, and none needs the fold. */
export function printJobs(reader: Reader, { write, pending, jobsOf }: PrintJobParts): PrintJobs {
  const queries = { ...jobQueries(reader), ...jobWrites(reader) };
  const ahead = jobsAhead({ pending, jobsOf, hasRow: (jobId) => queries.byId.get({ jobId }) !== undefined });
  const add = jobAdder(reader);
  const jobOf = (row: JobRow): StoredPrintJob =>
    jobOfRow({ ...row, sale_id: row.sale_id ?? ahead.saleIdOf(row.sale_no) });
  const get = (jobId: JobId): StoredPrintJob | null => {
    const row = queries.byId.get({ jobId });
    return row ? jobOf(row) : (ahead.all().find((job) => job.jobId === jobId) ?? null);
  };
  const put = (job: StoredPrintJob, { state, reason, at }: Omit<PrintJobChange, 'jobId'>): boolean => {
    if (!mayFollow(job.state, state)) return false;
    const { jobId } = job;
    const attempts = job.attempts + (state === 'sending' ? 1 : 0);
    return write(() => {
      for (const each of ahead.withSiblings(jobId)) add(each);
      return queries.setState.run({ jobId, state, reason, attempts, at }) === 1;
    });
  };
  const open = (): StoredPrintJob[] => [...queries.open.all({}).map(jobOf), ...ahead.all()];
  const changed = (jobs: readonly StoredPrintJob[]): StoredPrintJob[] => jobs.flatMap(({ jobId }) => get(jobId) ?? []);
  const expire = (now: number): StoredPrintJob[] => {
    const late = open().filter((job) => job.state === 'queued' && job.expiresAt !== null && job.expiresAt <= now);
    for (const job of late) put(job, { state: 'cancelled', reason: 'expired', at: now });
    return changed(late);
  };
  return {
    add: (job) => write(() => add(job)),
    change: ({ jobId, ...rest }) => {
      const job = get(jobId);
      return job !== null && put(job, rest);
    },
    begin: (jobId, at) =>
      write(() => {
        for (const job of ahead.withSiblings(jobId)) add(job);
        return queries.begin.run({ jobId, at }) === 1;
      }),
    get,
    open,
    recent: (limit) => [...ahead.all().reverse(), ...queries.recent.all({ limit }).map(jobOf)].slice(0, limit),
    ofSale: (saleId) => queries.ofSale.all({ saleId }).map(jobOf),
    settleAfterCrash: (now) => {
      const cut = open().filter(({ state }) => stateAfterCrash(state) !== state);
      for (const job of cut) put(job, { state: stateAfterCrash(job.state), reason: 'process-ended', at: now });
      return [...changed(cut), ...expire(now)];
    },
    expire,
  };
}

function jobOfRow(row: JobRow): StoredPrintJob {
  return {
    jobId: row.job_id as JobId,
    kind: row.kind as PrintJobKind,
    opNo: row.op_no,
    saleNo: row.sale_no,
    saleId: row.sale_id as SaleId | null,
    title: row.title,
    copyNumber: row.copy_number,
    drawerReason: row.reason,
    document: row.document === null ? null : (JSON.parse(row.document) as ReceiptDocument),
    state: row.state as PrintJobState,
    reason: row.state_reason as PrintJobReason,
    attempts: row.attempts,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    expiresAt: row.expires_at,
    device: row.device,
    reroutedFrom: row.rerouted_from as JobId | null,
  };
}

/** All but `ofSale` leave the fold alone: what it has not written yet comes from `ahead`. */
function jobQueries(reader: Reader) {
  const unfolded: Reader = { ...reader, catchUp: () => undefined };
  return {
    byId: reading<{ jobId: string }, JobRow>(unfolded, (query, param) =>
      query
        .selectFrom('print_job')
        .leftJoin('sale', 'sale.no', 'print_job.sale_no')
        .selectAll('print_job')
        .select('sale.sale_id')
        .where('job_id', '=', param('jobId')),
    ),
    open: reading<object, JobRow>(unfolded, (query) =>
      query
        .selectFrom('print_job')
        .leftJoin('sale', 'sale.no', 'print_job.sale_no')
        .selectAll('print_job')
        .select('sale.sale_id')
        .where((where) =>
          where.or([where('state', '=', 'queued'), where('state', '=', 'sending'), where('state', '=', 'sent')]),
        )
        .orderBy('job_no'),
    ),
    recent: reading<{ limit: number }, JobRow>(unfolded, (query, param) =>
      query
        .selectFrom('print_job')
        .leftJoin('sale', 'sale.no', 'print_job.sale_no')
        .selectAll('print_job')
        .select('sale.sale_id')
        .orderBy('job_no', 'desc')
        .limit(param('limit')),
    ),
    ofSale: reading<{ saleId: string }, JobRow>(reader, (query, param) =>
      query
        .selectFrom('print_job')
        .innerJoin('sale', 'sale.no', 'print_job.sale_no')
        .selectAll('print_job')
        .select('sale.sale_id')
        .where('sale.sale_id', '=', param('saleId'))
        .orderBy('job_no'),
    ),
  };
}

function jobWrites({ connection }: Reader) {
  return {
    begin: statement<{ jobId: string; at: number }, unknown>(connection, (query, param) =>
      query
        .updateTable('print_job')
        .set(({ eb }) => ({
          state: 'sending',
          state_reason: 'none',
          attempts: eb('attempts', '+', 1),
          changed_at: param('at'),
        }))
        .where('job_id', '=', param('jobId'))
        .where('state', 'in', statesBefore('sending'))
        .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', param('at'))])),
    ),
    setState: statement<{ jobId: string; state: string; reason: string; attempts: number; at: number }, unknown>(
      connection,
      (query, param) =>
        query
          .updateTable('print_job')
          .set({
            state: param('state'),
            state_reason: param('reason'),
            attempts: param('attempts'),
            changed_at: param('at'),
          })
          .where('job_id', '=', param('jobId')),
    ),
  };
}

function statesBefore(state: PrintJobState): PrintJobState[] {
  return printJobStates.filter((before) => mayFollow(before, state));
}

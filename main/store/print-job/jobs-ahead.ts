import type { JobId, SaleId } from '../../../domain/id.ts';
import type { JobsOf } from '../op/folder.ts';
import type { RecordedOp } from '../op/op-row.ts';
import type { NewPrintJob, StoredPrintJob } from './print-jobs.ts';

/**
 * Jobs of ops that are in the log while their records are not: known without a read. They are the jobs the fold will
 * write, with the same ids (PQ7), so that a printer can begin before it.
 */
export interface JobsAhead {
  /** Those that are no rows yet, as the store will give them once they are, oldest first. */
  readonly all: () => StoredPrintJob[];
  /** Every job of the op that brings this one; empty when no op that waits for the fold does. */
  readonly withSiblings: (jobId: JobId) => readonly NewPrintJob[];
  /** The sale of an op that waits for the fold, by the op's number; null for all others. */
  readonly saleIdOf: (opNo: number | null) => SaleId | null;
}

export interface JobsAheadParts {
  /** Ops whose records are not written, oldest first. */
  readonly pending: () => readonly RecordedOp[];
  readonly hasRow: (jobId: JobId) => boolean;
  /** Null: ops bring no jobs here. */
  readonly jobsOf: JobsOf | null;
}

export function jobsAhead({ pending, hasRow, jobsOf }: JobsAheadParts): JobsAhead {
  const made = new WeakMap<RecordedOp, readonly NewPrintJob[]>();
  const jobsOnce = (op: RecordedOp): readonly NewPrintJob[] => {
    const jobs = made.get(op) ?? jobsOf?.(op) ?? [];
    made.set(op, jobs);
    return jobs;
  };
  const written = new WeakSet<RecordedOp>();
  /** The jobs of an op become rows together, and stay rows. */
  const areRows = (op: RecordedOp, [first]: readonly NewPrintJob[]): boolean => {
    if (first === undefined || written.has(op)) return true;
    const found = hasRow(first.jobId);
    if (found) written.add(op);
    return found;
  };
  const ofOp = (op: RecordedOp): StoredPrintJob[] => {
    const jobs = jobsOnce(op);
    return areRows(op, jobs) ? [] : jobs.map((job) => asStored(op, job));
  };
  return {
    all: () => pending().flatMap(ofOp),
    withSiblings: (jobId) => {
      const op = pending().findLast((each) => jobsOnce(each).some((job) => job.jobId === jobId));
      return op === undefined ? [] : jobsOnce(op);
    },
    saleIdOf: (opNo) => saleOf(pending().find(({ no }) => no === opNo)),
  };
}

function asStored(op: RecordedOp, job: NewPrintJob): StoredPrintJob {
  const saleId = job.saleNo === op.no ? saleOf(op) : null;
  return { ...job, saleId, state: 'queued', reason: 'none', attempts: 0, changedAt: job.createdAt };
}

function saleOf(op: RecordedOp | undefined): SaleId | null {
  return op?.kind === 'sale.completed' ? op.body.sale.saleId : null;
}

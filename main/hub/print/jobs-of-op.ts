import { createHash } from 'node:crypto';
import { brandId, type JobId, type StaffId, uuidV7 } from '../../../domain/id.ts';
import {
  drawerExpiresMs,
  type PrintJobKind,
  receiptExpiresMs,
  reportExpiresMs,
} from '../../../domain/receipt/print-job.ts';
import type { ReceiptDocument } from '../../../domain/receipt/receipt-document.ts';
import type { Tender } from '../../../domain/sale/sale.ts';
import type { ZReport } from '../../../domain/till/report.ts';
import type { RecordedOp } from '../../store/op/op-row.ts';
import type { NewPrintJob } from '../../store/print-job/print-jobs.ts';
import { cashMovePaper, noSalePaper, zPaper } from './job-paper.ts';
import type { PaperVoice } from './store-words.ts';

/** What jobs are made from beside the op. */
export interface JobSources {
  readonly voice: () => PaperVoice | null;
  readonly staffName: (staffId: StaffId | null) => string;
  readonly zReportOf: (shiftId: string) => ZReport | null;
  /** Row of a sale in the records and how many copies of its receipt were asked for; null when there is none. */
  readonly saleFacts: (
    saleId: string,
  ) => { readonly no: number; readonly transactionNumber: string; readonly reprints: number } | null;
}

/** How long a job of each kind is worth printing, in milliseconds (rule PQ5). */
export const expiresMs: Readonly<Record<PrintJobKind, number>> = {
  drawer: drawerExpiresMs,
  receipt: receiptExpiresMs,
  report: reportExpiresMs,
};

type Draft = Pick<NewPrintJob, 'kind' | 'title'> & Partial<NewPrintJob>;

/**
 * The paper and the pulses an op brings with it: a function of the op, so that a completed sale and its receipt survive
 * together, and however often its jobs are made they are the same ones (PQ7). Receipts of sales are made from the record
 * when they are offered; the drawer goes first, it must not wait behind paper.
 */
export function jobsOfOp(op: RecordedOp, sources: JobSources): NewPrintJob[] {
  if (op.happened) return [];
  const draft = (job: Draft, place: number): NewPrintJob => ({
    jobId: jobIdOf(op, place),
    opNo: op.no,
    saleNo: null,
    copyNumber: 0,
    drawerReason: '',
    document: null,
    createdAt: op.hubAt,
    expiresAt: op.hubAt + expiresMs[job.kind],
    device: '',
    reroutedFrom: null,
    ...job,
  });
  return draftsOf(op, sources).map(draft);
}

/** The id of an op's job: the same after a crash, before the fold and in it. */
function jobIdOf({ opId, hubAt }: RecordedOp, place: number): JobId {
  return brandId<JobId>(uuidV7(hubAt, createHash('sha256').update(`print job ${place} of ${opId}`).digest()));
}

function draftsOf(op: RecordedOp, sources: JobSources): Draft[] {
  if (op.kind === 'sale.completed') return saleDrafts(op);
  const voice = sources.voice();
  return voice === null ? [] : draftsInVoice(op, sources, voice);
}

/** Needs nothing but the op: sales are also folded while the store opens after a crash, before anything else is there. */
function saleDrafts(op: RecordedOp<'sale.completed'>): Draft[] {
  const title = String(op.refs['transactionNumber'] ?? '');
  const paper: Draft[] = op.body.receipt === 'print' ? [{ kind: 'receipt', title, saleNo: op.no }] : [];
  return [...(movesCash(op.body.sale.tenders) ? [drawer('sale', title)] : []), ...paper];
}

function draftsInVoice(op: RecordedOp, sources: JobSources, voice: PaperVoice): Draft[] {
  const { staffId, at } = op;
  const staffName = sources.staffName(staffId);
  switch (op.kind) {
    case 'receipt.reprinted': {
      const facts = sources.saleFacts(op.body.saleId);
      if (facts === null) return [];
      return [{ kind: 'receipt', title: facts.transactionNumber, saleNo: facts.no, copyNumber: facts.reprints }];
    }
    case 'cash.moved': {
      const { kind, amount, reasonCode, note } = op.body;
      const document = cashMovePaper(voice, { staffName, at, reasonCode, note, kind, amount });
      return [drawer('cash-move', kind), report(kind, document)];
    }
    case 'drawer.no-sale': {
      const { reasonCode, note } = op.body;
      return [
        drawer('no-sale', reasonCode),
        report('no-sale', noSalePaper(voice, { staffName, at, reasonCode, note })),
      ];
    }
    case 'shift.opened':
      return [drawer('shift-open', op.body.series)];
    case 'shift.closed':
      return zDrafts(op.body.shiftId, staffName, { sources, voice });
    default:
      return [];
  }
}

function zDrafts(shiftId: string, staffName: string, from: { sources: JobSources; voice: PaperVoice }): Draft[] {
  const z = from.sources.zReportOf(shiftId);
  if (z === null) return [];
  return [report(`Z ${z.shift.series}-${z.zNumber}`, zPaper(from.voice, { report: z, staffName, copyNumber: 0 }))];
}

function drawer(drawerReason: string, title: string): Draft {
  return { kind: 'drawer', title, drawerReason };
}

function report(title: string, document: ReceiptDocument): Draft {
  return { kind: 'report', title, document };
}

/** Cash goes in or out: the drawer has to open. */
export function movesCash(tenders: readonly Tender[]): boolean {
  return tenders.some(({ kind, amount, tendered }) => kind === 'cash' && (amount > 0 || tendered > 0));
}

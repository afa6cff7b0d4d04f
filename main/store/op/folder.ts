import type { OpKindName } from '../../../contracts/op-catalog.ts';
import {
  emptyShiftTotals,
  foldShiftFact,
  type ShiftFact,
  type ShiftTotals,
} from '../../../domain/till/shift-totals.ts';
import type { NewPrintJob } from '../print-job/print-jobs.ts';
import type { Connection } from '../sqlite/load-sqlite.ts';
import { insertRow, putRow, statement } from '../sqlite/statement.ts';
import { StockFold } from '../stock/stock-fold.ts';
import type { Applier, Appliers, Fold, StockEntry } from './applier.ts';
import { canonicalJson } from './canonical-json.ts';
import type { RecordedOp } from './op-row.ts';

/** Makes the print jobs an op brings with it; called once for each op, with its records already written. */
export type JobsOf = (op: RecordedOp) => readonly NewPrintJob[];

/** Writes the records of logged ops. One fold is one batch: shift totals, stock and installs are written once for all. */
export class Folder {
  readonly #appliers: Appliers;
  readonly #jobs: { readonly jobsOf: JobsOf; readonly add: (job: NewPrintJob) => void } | null;
  readonly #insertKey;
  readonly #putInstall;
  readonly #seqOf;
  readonly #insertFlag;
  readonly #putTotals;
  readonly #totalsOf;
  readonly #setMark;
  readonly #stock: StockFold;

  constructor(
    connection: Connection,
    appliers: Appliers,
    jobs: { readonly jobsOf: JobsOf; readonly add: (job: NewPrintJob) => void } | null,
  ) {
    this.#appliers = appliers;
    this.#jobs = jobs;
    this.#insertKey = insertRow(connection, 'op_key');
    this.#putInstall = putRow(connection, 'install');
    this.#insertFlag = insertRow(connection, 'op_flag');
    this.#seqOf = statement<{ installId: string }, { last_seq: number }>(connection, (query, param) =>
      query.selectFrom('install').select('last_seq').where('install_id', '=', param('installId')),
    );
    this.#putTotals = putRow(connection, 'shift_total');
    this.#setMark = putRow(connection, 'fold_mark');
    this.#totalsOf = statement<{ shiftNo: number }, { totals: string }>(connection, (query, param) =>
      query.selectFrom('shift_total').select('totals').where('shift_no', '=', param('shiftNo')),
    );
    this.#stock = new StockFold(connection);
  }

  /** Folds these ops, in the order of the log; the caller holds the transaction. */
  fold(ops: readonly RecordedOp[]): void {
    const totals = new Map<number, ShiftTotals>();
    const installs = new Map<string, number>();
    const stock = this.#stock.begin();
    const fold: Fold = {
      itemNo: (itemId: string) => this.#stock.itemNo(itemId),
      moveStock: (opNo: number, entry: StockEntry) => stock.move(opNo, entry),
      addToShift: (shiftNo: number, fact: ShiftFact) =>
        totals.set(shiftNo, foldShiftFact(totals.get(shiftNo) ?? this.totals(shiftNo), fact)),
    };
    const flush = (): void => {
      for (const [shift_no, each] of totals) this.#putTotals({ shift_no, totals: canonicalJson(each) });
      totals.clear();
      stock.flush();
    };
    for (const op of ops) {
      if (!this.#lags(op)) flush();
      if (!op.flags.includes('not-recorded')) applierOf(this.#appliers, op.kind).record(op, fold);
      this.#insertKey({ op_id: op.opId, no: op.no });
      if (op.flags.length > 0)
        this.#insertFlag({ no: op.no, install_id: op.installId, flags: JSON.stringify(op.flags) });
      installs.set(op.installId, Math.max(op.seq, installs.get(op.installId) ?? 0));
      for (const job of this.#jobs?.jobsOf(op) ?? []) this.#jobs?.add(job);
    }
    flush();
    for (const [installId, seq] of installs) this.#noteSeq(installId, seq);
    const last = ops.at(-1);
    if (last) this.#setMark({ one: 1, no: last.no });
  }

  /** What memory holds of the records may be old. */
  forget(): void {
    this.#stock.forget();
  }

  /** What a shift has come to in the records. */
  totals(shiftNo: number): ShiftTotals {
    const row = this.#totalsOf.get({ shiftNo });
    return row ? (JSON.parse(row.totals) as ShiftTotals) : emptyShiftTotals;
  }

  /** An op that waited for a newer hub comes with a `seq` from before. */
  #noteSeq(installId: string, seq: number): void {
    const last_seq = Math.max(seq, this.#seqOf.get({ installId })?.last_seq ?? 0);
    this.#putInstall({ install_id: installId, last_seq });
  }

  #lags(op: RecordedOp): boolean {
    return mayLag(this.#appliers, op);
  }
}

/** The applier of a kind. */
export function applierOf<Kind extends OpKindName>(appliers: Appliers, kind: Kind): Applier<Kind> {
  return appliers[kind];
}

/** May the records of this op wait for the next fold? */
export function mayLag(appliers: Appliers, op: { readonly kind: OpKindName; readonly body: unknown }): boolean {
  const { lags } = applierOf(appliers, op.kind);
  return lags?.(op.body as never) ?? false;
}

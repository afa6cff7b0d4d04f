import type { OpBody, OpKindName } from '../../../contracts/op-catalog.ts';
import type { InstallId, OpId, ShiftId, StaffId } from '../../../domain/id.ts';
import type { OpRefs } from '../../../domain/op/op.ts';
import type { StockMovementKind } from '../../../domain/stock/stock-movement.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import type { ShiftFact } from '../../../domain/till/shift-totals.ts';
import type { Row } from '../sqlite/tables.ts';
import type { RecordedOp } from './op-row.ts';

/** An op that is being decided on: everything a decision may depend on besides the record. */
export interface OpToDecide<Kind extends OpKindName> {
  readonly opId: OpId;
  readonly installId: InstallId;
  readonly staffId: StaffId | null;
  readonly happened: boolean;
  /** UTC epoch ms by the client's clock and by the hub's. */
  readonly at: number;
  readonly hubAt: number;
  readonly body: OpBody<Kind>;
}

/** What is odd about an op. An op that was asked for is refused for it, one that happened is flagged. */
export interface Problem {
  readonly code: string;
  readonly detail: string;
}

/**
 * What a kind's decision says: what is odd, notes that never refuse, what others will quote, and whether the op can be
 * written into the records at all (a fact that cannot stays in the log, flagged `not-recorded`).
 */
export interface Verdict {
  readonly problems: readonly Problem[];
  readonly notes?: readonly string[];
  readonly refs?: OpRefs;
  readonly recordable?: boolean;
}

/**
 * How a kind of op becomes record. `decide` reads and judges; `record` writes and judges nothing: it is a function of the
 * logged op and the records before it, so that a replay writes the same rows. `lags`: `record` may wait for the next fold.
 */
export interface Applier<Kind extends OpKindName> {
  readonly lags?: (body: OpBody<Kind>) => boolean;
  readonly decide: (op: OpToDecide<Kind>) => Verdict;
  readonly record: (op: RecordedOp<Kind>, fold: Fold) => void;
}

export type Appliers = { readonly [Kind in OpKindName]: Applier<Kind> };

/** One change of stock on its way into the ledger. */
export interface StockEntry {
  readonly itemId: string;
  readonly lineNo: number;
  readonly kind: StockMovementKind;
  /** Signed thousandths, or what was counted. */
  readonly milli: number;
  /** UTC epoch ms. */
  readonly at: number;
  readonly reference: string;
}

/** What recorders hand on: folded for a whole batch of ops at once, so that a busy page is written once. */
export interface Fold {
  /** Short key of an item; null for one the catalog never held. */
  readonly itemNo: (itemId: string) => number | null;
  readonly moveStock: (opNo: number, entry: StockEntry) => void;
  readonly addToShift: (shiftNo: number, fact: ShiftFact) => void;
}

/** What decisions ask of the open store. All of it is in memory or one indexed row. */
export interface Facts {
  readonly settings: () => StoreSettings | null;
  /** The store's calendar day a moment (UTC epoch ms) belongs to. */
  readonly businessDate: (at: number) => string;
  readonly shift: (shiftId: ShiftId) => KnownShift | null;
  readonly openShiftOf: (by: { readonly series: string; readonly installId: string }) => KnownShift | null;
  /** The shift a transaction that names none we know is booked to: the newest of the install, or of the store. */
  readonly lastShift: (installId: string) => KnownShift | null;
  /** The next number of a series; the log takes it when the op is appended. */
  readonly nextCounter: (series: string) => number;
  readonly nextZNumber: () => number;
  readonly isNumberTaken: (number: { readonly series: string; readonly counter: number }) => boolean;
  /** The install a series of receipt numbers was given to; null for a series of the hub's own numbering. */
  /** Generation of the record (`domain/sync/epoch.ts`). */
  readonly gen: () => number;
  readonly seriesOwner: (series: string) => string | null;
  /** The install whose transaction has a number of this series; null while there is none. */
  readonly seriesUsedBy: (series: string) => string | null;
}

export type KnownShift = Row<'shift'> & { readonly open: boolean };

/** Nothing odd. */
export const sound: Verdict = { problems: [] };

/** A verdict of one problem, or none. */
export function problemIf(condition: boolean, code: string, detail = ''): Problem[] {
  return condition ? [{ code, detail }] : [];
}

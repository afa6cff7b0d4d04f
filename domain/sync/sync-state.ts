import { assert } from '../assert.ts';
import type { InstallId, OpId, StaffId } from '../id.ts';
import type { Op } from '../op/op.ts';
import type { Epoch } from './epoch.ts';
import { type Change, type Mirror, type SyncTopic, syncTopics } from './mirror.ts';
import { firstAfter, type HeldOp, type OutboxMarks, opBytesMax } from './outbox.ts';
import type { OpOutcome, PullAsk, PushAsk, SnapshotAsk } from './protocol.ts';
import { type ReceiptCounter, takeReceiptNumber } from './receipt-series.ts';

/** Outcomes that are kept to be shown; the oldest go first. */
export const outcomesMax = 200;

/** What a client keeps about its sync beside the ops and the mirror; saved whole. */
export interface SyncMeta extends OutboxMarks {
  readonly installId: InstallId;
  readonly epoch: Epoch | null;
  /** Everything of the hub's log up to here is in the mirror. */
  readonly cursor: number;
  /** Is there a whole mirror, or is a snapshot needed first? */
  readonly mirrorWhole: boolean;
  /** Null until the hub has given this device a series. */
  readonly receipts: ReceiptCounter | null;
  /** How far the own clock is behind the hub's, ms. */
  readonly skewMs: number;
  readonly outcomes: readonly OpOutcome[];
}

/** Everything a client has on disk, as it is in memory. `held` is in the order of `seq`. */
export interface SyncRecord {
  readonly meta: SyncMeta;
  readonly held: readonly HeldOp[];
  readonly mirror: Mirror;
}

/** What one transaction writes; all of it or nothing. */
export interface Saving {
  readonly meta: SyncMeta;
  /** Ops that are new, or whose `takenNo` changed. */
  readonly put: readonly HeldOp[];
  /** Ops with a `seq` below this are dropped; null drops none. */
  readonly dropBefore: number | null;
  /** Changes of the mirror, or a whole new one. */
  readonly changes: readonly Change[];
  readonly newMirror: boolean;
}

/** Why this device talks to its hub no more until a person does something (YN12, YN13, YN83). */
export type SyncHalt = 'hub-older' | 'hub-forked' | 'hub-foreign' | 'device-unknown' | 'device-revoked';

/** A snapshot on its way; nothing of it is shown before all of it is there. */
export interface SnapshotUnderWay {
  readonly topic: SyncTopic;
  readonly after: string;
  /** The lowest position of any page: changes are pulled from there. */
  readonly at: number | null;
  readonly rows: readonly Change[];
}

export type Asked =
  | { readonly kind: 'push'; readonly askNo: number; readonly ask: PushAsk }
  | { readonly kind: 'pull'; readonly askNo: number; readonly ask: PullAsk }
  | { readonly kind: 'snapshot'; readonly askNo: number; readonly ask: SnapshotAsk };

/** The whole of a client's sync. What is not in `record` is lost with the program and may be. */
export interface SyncState {
  readonly record: SyncRecord;
  /** Version of this program, for what pulling demands. */
  readonly version: number;
  /** What a snapshot fetches, in this order; a client that has its items by chunks leaves them out (YN25). */
  readonly topics: readonly SyncTopic[];
  readonly asked: Asked | null;
  readonly askNo: number;
  readonly snapshot: SnapshotUnderWay | null;
  /** Failures in a row, and when to try again (own clock, UTC epoch ms); null: at once. */
  readonly failures: number;
  readonly retryAt: number | null;
  /** The hub's log is known to have come this far. */
  readonly headSeen: number;
  /** Ops in a push; halved while the hub finds pushes too large. */
  readonly opsMax: number;
  readonly gap: PushAsk['gap'];
  readonly halt: SyncHalt | null;
  /** May this device read? What it holds it sends in any case. */
  readonly reading: 'open' | 'upgrade-needed' | 'barred';
  /** Did the program wake since it last asked? */
  readonly isProbeDue: boolean;
}

/** An install that has nothing yet. */
export function emptyRecord(installId: InstallId): SyncRecord {
  const marks = { lastSeq: 0, acked: 0, keepFrom: 1 };
  const meta: SyncMeta = {
    ...marks,
    installId,
    epoch: null,
    cursor: 0,
    mirrorWhole: false,
    receipts: null,
    skewMs: 0,
    outcomes: [],
  };
  return { meta, held: [], mirror: new Map() };
}

/** The state a program starts with: what was saved, and nothing under way. `askNo` is fresh in each program's life. */
export function startedState(
  record: SyncRecord,
  life: {
    readonly version: number;
    readonly askNo: number;
    readonly opsMax: number;
    readonly topics?: readonly SyncTopic[];
  },
): SyncState {
  return {
    record,
    version: life.version,
    topics: life.topics ?? syncTopics,
    asked: null,
    askNo: life.askNo,
    snapshot: null,
    failures: 0,
    retryAt: null,
    headSeen: 0,
    opsMax: life.opsMax,
    gap: null,
    halt: null,
    reading: 'open',
    isProbeDue: false,
  };
}

/** An act of a person, before it has its place in the outbox. */
export interface OpDraft {
  readonly opId: OpId;
  readonly kind: string;
  readonly v: number;
  /** Own clock, UTC epoch ms; the op carries it corrected by what is known of the hub's. */
  readonly at: number;
  readonly staffId: StaffId | null;
  readonly happened: boolean;
  /** Does it use up a receipt number? */
  readonly numbered: boolean;
  /** The body, made with its receipt number, null when it takes none. */
  readonly body: (number: string | null) => unknown;
}

export interface Recorded {
  readonly record: SyncRecord;
  readonly saving: Saving;
  readonly held: HeldOp;
  readonly number: string | null;
}

/** Bytes of a text in UTF-8. */
export type ByteLength = (text: string) => number;

/**
 * Puts an act into the outbox: `seq`, receipt number and op in one transaction (YN1, YN32). The caller shows the sale as
 * completed only when `saving` is on disk. Null: a number is needed and this device has no series yet, or the op is too
 * large to ever be sent.
 */
export function recordOp(record: SyncRecord, draft: OpDraft, byteLength: ByteLength): Recorded | null {
  const { meta } = record;
  if (draft.numbered && meta.receipts === null) return null;
  const taken = draft.numbered && meta.receipts !== null ? takeReceiptNumber(meta.receipts) : null;
  const { opId, kind, v, staffId, happened } = draft;
  const seq = meta.lastSeq + 1;
  const body = draft.body(taken?.number ?? null);
  const op: Op = { opId, seq, kind, v, at: draft.at + meta.skewMs, staffId, happened, body };
  const bytes = byteLength(JSON.stringify(op));
  if (bytes > opBytesMax) return null;
  const held: HeldOp = { op, bytes, takenNo: null };
  const next: SyncMeta = { ...meta, lastSeq: seq, receipts: taken?.after ?? meta.receipts };
  const saving = savingOf(next, { put: [held] });
  return {
    record: { ...record, meta: next, held: [...record.held, held] },
    saving,
    held,
    number: taken?.number ?? null,
  };
}

/** The device was given a series: at pairing, and again with a new one when it is paired again (YN33). */
export function withSeries(
  record: SyncRecord,
  series: string,
): { readonly record: SyncRecord; readonly saving: Saving } {
  const meta = { ...record.meta, receipts: { series, last: 0 } };
  assert(record.meta.receipts?.series !== series, `the series ${series} was given before`);
  return { record: { ...record, meta }, saving: savingOf(meta, {}) };
}

/** A transaction that writes the marks and what is named. */
export function savingOf(meta: SyncMeta, what: Partial<Omit<Saving, 'meta'>>): Saving {
  return { put: [], dropBefore: null, changes: [], newMirror: false, ...what, meta };
}

/** Ops that wait to be taken by the hub. */
export function pendingCount({ held, meta }: SyncRecord): number {
  return held.length - firstAfter(held, meta.acked);
}

/** Where an op is safe: on this device alone, in the hub, or also in every backup that could be restored (YN7). */
export function whereSafe({ op }: HeldOp, meta: SyncMeta): 'here' | 'hub' | 'backup' {
  if (op.seq > meta.acked) return 'here';
  return op.seq < meta.keepFrom ? 'backup' : 'hub';
}

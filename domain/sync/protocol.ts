import type { InstallId, OpId } from '../id.ts';
import type { Op } from '../op/op.ts';
import type { Epoch } from './epoch.ts';
import type { Change, SyncTopic } from './mirror.ts';

/** The language clients and hub speak to each other; raised when a message changes its meaning. */
export const syncProto = 1;

/** Ops of an install on their way to the hub. */
export interface PushAsk {
  readonly proto: number;
  readonly installId: InstallId;
  /** The epoch the client believes in; null before it has heard of any. */
  readonly epoch: Epoch | null;
  readonly ops: readonly Op[];
  /** `seq`s the client does not hold any more and that will never come. */
  readonly gap: { readonly from: number; readonly to: number } | null;
  /** Ops that wait behind these, and the last that was made: what is lost with a handheld can be named. */
  readonly pendingAfter: number;
  readonly lastSeq: number;
}

/** What became of an op that was not simply applied. */
export interface OpOutcome {
  readonly seq: number;
  readonly opId: OpId;
  readonly status: 'flagged' | 'quarantined' | 'deferred' | 'refused';
  /** Flags, or the reason. */
  readonly codes: readonly string[];
}

/** The hub lives in another epoch than the one that was named; nothing was taken. */
export interface OtherEpoch {
  readonly kind: 'epoch-changed';
  readonly installId: InstallId;
  readonly epoch: Epoch;
}

export interface PushTaken {
  readonly kind: 'taken';
  readonly installId: InstallId;
  readonly epoch: Epoch;
  /** Last `seq` of this install the hub has, in its log or set aside. */
  readonly last: number;
  /** Position of the hub's log. */
  readonly head: number;
  readonly keepFrom: number;
  /** The `seq` the hub wants, when the push began after a gap or broke off at one. */
  readonly expect: number | null;
  /** Ops up to `last` that are not named here were applied, now or before. */
  readonly outcomes: readonly OpOutcome[];
}
export type PushAnswer = PushTaken | OtherEpoch;

export interface PullAsk {
  readonly proto: number;
  readonly installId: InstallId;
  readonly epoch: Epoch | null;
  /** Version of the client's program, compared with what pulling demands. */
  readonly version: number;
  /** Everything up to this position of the log is in the mirror. */
  readonly after: number;
  /** Nothing is in the mirror yet. */
  readonly fresh: boolean;
}

export interface PullChanges {
  readonly kind: 'changes';
  readonly installId: InstallId;
  readonly epoch: Epoch;
  readonly from: number;
  readonly to: number;
  readonly keepFrom: number;
  readonly changes: readonly Change[];
  readonly more: boolean;
}
/** The cursor is too far behind, or from nowhere: fetch a snapshot. */
export interface PullSnapshot {
  readonly kind: 'snapshot-needed';
  readonly installId: InstallId;
  readonly epoch: Epoch;
}
/** This program is too old to read on; what it sends is still taken. */
export interface PullUpgrade {
  readonly kind: 'upgrade-needed';
  readonly installId: InstallId;
  readonly epoch: Epoch;
  readonly versionMin: number;
}
export type PullAnswer = PullChanges | PullSnapshot | PullUpgrade | OtherEpoch;

export interface SnapshotAsk {
  readonly proto: number;
  readonly installId: InstallId;
  readonly epoch: Epoch | null;
  readonly version: number;
  readonly topic: SyncTopic;
  /** Id of the last thing of the page before; empty for the first page. */
  readonly after: string;
}
export interface SnapshotRows {
  readonly kind: 'rows';
  readonly installId: InstallId;
  readonly epoch: Epoch;
  readonly topic: SyncTopic;
  readonly after: string;
  /** Position of the log when these rows were read. */
  readonly at: number;
  readonly rows: readonly Change[];
  readonly done: boolean;
}
export type SnapshotAnswer = SnapshotRows | PullUpgrade | OtherEpoch;

/** Why a request brought no answer that could be used. */
export type SyncFailure =
  /** No line, a lost reply, a hub that is starting: try again. */
  | { readonly kind: 'away' }
  /** The hub asks for a pause, in milliseconds. */
  | { readonly kind: 'busy'; readonly pauseMs: number }
  | { readonly kind: 'too-large' }
  /** The hub does not know this device: somebody has to pair it again; the outbox stays. */
  | { readonly kind: 'unknown-device' }
  /** This device may do nothing any more. */
  | { readonly kind: 'revoked' };

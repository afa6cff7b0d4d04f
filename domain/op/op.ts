import type { InstallId, OpId, StaffId } from '../id.ts';

/**
 * One act that changes the store, named by the client that did it.
 * `happened`: the goods or the money have already changed hands (a handheld that was away): it can be flagged, never refused.
 * An op that was only asked for may be refused with a typed reason and then leaves no trace and uses up no `seq`.
 */
export interface Op<Body = unknown> {
  readonly opId: OpId;
  /** Gap-free from 1 for each install. */
  readonly seq: number;
  readonly kind: string;
  /** Version of the body's shape; old versions are accepted for ever. */
  readonly v: number;
  /** When the person acted, by the client's clock, UTC epoch ms. */
  readonly at: number;
  readonly staffId: StaffId | null;
  readonly happened: boolean;
  readonly body: Body;
}

/** What an op brought about that others quote: a sale's `transactionNumber` and `businessDate`, a shift's `zNumber` … */
export type OpRefs = Readonly<Record<string, string | number>>;

/**
 * An op as the log keeps it. `hash` = SHA-256 over the previous hash and the canonical JSON (RFC 8785) of all other fields;
 * `bodyHash` (SHA-256 of the body's canonical JSON) stands for the body there (OL3, OL4).
 */
export interface LoggedOp extends Op {
  /** Position in the log, from 1 without gaps; also the change cursor clients pull by. */
  readonly no: number;
  readonly installId: InstallId;
  /** When the hub took it, UTC epoch ms. */
  readonly hubAt: number;
  readonly flags: readonly string[];
  readonly refs: OpRefs;
  readonly bodyHash: string;
  readonly prevHash: string;
  readonly hash: string;
}

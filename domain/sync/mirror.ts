import type { Op } from '../op/op.ts';
import { firstAfter, type HeldOp } from './outbox.ts';

/** What a client mirrors of the hub's record. */
export const syncTopics = ['settings', 'staff', 'item', 'stock', 'suspended', 'checks', 'shift'] as const;
export type SyncTopic = (typeof syncTopics)[number];

/** How one thing stands now; null: it is gone. States are whole, so that hearing one twice changes nothing. */
export interface Change {
  readonly topic: SyncTopic;
  readonly id: string;
  readonly put: unknown;
}

/** What the hub last said of everything, by `topic/id`. */
export type Mirror = ReadonlyMap<string, unknown>;

/** Key of a thing in the mirror. */
export function mirrorKey({ topic, id }: Pick<Change, 'topic' | 'id'>): string {
  return `${topic}/${id}`;
}

/** The mirror after these changes, in their order. */
export function mirrored(mirror: Mirror, changes: readonly Change[]): Mirror {
  if (changes.length === 0) return mirror;
  const after = new Map(mirror);
  for (const change of changes) {
    if (change.put === null) after.delete(mirrorKey(change));
    else after.set(mirrorKey(change), change.put);
  }
  return after;
}

/** What an op does to one thing as its client shows it; gets and gives null where there is no such thing. */
export type ReplayOp = (shown: unknown, op: Op, key: string) => unknown;

/**
 * Ops whose effect the mirror does not hold yet: not taken, or taken at a place of the log that was not pulled yet. Without
 * the second half an own change would vanish between the answer and the next pull (YN21).
 */
export function unreflected(held: readonly HeldOp[], acked: number, cursor: number): readonly HeldOp[] {
  let from = firstAfter(held, acked);
  while (from > 0) {
    const takenNo = held[from - 1]?.takenNo;
    if (takenNo !== null && takenNo !== undefined && takenNo <= cursor) break;
    from -= 1;
  }
  return held.slice(from);
}

/** One thing as the client shows it: the hub's state with the own ops on top that it does not hold yet (YN20). */
export function shownState(
  state: unknown,
  own: readonly HeldOp[],
  how: { readonly key: string; readonly replay: ReplayOp },
): unknown {
  return own.reduce<unknown>((shown, { op }) => how.replay(shown, op, how.key), state);
}

/** A cursor further behind than this is answered with a snapshot instead of changes, in ops of the log. */
export const pullBehindOpsMax = 20_000;

/** May changes be given from this cursor on, or is a snapshot needed (YN22)? A cursor beyond the log is of another life. */
export function canPullFrom(cursor: number, head: number, fresh: boolean): boolean {
  return !fresh && cursor >= 0 && cursor <= head && head - cursor <= pullBehindOpsMax;
}

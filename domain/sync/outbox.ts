import type { Op } from '../op/op.ts';

/** Most ops in one push. */
export const batchOpsMax = 100;
/** Most bytes of ops as JSON in one push. */
export const batchBytesMax = 262_144;
/** A single op larger than this is not made, in bytes as JSON: it would fit no push. */
export const opBytesMax = 131_072;

/** An op that is kept: sent or not. Its text never changes, whatever program comes after the one that made it. */
export interface HeldOp {
  readonly op: Op;
  /** Length of its JSON in UTF-8 bytes. */
  readonly bytes: number;
  /** The hub's log stood here when it had taken this op, in the epoch that is agreed; null while it has not. */
  readonly takenNo: number | null;
}

/** Numbers of an outbox; all are `seq`s of this install. */
export interface OutboxMarks {
  /** The last op that was made; 0 before the first. */
  readonly lastSeq: number;
  /** Every op up to here was taken by the hub in the agreed epoch. */
  readonly acked: number;
  /** Ops from here on could still be lost by a restore of the hub. */
  readonly keepFrom: number;
}

export interface BatchLimits {
  readonly opsMax: number;
  readonly bytesMax: number;
}

/**
 * The ops of the next push: those the hub has not taken, in order, as many as fit. Asked again with the same marks it
 * gives the same batch, so a push whose answer was lost is repeated word for word (YN3, YN4).
 */
export function nextBatch(held: readonly HeldOp[], marks: OutboxMarks, limits: BatchLimits): HeldOp[] {
  const batch: HeldOp[] = [];
  let bytes = 0;
  for (let at = firstAfter(held, marks.acked); at < held.length && batch.length < limits.opsMax; at += 1) {
    const next = held[at];
    if (next === undefined || (batch.length > 0 && bytes + next.bytes > limits.bytesMax)) break;
    batch.push(next);
    bytes += next.bytes;
  }
  return batch;
}

/** Index of the first held op above a seq; `held` is in the order of seq. */
export function firstAfter(held: readonly HeldOp[], seq: number): number {
  let low = 0;
  let high = held.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((held[middle]?.op.seq ?? 0) <= seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a hub says to a push, as far as the outbox is concerned. */
export interface Taken {
  /** The last `seq` of this install that the hub has, in its log or set aside. */
  readonly last: number;
  /** Where its log stood afterwards. */
  readonly head: number;
  readonly keepFrom: number;
  /** The `seq` the hub wants when it met a gap. */
  readonly expect: number | null;
}

/**
 * The outbox after an answer: everything up to `last` is taken, but never more than was made. Only a hub that asks for an
 * earlier op takes back what it said before (YN5).
 */
export function afterPush(marks: OutboxMarks, taken: Taken): OutboxMarks {
  const acked = Math.min(marks.lastSeq, taken.expect === null ? Math.max(marks.acked, taken.last) : taken.last);
  return { ...marks, acked, keepFrom: Math.max(1, taken.keepFrom) };
}

/** Marks which ops the hub has taken, for those between two states of the outbox. */
export function markTaken(held: readonly HeldOp[], acked: number, head: number): readonly HeldOp[] {
  const to = firstAfter(held, acked);
  let from = to;
  while (from > 0 && held[from - 1]?.takenNo === null) from -= 1;
  if (from === to) return held;
  const taken = held.slice(from, to).map((each) => ({ ...each, takenNo: head }));
  return [...held.slice(0, from), ...taken, ...held.slice(to)];
}

/**
 * How many ops at the front may be forgotten: taken, reflected in what was pulled, and in the oldest backup that could
 * still be restored. Acked is not forgettable (YN6).
 */
export function forgettable(held: readonly HeldOp[], marks: OutboxMarks, cursor: number): number {
  let count = 0;
  for (const { op, takenNo } of held) {
    const safe = op.seq <= marks.acked && op.seq < marks.keepFrom;
    if (!safe || takenNo === null || takenNo > cursor) break;
    count += 1;
  }
  return count;
}

/**
 * A new epoch: the hub may have forgotten anything, so everything that is held is sent again (YN11). What is not held any
 * more was in every backup; if the hub lacks it all the same it asks for it and is told the gap.
 */
export function rewound(marks: OutboxMarks, held: readonly HeldOp[]): OutboxMarks {
  const [first] = held;
  return { ...marks, acked: first === undefined ? marks.lastSeq : first.op.seq - 1, keepFrom: 1 };
}

/**
 * The hub wants a `seq` that is no longer held: which ones are missing for good. Null when the wanted op is here and is
 * simply sent (YN8).
 */
export function gapOf(
  held: readonly HeldOp[],
  marks: OutboxMarks,
  expect: number,
): { readonly from: number; readonly to: number } | null {
  const next = held[firstAfter(held, expect - 1)];
  const to = next === undefined ? marks.lastSeq : next.op.seq - 1;
  return to >= expect ? { from: expect, to } : null;
}

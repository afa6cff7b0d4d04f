import { z } from 'zod';
import type { Epoch } from '../domain/sync/epoch.ts';
import { type Change, syncTopics } from '../domain/sync/mirror.ts';
import type {
  OpOutcome,
  PullAnswer,
  PullAsk,
  PushAnswer,
  PushAsk,
  SnapshotAnswer,
  SnapshotAsk,
} from '../domain/sync/protocol.ts';
import { opEnvelope, pushOpsMax } from './op.ts';
import { shaped } from './procedure.ts';
import { codeText, epochMs, installId, opId } from './values.ts';

/** Most changes on one page of a pull, counted in ops of the log; the page ends between two ops. */
export const pullOpsMax = 500;
/** Most rows on one page of a snapshot. */
export const snapshotRowsMax = 1_000;

const seq = z.int().min(1);
const position = z.int().min(0);
const idText = z.string().max(64);

/** One life of the hub's record (`domain/sync/epoch.ts`). */
export const epoch = z.strictObject({ hubId: idText, gen: z.int().min(0), id: idText }) satisfies z.ZodType<Epoch>;

/** Pushes of a client that was away: ops in order, what it lost, and how much waits behind. */
export const pushAsk = shaped<PushAsk>(
  z.strictObject({
    proto: z.int().min(1).max(1_000),
    installId,
    epoch: epoch.nullable(),
    ops: z.array(opEnvelope).max(pushOpsMax),
    gap: z.strictObject({ from: seq, to: seq }).nullable(),
    pendingAfter: position,
    lastSeq: position,
  }),
);

const outcome = z.strictObject({
  seq,
  opId,
  status: z.enum(['flagged', 'quarantined', 'deferred', 'refused']),
  codes: z.array(codeText),
}) satisfies z.ZodType<OpOutcome>;

const otherEpoch = z.strictObject({ kind: z.literal('epoch-changed'), installId, epoch });
const upgradeNeeded = z.strictObject({ kind: z.literal('upgrade-needed'), installId, epoch, versionMin: z.int() });

export const pushAnswer = shaped<PushAnswer>(
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('taken'),
      installId,
      epoch,
      last: position,
      head: position,
      keepFrom: seq,
      expect: seq.nullable(),
      outcomes: z.array(outcome),
    }),
    otherEpoch,
  ]),
);

/** How one thing stands; `put` is null when it is gone, else a whole state in the shape of its topic. */
const change = z.strictObject({
  topic: z.enum(syncTopics),
  id: idText,
  put: z.unknown(),
}) as unknown as z.ZodType<Change>;

export const pullAsk = shaped<PullAsk>(
  z.strictObject({
    proto: z.int().min(1).max(1_000),
    installId,
    epoch: epoch.nullable(),
    version: position,
    after: position,
    fresh: z.boolean(),
  }),
);
export const pullAnswer = shaped<PullAnswer>(
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('changes'),
      installId,
      epoch,
      from: position,
      to: position,
      keepFrom: seq,
      changes: z.array(change),
      more: z.boolean(),
    }),
    z.strictObject({ kind: z.literal('snapshot-needed'), installId, epoch }),
    upgradeNeeded,
    otherEpoch,
  ]),
);

export const snapshotAsk = shaped<SnapshotAsk>(
  z.strictObject({
    proto: z.int().min(1).max(1_000),
    installId,
    epoch: epoch.nullable(),
    version: position,
    topic: z.enum(syncTopics),
    after: idText,
  }),
);
export const snapshotAnswer = shaped<SnapshotAnswer>(
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('rows'),
      installId,
      epoch,
      topic: z.enum(syncTopics),
      after: idText,
      at: position,
      rows: z.array(change),
      done: z.boolean(),
    }),
    upgradeNeeded,
    otherEpoch,
  ]),
);

/** What a client learns before anything else; `now` is the hub's clock, to measure one's own by. */
export const syncHello = z.strictObject({
  epoch,
  proto: z.strictObject({ min: z.int(), max: z.int() }),
  /** Programs older than this may push but not pull. */
  versionMin: position,
  now: epochMs,
  head: position,
  keepFrom: seq,
  /** Last `seq` of this install. */
  last: position,
  /** This install's own series of receipt numbers; null until it was given one. */
  series: z.string().nullable(),
});
export type SyncHello = z.output<typeof syncHello>;

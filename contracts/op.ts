import { z } from 'zod';
import type { Op } from '../domain/op/op.ts';
import { codeText, epochMs, installId, opId, staffId } from './values.ts';

/** Most ops in one push. */
export const pushOpsMax = 100;
/** Largest push body in bytes. */
export const pushBytesMax = 4_194_304;

/** The outside of an op; its body is parsed by the schema of its kind in `op-catalog.ts`. */
export const opEnvelope = z.strictObject({
  opId,
  seq: z.int().min(1),
  kind: codeText,
  v: z.int().min(1).max(1_000),
  at: epochMs,
  staffId: staffId.nullable(),
  happened: z.boolean(),
  body: z.unknown(),
}) satisfies z.ZodType<Op>;

/** What became of one op. Only ops that were asked for can be `refused`; then nothing was written and `seq` is free again. */
export const opResult = z.discriminatedUnion('status', [
  z.strictObject({
    opId,
    status: z.enum(['applied', 'duplicate', 'flagged']),
    no: z.int(),
    flags: z.array(codeText),
    /** What the client needs to know at once, by kind: a sale's `transactionNumber`, a shift's `zNumber` … */
    refs: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
  z.strictObject({ opId, status: z.literal('refused'), refusal: codeText, detail: z.string() }),
  z.strictObject({ opId, status: z.literal('quarantined'), reason: codeText, detail: z.string() }),
  /** A fact of a newer program than the hub's: kept as it came, taken when the hub is as new. */
  z.strictObject({ opId, status: z.literal('deferred'), reason: codeText, detail: z.string() }),
]);
export type OpResult = z.output<typeof opResult>;

export const pushRequest = z.strictObject({ installId, ops: z.array(opEnvelope).min(1).max(pushOpsMax) });
export type PushRequest = z.output<typeof pushRequest>;
export const pushAnswer = z.strictObject({
  installId,
  /** Last `seq` of this install in the log after this push. */
  last: z.int().min(0),
  results: z.array(opResult),
  /** Present when the push stopped at a gap: the `seq` the hub wants next. */
  expect: z.int().optional(),
});
export type PushAnswer = z.output<typeof pushAnswer>;

import { z } from 'zod';
import { epoch } from './sync.ts';
import { epochMs } from './values.ts';

/**
 * What anybody on the network may learn of a hub: `GET /v1/hello`. `nonce` goes into the next DPoP proof (RFC 9449 §8), so
 * that a wrong clock of the handheld does not matter.
 */
export const networkHello = z.strictObject({
  program: z.literal('kaunter'),
  /** SHA-256 of the authority's certificate (DER), 64 lowercase hex digits; null with a certificate of an own domain. */
  authority: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  epoch,
  proto: z.strictObject({ min: z.int(), max: z.int() }),
  /** Version of the hub's program, and the oldest of the handheld's that may read (all may send). */
  version: z.string().max(40),
  versionMin: z.int().min(0),
  now: epochMs,
  nonce: z.string().max(128).nullable(),
});
export type NetworkHello = z.output<typeof networkHello>;

/** The one shape of every refusal before a procedure is reached. `code` is for programs, `message` one English sentence. */
export const networkRefusal = z.strictObject({
  defined: z.literal(false),
  code: z.string().max(64),
  status: z.int().min(400).max(599),
  message: z.string().max(300),
  /** When to come again, UTC epoch ms; only with 429 and 503. */
  until: epochMs.optional(),
});
export type NetworkRefusal = z.output<typeof networkRefusal>;

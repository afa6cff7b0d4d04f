import { z } from 'zod';
import { printerState, printJobSummary } from './print.ts';
import { epochMs } from './values.ts';

/** Events that wait for one slow client; older ones are dropped and `missed` is sent instead. */
export const eventQueueMax = 256;
/** A quiet stream says `alive` this often, in milliseconds, so that a dead line is noticed. */
export const eventAliveMs = 15_000;

/** What the hub tells its clients without being asked. */
export const hubEvent = z.discriminatedUnion('kind', [
  /** The log has grown to `no`: what was read before may be old. */
  z.strictObject({ kind: z.literal('poke'), no: z.int().min(0) }),
  z.strictObject({ kind: z.literal('printer'), state: printerState }),
  z.strictObject({ kind: z.literal('job'), job: printJobSummary }),
  /** A fault the hub met by itself (disk nearly full, device process gone), by its code of the catalog. */
  z.strictObject({ kind: z.literal('fault'), code: z.string().max(64), dataAtRisk: z.boolean() }),
  /** Handhelds, their alerts or the pairing window changed: ask again. */
  z.strictObject({ kind: z.literal('fleet'), topic: z.enum(['devices', 'pairing']) }),
  /** This client's person is no longer signed on. */
  z.strictObject({ kind: z.literal('signed-off'), reason: z.enum(['expired', 'disabled', 'elsewhere', 'asked']) }),
  /** The client was too slow and events were dropped: ask for everything again. */
  z.strictObject({ kind: z.literal('missed') }),
  z.strictObject({ kind: z.literal('alive'), at: epochMs }),
]);
export type HubEvent = z.output<typeof hubEvent>;

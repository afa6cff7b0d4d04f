import { z } from 'zod';
import { type Heartbeat, heartbeat } from '../../../contracts/fleet.ts';

/** What was last heard of a device. Times are UTC epoch ms of the hub's clock. */
export interface Heard {
  readonly at: number;
  readonly savedAt: number;
  /** Null when it spoke but never said how it is. */
  readonly beat: Heartbeat | null;
  /** Own clock minus the hub's, in milliseconds. */
  readonly skewMs: number | null;
}

const document = z.object({ beat: heartbeat.nullable(), skewMs: z.number().nullable() });

/** Reads what was kept; null for what an older program wrote in another shape. */
export function readHeard(row: { readonly heard_at: number; readonly document: string }): Heard | null {
  const read = document.safeParse(JSON.parse(row.document));
  return read.success ? { at: row.heard_at, savedAt: row.heard_at, ...read.data } : null;
}

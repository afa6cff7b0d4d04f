import type { SyncFailure } from '../../../../domain/sync/protocol.ts';
import { HubAwayError, HubRefusedError } from './proven-fetch.ts';

/** Longest pause the hub can ask for, in milliseconds. */
const pauseMsMax = 300_000;
const pauseMsDefault = 5_000;

/**
 * What a request that brought nothing means to sync. Whatever is not known is `away`: it is tried again, since giving up
 * would strand sales (HE8).
 */
export function syncFailureOf(error: unknown, now: number): SyncFailure {
  if (error instanceof HubAwayError || !(error instanceof HubRefusedError)) return { kind: 'away' };
  const { status, code, until } = error;
  if (code === 'device-unknown') return { kind: 'unknown-device' };
  if (code === 'device-revoked' || code === 'scope-push') return { kind: 'revoked' };
  if (status === 413) return { kind: 'too-large' };
  if (status === 429 || status === 503 || code === 'too-many') {
    const pauseMs = until === null ? pauseMsDefault : Math.min(pauseMsMax, Math.max(0, until - now));
    return { kind: 'busy', pauseMs };
  }
  return { kind: 'away' };
}

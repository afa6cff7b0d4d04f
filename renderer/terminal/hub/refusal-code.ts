import { isDefinedError, ORPCError } from '@orpc/client';
import type { OpResult } from '../../../contracts/op.ts';
import { HubAwayError } from './hub-link.ts';

function dataOf(error: ORPCError<string, unknown>): Record<string, unknown> {
  return typeof error.data === 'object' && error.data !== null ? (error.data as Record<string, unknown>) : {};
}

/** The code of what went wrong, as the locale files know it under `refusal.`. A lost line is `hub-away`. */
export function refusalCodeOf(error: unknown): string {
  if (error instanceof HubAwayError) return error.code;
  if (!(error instanceof ORPCError)) return 'hub-away';
  const data = dataOf(error);
  if (error.code === 'REFUSED' && isDefinedError(error)) return String(data['refusal']);
  if (error.code === 'FORBIDDEN') return 'permission-missing';
  if (error.code === 'UNAUTHORIZED') return 'session-ended';
  if (error.code === 'FAULT') return String(data['code']);
  return error.code.toLowerCase().replaceAll('_', '-');
}

/** The code of a bridge call that was refused (`file-too-large`, `not-a-picture` …), else that of the hub's refusal. */
export function bridgeCodeOf(error: unknown): string {
  const match = /\b(?:file-[a-z-]+|not-a-picture)\b/.exec(error instanceof Error ? error.message : '');
  return match?.[0] ?? refusalCodeOf(error);
}

/** When the same may be asked again, UTC epoch ms; null when the error says nothing about it. */
export function refusedUntil(error: unknown): number | null {
  if (!(error instanceof ORPCError)) return null;
  const { until } = dataOf(error);
  return typeof until === 'number' ? until : null;
}

/** The refusal of an op, or null when it went into the record. */
export function refusalOfResult(result: OpResult): string | null {
  if (result.status === 'refused') return result.refusal;
  return result.status === 'quarantined' || result.status === 'deferred' ? result.reason : null;
}

import { assertNever } from '../../../domain/assert.ts';

/** Every way a child process can end without having been asked to. */
export type ExitReason =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: string }
  /** The child said itself why it cannot go on: a code of the fault catalog. */
  | { readonly kind: 'fault'; readonly code: string; readonly detail: string }
  | { readonly kind: 'not-ready'; readonly afterMs: number }
  | { readonly kind: 'no-heartbeat'; readonly silentMs: number }
  /** It answered in a way the protocol does not know; a build of two versions does that. */
  | { readonly kind: 'bad-message'; readonly detail: string }
  | { readonly kind: 'not-spawned'; readonly detail: string };

/** One English sentence for the log. The window shows its own words by the fault's code. */
export function describeExit(reason: ExitReason): string {
  switch (reason.kind) {
    case 'exited':
      return `ended by itself with code ${reason.code}`;
    case 'killed':
      return `was killed (${reason.signal})`;
    case 'fault':
      return `cannot go on (${reason.code}): ${reason.detail}`;
    case 'not-ready':
      return `was not ready after ${reason.afterMs} ms`;
    case 'no-heartbeat':
      return `answered no ping for ${reason.silentMs} ms`;
    case 'bad-message':
      return `said something the protocol does not know: ${reason.detail}`;
    case 'not-spawned':
      return `could not be started: ${reason.detail}`;
    default:
      return assertNever(reason);
  }
}

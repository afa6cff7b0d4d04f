import type { ProcessNotice } from '../../contracts/bridge.ts';
import { assertNever } from '../../domain/assert.ts';
import { describeExit, type ExitReason } from './supervisor/exit-reason.ts';
import type { ChildState } from './supervisor/supervised-child.ts';

function codeOf(reason: ExitReason): string | null {
  return reason.kind === 'fault' ? reason.code : null;
}

/** What the window is told about a child's state: the same five words for both runtimes. */
export function noticeOf(state: ChildState): ProcessNotice {
  switch (state.kind) {
    case 'idle':
      return { state: 'stopped', code: null, detail: '' };
    case 'starting':
      return { state: state.failures === 0 ? 'starting' : 'restarting', code: null, detail: '' };
    case 'ready':
      return { state: 'ready', code: null, detail: '' };
    case 'backing-off':
      return { state: 'restarting', code: codeOf(state.reason), detail: describeExit(state.reason) };
    case 'given-up':
      return { state: 'given-up', code: codeOf(state.reason), detail: describeExit(state.reason) };
    case 'stopping':
    case 'stopped':
      return { state: 'stopped', code: null, detail: '' };
    default:
      return assertNever(state);
  }
}

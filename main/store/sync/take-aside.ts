import type { InstallId } from '../../../domain/id.ts';
import type { Op } from '../../../domain/op/op.ts';
import { parseOp } from '../op/parse-op.ts';
import type { Authorise, PushAnswer } from '../op/push.ts';
import type { AsideRow, SyncStore } from './sync-reads.ts';

/** What taking in needs of the store. */
export interface AsideTaker {
  readonly sync: Pick<SyncStore, 'deferred'>;
  readonly takeAside: (installId: InstallId, ops: readonly Op[], authorise: Authorise) => PushAnswer;
}

/** Nobody asks again whether these were allowed: they are facts, and what is odd about them was never judged before. */
const letIn: Authorise = () => null;

/**
 * Facts that waited for a hub that knows them are taken when such a hub opens the store (YN52). Gives how many; what this
 * hub still does not know goes on waiting.
 */
export function takeDeferred(store: AsideTaker): number {
  let taken = 0;
  for (const row of store.sync.deferred()) {
    const op = opOfAside(row);
    if (!parseOp(op).ok) continue;
    const [result] = store.takeAside(row.install_id as InstallId, [op], letIn).results;
    if (result?.status === 'applied' || result?.status === 'flagged') taken += 1;
  }
  return taken;
}

/** The op as it came. */
export function opOfAside(row: AsideRow): Op {
  return JSON.parse(row.raw) as Op;
}

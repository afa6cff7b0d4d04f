import type { OpBody } from '../../../../contracts/op-catalog.ts';
import type { Op } from '../../../../domain/op/op.ts';
import { firstAfter, type HeldOp } from '../../../../domain/sync/outbox.ts';
import { type SyncRecord, whereSafe } from '../../../../domain/sync/sync-state.ts';
import { handedOver } from '../../../../domain/tender/handed-over.ts';
import { outboxShownMax } from '../handheld-engine.ts';
import type { OutboxEntry, OutboxState, SafePlace } from '../handheld-state.ts';

/** A claim is kept alive all the time and is nobody's work: without the hub it is worth nothing. */
const isWork = ({ op }: HeldOp): boolean => op.kind !== 'check.claimed';

/** The list of what this handheld holds, newest first, and where each act is safe (YN7). */
export function outboxView({ meta, held: all }: SyncRecord, isDiskInTrouble: boolean): OutboxState {
  const held = all.every(isWork) ? all : all.filter(isWork);
  const counts: Record<SafePlace, number> = { here: 0, hub: 0, backup: 0 };
  for (const each of held) counts[whereSafe(each, meta)] += 1;
  const outcomes = new Map(meta.outcomes.map((outcome) => [outcome.seq, outcome]));
  const entries = held.slice(-outboxShownMax).map((each): OutboxEntry => {
    const { opId, seq, kind, at, staffId } = each.op;
    const said = outcomes.get(seq);
    const outcome = said === undefined ? null : { status: said.status, codes: said.codes };
    return { opId, seq, kind, at, staffId, ...ofSale(each.op), safe: whereSafe(each, meta), outcome };
  });
  const oldest = held[firstAfter(held, meta.acked)];
  return { entries: entries.reverse(), counts, pendingSince: oldest?.op.at ?? null, isDiskInTrouble };
}

function ofSale(op: Op): Pick<OutboxEntry, 'number' | 'total'> {
  if (op.kind !== 'sale.completed') return { number: null, total: null };
  const { sale, settled, transactionNumber } = op.body as OpBody<'sale.completed'>;
  return { number: transactionNumber, total: handedOver(sale, settled).total };
}

/** Acts that are on this phone alone. */
export function pendingSync({ outbox }: { readonly outbox: OutboxState }): number {
  return outbox.counts.here;
}

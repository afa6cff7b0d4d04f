import type { KnownOp } from '../../../contracts/op-needs.ts';
import type { StaffId } from '../../../domain/id.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import type { Hub } from '../hub.ts';
import { type Actor, authoriseOp } from './authorise-op.ts';

/** What the log is told about an op that somebody may not do. */
export interface AuthorityProblem {
  readonly code: string;
  readonly detail: string;
}

/** An op on its way into the log, as far as leave is concerned. */
export type AskingOp = KnownOp & { readonly staffId: StaffId | null; readonly happened: boolean };

/** Decides for each op of a push by a signed-on person: null lets it through (PM1 … PM12). */
export function opAuthority(
  hub: Pick<Hub, 'ambient' | 'limits' | 'store'>,
  { staffId, role }: StaffMember,
): (op: AskingOp) => AuthorityProblem | null {
  const actor: Actor = {
    staffId,
    role,
    limits: hub.limits(),
    now: hub.ambient.now(),
    override: (overrideId) => hub.store.overrides.get(overrideId),
  };
  return (op) => {
    if (op.staffId !== staffId)
      return { code: 'staff-differs', detail: 'the op names another person than is signed on' };
    const outcome = authoriseOp(op, actor);
    return outcome.ok ? null : { code: outcome.refusal.refusal, detail: outcome.refusal.permission };
  };
}

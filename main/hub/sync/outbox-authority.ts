import type { StaffId } from '../../../domain/id.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import type { Hub } from '../hub.ts';
import { authoriseOp } from '../op/authorise-op.ts';
import type { AskingOp, AuthorityProblem } from '../op/op-authority.ts';

/** What judging needs: people, limits and consents of the record, and who is signed on at the install right now. */
export interface OutboxAuthorityParts extends Pick<Hub, 'ambient' | 'limits' | 'staffOf'> {
  readonly store: Pick<Hub['store'], 'overrides'>;
  readonly signedOn: StaffMember | null;
}

/**
 * Decides for each op of an outbox. A fact is judged by the role of whoever it names, and at worst flagged. What only asks
 * for something needs that very person signed on at this install now: a name in an op proves nothing (YN60).
 */
export function outboxAuthority(parts: OutboxAuthorityParts): (op: AskingOp) => AuthorityProblem | null {
  return (op) => {
    const person = op.staffId === null ? null : parts.staffOf(op.staffId as StaffId);
    if (person === null) return { code: 'staff-unknown', detail: 'the op names nobody who works here' };
    if (!person.active) return { code: 'staff-inactive', detail: 'the op names somebody who no longer works here' };
    if (!op.happened && parts.signedOn?.staffId !== person.staffId)
      return { code: 'staff-differs', detail: 'the op names another person than is signed on' };
    return judged(op, person, parts);
  };
}

function judged(op: AskingOp, { staffId, role }: StaffMember, parts: OutboxAuthorityParts): AuthorityProblem | null {
  const outcome = authoriseOp(op, {
    staffId,
    role,
    limits: parts.limits(),
    now: parts.ambient.now(),
    override: (overrideId) => parts.store.overrides.get(overrideId),
  });
  return outcome.ok ? null : { code: outcome.refusal.refusal, detail: outcome.refusal.permission };
}

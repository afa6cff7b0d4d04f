import type { OverrideId, StaffId } from '../../../domain/id.ts';
import { minor, ratePpm } from '../../../domain/money/minor.ts';
import type { AuthorityRequest } from '../../../domain/staff/authorise.ts';
import { canApprove } from '../../../domain/staff/authorise.ts';
import type { Permission } from '../../../domain/staff/permission.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import type { Hub } from '../hub.ts';
import { overrideMsMax } from '../op/authorise-op.ts';

/** One act another person consents to; the consent is good for this permission, object and figure alone. */
export interface ConsentAct {
  readonly permission: Permission;
  readonly objectId: string;
  /** Minor units for money, ppm for discounts; null where the permission has no figure. */
  readonly amount: number | null;
  readonly reasonCode: string;
  readonly approverId: StaffId;
}

/** The figure of a consent as the permission reads it: a share for discounts, money for the rest. */
function requestOf(permission: Permission, amount: number | null): AuthorityRequest {
  if (amount === null) return { permission };
  const isShare = permission === 'discount.line' || permission === 'discount.sale';
  return isShare ? { permission, ratePpm: ratePpm(amount) } : { permission, amount: minor(amount) };
}

/** What is wrong with the asking itself, before anybody proves who they are; null when nothing is. */
export function actProblem(hub: Hub, act: ConsentAct, askedBy: StaffId): 'override-own' | 'reason-unknown' | null {
  if (act.approverId === askedBy) return 'override-own';
  const reason = hub.store.settings()?.reasons.find(({ code }) => code === act.reasonCode);
  return reason?.for.includes(act.permission) ? null : 'reason-unknown';
}

/** May this proven person consent to it? */
export function mayConsent(
  hub: Hub,
  act: ConsentAct,
  who: { readonly approver: StaffMember; readonly askedBy: StaffId },
) {
  const asked = { ...requestOf(act.permission, act.amount), askedBy: who.askedBy };
  return canApprove(who.approver, asked, hub.limits());
}

/** Writes the consent; it comes back for the op that will use it up. */
export function giveConsent(hub: Hub, act: ConsentAct, askedBy: StaffId) {
  const { permission, objectId, reasonCode, approverId, amount } = act;
  const overrideId = hub.ambient.newId() as OverrideId;
  const grant = { overrideId, permission, objectId, reasonCode, approverId };
  const body = { ...grant, askedBy, amount: amount === null ? null : minor(amount) };
  hub.append([{ kind: 'override.granted', staffId: approverId, body }]);
  return { ...grant, expiresAt: hub.ambient.now() + overrideMsMax };
}

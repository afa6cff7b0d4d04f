import type { OverrideId } from '../../../domain/id.ts';
import { minor, ratePpm } from '../../../domain/money/minor.ts';
import type { AuthorityRequest } from '../../../domain/staff/authorise.ts';
import { canApprove } from '../../../domain/staff/authorise.ts';
import type { Permission } from '../../../domain/staff/permission.ts';
import { overrideMsMax } from '../op/authorise-op.ts';
import { gated, installOfCall, refusal, staffOfCall } from './call.ts';

/** The figure of a consent as the permission reads it: a share for discounts, money for the rest. */
function requestOf(permission: Permission, amount: number | null): AuthorityRequest {
  if (amount === null) return { permission };
  const isShare = permission === 'discount.line' || permission === 'discount.sale';
  return isShare ? { permission, ratePpm: ratePpm(amount) } : { permission, amount: minor(amount) };
}

export const overrideRoutes = {
  grant: gated.override.grant.handler(async ({ context, input, errors }) => {
    const { hub } = context;
    const { staff: asker } = staffOfCall(context);
    const { permission, objectId, amount, reasonCode, approverId } = input;
    if (approverId === asker.staffId) throw errors.REFUSED(refusal('override-own'));
    const reason = hub.store.settings()?.reasons.find(({ code }) => code === reasonCode);
    if (!reason?.for.includes(permission)) throw errors.REFUSED(refusal('reason-unknown'));
    const checked = await hub.pins.check({ staffId: approverId, pin: input.pin, installId: installOfCall(context) });
    if (!checked.ok) throw errors.REFUSED(refusal(checked.refusal.code, { until: checked.refusal.until }));
    const asked = { ...requestOf(permission, amount), askedBy: asker.staffId };
    if (!canApprove(checked.value, asked, hub.limits())) throw errors.REFUSED(refusal('override-not-approver'));
    const overrideId = hub.ambient.newId() as OverrideId;
    const grant = { overrideId, permission, objectId, reasonCode, approverId };
    const body = { ...grant, askedBy: asker.staffId, amount };
    hub.append([{ kind: 'override.granted', staffId: approverId, body }]);
    return { ...grant, expiresAt: hub.ambient.now() + overrideMsMax };
  }),
};

import type { StaffId } from '../../../domain/id.ts';
import { includesRole } from '../../../domain/staff/authorise.ts';
import type { Role } from '../../../domain/staff/permission.ts';
import { checkPin } from '../../../domain/staff/pin.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import type { Hub } from '../hub.ts';
import { gated, installOfCall, refusal, staffOfCall } from './call.ts';

interface StaffChange extends StaffMember {
  /** Null keeps the PIN there is. */
  readonly pin: string | null;
}

/** Writes the person as an op, and signs off a person whose rights changed or who left. */
async function putStaff(hub: Hub, by: StaffId, change: StaffChange): Promise<void> {
  const { staffId, name, role, active } = change;
  const before = hub.staffOf(staffId);
  const pin = change.pin === null ? null : { verifier: await hub.pins.verifierFor(change.pin) };
  hub.append([{ kind: 'staff.put', staffId: by, body: { staffId, name, role, active, pin } }]);
  if (change.pin !== null) hub.pins.forgive(staffId);
  if (before !== null && (!active || before.role !== role)) hub.sessions.endStaff(staffId, 'disabled');
}

/** Would this change leave the store without an owner who can sign on? */
function takesLastOwner(hub: Hub, staffId: StaffId, after: { readonly role: Role; readonly active: boolean }): boolean {
  const owners = hub.store.staff.list().filter(({ role, active }) => role === 'owner' && active);
  const isOwner = owners.some((owner) => owner.staffId === staffId);
  return isOwner && owners.length === 1 && (after.role !== 'owner' || !after.active);
}

/** May this person set the other's PIN? Managers for those below them, owners for everybody. */
function maySetPin(by: StaffMember, target: StaffMember): boolean {
  if (by.role === 'owner') return true;
  return includesRole(by.role, 'manager') && !includesRole(target.role, by.role);
}

export const staffRoutes = {
  list: gated.staff.list.handler(({ context: { hub } }) =>
    hub.store.staff.list().map((member) => {
      const { staffId, name, role, active, hasPin } = member;
      return { staffId, name, role, active, hasPin, locked: hub.pins.gate(member).locked };
    }),
  ),
  put: gated.staff.put.handler(async ({ context, input, errors }) => {
    const { hub } = context;
    const { staff: by } = staffOfCall(context);
    const known = input.staffId === null ? null : hub.staffOf(input.staffId);
    if (input.staffId !== null && known === null) throw errors.REFUSED(refusal('staff-unknown'));
    if (!includesRole(by.role, input.role)) throw errors.REFUSED(refusal('role-above-own'));
    if (known === null && input.pin === null) throw errors.REFUSED(refusal('pin-missing'));
    const needsStronger = known !== null && input.pin === null && needsNewPin(known.role, input.role);
    if (needsStronger) throw errors.REFUSED(refusal('pin-missing', { detail: 'The new role needs a longer PIN.' }));
    const staffId = known?.staffId ?? (hub.ambient.newId() as StaffId);
    if (takesLastOwner(hub, staffId, input)) throw errors.REFUSED(refusal('last-owner'));
    const pin = input.pin === null ? null : checkPin(input.pin, input.role);
    if (pin !== null && !pin.ok) throw errors.REFUSED(refusal(pin.refusal));
    await putStaff(hub, by.staffId, {
      staffId,
      name: input.name,
      role: input.role,
      active: input.active,
      pin: input.pin,
    });
    return { staffId };
  }),
  setPin: gated.staff.setPin.handler(async ({ context, input, errors }) => {
    const { hub } = context;
    const { staff: by } = staffOfCall(context);
    const target = hub.staffOf(input.staffId);
    if (target === null) throw errors.REFUSED(refusal('staff-unknown'));
    const own = target.staffId === by.staffId;
    if (!own && !maySetPin(by, target)) throw errors.REFUSED(refusal('role-above-own'));
    if (own) {
      const checked = await hub.pins.check({
        staffId: by.staffId,
        pin: input.currentPin ?? '',
        installId: installOfCall(context),
      });
      if (!checked.ok) throw errors.REFUSED(refusal(checked.refusal.code, { until: checked.refusal.until }));
    }
    const pin = checkPin(input.pin, target.role);
    if (!pin.ok) throw errors.REFUSED(refusal(pin.refusal));
    await putStaff(hub, by.staffId, { ...target, pin: pin.value });
    return { ok: true as const };
  }),
};

/** Managers and owners need six digits; a cashier's four are not enough after a promotion. */
function needsNewPin(before: Role, after: Role): boolean {
  return includesRole(after, 'manager') && !includesRole(before, 'manager');
}

import { createHmac } from 'node:crypto';
import type { z } from 'zod';
import type { DeviceSignedOn, deviceSignOn, SignOnError } from '../../../contracts/device-session.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import type { Hub } from '../hub.ts';
import { grantsOf } from '../session/grants.ts';
import { freshSecret } from '../session/secret.ts';
import type { StaffSession } from '../session/session-book.ts';
import type { DeviceAnswer, DeviceCall } from './device-routes.ts';

const saltChars = 22;

/** The person signed on at the device that calls; null when nobody is, or the token belongs to another install. */
export function staffOf({
  hub,
  caller,
}: DeviceCall<unknown>): { readonly session: StaffSession; readonly staff: StaffMember } | null {
  const session = caller.bearer === null ? null : hub.sessions.use(caller.bearer);
  if (session === null || session.installId !== caller.device.installId) return null;
  const staff = hub.staffOf(session.staffId);
  return staff?.active ? { session, staff: hub.handhelds.capped(session.installId, staff) } : null;
}

/** Tiles of who may sign on here. */
export function tilesOf({ hub }: DeviceCall<unknown>): DeviceAnswer {
  const { roles } = hub.store.handhelds.policy();
  const people = hub.store.staff.list().filter(({ active, role }) => active && roles.includes(role));
  const tiles = people.map((person) => {
    const { staffId, name, role } = person;
    return { staffId, name, role, ...hub.pins.gate(person) };
  });
  return { status: 200, body: tiles };
}

/** A person signs on with their PIN, at a device that is not locked, if the policy lets their role in (PA50 … PA53). */
export async function signOnAt(call: DeviceCall<z.output<typeof deviceSignOn>>): Promise<DeviceAnswer> {
  const { hub, caller, body } = call;
  const { deviceId, installId } = caller.device;
  const policy = hub.store.handhelds.policy();
  const isLocked = (): boolean => hub.handhelds.get(deviceId)?.state !== 'paired';
  if (isLocked()) return refused('device-locked');
  const checked = await hub.pins.check({ ...body, installId });
  if (!checked.ok) {
    hub.fleet.wrongPin(deviceId);
    return refused(checked.refusal.code, checked.refusal.until);
  }
  if (isLocked()) return refused('device-locked');
  if (!policy.roles.includes(checked.value.role)) return refused('role-not-here');
  const { token, session } = hub.sessions.start(installId, body.staffId);
  hub.append([{ kind: 'staff.signed-on', staffId: body.staffId, body: { staffId: body.staffId } }]);
  hub.handheldDesk.ownedBy(caller.device, body.staffId);
  const staff = hub.handhelds.capped(installId, checked.value);
  const { name, role, active } = staff;
  const signedOn = {
    staff: { staffId: body.staffId, name, role, active },
    permissions: grantsOf(role, hub.limits()),
    expiresAt: hub.sessions.expiresAt(session),
    staffToken: token,
    offline: body.pin.length >= policy.offlinePinDigitsMin,
    salt: offlineSalt(hub, `${deviceId} ${body.staffId}`),
  } satisfies DeviceSignedOn;
  return { status: 200, body: signedOn };
}

export function signOffAt(call: DeviceCall<unknown>): DeviceAnswer {
  const signedOn = staffOf(call);
  if (signedOn !== null) {
    const { staffId } = signedOn.staff;
    call.hub.sessions.endOne(signedOn.session.sessionId, 'asked');
    call.hub.append([{ kind: 'staff.signed-off', staffId, body: { staffId } }]);
    call.hub.handheldDesk.leftBy(call.caller.device, staffId);
  }
  return { status: 200, body: { ok: true } };
}

/** The salt of a person's verifier at a device: always the same, never another's, and nothing to be kept. */
function offlineSalt(hub: Hub, who: string): string {
  const key = hub.store.handhelds.secret('offline_salt_key', freshSecret);
  return createHmac('sha256', key).update(who).digest('base64url').slice(0, saltChars);
}

function refused(code: SignOnError, until: number | null = null): DeviceAnswer {
  return { status: 409, body: { code, until } };
}

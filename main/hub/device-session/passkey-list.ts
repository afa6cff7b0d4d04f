import type { z } from 'zod';
import type { PasskeyError, passkeyList, passkeyRemoval } from '../../../contracts/device-session.ts';
import { deviceScope } from '../../../domain/fleet/device-state.ts';
import type { StaffId } from '../../../domain/id.ts';
import { includesRole } from '../../../domain/staff/authorise.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import type { Passkey } from '../../store/handheld/handheld-reads.ts';
import type { Hub } from '../hub.ts';
import type { DeviceAnswer, DeviceCall } from './device-routes.ts';

interface Person {
  readonly staff: StaffMember;
}

/** A passkey that was made at a device out of favour is worth nothing. */
export function usablePasskeys(hub: Hub, staffId: StaffId): Passkey[] {
  return hub.store.handhelds.passkeys(staffId).filter(({ deviceId }) => {
    const device = hub.handhelds.get(deviceId);
    return device !== null && deviceScope(device.state) === 'all';
  });
}

/** The own passkeys, and whose finger or face consents at this device (PA65). */
export function passkeysOf({ hub, caller }: DeviceCall<null>, { staff }: Person): DeviceAnswer {
  const here = caller.device.deviceId;
  const own = hub.store.handhelds.passkeys(staff.staffId).map(({ credentialId, deviceId, addedAt }) => ({
    credentialId,
    deviceName: hub.handhelds.get(deviceId)?.name ?? '',
    isHere: deviceId === here,
    addedAt,
  }));
  const made = new Set(hub.store.handhelds.passkeysAt(here).map(({ staffId }) => staffId));
  const approvers = [...made].filter((staffId) => {
    const person = hub.staffOf(staffId);
    return person?.active && staffId !== staff.staffId && includesRole(person.role, 'supervisor');
  });
  return { status: 200, body: { own, approvers } satisfies z.output<typeof passkeyList> };
}

/** Takes one of the own passkeys away; a person needs no PIN to be worth less (PA66). */
export function passkeyRemove(
  { hub, caller, body }: DeviceCall<z.output<typeof passkeyRemoval>>,
  { staff: { staffId } }: Person,
): DeviceAnswer {
  const { credentialId } = body;
  const own = hub.store.handhelds.passkeys(staffId).some((each) => each.credentialId === credentialId);
  if (!own) return { status: 409, body: { code: 'passkey-unknown' satisfies PasskeyError, until: null } };
  const { deviceId } = caller.device;
  hub.append([{ kind: 'device.passkey-removed', staffId, body: { deviceId, staffId, credentialId } }]);
  return { status: 200, body: { ok: true } };
}

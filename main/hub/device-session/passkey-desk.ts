import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { z } from 'zod';
import type { PasskeyError, passkeyAnswer, passkeyAsk } from '../../../contracts/device-session.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import type { Passkey } from '../../store/handheld/handheld-reads.ts';
import { nowhere } from '../handheld/lan-place.ts';
import type { Hub } from '../hub.ts';
import { actProblem, type ConsentAct, giveConsent, mayConsent } from '../session/consent.ts';
import type { DeviceAnswer, DeviceCall } from './device-routes.ts';
import { usablePasskeys } from './passkey-list.ts';

/** Passkeys of one person. */
export const passkeysPerPersonMax = 10;

/** COSE numbers (IANA) of ES256, EdDSA and RS256. A post-quantum key, which browsers choose when they may, is too long for the record. */
const keyAlgorithms = [-7, -8, -257] as const;

type Ask = z.output<typeof passkeyAsk>;
type Answer = z.output<typeof passkeyAnswer>;
interface Person {
  readonly staff: StaffMember;
}

function refused(code: PasskeyError, until: number | null = null): DeviceAnswer {
  return { status: 409, body: { code, until } };
}

/** Where passkeys belong: the hub's name; they work on a DNS name, never on an address. */
function partyOf(hub: Hub): { readonly origin: string; readonly id: string } {
  const origin = hub.lan.origin() ?? nowhere;
  return { origin, id: new URL(origin).hostname };
}

/** Options to add a passkey (own PIN again) or to consent to one act (PA60 … PA63). */
export async function passkeyOptions(call: DeviceCall<Ask>, { staff }: Person): Promise<DeviceAnswer> {
  const { body } = call;
  return body.for === 'registration'
    ? await registrationOptions(call, staff, body.pin)
    : await actOptions(call, staff, body.act);
}

async function registrationOptions({ hub, caller }: DeviceCall<Ask>, staff: StaffMember, pin: string) {
  const { deviceId, installId } = caller.device;
  const { staffId } = staff;
  const checked = await hub.pins.check({ staffId, pin, installId });
  if (!checked.ok) return refused(checked.refusal.code, checked.refusal.until);
  const own = hub.store.handhelds.passkeys(staffId);
  if (own.length >= passkeysPerPersonMax) return refused('passkeys-full');
  const party = partyOf(hub);
  const options = await generateRegistrationOptions({
    rpName: 'Kaunter',
    rpID: party.id,
    userName: staff.name,
    userID: new Uint8Array(Buffer.from(staffId)),
    attestationType: 'none',
    supportedAlgorithmIDs: [...keyAlgorithms],
    // The phone's own: a finger or a face at this device, not a key on somebody's ring.
    preferredAuthenticatorType: 'localDevice',
    excludeCredentials: own.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged' },
  });
  const expiresAt = hub.challenges.keep(options.challenge, { for: 'registration', deviceId, staffId });
  return { status: 200, body: { options, expiresAt } };
}

async function actOptions({ hub, caller }: DeviceCall<Ask>, { staffId }: StaffMember, act: ConsentAct) {
  const problem = actProblem(hub, act, staffId);
  if (problem !== null) return refused(problem);
  const keys = usablePasskeys(hub, act.approverId);
  if (keys.length === 0) return refused('passkey-unknown');
  const options = await generateAuthenticationOptions({
    rpID: partyOf(hub).id,
    allowCredentials: keys.map(({ credentialId }) => ({ id: credentialId })),
    userVerification: 'required',
  });
  const { deviceId } = caller.device;
  const expiresAt = hub.challenges.keep(options.challenge, { for: 'act', deviceId, staffId, act });
  return { status: 200, body: { options, expiresAt } };
}

/** Adds the passkey the browser made. */
export async function passkeyRegister(call: DeviceCall<Answer>, { staff }: Person): Promise<DeviceAnswer> {
  const { hub, caller, body } = call;
  const { deviceId } = caller.device;
  const asked = hub.challenges.take(body.challenge);
  const own = asked?.for === 'registration' && asked.deviceId === deviceId && asked.staffId === staff.staffId;
  if (!own) return refused('challenge-unknown');
  const party = partyOf(hub);
  const verified = await verifyRegistrationResponse({
    response: body.response as unknown as RegistrationResponseJSON,
    expectedChallenge: body.challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
  }).catch(() => null);
  if (!verified?.verified || !verified.registrationInfo) return refused('passkey-wrong');
  const { id, publicKey } = verified.registrationInfo.credential;
  if (hub.store.handhelds.isPasskeyKnown(id)) return refused('passkey-wrong');
  const key = { credentialId: id, publicKey: Buffer.from(publicKey).toString('base64url') };
  const { staffId } = staff;
  hub.append([{ kind: 'device.passkey-added', staffId, body: { deviceId, staffId, ...key } }]);
  return { status: 200, body: { ok: true } };
}

/** The approver's finger or face, for exactly the act the challenge was made for: it becomes an override. */
export async function passkeyApprove(call: DeviceCall<Answer>, { staff }: Person): Promise<DeviceAnswer> {
  const { hub, caller, body } = call;
  const asked = hub.challenges.take(body.challenge);
  const own = asked?.for === 'act' && asked.deviceId === caller.device.deviceId && asked.staffId === staff.staffId;
  if (!own) return refused('challenge-unknown');
  const { act } = asked;
  const key = usablePasskeys(hub, act.approverId).find(({ credentialId }) => credentialId === body.response.id);
  if (key === undefined) return refused('passkey-unknown');
  if (!(await isRight(hub, key, body))) return refused('passkey-wrong');
  const approver = hub.staffOf(act.approverId);
  if (!approver?.active || !mayConsent(hub, act, { approver, askedBy: staff.staffId }))
    return refused('override-not-approver');
  return { status: 200, body: giveConsent(hub, act, staff.staffId) };
}

async function isRight(hub: Hub, key: Passkey, { challenge, response }: Answer): Promise<boolean> {
  const party = partyOf(hub);
  const verified = await verifyAuthenticationResponse({
    response: response as unknown as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    credential: {
      id: key.credentialId,
      publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64url')),
      counter: key.counter,
    },
    requireUserVerification: true,
  }).catch(() => null);
  if (!verified?.verified) return false;
  hub.store.handhelds.setPasskeyCounter(key.credentialId, verified.authenticationInfo.newCounter);
  return true;
}

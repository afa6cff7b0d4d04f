import { z } from 'zod';
import { deviceStates } from '../domain/fleet/device-state.ts';
import { permissions } from '../domain/staff/permission.ts';
import { deviceCommands, devicePolicy } from './fleet.ts';
import { deviceKey, digestText, sealKey } from './pairing.ts';
import { grantedOverride, objectIdCharsMax, secretText, staffSession, staffTile } from './session.ts';
import { epoch } from './sync.ts';
import { codeText, epochMs, installId, magnitude, nameText, pinText, staffId } from './values.ts';

/**
 * Every request but pairing's own carries `Authorization: DPoP <access token>` and `DPoP: <proof>` (RFC 9449): `htm`,
 * `htu` without query, `iat`, `jti`, `nonce` of the hub, `ath` when there is a token. A 401 with `code: use_dpop_nonce`
 * and every good answer bring the nonce to use next in the header `DPoP-Nonce`.
 */
export const proofHeader = 'dpop';
/** Header of the nonce for the next proof. */
export const nonceHeader = 'dpop-nonce';
/** Header of the signed-on person's token beside the device's own. */
export const staffHeader = 'kaunter-staff';

/** An access token is good for this long, in milliseconds; the key is the lasting credential, there is no refresh token. */
export const accessTokenMs = 600_000;
/** A nonce of the hub belongs to a time bucket this long, in milliseconds; this one and the two before are taken. */
export const nonceBucketMs = 60_000;
/** Longest DPoP proof, in characters. */
export const proofCharsMax = 2_048;
/** Most sealed ops in one request. */
export const sealedOpsMax = 100;
/** Longest sealed op (JWE compact), in characters: 128 KiB of op, and a third for base64. */
export const sealedCharsMax = 180_000;

/** A body that says nothing: `{}`. */
export const nothing = z.strictObject({});

/** `POST /v1/auth/token` with a proof and no token. */
export const tokenRequest = z.strictObject({ installId, appVersion: codeText });
/** What a device is told at each contact. */
export const deviceFacts = z.strictObject({
  deviceId: z.uuid(),
  state: z.enum(deviceStates),
  commands: z.array(z.enum(deviceCommands)),
  policy: devicePolicy,
});
/** The answer. `scope` `push`: this device may hand in what it holds and read nothing. */
export const tokenAnswer = z.strictObject({
  accessToken: secretText,
  expiresAt: epochMs,
  scope: z.enum(['all', 'push']),
  device: deviceFacts,
  sealKey,
  epoch,
  now: epochMs,
});
/** See `tokenAnswer`. */
export type TokenAnswer = z.output<typeof tokenAnswer>;

/** Why a request is not let in. Status 401 (`device-unknown` too), 403 for `device-revoked` and `scope-push`. */
export const authErrors = [
  'use_dpop_nonce',
  'invalid_dpop_proof',
  'invalid_token',
  'device-unknown',
  'device-revoked',
  'scope-push',
] as const;
/** See `authErrors`. */
export type AuthError = (typeof authErrors)[number];

/** `GET /v1/auth/staff`: tiles of who may sign on at this device. */
export const deviceStaff = z.array(staffTile);

/** `POST /v1/auth/sign-on`. */
export const deviceSignOn = z.strictObject({ staffId, pin: pinText });
/**
 * The person's session at this device. `offline`: may the device keep a verifier of this PIN for when the hub is away?
 * Then it makes one itself: PBKDF2-SHA-256, `policy.verifierRounds`, over HMAC-SHA-256 of the PIN with a key that never
 * leaves the device, salted with `salt`; five tries are free, then 30 s, 2 min, 10 min; ten lock the device until the hub
 * is heard.
 */
export const deviceSignedOn = staffSession.extend({
  staffToken: secretText,
  offline: z.boolean(),
  /** 128 bits, base64url, for this person at this device. */
  salt: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
});
/** See `deviceSignedOn`. */
export type DeviceSignedOn = z.output<typeof deviceSignedOn>;
/** Refusals of a sign-on: HTTP 409 `{code, until}`. */
export const signOnErrors = ['pin-wrong', 'pin-wait', 'pin-locked', 'role-not-here', 'device-locked'] as const;
/** See `signOnErrors`. */
export type SignOnError = (typeof signOnErrors)[number];

/**
 * One act a person of standing consents to with their passkey; the consent is good for this action, object and figure alone,
 * as an override by PIN is.
 */
export const passkeyAct = z.strictObject({
  permission: z.enum(permissions),
  objectId: z.string().min(1).max(objectIdCharsMax),
  /** Minor units for money, ppm for discounts; null where the permission has no figure. */
  amount: magnitude.nullable(),
  reasonCode: codeText,
  approverId: staffId,
});
/** See `passkeyAct`. */
export type PasskeyAct = z.output<typeof passkeyAct>;
/** `POST /v1/auth/passkey/options`: to add a passkey for who is signed on (their PIN again), or to consent to an act. */
export const passkeyAsk = z.discriminatedUnion('for', [
  z.strictObject({ for: z.literal('registration'), pin: pinText }),
  z.strictObject({ for: z.literal('act'), act: passkeyAct }),
]);
/** Options for the browser (`PublicKeyCredentialCreationOptionsJSON`, `…RequestOptionsJSON`); its `challenge` names the ask. */
export const passkeyOptions = z.strictObject({ options: z.record(z.string(), z.unknown()), expiresAt: epochMs });
/** `POST /v1/auth/passkey/register` and `/v1/auth/passkey/approve`: what the browser answered, as WebAuthn's JSON. */
export const passkeyAnswer = z.strictObject({ challenge: digestText, response: z.record(z.string(), z.unknown()) });
/** One passkey of who is signed on. `isHere`: it was made at this device. */
export const ownPasskey = z.strictObject({
  credentialId: z.string().max(1_400),
  deviceName: nameText,
  isHere: z.boolean(),
  addedAt: epochMs,
});
/** See `ownPasskey`. */
export type OwnPasskey = z.output<typeof ownPasskey>;
/** `GET /v1/auth/passkeys`: the own ones, and who can consent with one that was made at this device. */
export const passkeyList = z.strictObject({ own: z.array(ownPasskey), approvers: z.array(staffId) });
/** `POST /v1/auth/passkey/remove`: one of the own, whichever device it was made at. */
export const passkeyRemoval = z.strictObject({ credentialId: z.string().min(1).max(1_400) });
/** Answer to a consent: the override for the op. */
export const passkeyGranted = grantedOverride;
/** Refusals of the passkey routes: HTTP 409 `{code, until}`. */
export const passkeyErrors = [
  'passkey-unknown',
  'passkey-wrong',
  'challenge-unknown',
  'override-own',
  'override-not-approver',
  'reason-unknown',
  'pin-wrong',
  'pin-wait',
  'pin-locked',
  'passkeys-full',
] as const;
/** See `passkeyErrors`. */
export type PasskeyError = (typeof passkeyErrors)[number];

/** `POST /v1/auth/rotate`, proven by the old key as usual; `proof` is a DPoP proof of the new one for the same request. */
export const keyRotation = z.strictObject({ key: deviceKey, proof: z.string().max(proofCharsMax) });

/** Texts an op is sealed with; the protected header of the JWE carries them as `kt` and the hub compares. */
export const sealedOp = z.strictObject({
  seq: z.int().min(1),
  /** JWE compact, `alg` ECDH-ES, `enc` A256GCM, `kid` of the seal key, `kt` `<installId>/<seq>`; the op's JSON inside. */
  jwe: z
    .string()
    .max(sealedCharsMax)
    .regex(/^[A-Za-z0-9_-]+\.\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/),
});
/** `POST /v1/device/sealed`: ops in the order of their `seq`; taken as a push is, also from a device that is to be wiped. */
export const sealedPush = z.strictObject({ installId, ops: z.array(sealedOp).min(1).max(sealedOpsMax) });
/** Longest saved outbox that is taken in, in characters: about a thousand sales; larger ones come over the network. */
export const sealedFileCharsMax = 4_000_000;
/** Most ops in a saved outbox. */
export const sealedFileOpsMax = 10_000;
/** The JSON a handheld saves what it holds as: ops in the order of their `seq`, sealed to its hub. */
export const sealedFile = z.strictObject({
  kaunter: z.literal('sealed-outbox'),
  v: z.literal(1),
  installId,
  ops: z.array(sealedOp).max(sealedFileOpsMax),
});
/** See `sealedFile`. */
export type SealedFile = z.output<typeof sealedFile>;
/** What came of a saved outbox; each of its ops is counted once. */
export const sealedFileTaken = z.strictObject({
  deviceName: nameText,
  /** Came in now: booked, or kept aside for a person. */
  taken: z.int().min(0),
  /** The hub had them before. */
  already: z.int().min(0),
  /** Could not be opened; they are declared missing. */
  unopened: z.int().min(0),
  /** Not taken, since ops of the device from before them are not in. */
  behindGap: z.int().min(0),
});
/** See `sealedFileTaken`. */
export type SealedFileTaken = z.output<typeof sealedFileTaken>;
/** Why a saved outbox is refused, with nothing taken. `sealed-not-ours`: none of it can be opened by this hub. */
export const sealedFileRefusals = ['not-sealed-file', 'device-unknown', 'sealed-not-ours'] as const;
/** See `sealedFileRefusals`. */
export type SealedFileRefusal = (typeof sealedFileRefusals)[number];
/** Answer: the last `seq` the hub has, and which could not be opened (they are named in the log as a gap). */
export const sealedAnswer = z.strictObject({ last: z.int().min(0), unopened: z.array(z.int().min(1)) });
/** See `sealedAnswer`. */
export type SealedAnswer = z.output<typeof sealedAnswer>;

/**
 * `POST /v1/device/wipe`: everything is handed in, up to `lastSeq`. Answered with `Clear-Site-Data: "cache", "storage"`;
 * or 409 `{code: 'outbox-not-taken', last}` when the hub does not have it all, and nothing is cleared.
 */
export const wipeRequest = z.strictObject({ lastSeq: z.int().min(0) });

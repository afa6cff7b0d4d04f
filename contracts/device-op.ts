import { z } from 'zod';
import { roles } from '../domain/staff/permission.ts';
import { deviceCode, devicePolicy } from './fleet.ts';
import { deviceKey, digestText } from './pairing.ts';
import { codeText, installId, nameText, staffId } from './values.ts';

/** Names a device in the record: the hub's UUIDv7. */
export const deviceId = z.uuid();
const ofDevice = z.strictObject({ deviceId });
const said = z.string().regex(/^[\w .()-]{0,40}$/);
const base64 = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** Bodies of the ops about devices, by kind; the hub alone makes them. */
export const deviceOpBodies = {
  'pairing.opened': z.strictObject({ windowId: z.uuid() }),
  'pairing.closed': z.strictObject({ windowId: z.uuid(), reason: codeText, wrongProofs: z.int().min(0) }),
  /** A new device, or one that is paired again under its install id: then with a new key and a new code. */
  'device.paired': z.strictObject({
    deviceId,
    installId,
    code: deviceCode,
    name: nameText,
    ownerId: staffId.nullable(),
    role: z.enum(roles),
    key: deviceKey,
    /** RFC 7638 thumbprint of the key. */
    jkt: digestText,
    platform: said,
    browser: said,
  }),
  'device.renamed': ofDevice.extend({ name: nameText }),
  'device.owner-set': ofDevice.extend({ ownerId: staffId.nullable() }),
  'device.role-set': ofDevice.extend({ role: z.enum(roles) }),
  'device.locked': ofDevice,
  'device.unlocked': ofDevice,
  'device.wipe-asked': ofDevice,
  'device.wiped': ofDevice.extend({ lastSeq: z.int().min(0) }),
  'device.revoked': ofDevice,
  'device.amnesty-given': ofDevice,
  'device.unpaired': ofDevice,
  'device.key-rotated': ofDevice.extend({ key: deviceKey, jkt: digestText }),
  'device.policy-set': z.strictObject({ policy: devicePolicy }),
  /** A passkey of a person, made at a device. `publicKey` is COSE, base64url. */
  'device.passkey-added': ofDevice.extend({
    staffId,
    credentialId: base64.max(1_400),
    publicKey: base64.max(1_400),
  }),
  /** It consents to nothing any more. `deviceId`: where it was taken away. */
  'device.passkey-removed': ofDevice.extend({ staffId, credentialId: base64.max(1_400) }),
} as const;

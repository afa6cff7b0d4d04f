import { z } from 'zod';
import { permissions, roles } from '../domain/staff/permission.ts';
import { codeText, epochMs, magnitude, nameText, overrideId, pinText, staffId } from './values.ts';

/** Longest name of a bound object (a sale id, a line id) in an override. */
export const objectIdCharsMax = 64;
/** A bearer token or ticket: 256 random bits, base64url. */
export const secretText = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'a 256-bit base64url secret');

export const staffMember = z.strictObject({
  staffId,
  name: nameText,
  role: z.enum(roles),
  active: z.boolean(),
});

/** One tile of the sign-on screen. */
export const staffTile = z.strictObject({
  staffId,
  name: nameText,
  role: z.enum(roles),
  /** Ten wrong PINs: a manager has to set a new one. */
  locked: z.boolean(),
  /** Wrong PINs lately: the next try is taken at this time, UTC epoch ms. */
  waitUntil: epochMs.nullable(),
});

/** What a role may do: `limit` is ppm for discounts and minor units for money; null means without limit. */
export const permissionGrant = z.strictObject({
  answer: z.enum(['allow', 'override', 'hidden']),
  limit: z.int().min(0).nullable(),
});
export type PermissionGrant = z.output<typeof permissionGrant>;
export const permissionGrants = z.record(z.enum(permissions), permissionGrant);
export type PermissionGrants = z.output<typeof permissionGrants>;

export const signOnRequest = z.strictObject({ staffId, pin: pinText });
export const staffSession = z.strictObject({
  staff: staffMember,
  permissions: permissionGrants,
  /** The session ends here unless it is used before, UTC epoch ms. */
  expiresAt: epochMs,
});

export const overrideRequest = z.strictObject({
  permission: z.enum(permissions),
  /** What the consent is for: a line id, a sale id, a shift id. It is good for this object alone. */
  objectId: z.string().min(1).max(objectIdCharsMax),
  /** Minor units for money, ppm for discounts in percent; null where the permission has no figure. */
  amount: magnitude.nullable(),
  reasonCode: codeText,
  approverId: staffId,
  pin: pinText,
});
export const grantedOverride = z.strictObject({
  overrideId,
  permission: z.enum(permissions),
  objectId: z.string().max(objectIdCharsMax),
  reasonCode: codeText,
  approverId: staffId,
  /** Unused, the consent is void from here on, UTC epoch ms. */
  expiresAt: epochMs,
});

/** PIN trouble, the same codes wherever a PIN is asked for. `until` says when the next try is taken. */
export const pinRefusals = ['pin-wrong', 'pin-wait', 'pin-locked'] as const;

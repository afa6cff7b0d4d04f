import { z } from 'zod';
import { deviceStates } from '../domain/fleet/device-state.ts';
import { type FleetAlert, fleetAlertKinds } from '../domain/fleet/fleet-alert.ts';
import { roles } from '../domain/staff/permission.ts';
import { leasePolicyDefault } from '../domain/sync/lease.ts';
import { codeText, epochMs, installId, nameText, staffId } from './values.ts';

/** A handheld tells how it is this often, in milliseconds, and at once when something of it changed. */
export const deviceHeartbeatEveryMs = 15_000;
/** Devices in the list, gone ones included. */
export const devicesMax = 999;

/** `<letters of the generation><number>`, e.g. `A7`; also the series of the device's receipt numbers. */
export const deviceCode = z.string().regex(/^[A-Z]{1,3}\d{1,3}$/);

/** What a device may do with its hub out of reach. */
export const offlineFunctions = ['sale', 'discount', 'refund', 'suspend', 'count'] as const;
/** See `offlineFunctions`. */
export type OfflineFunction = (typeof offlineFunctions)[number];

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM');
const pause = z.int().min(10_000).max(31_536_000_000);

/** What the store lays down for all its handhelds. Times are milliseconds. */
export const devicePolicy = z.strictObject({
  /** Who may sign on at a handheld. */
  roles: z.array(z.enum(roles)).max(roles.length),
  offline: z.array(z.enum(offlineFunctions)).max(offlineFunctions.length),
  lease: z.strictObject({ warnAfterMs: pause, noRefundsAfterMs: pause, noSalesAfterMs: pause }),
  /** A handheld nobody touches asks for the PIN again. */
  autoLockMs: z.int().min(10_000).max(3_600_000),
  /** Fewest digits of a PIN that is checked without the hub. */
  offlinePinDigitsMin: z.int().min(6).max(8),
  /** PBKDF2-SHA-256 rounds of the verifier a device keeps for that. */
  verifierRounds: z.int().min(600_000).max(5_000_000),
  /** When app updates are put in use, store time; null: as soon as the outbox is drained. */
  updates: z.strictObject({ from: clockTime, to: clockTime }).nullable(),
});
/** See `devicePolicy`. */
export type DevicePolicy = z.output<typeof devicePolicy>;

/** The policy of a new store: 24 h warn, 72 h no refunds, 7 days no sales; 90 s lock; six digits offline. */
export const devicePolicyDefault: DevicePolicy = {
  roles: [...roles],
  offline: ['sale', 'discount', 'suspend', 'count', 'refund'],
  lease: { ...leasePolicyDefault },
  autoLockMs: 90_000,
  offlinePinDigitsMin: 6,
  verifierRounds: 600_000,
  updates: null,
};

/** How a handheld is, said by itself: `POST /v1/device/heartbeat`, and the `heartbeat` message of the live socket. */
export const heartbeat = z.strictObject({
  /** 0 … 100; null where the browser does not tell. */
  batteryPercent: z.int().min(0).max(100).nullable(),
  charging: z.boolean().nullable(),
  /** Last round trip to the hub in milliseconds: browsers tell nothing else of the signal. */
  roundTripMs: z.int().min(0).max(600_000).nullable(),
  appVersion: codeText,
  /** Did the browser promise to keep the storage? */
  persisted: z.boolean().nullable(),
  /** Ops that are not in the hub yet. */
  pending: z.int().min(0).max(10_000_000),
  /** When the oldest of them was made, by the device's clock. */
  pendingSince: epochMs.nullable(),
  /** Last `seq` this install made. */
  lastSeq: z.int().min(0),
  /** The newest receipt number it gave, e.g. `A7-000031`. */
  lastReceipt: z.string().max(20).nullable(),
  /** The device's own clock. */
  now: epochMs,
  /** Wrong PINs typed without the hub since the last heartbeat. */
  wrongPins: z.int().min(0).max(1_000),
  /** Lies in its cradle: charging and at rest as the device sees it; null when it cannot tell. */
  docked: z.boolean().nullable(),
});
/** See `heartbeat`. */
export type Heartbeat = z.output<typeof heartbeat>;

/**
 * What a device is told to do. `lock`: ask for a PIN. `wipe`: send the outbox, then clear everything. `refresh`: pull, and look
 * for a new program.
 */
export const deviceCommands = ['lock', 'wipe', 'refresh'] as const;
/** See `deviceCommands`. */
export type DeviceCommand = (typeof deviceCommands)[number];

/** Answer to a heartbeat: what is to be done, in this order. */
export const heartbeatAnswer = z.strictObject({ now: epochMs, commands: z.array(z.enum(deviceCommands)) });
/** See `heartbeatAnswer`. */
export type HeartbeatAnswer = z.output<typeof heartbeatAnswer>;

/** One row of the fleet. */
export const fleetDevice = z.strictObject({
  deviceId: z.uuid(),
  installId,
  deviceCode,
  name: nameText,
  state: z.enum(deviceStates),
  role: z.enum(roles),
  /** Whose device this is for the shift; null when it is anybody's. */
  ownerId: staffId.nullable(),
  ownerName: nameText.nullable(),
  /** Who is signed on right now. */
  staffName: nameText.nullable(),
  platform: z.string().max(40),
  browser: z.string().max(40),
  pairedAt: epochMs,
  /** Is its live socket open? */
  online: z.boolean(),
  lastSeenAt: epochMs.nullable(),
  /** Null before the first heartbeat. */
  heartbeat: heartbeat.nullable(),
  /** Own clock minus the hub's when it last said something, in milliseconds. */
  clockSkewMs: z.int().nullable(),
  /** Last `seq` the hub has of it: what is missing up to `heartbeat.lastSeq` is named when it is lost. */
  takenSeq: z.int().min(0),
});
/** See `fleetDevice`. */
export type FleetDevice = z.output<typeof fleetDevice>;

/** One alert. `figure`: percent, ops, tries, knocks or milliseconds, as the kind has it. */
export const fleetAlert = z.strictObject({
  kind: z.enum(fleetAlertKinds),
  /** Null for a device nobody knows. */
  deviceId: z.uuid().nullable(),
  since: epochMs,
  figure: z.int(),
}) satisfies z.ZodType<FleetAlert>;

/** What the back office does to a device. */
export const fleetCommand = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('rename'), deviceId: z.uuid(), name: nameText }),
  z.strictObject({ do: z.literal('owner'), deviceId: z.uuid(), ownerId: staffId.nullable() }),
  z.strictObject({ do: z.literal('role'), deviceId: z.uuid(), role: z.enum(roles) }),
  z.strictObject({ do: z.literal('lock'), deviceId: z.uuid() }),
  z.strictObject({ do: z.literal('unlock'), deviceId: z.uuid() }),
  /** Everything on it goes, after what it holds was taken in. */
  z.strictObject({ do: z.literal('wipe'), deviceId: z.uuid() }),
  /** It may do nothing any more. */
  z.strictObject({ do: z.literal('revoke'), deviceId: z.uuid() }),
  /** It may hand in what it holds, which is kept aside for a person. */
  z.strictObject({ do: z.literal('amnesty'), deviceId: z.uuid() }),
  /** It leaves in good order; refused while it is known to hold unsent ops, unless `force`. */
  z.strictObject({ do: z.literal('unpair'), deviceId: z.uuid(), force: z.boolean() }),
]);
/** See `fleetCommand`. */
export type FleetCommand = z.output<typeof fleetCommand>;

/** Why a command is refused. */
export const fleetRefusals = [
  'device-unknown',
  'device-gone',
  'device-holds-ops',
  'staff-unknown',
  'role-above-own',
] as const;

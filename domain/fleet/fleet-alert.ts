import { isClockWrong } from '../sync/clock-skew.ts';
import { type DeviceState, deviceScope } from './device-state.ts';

/** What somebody should look at, worst first. */
export const fleetAlertKinds = [
  'unknown-device',
  'wrong-pins',
  'pending-long',
  'silent',
  'not-returned',
  'clock-wrong',
  'battery-low',
] as const;
/** See `fleetAlertKinds`. */
export type FleetAlertKind = (typeof fleetAlertKinds)[number];

/** One alert. `figure`: percent, ops, tries, knocks or milliseconds, as the kind has it; `since` UTC epoch ms. */
export interface FleetAlert {
  readonly kind: FleetAlertKind;
  /** Null for a device nobody knows. */
  readonly deviceId: string | null;
  readonly since: number;
  readonly figure: number;
}

/** A handheld in use is silent when nothing was heard for this long while a shift is open, in milliseconds. */
export const silentMsMax = 40_000;
/** Below this share a battery that is not charging is low, in percent. */
export const batteryPercentMin = 20;
/** Ops that wait longer than this are looked into, in milliseconds. */
export const pendingMsMax = 900_000;
/** A handheld has this long after the last shift closed to be back in its cradle, in milliseconds. */
export const returnMsMax = 900_000;
/** Refused PINs of one device within `wrongPinsWithinMs` that raise an alert. */
export const wrongPinsMax = 5;
/** Refused PINs are counted over this long, in milliseconds. */
export const wrongPinsWithinMs = 900_000;
/** A stranger that knocked is shown for this long, in milliseconds. */
export const knockShownMs = 3_600_000;

/** What the alerts of one device follow from. Times are UTC epoch ms of the hub's clock, null when nothing was heard. */
export interface DeviceFacts {
  readonly deviceId: string;
  readonly state: DeviceState;
  readonly lastSeenAt: number | null;
  readonly batteryPercent: number | null;
  readonly charging: boolean | null;
  readonly docked: boolean | null;
  /** Ops that are not in the hub, and since when the oldest of them waits. */
  readonly pending: number;
  readonly pendingSince: number | null;
  /** Own clock minus the hub's, in milliseconds. */
  readonly clockSkewMs: number | null;
  /** Refused PINs within `wrongPinsWithinMs`, and the last of them. */
  readonly wrongPins: number;
  readonly wrongPinAt: number;
}

/** What holds for the whole shop. */
export interface FleetRoom {
  readonly now: number;
  /** When the oldest shift that is open was opened; null when none is. */
  readonly shiftOpenedAt: number | null;
  /** When the last shift was closed; null when there was none. */
  readonly shiftClosedAt: number | null;
  /** Unknown devices that asked to be let in: how often within `knockShownMs`, and the last time. */
  readonly knocks: { readonly count: number; readonly lastAt: number };
}

/** All alerts of a fleet, worst first, then the oldest (FL1 … FL8). */
export function fleetAlerts(devices: readonly DeviceFacts[], room: FleetRoom): FleetAlert[] {
  const alerts = [...knockAlert(room), ...devices.flatMap((device) => alertsOf(device, room))];
  const rank = (kind: FleetAlertKind): number => fleetAlertKinds.indexOf(kind);
  return alerts.sort((one, other) => rank(one.kind) - rank(other.kind) || one.since - other.since);
}

function knockAlert({ now, knocks }: FleetRoom): FleetAlert[] {
  if (knocks.count === 0 || now - knocks.lastAt >= knockShownMs) return [];
  return [{ kind: 'unknown-device', deviceId: null, since: knocks.lastAt, figure: knocks.count }];
}

function alertsOf(device: DeviceFacts, room: FleetRoom): FleetAlert[] {
  if (deviceScope(device.state) === 'none') return [];
  const found = [wrongPins(device, room), pendingLong(device, room), clockWrong(device), batteryLow(device)];
  const used = deviceScope(device.state) === 'all' ? [silent(device, room), notReturned(device, room)] : [];
  return [...found, ...used].flatMap((each) =>
    each === null ? [] : [{ kind: each.kind, deviceId: device.deviceId, since: each.since, figure: each.figure }],
  );
}

type Found = Omit<FleetAlert, 'deviceId'> | null;

function wrongPins({ wrongPins: count, wrongPinAt }: DeviceFacts, { now }: FleetRoom): Found {
  const recent = count >= wrongPinsMax && now - wrongPinAt < wrongPinsWithinMs;
  return recent ? { kind: 'wrong-pins', since: wrongPinAt, figure: count } : null;
}

function pendingLong({ pending, pendingSince }: DeviceFacts, { now }: FleetRoom): Found {
  if (pending === 0 || pendingSince === null || now - pendingSince <= pendingMsMax) return null;
  return { kind: 'pending-long', since: pendingSince, figure: pending };
}

/** One that was used in this shift and is not in its cradle; one that lies in a drawer for weeks is no alarm (FL2). */
function silent({ lastSeenAt, docked }: DeviceFacts, { now, shiftOpenedAt }: FleetRoom): Found {
  if (shiftOpenedAt === null || lastSeenAt === null || docked === true) return null;
  if (lastSeenAt < shiftOpenedAt || now - lastSeenAt <= silentMsMax) return null;
  return { kind: 'silent', since: lastSeenAt, figure: now - lastSeenAt };
}

function notReturned({ lastSeenAt, docked, charging }: DeviceFacts, room: FleetRoom): Found {
  const { now, shiftOpenedAt, shiftClosedAt } = room;
  if (shiftOpenedAt !== null || shiftClosedAt === null || lastSeenAt === null) return null;
  const inCradle = docked === true || (docked === null && charging === true);
  if (inCradle || now - shiftClosedAt <= returnMsMax) return null;
  return { kind: 'not-returned', since: shiftClosedAt, figure: now - shiftClosedAt };
}

function clockWrong({ clockSkewMs, lastSeenAt }: DeviceFacts): Found {
  if (clockSkewMs === null || lastSeenAt === null || !isClockWrong(clockSkewMs)) return null;
  return { kind: 'clock-wrong', since: lastSeenAt, figure: clockSkewMs };
}

function batteryLow({ batteryPercent, charging, lastSeenAt }: DeviceFacts): Found {
  if (batteryPercent === null || lastSeenAt === null || charging === true) return null;
  return batteryPercent < batteryPercentMin ? { kind: 'battery-low', since: lastSeenAt, figure: batteryPercent } : null;
}

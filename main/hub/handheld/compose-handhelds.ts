import type { HubEvent } from '../../../contracts/events.ts';
import type { PairedDevice } from '../../../contracts/pairing.ts';
import type { Ambient } from '../../../domain/ambient.ts';
import { FaultError } from '../../../domain/fault-catalog.ts';
import type { InstallId, StaffId } from '../../../domain/id.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import type { Device } from '../../store/handheld/handheld-reads.ts';
import type { HubOp } from '../../store/op/ledger.ts';
import type { Store } from '../../store/store.ts';
import { ChallengeBook } from '../device-session/challenge-book.ts';
import { DeviceGate } from '../device-session/device-gate.ts';
import { freshSealKey, SealBox } from '../device-session/seal-box.ts';
import { FleetDesk } from '../fleet/fleet-desk.ts';
import { PairingDesk, type PairingDeskParts } from '../pairing/pairing-desk.ts';
import type { SessionBook } from '../session/session-book.ts';
import type { HandheldBook } from './handheld-book.ts';
import { HandheldDesk } from './handheld-desk.ts';
import { type Lan, noLan, nowhere } from './lan-place.ts';

/** How often time alone is looked at: windows, tokens, silence; in milliseconds. */
const lookMs = 5_000;

export interface DeviceParts {
  readonly store: Store;
  readonly ambient: Ambient;
  readonly devices: HandheldBook;
  readonly sessions: SessionBook;
  readonly append: (ops: readonly HubOp[]) => void;
  readonly staffOf: (staffId: StaffId) => StaffMember | null;
  readonly tell: (event: HubEvent) => void;
  readonly isOwnInstall: (installId: string) => boolean;
}

/** Everything about handhelds that the hub is made of. */
export interface HubHandhelds {
  readonly handhelds: HandheldBook;
  readonly gate: DeviceGate;
  readonly pairing: PairingDesk;
  readonly fleet: FleetDesk;
  readonly handheldDesk: HandheldDesk;
  readonly sealBox: SealBox;
  readonly challenges: ChallengeBook;
  /** Where handhelds find the hub; the listener on the network says it. */
  readonly lan: Lan;
  /** Tells whoever listens when the pairing window opens, is claimed or closes; the result ends it. */
  readonly onPairing: (listener: () => void) => () => void;
  readonly closeHandhelds: () => void;
}

/** Puts registry, gate, pairing desk and fleet together. */
export function composeHandhelds(parts: DeviceParts): HubHandhelds {
  const { store, ambient, devices, append, tell } = parts;
  const { now } = ambient;
  const lan = noLan();
  const origin = (): string => lan.origin() ?? nowhere;
  const sealBox = new SealBox(store.handhelds.secret('seal_key', freshSealKey));
  const challenges = new ChallengeBook(now);
  const fleetChanged = (): void => tell({ kind: 'fleet', topic: 'devices' });
  const fleet = fleetOf(parts, fleetChanged);
  const onKnock = (): void => fleet.knock();
  const listeners = new Set<() => void>();
  const onChange = (): void => {
    tell({ kind: 'fleet', topic: 'pairing' });
    for (const listener of listeners) listener();
  };
  const gate = new DeviceGate({ devices, origin, now, onKnock });
  const pairing = new PairingDesk({ ...pairingParts(parts, { sealBox, origin }), origin, onChange, onKnock });
  const handheldDesk = new HandheldDesk({
    devices,
    append,
    staffOf: (staffId) => parts.staffOf(staffId as StaffId),
    hasShift: (installId) => parts.store.shifts.current(installId) !== null,
    pendingOf: (deviceId) => fleet.pendingOf(deviceId),
    signOff: (installId: InstallId) => parts.sessions.endInstall(installId, 'disabled'),
    dropTokens: (deviceId) => gate.tokens.drop(deviceId),
    onChange: fleetChanged,
  });
  const timer = setInterval(() => look({ pairing, gate, fleet }), lookMs);
  timer.unref();
  const closeHandhelds = (): void => {
    clearInterval(timer);
    fleet.close();
  };
  const desks = { handhelds: devices, gate, pairing, fleet, handheldDesk, sealBox, challenges };
  return { ...desks, lan, onPairing: listening(listeners), closeHandhelds };
}

function fleetOf({ store, ambient, devices, sessions, staffOf }: DeviceParts, onChange: () => void): FleetDesk {
  return new FleetDesk({
    devices,
    reads: store.handhelds,
    now: ambient.now,
    lastSeq: (installId) => store.lastSeq(installId),
    staffName: (staffId) => staffOf(staffId)?.name ?? null,
    signedOn: (installId) => sessions.staffAt(installId),
    shifts: () => {
      const { openedAt, closedAt } = store.shifts.span();
      return { shiftOpenedAt: openedAt, shiftClosedAt: closedAt };
    },
    onChange,
  });
}

function pairingParts(
  { store, ambient, devices, append, isOwnInstall }: DeviceParts,
  { sealBox, origin }: { readonly sealBox: SealBox; readonly origin: () => string },
): Omit<PairingDeskParts, 'origin' | 'onChange' | 'onKnock'> {
  return {
    now: ambient.now,
    newId: ambient.newId,
    hubId: () => store.sync.epoch().hubId,
    nextSeries: () => store.sync.nextSeries(),
    deviceOf: (installId) => devices.ofInstall(installId),
    isKeyUsed: (jkt) => store.handhelds.isKeyUsed(jkt),
    isOwnInstall,
    append,
    factsOf: (device) => pairedFacts(device, { store, sealBox, origin: origin() }),
  };
}

function listening(listeners: Set<() => void>): HubHandhelds['onPairing'] {
  return (listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
}

function look({ pairing, gate, fleet }: Pick<HubHandhelds, 'pairing' | 'gate' | 'fleet'>): void {
  try {
    pairing.sweep();
    gate.sweep();
    fleet.look();
  } catch (error) {
    // A full disk is told where somebody waits for an answer; a timer must not take the hub down for it.
    if (!(error instanceof FaultError)) throw error;
  }
}

function pairedFacts(
  { deviceId, installId, code, name, role }: Device,
  hub: { readonly store: Store; readonly sealBox: SealBox; readonly origin: string },
): PairedDevice {
  const { store, sealBox, origin } = hub;
  const { hubId } = store.sync.epoch();
  const facts = { deviceId, installId, deviceCode: code, name, role, hubId, origin };
  return { ...facts, sealKey: sealBox.publicKey, policy: store.handhelds.policy() };
}

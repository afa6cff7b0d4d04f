import type { FleetDevice, Heartbeat } from '../../../contracts/fleet.ts';
import { deviceScope } from '../../../domain/fleet/device-state.ts';
import {
  type DeviceFacts,
  type FleetAlert,
  type FleetRoom,
  fleetAlerts,
  knockShownMs,
  wrongPinsWithinMs,
} from '../../../domain/fleet/fleet-alert.ts';
import type { InstallId, StaffId } from '../../../domain/id.ts';
import type { Device, DeviceReads } from '../../store/device/device-reads.ts';
import type { DeviceBook } from '../device/device-book.ts';
import { type Heard, readHeard } from './heard.ts';
import { RecentCount } from './recent-count.ts';

/** A device's state is written at least this often while it is heard, in milliseconds; at once when work is involved. */
export const heardSaveMs = 300_000;

export interface FleetDeskParts {
  readonly devices: DeviceBook;
  readonly reads: Pick<DeviceReads, 'heard' | 'setHeard'>;
  readonly now: () => number;
  readonly lastSeq: (installId: InstallId) => number;
  readonly staffName: (staffId: StaffId) => string | null;
  /** Who is signed on at an install right now. */
  readonly signedOn: (installId: InstallId) => StaffId | null;
  readonly shifts: () => Pick<FleetRoom, 'shiftOpenedAt' | 'shiftClosedAt'>;
  /** Something of the list or the alerts changed. */
  readonly onChange: () => void;
}

/** What is known of the handhelds beyond the record: who was heard when, how they are, and what somebody should look at. */
export class FleetDesk {
  readonly #parts: FleetDeskParts;
  readonly #heard = new Map<string, Heard>();
  readonly #online = new Map<string, number>();
  readonly #pins = new Map<string, RecentCount>();
  readonly #knocks: RecentCount;
  #alertsShown = '[]';

  constructor(parts: FleetDeskParts) {
    this.#parts = parts;
    this.#knocks = new RecentCount(parts.now, knockShownMs);
    for (const row of parts.reads.heard()) {
      const heard = readHeard(row);
      if (heard !== null) this.#heard.set(row.device_id, heard);
    }
  }

  /** A device said how it is. */
  heartbeat(deviceId: string, beat: Heartbeat): void {
    const now = this.#parts.now();
    const before = this.#heard.get(deviceId);
    const heard: Heard = { at: now, savedAt: before?.savedAt ?? 0, beat, skewMs: beat.now - now };
    this.#heard.set(deviceId, heard);
    if (beat.wrongPins > 0) this.#pinsOf(deviceId).add(beat.wrongPins);
    if (matters(before, heard)) this.#save(deviceId, heard);
    this.#parts.onChange();
  }

  /** Any other sign of life of a device. */
  seen(deviceId: string): void {
    const before = this.#heard.get(deviceId);
    const at = this.#parts.now();
    this.#heard.set(deviceId, before ? { ...before, at } : { at, savedAt: 0, beat: null, skewMs: null });
  }

  /** Its live socket opened (`+1`) or closed (`-1`). */
  line(deviceId: string, change: 1 | -1): void {
    const open = (this.#online.get(deviceId) ?? 0) + change;
    if (open > 0) this.#online.set(deviceId, open);
    else this.#online.delete(deviceId);
    this.seen(deviceId);
    this.#parts.onChange();
  }

  wrongPin(deviceId: string): void {
    this.#pinsOf(deviceId).add(1);
    this.look();
  }

  /** Somebody unknown asked to be let in. */
  knock(): void {
    this.#knocks.add(1);
    this.look();
  }

  list(): FleetDevice[] {
    return this.#parts.devices.list().map((device) => this.#rowOf(device));
  }

  alerts(): FleetAlert[] {
    const { devices, now, shifts } = this.#parts;
    if (devices.list().length === 0 && this.#knocks.count() === 0) return [];
    const knocks = { count: this.#knocks.count(), lastAt: this.#knocks.lastAt };
    return fleetAlerts(
      devices.list().map((device) => this.#factsOf(device)),
      { now: now(), ...shifts(), knocks },
    );
  }

  /** How many ops a device last said it still holds; null when it never said. */
  pendingOf(deviceId: string): number | null {
    return this.#heard.get(deviceId)?.beat?.pending ?? null;
  }

  /** Looks whether the alerts changed; called by a slow timer too, since silence makes no noise. */
  look(): void {
    const shown = JSON.stringify(this.alerts().map(({ kind, deviceId }) => [kind, deviceId]));
    if (shown === this.#alertsShown) return;
    this.#alertsShown = shown;
    this.#parts.onChange();
  }

  /** Writes what is in memory alone. */
  close(): void {
    for (const [deviceId, heard] of this.#heard) if (heard.at > heard.savedAt) this.#save(deviceId, heard);
  }

  #rowOf(device: Device): FleetDevice {
    const { staffName, signedOn, lastSeq } = this.#parts;
    const { deviceId, installId, code, ownerId } = device;
    const heard = this.#heard.get(deviceId);
    const signed = deviceScope(device.state) === 'all' ? signedOn(installId) : null;
    return {
      deviceId,
      installId,
      deviceCode: code,
      name: device.name,
      state: device.state,
      role: device.role,
      ownerId,
      ownerName: ownerId === null ? null : staffName(ownerId),
      staffName: signed === null ? null : staffName(signed),
      platform: device.platform,
      browser: device.browser,
      pairedAt: device.pairedAt,
      online: this.#online.has(deviceId),
      lastSeenAt: heard?.at ?? null,
      heartbeat: heard?.beat ?? null,
      clockSkewMs: heard?.skewMs ?? null,
      takenSeq: lastSeq(installId),
    };
  }

  #factsOf({ deviceId, state }: Device): DeviceFacts {
    const heard = this.#heard.get(deviceId);
    const beat = heard?.beat ?? null;
    const skewMs = heard?.skewMs ?? 0;
    const pins = this.#pins.get(deviceId);
    return {
      deviceId,
      state,
      lastSeenAt: heard?.at ?? null,
      batteryPercent: beat?.batteryPercent ?? null,
      charging: beat?.charging ?? null,
      docked: beat?.docked ?? null,
      pending: beat?.pending ?? 0,
      pendingSince: beat?.pendingSince == null ? null : beat.pendingSince - skewMs,
      clockSkewMs: heard?.skewMs ?? null,
      wrongPins: pins?.count() ?? 0,
      wrongPinAt: pins?.lastAt ?? 0,
    };
  }

  #pinsOf(deviceId: string): RecentCount {
    const known = this.#pins.get(deviceId) ?? new RecentCount(this.#parts.now, wrongPinsWithinMs);
    this.#pins.set(deviceId, known);
    return known;
  }

  #save(deviceId: string, heard: Heard): void {
    const { beat, skewMs, at } = heard;
    this.#heard.set(deviceId, { ...heard, savedAt: at });
    this.#parts.reads.setHeard({ device_id: deviceId, heard_at: at, document: JSON.stringify({ beat, skewMs }) });
  }
}

/** What a lost handheld held has to survive the hub's restart too; a battery does not. */
function matters(before: Heard | undefined, { beat, at, savedAt }: Heard): boolean {
  if (before?.beat == null || beat === null || at - savedAt >= heardSaveMs) return true;
  return before.beat.lastSeq !== beat.lastSeq || before.beat.pending !== beat.pending;
}

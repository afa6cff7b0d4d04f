import type { DeviceCommand, FleetCommand } from '../../../contracts/fleet.ts';
import { assertNever } from '../../../domain/assert.ts';
import { FaultError } from '../../../domain/fault-catalog.ts';
import { type DeviceTurn, turnedDevice } from '../../../domain/fleet/device-state.ts';
import type { InstallId, StaffId } from '../../../domain/id.ts';
import { includesRole } from '../../../domain/staff/authorise.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import type { Device } from '../../store/handheld/handheld-reads.ts';
import type { HubOp } from '../../store/op/ledger.ts';
import type { HandheldBook } from './handheld-book.ts';

/** Why a command is not carried out. */
export type CommandNo = 'device-unknown' | 'device-gone' | 'device-holds-ops' | 'staff-unknown' | 'role-above-own';

/** What a device's live line is told; `closed`: it may not speak any more, its sockets are to be shut. */
export type DeviceWord = DeviceCommand | 'closed';

export interface DeviceDeskParts {
  readonly devices: HandheldBook;
  readonly append: (ops: readonly HubOp[]) => void;
  readonly staffOf: (staffId: string) => StaffMember | null;
  /** Is a shift open at this install? */
  readonly hasShift: (installId: InstallId) => boolean;
  /** Ops the device last said it holds; null when it never said. */
  readonly pendingOf: (deviceId: string) => number | null;
  /** Ends the sessions of the people at an install. */
  readonly signOff: (installId: InstallId) => void;
  /** Ends the tokens and tickets of a device. */
  readonly dropTokens: (deviceId: string) => void;
  readonly onChange: () => void;
}

const kindOfTurn = {
  lock: 'device.locked',
  unlock: 'device.unlocked',
  wipe: 'device.wipe-asked',
  wiped: 'device.wiped',
  revoke: 'device.revoked',
  amnesty: 'device.amnesty-given',
  unpair: 'device.unpaired',
} as const satisfies Readonly<Record<DeviceTurn, string>>;

/** Carries out what the back office does to devices, and tells the devices (PA40 … PA44). */
export class HandheldDesk {
  readonly #parts: DeviceDeskParts;
  readonly #listeners = new Set<(device: Device, word: DeviceWord) => void>();

  constructor(parts: DeviceDeskParts) {
    this.#parts = parts;
  }

  /** Tells a listener (the live sockets) what a device has to hear at once; the result ends it. */
  onWord(listener: (device: Device, word: DeviceWord) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What a device is told at each contact, first things first. */
  commandsOf({ state }: Device): DeviceCommand[] {
    if (state === 'wiping') return ['wipe'];
    return state === 'locked' ? ['lock'] : [];
  }

  /** Null when it is done. */
  command(command: FleetCommand, by: StaffMember): CommandNo | null {
    const device = this.#parts.devices.get(command.deviceId);
    if (device === null) return 'device-unknown';
    switch (command.do) {
      case 'rename':
      case 'owner':
      case 'role':
        return this.#edit(device, command, by);
      case 'unpair':
        if (!command.force && (this.#parts.pendingOf(device.deviceId) ?? 0) > 0) return 'device-holds-ops';
        return this.#turn(device, 'unpair', by);
      case 'lock':
      case 'unlock':
      case 'wipe':
      case 'revoke':
      case 'amnesty':
        return this.#turn(device, command.do, by);
      default:
        return assertNever(command);
    }
  }

  /** A device has handed in everything it held and clears itself. */
  wiped(device: Device, lastSeq: number): boolean {
    if (turnedDevice(device.state, 'wiped') === null) return false;
    const body = { deviceId: device.deviceId, lastSeq };
    this.#parts.append([{ kind: 'device.wiped', staffId: null, body }]);
    this.#follow(device, 'closed');
    return true;
  }

  /** Somebody signs on: a handheld is theirs for the shift, unless it is another's whose shift is still open there (FL15). */
  ownedBy({ deviceId, ownerId, installId }: Device, staffId: StaffId): void {
    const isKept = ownerId !== null && this.#parts.hasShift(installId);
    if (!isKept && ownerId !== staffId) this.#own(deviceId, staffId);
  }

  /** Somebody signs off: the handheld is theirs until the shift on it is closed. */
  leftBy({ deviceId, ownerId, installId }: Device, staffId: StaffId): void {
    if (ownerId === staffId && !this.#parts.hasShift(installId)) this.#own(deviceId, null);
  }

  /** When the shift of an install was closed its handheld is nobody's again. */
  readonly committed = (kinds: readonly string[], installId: InstallId | null): void => {
    if (installId === null || !kinds.includes('shift.closed')) return;
    const device = this.#parts.devices.ofInstall(installId);
    if (device !== null && device.ownerId !== null) this.#own(device.deviceId, null);
  };

  /** A disk without room must not cost the answer of the push that closed the shift: the next sign-on sets it right. */
  #own(deviceId: string, ownerId: StaffId | null): void {
    try {
      this.#parts.append([{ kind: 'device.owner-set', staffId: ownerId, body: { deviceId, ownerId } }]);
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
    }
    this.#parts.onChange();
  }

  /** Tells every device something, e.g. that the policy changed. */
  tellAll(word: DeviceWord): void {
    for (const device of this.#parts.devices.list()) this.#say(device, word);
  }

  #edit(
    { deviceId }: Device,
    command: Extract<FleetCommand, { do: 'rename' | 'owner' | 'role' }>,
    by: StaffMember,
  ): CommandNo | null {
    const { append, staffOf, onChange } = this.#parts;
    const { staffId } = by;
    switch (command.do) {
      case 'rename':
        append([{ kind: 'device.renamed', staffId, body: { deviceId, name: command.name } }]);
        break;
      case 'owner':
        if (command.ownerId !== null && !staffOf(command.ownerId)?.active) return 'staff-unknown';
        append([{ kind: 'device.owner-set', staffId, body: { deviceId, ownerId: command.ownerId } }]);
        break;
      case 'role':
        if (!includesRole(by.role, command.role)) return 'role-above-own';
        append([{ kind: 'device.role-set', staffId, body: { deviceId, role: command.role } }]);
        break;
    }
    onChange();
    return null;
  }

  #turn(device: Device, turn: Exclude<DeviceTurn, 'wiped'>, { staffId }: StaffMember): CommandNo | null {
    if (turnedDevice(device.state, turn) === null) return 'device-gone';
    this.#parts.append([{ kind: kindOfTurn[turn], staffId, body: { deviceId: device.deviceId } } as HubOp]);
    switch (turn) {
      case 'lock':
        this.#follow(device, 'lock');
        break;
      case 'wipe':
        this.#follow(device, 'wipe');
        break;
      case 'unlock':
        this.#follow(device, 'refresh');
        break;
      default:
        this.#follow(device, 'closed');
    }
    return null;
  }

  /** Who was signed on there is not any more; a device that lost its standing loses its tokens at once. */
  #follow(device: Device, word: DeviceWord): void {
    const { signOff, dropTokens, onChange } = this.#parts;
    if (word !== 'refresh') signOff(device.installId);
    // A new token brings the word to a device that was away; so does its loss to one that lost its standing.
    if (word !== 'refresh') dropTokens(device.deviceId);
    this.#say(device, word);
    onChange();
  }

  #say(device: Device, word: DeviceWord): void {
    for (const listener of this.#listeners) listener(device, word);
  }
}

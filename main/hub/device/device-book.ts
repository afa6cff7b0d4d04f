import { deviceScope } from '../../../domain/fleet/device-state.ts';
import type { InstallId } from '../../../domain/id.ts';
import { includesRole } from '../../../domain/staff/authorise.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import type { Device, DeviceReads } from '../../store/device/device-reads.ts';
import type { DeviceStanding } from '../sync/sync-desk.ts';

/** Devices in memory: every request of a handheld asks for one. Only the hub changes them, and forgets them then. */
export class DeviceBook {
  readonly #reads: DeviceReads;
  #known: { readonly all: readonly Device[]; readonly byInstall: ReadonlyMap<string, Device> } | null = null;

  constructor(reads: DeviceReads) {
    this.#reads = reads;
  }

  list(): readonly Device[] {
    return this.#all().all;
  }

  get(deviceId: string): Device | null {
    return this.list().find((device) => device.deviceId === deviceId) ?? null;
  }

  ofInstall(installId: string): Device | null {
    return this.#all().byInstall.get(installId) ?? null;
  }

  /**
   * How an install stands for syncing. One without a device was let in by a ticket of this computer's own app: the counter's
   * terminal. A handheld gets no token without a device (PA20).
   */
  standingOf(installId: InstallId): DeviceStanding {
    const device = this.ofInstall(installId);
    if (device === null) return 'paired';
    switch (deviceScope(device.state)) {
      case 'all':
        return 'paired';
      case 'push':
        return 'amnesty';
      case 'none':
        return device.state === 'unpaired' ? 'unknown' : 'revoked';
    }
  }

  /** The person as far as this install lets anybody go: nobody does more at a device than its role (PA35). */
  capped(installId: InstallId, staff: StaffMember): StaffMember {
    const device = this.ofInstall(installId);
    return device === null || includesRole(device.role, staff.role) ? staff : { ...staff, role: device.role };
  }

  forget(): void {
    this.#known = null;
  }

  #all() {
    if (this.#known !== null) return this.#known;
    const all = this.#reads.list();
    this.#known = { all, byInstall: new Map(all.map((device) => [device.installId as string, device])) };
    return this.#known;
  }
}

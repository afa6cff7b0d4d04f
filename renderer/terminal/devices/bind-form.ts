import type { FoundDevice } from '../../../contracts/device-discovery.ts';
import {
  type BoundAddress,
  type BoundSerialLine,
  type DeviceBinding,
  type DeviceRole,
  displayProfiles,
  drawerLeftOpenMs,
  scaleProfiles,
  scannerProfiles,
  singleRoles,
} from '../../../domain/device/device-binding.ts';

/** What is filled in to give a device its role. `serial` null: as the profile says. */
export interface BindForm {
  readonly role: DeviceRole;
  readonly name: string;
  readonly profile: string;
  readonly serial: BoundSerialLine | null;
}

/** Which device it is about. */
export interface BindTarget {
  readonly identity: string;
  readonly address: BoundAddress;
}

/** What speaks to devices of a role; null: a printer's profile, of which there are many. */
export function profilesOf(role: DeviceRole): readonly string[] | null {
  switch (role) {
    case 'receipt-printer':
    case 'spare-printer':
      return null;
    case 'cash-drawer':
      return ['drawer-box'];
    case 'scanner':
      return scannerProfiles;
    case 'scale':
      return scaleProfiles;
    case 'line-display':
      return displayProfiles;
  }
}

/** The profile a role starts with on this line: scanners on HID speak HID-POS, the others are serial. */
export function firstProfile(role: DeviceRole, kind: BoundAddress['kind'], suggested: string | null): string {
  if (role === 'scanner') return kind === 'hid' ? 'hid-pos' : 'serial';
  return profilesOf(role)?.[0] ?? suggested ?? 'generic-80mm';
}

/** The binding the form describes; settings the form does not show are kept from `before`. */
export function bindingOfForm(form: BindForm, target: BindTarget, before: DeviceBinding | null): DeviceBinding {
  const { role, name, profile, serial } = form;
  const bound = { name: name.trim(), profile, identity: target.identity, address: target.address };
  switch (role) {
    case 'receipt-printer':
    case 'spare-printer':
    case 'line-display':
      return { role, ...bound, settings: { serial } };
    case 'cash-drawer': {
      const kept = before?.role === role ? before.settings : { openLevel: null, leftOpenMs: drawerLeftOpenMs };
      return { role, ...bound, settings: kept };
    }
    case 'scanner': {
      const usual = { prefix: 'none', suffix: 'cr', switchMode: true } as const;
      const kept = before?.role === role ? before.settings : usual;
      return { role, ...bound, settings: { ...kept, serial } };
    }
    case 'scale':
      return { role, ...bound, settings: { proof: before?.role === role ? before.settings.proof : null, serial } };
  }
}

const rolesOfGuess: Readonly<Record<FoundDevice['guess'], DeviceRole>> = {
  printer: 'receipt-printer',
  scanner: 'scanner',
  scale: 'scale',
  'line-display': 'line-display',
  'card-reader': 'scanner',
  unknown: 'receipt-printer',
};

/** The role a found device is offered for. */
export function roleOfGuess(guess: FoundDevice['guess']): DeviceRole {
  return rolesOfGuess[guess];
}

/** A second printer is a spare one until somebody says otherwise; the first real one takes the place of one on the screen. */
export function freeRole(role: DeviceRole, bindings: readonly DeviceBinding[]): DeviceRole {
  const hasPrinter = bindings.some((each) => each.role === 'receipt-printer' && each.address.kind !== 'virtual');
  return role === 'receipt-printer' && hasPrinter ? 'spare-printer' : role;
}

/** Which binding has the role already, where only one can: the new device takes its place (BD15). */
export function replacedBy(role: DeviceRole, bindings: readonly DeviceBinding[]): DeviceBinding | null {
  const single: readonly DeviceRole[] = singleRoles;
  return single.includes(role) ? (bindings.find((each) => each.role === role) ?? null) : null;
}

/** A drawer on a printer keeps everything but its name; a twin is recognised by the name it has. */
export function savedBinding(form: BindForm, target: BindTarget, before: DeviceBinding | null): DeviceBinding {
  if (before?.address.kind === 'printer') return { ...before, name: form.name };
  const isTwin = target.address.kind === 'virtual';
  return bindingOfForm(form, isTwin ? { ...target, identity: `virtual:${form.name}` } : target, before);
}

import type { BoundAddress, DeviceBinding } from './device-binding.ts';
import { displayProfiles, drawerProfiles, scaleProfiles, scannerProfiles, singleRoles } from './device-binding.ts';
import { plainHost } from './network-host.ts';

/**
 * Why bindings cannot stand together.
 * - `device-name-taken` two have one name · `device-taken` one device has two roles, or two tills want one printer
 * - `role-taken` a role of which there is one has two · `drawer-printer-unknown` its printer is not bound
 * - `device-profile-unfit` the profile is not one of that role · `device-address-unfit` such a device is never there
 * - `device-host-unfit` no machine of a network can have that address
 */
export const bindingFaultCodes = [
  'device-name-taken',
  'device-taken',
  'role-taken',
  'drawer-printer-unknown',
  'device-profile-unfit',
  'device-address-unfit',
  'device-host-unfit',
] as const;
export type BindingFaultCode = (typeof bindingFaultCodes)[number];

/** `name` of the binding that cannot stand. */
export interface BindingFault {
  readonly code: BindingFaultCode;
  readonly name: string;
}

/** Everything that is wrong with bindings taken together; empty when they may be used. Rules BD2 to BD4. */
export function bindingFaults(bindings: readonly DeviceBinding[]): BindingFault[] {
  const single: ReadonlySet<string> = new Set(singleRoles);
  return bindings.flatMap((binding, index) => {
    const before = bindings.slice(0, index);
    const codes: readonly (BindingFaultCode | false)[] = [
      before.some(({ name }) => name === binding.name) && 'device-name-taken',
      before.some((other) => isSameDevice(other, binding)) && 'device-taken',
      single.has(binding.role) && before.some(({ role }) => role === binding.role) && 'role-taken',
      !isDrawerHeld(binding, bindings) && 'drawer-printer-unknown',
      !isProfileFit(binding) && 'device-profile-unfit',
      !isAddressFit(binding) && 'device-address-unfit',
      !isHostFit(binding) && 'device-host-unfit',
    ];
    return codes.flatMap((code) => (code === false ? [] : [{ code, name: binding.name }]));
  });
}

/** One device by what it is recognised by, or by where it is reached. */
function isSameDevice(one: DeviceBinding, other: DeviceBinding): boolean {
  if (one.identity === other.identity) return true;
  if (one.address.kind === 'virtual') return false;
  return placeOf(one.address) === placeOf(other.address);
}

/** The same text for the same place, whichever of its names a host was given by. */
function placeOf(address: BoundAddress): string {
  const place = address.kind === 'tcp' ? { ...address, host: plainHost(address.host) ?? address.host } : address;
  return JSON.stringify(Object.entries(place).sort());
}

function isHostFit({ address }: DeviceBinding): boolean {
  return address.kind !== 'tcp' || plainHost(address.host) !== null;
}

/** Name of another binding that has the same device, for telling a person; null when none has. */
export function sharesDeviceWith(
  bindings: readonly DeviceBinding[],
  binding: DeviceBinding,
  replaces: string | null,
): string | null {
  const others = bindings.filter(({ name }) => name !== replaces);
  return others.find((other) => isSameDevice(other, binding))?.name ?? null;
}

function isDrawerHeld({ address }: DeviceBinding, bindings: readonly DeviceBinding[]): boolean {
  if (address.kind !== 'printer') return true;
  return bindings.some(
    ({ role, name }) => (role === 'receipt-printer' || role === 'spare-printer') && name === address.printer,
  );
}

function isProfileFit({ role, profile }: DeviceBinding): boolean {
  const fits = (profiles: readonly string[]): boolean => profiles.includes(profile);
  switch (role) {
    case 'receipt-printer':
    case 'spare-printer':
      return true;
    case 'cash-drawer':
      return fits(drawerProfiles);
    case 'scanner':
      return fits(scannerProfiles);
    case 'scale':
      return fits(scaleProfiles);
    case 'line-display':
      return fits(displayProfiles);
  }
}

/** Kinds of line each kind of device comes with. */
function isAddressFit({ role, profile, address: { kind } }: DeviceBinding): boolean {
  if (role === 'cash-drawer') return (profile === 'printer-pin') === (kind === 'printer') && kind !== 'hid';
  if (kind === 'virtual') return true;
  if (kind === 'printer') return false;
  if (role === 'scanner') return (profile === 'hid-pos') === (kind === 'hid') && kind !== 'spool' && kind !== 'lp';
  if (role === 'scale' || role === 'line-display') return kind === 'serial' || kind === 'tcp' || kind === 'usb';
  return kind !== 'hid';
}

import type { DeviceTransport, FoundDevice } from '../../contracts/device-discovery.ts';

/** What is known of a device that hangs on USB. Numbers as on its descriptor; `interfaceNumber` of a composite one. */
export interface UsbTraits {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber: string | null;
  /** `1-2.3`, or null where the system does not tell. */
  readonly portPath: string | null;
  readonly interfaceNumber: number | null;
}

/** Texts cheap devices carry in place of a serial number: the same on every piece. */
const emptySerials: readonly string[] = ['', '0', '00000000', '0123456789', '123456789', '12345678', 'none', 'n/a'];

/** The serial number if it can tell two devices apart, else null. Control characters and blanks are taken out. */
export function usableSerial(text: string | null | undefined): string | null {
  const clean = (text ?? '').replace(/[\s\p{Cc}]+/gu, '').slice(0, 120);
  return emptySerials.includes(clean.toLowerCase()) ? null : clean;
}

/** A USB number in four hexadecimal digits. */
export function usbHex(id: number): string {
  return id.toString(16).padStart(4, '0');
}

/**
 * Identity of a device on USB: by serial number (rule DV1), else by the port it is plugged into (DV2), else by `path`.
 * Interfaces of one composite device from the second on are told apart.
 */
export function usbIdentity(transport: DeviceTransport, traits: UsbTraits, path: string): string {
  const kind = `${transport}:${usbHex(traits.vendorId)}:${usbHex(traits.productId)}`;
  const part = traits.interfaceNumber === null || traits.interfaceNumber === 0 ? '' : `#${traits.interfaceNumber}`;
  if (traits.serialNumber !== null) return `${kind}:${traits.serialNumber}${part}`;
  return `${kind}@${traits.portPath ?? path}${part}`;
}

/** Identity of a network device: by its hardware address where the network told it (DV4), else by name and port. */
export function tcpIdentity(host: string, port: number, mac: string | null): string {
  return mac === null ? `tcp:${host}:${port}` : `tcp:${mac}`;
}

/** Two pieces that claim the same serial number are told apart by their ports all the same (DV3). */
export function toldApart(devices: readonly FoundDevice[]): FoundDevice[] {
  const counts = new Map<string, number>();
  for (const { identity } of devices) counts.set(identity, (counts.get(identity) ?? 0) + 1);
  return devices.map((device) => {
    if ((counts.get(device.identity) ?? 0) < 2) return device;
    const place = device.portPath ?? addressText(device);
    return { ...device, identity: `${device.identity}@${place}`, isPortable: false };
  });
}

/** How a binding stands against what is plugged in. */
export type Recognised =
  | { readonly kind: 'found'; readonly device: FoundDevice }
  | { readonly kind: 'gone' }
  | { readonly kind: 'ambiguous'; readonly devices: readonly FoundDevice[] };

/**
 * Looks for a bound device among those found. `ambiguous`: it was bound when it was the only one of its serial number,
 * and now two claim that number; a person must say which.
 */
export function recognise(identity: string, devices: readonly FoundDevice[]): Recognised {
  const device = devices.find((each) => each.identity === identity);
  if (device !== undefined) return { kind: 'found', device };
  const twins = devices.filter((each) => each.identity.startsWith(`${identity}@`));
  // Twins became one again: the other is unplugged, and what is left keeps the plain identity.
  const alone = devices.find((each) => each.portPath !== null && identity === `${each.identity}@${each.portPath}`);
  if (alone !== undefined) return { kind: 'found', device: alone };
  return twins.length === 0 ? { kind: 'gone' } : { kind: 'ambiguous', devices: twins };
}

function addressText({ address }: FoundDevice): string {
  switch (address.kind) {
    case 'serial':
    case 'hid':
    case 'lp':
      return address.path;
    case 'usb':
      return address.portPath;
    case 'spool':
      return address.queue;
    case 'tcp':
      return `${address.host}:${address.port}`;
  }
}

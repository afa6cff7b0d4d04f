import type { DeviceAddress, DeviceGuess, FoundDevice } from '../../contracts/device-discovery.ts';
import { type UsbTraits, usbHex, usbIdentity } from './identity.ts';

/** What a finder knows of a device on USB. */
export interface UsbFinding {
  readonly address: DeviceAddress;
  readonly traits: UsbTraits;
  readonly maker: string | null | undefined;
  readonly model: string | null | undefined;
  readonly guess: DeviceGuess;
  /** Named in the identity when neither serial number nor port is known. */
  readonly path: string;
}

/** Longest title, in characters. */
const titleCharsMax = 200;

/** Devices write anything into their texts: one line without control characters is kept. */
export function cleanTitle(text: string): string {
  return text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, titleCharsMax);
}

/** The found device of a finding on USB. */
export function foundOnUsb({ address, traits, maker, model, guess, path }: UsbFinding): FoundDevice {
  const named = cleanTitle(`${maker ?? ''} ${model ?? ''}`);
  return {
    identity: usbIdentity(address.kind, traits, path),
    address,
    title: named === '' ? `USB ${usbHex(traits.vendorId)}:${usbHex(traits.productId)}` : named,
    guess,
    vendorId: traits.vendorId,
    productId: traits.productId,
    serialNumber: traits.serialNumber,
    portPath: traits.portPath,
    isPortable: traits.serialNumber !== null,
  };
}

/** The found device of something that hangs on no USB port and is named by its path, queue or host alone. */
export function foundByName(
  identity: string,
  address: DeviceAddress,
  of: { title: string; guess: DeviceGuess },
): FoundDevice {
  return {
    identity,
    address,
    title: cleanTitle(of.title),
    guess: of.guess,
    vendorId: null,
    productId: null,
    serialNumber: null,
    portPath: null,
    isPortable: address.kind === 'spool' || address.kind === 'tcp',
  };
}

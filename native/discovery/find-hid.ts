import { basename, join } from 'node:path';
import type { DeviceGuess, FoundDevice } from '../../contracts/device-discovery.ts';
import type { ListedHid } from '../device-libraries.ts';
import { foundOnUsb } from './found.ts';
import { usableSerial } from './identity.ts';
import { type SystemTree, usbAbove } from './sysfs.ts';

/** Usage pages of the counter (USB-IF "HID Point of Sale Usage Tables" 1.02, and "HID Usage Tables" for the displays). */
const guessOfPage: Readonly<Record<number, DeviceGuess>> = {
  140: 'scanner',
  141: 'scale',
  142: 'card-reader',
  20: 'line-display',
};
const genericDesktopPage = 1;
/** Pages whose meaning only the maker knows. */
const vendorPageMin = 0xff00;
/** Mouse, joystick, gamepad, keyboard and keypad of the generic page: never bound, they belong to the person. */
const personalUsages: readonly number[] = [2, 4, 5, 6, 7];

/** HID devices that may belong to a counter, one entry a device: keyboards and mice are left out. */
export async function describeHid(listed: readonly ListedHid[], tree: SystemTree): Promise<FoundDevice[]> {
  const byPath = new Map<string, ListedHid[]>();
  for (const entry of listed) {
    if (entry.path !== undefined) byPath.set(entry.path, [...(byPath.get(entry.path) ?? []), entry]);
  }
  const found: FoundDevice[] = [];
  for (const [path, entries] of byPath) {
    const guess = guessOf(entries);
    const first = entries[0];
    if (guess !== null && first !== undefined) found.push(await describeOne(path, first, { guess, tree }));
  }
  return found;
}

/** Null: nothing of a counter. */
function guessOf(entries: readonly ListedHid[]): DeviceGuess | null {
  for (const { usagePage } of entries) {
    const guess = guessOfPage[usagePage ?? 0];
    if (guess !== undefined) return guess;
  }
  // Where the system does not tell what a device means, a person must: it may be the scanner.
  if (entries.every(({ usagePage }) => (usagePage ?? 0) === 0)) return 'unknown';
  const isPersonal = entries.some(
    ({ usagePage, usage }) => usagePage === genericDesktopPage && personalUsages.includes(usage ?? 0),
  );
  const isVendors = entries.some(({ usagePage }) => (usagePage ?? 0) >= vendorPageMin);
  return isPersonal || !isVendors ? null : 'unknown';
}

async function describeOne(
  path: string,
  entry: ListedHid,
  { guess, tree }: { readonly guess: DeviceGuess; readonly tree: SystemTree },
): Promise<FoundDevice> {
  const above = await usbAbove(join(tree.sys, 'class/hidraw', basename(path), 'device'));
  const traits = {
    vendorId: entry.vendorId,
    productId: entry.productId,
    serialNumber: usableSerial(entry.serialNumber),
    portPath: above?.portPath ?? null,
    interfaceNumber: entry.interface < 0 ? null : entry.interface,
  };
  const { manufacturer: maker } = entry;
  const model = entry['product'];
  return foundOnUsb({ address: { kind: 'hid', path }, traits, maker, model, guess, path });
}

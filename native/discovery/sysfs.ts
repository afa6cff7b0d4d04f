import { readdir, readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type UsbTraits, usableSerial } from './identity.ts';

/** Roots of Linux' device trees; tests lay out their own. */
export interface SystemTree {
  readonly dev: string;
  readonly sys: string;
  readonly proc: string;
}
/** Where they are on a running system. */
export const systemTree: SystemTree = { dev: '/dev', sys: '/sys', proc: '/proc' };

/** Longest way up from a device to its USB port, in directories. */
const ancestorsMax = 12;

/** What sysfs tells of the USB device a node hangs on. */
export interface SysfsUsb extends UsbTraits {
  readonly maker: string | null;
  readonly model: string | null;
  /** Kernel driver of the interface (`usblp`, `cdc_acm`), or null. */
  readonly driver: string | null;
}

/** Names in a directory; empty when there is none. */
export async function namesIn(directory: string): Promise<readonly string[]> {
  return (await readdir(directory).catch(() => [])).sort();
}

/** One attribute as text without its line end; null when there is none. */
export async function readAttribute(directory: string, name: string): Promise<string | null> {
  try {
    return (await readFile(join(directory, name), 'utf8')).trim();
  } catch {
    return null;
  }
}

/** Walks from a class device (`/sys/class/tty/ttyUSB0/device`) up to its USB device; null when it hangs on none. */
export async function usbAbove(link: string): Promise<SysfsUsb | null> {
  let directory: string;
  try {
    directory = await realpath(link);
  } catch {
    return null;
  }
  let interfaceNumber: number | null = null;
  let driver: string | null = null;
  for (let step = 0; step < ancestorsMax && directory !== dirname(directory); step += 1) {
    const number = await readAttribute(directory, 'bInterfaceNumber');
    if (number !== null) {
      interfaceNumber ??= Number.parseInt(number, 16);
      driver ??= await driverOf(directory);
    }
    const vendor = await readAttribute(directory, 'idVendor');
    if (vendor !== null) return describeUsb(directory, vendor, { interfaceNumber, driver });
    directory = dirname(directory);
  }
  return null;
}

async function describeUsb(
  directory: string,
  vendor: string,
  upon: Pick<SysfsUsb, 'interfaceNumber' | 'driver'>,
): Promise<SysfsUsb> {
  return {
    ...upon,
    vendorId: Number.parseInt(vendor, 16),
    productId: Number.parseInt((await readAttribute(directory, 'idProduct')) ?? '0', 16),
    serialNumber: usableSerial(await readAttribute(directory, 'serial')),
    portPath: basename(directory),
    maker: await readAttribute(directory, 'manufacturer'),
    model: await readAttribute(directory, 'product'),
  };
}

/** Kernel driver of an interface directory; null when none holds it. */
export async function driverOf(directory: string): Promise<string | null> {
  try {
    return basename(await realpath(join(directory, 'driver')));
  } catch {
    return null;
  }
}

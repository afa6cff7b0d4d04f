import { join } from 'node:path';
import type { FoundDevice } from '../../contracts/device-discovery.ts';
import type { ListedUsbDevice } from '../device-libraries.ts';
import { pipesOf, usbPrinterClass } from '../usb-bulk.ts';
import { foundOnUsb } from './found.ts';
import { usableSerial } from './identity.ts';
import { namesIn, readAttribute, type SystemTree, usbAbove } from './sysfs.ts';

/** Where a device is plugged in, as Linux writes it: bus, then the ports on the way, `1-2.3`; `1-0` where no port is told. */
export function portPathOf(device: Pick<ListedUsbDevice, 'bus' | 'ports'>): string {
  const bus = /^\d+$/.test(device.bus) ? String(Number(device.bus)) : device.bus;
  return `${bus}-${device.ports.length === 0 ? '0' : device.ports.join('.')}`;
}

/** Devices with an interface that takes a printer's bytes. A device whose interfaces may not be read is looked up in /sys. */
export async function describeUsb(devices: readonly ListedUsbDevice[], tree: SystemTree): Promise<FoundDevice[]> {
  const found = await Promise.all(devices.map((device) => describeOne(device, tree)));
  return found.filter((device) => device !== null);
}

async function describeOne(device: ListedUsbDevice, tree: SystemTree): Promise<FoundDevice | null> {
  const portPath = portPathOf(device);
  if (!(await isPrinter(device, join(tree.sys, 'bus/usb/devices'), portPath))) return null;
  const traits = {
    vendorId: device.vendorId,
    productId: device.productId,
    serialNumber: usableSerial(textOf(() => device.serialNumber)),
    portPath,
    interfaceNumber: null,
  };
  const maker = textOf(() => device.manufacturerName);
  const model = textOf(() => device.productName);
  return foundOnUsb({ address: { kind: 'usb', portPath }, traits, maker, model, guess: 'printer', path: portPath });
}

/** The library reads a text from the device itself when the system does not hold it, which may be refused. */
function textOf(read: () => string | null | undefined): string | null {
  try {
    return read() ?? null;
  } catch {
    return null;
  }
}

async function isPrinter(device: ListedUsbDevice, directory: string, portPath: string): Promise<boolean> {
  const interfaces = (await namesIn(directory)).filter((name) => name.startsWith(`${portPath}:`));
  const classes = await Promise.all(interfaces.map((name) => readAttribute(join(directory, name), 'bInterfaceClass')));
  if (classes.length > 0) return classes.some((text) => Number.parseInt(text ?? '', 16) === usbPrinterClass);
  try {
    return device.configurations.some((configuration) => pipesOf(configuration) !== null);
  } catch {
    return false;
  }
}

/** Linux' own printer nodes, `/dev/usb/lp0`, by the USB device each hangs on. */
export async function findLp(tree: SystemTree): Promise<FoundDevice[]> {
  const names = (await namesIn(join(tree.dev, 'usb'))).filter((name) => /^lp\d+$/.test(name));
  return Promise.all(
    names.map(async (name) => {
      const path = join(tree.dev, 'usb', name);
      const address = { kind: 'lp', path } as const;
      const usb = await usbAbove(join(tree.sys, 'class/usbmisc', name, 'device'));
      const traits = usb ?? { vendorId: 0, productId: 0, serialNumber: null, portPath: null, interfaceNumber: null };
      const found = foundOnUsb({ address, traits, maker: usb?.maker, model: usb?.model, guess: 'printer', path });
      return usb === null ? { ...found, identity: `lp:${path}`, title: path, vendorId: null, productId: null } : found;
    }),
  );
}

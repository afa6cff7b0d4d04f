import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoundDevice } from '../../contracts/device-discovery.ts';
import type { ListedSerialPort } from '../device-libraries.ts';
import { foundByName, foundOnUsb } from './found.ts';
import { usableSerial } from './identity.ts';
import { namesIn, readAttribute, type SystemTree, usbAbove } from './sysfs.ts';

/** Ports that can carry a device of the counter: USB, built-in, ARM boards, Bluetooth. */
const portName = /^(ttyUSB|ttyACM|ttyS|ttyAMA|ttyO|ttyMFD|ttyXRUSB|ttyCH343USB|rfcomm)\d+$/;

/**
 * Serial ports of Linux from /sys and /dev, without `udevadm`: the library's own list runs it and fails where it is
 * missing. Built-in ports the board only claims to have (type 0, "unknown") are left out.
 */
export async function findLinuxSerial(tree: SystemTree): Promise<FoundDevice[]> {
  const names = (await namesIn(join(tree.sys, 'class/tty'))).filter((name) => portName.test(name));
  const links = await linksById(tree);
  const found = await Promise.all(names.map((name) => describePort(tree, name, links)));
  return found.filter((device) => device !== null);
}

async function describePort(
  tree: SystemTree,
  name: string,
  links: ReadonlyMap<string, string>,
): Promise<FoundDevice | null> {
  const directory = join(tree.sys, 'class/tty', name);
  const path = join(tree.dev, name);
  const address = { kind: 'serial', path } as const;
  const usb = await usbAbove(join(directory, 'device'));
  if (usb !== null) {
    return foundOnUsb({ address, traits: usb, maker: usb.maker, model: usb.model, guess: 'unknown', path });
  }
  if (/^ttyS/.test(name) && (await readAttribute(directory, 'type')) === '0') return null;
  const link = links.get(path);
  // A name udev made from what it read of the device, where the kernel's tree does not tell it.
  if (link !== undefined) return foundByName(`serial:by-id/${link}`, address, { title: link, guess: 'unknown' });
  return foundByName(`serial:${path}`, address, { title: name, guess: 'unknown' });
}

async function linksById(tree: SystemTree): Promise<ReadonlyMap<string, string>> {
  const directory = join(tree.dev, 'serial/by-id');
  const links = new Map<string, string>();
  for (const name of await namesIn(directory)) {
    const target = await realpath(join(directory, name)).catch(() => null);
    if (target !== null) links.set(target, name);
  }
  return links;
}

/** Ports as the library lists them on Windows and macOS. */
export function describeListedSerial(ports: readonly ListedSerialPort[]): FoundDevice[] {
  return ports.map((port) => {
    const address = { kind: 'serial', path: port.path } as const;
    const vendorId = Number.parseInt(port.vendorId ?? '', 16);
    const productId = Number.parseInt(port.productId ?? '', 16);
    if (!Number.isInteger(vendorId) || !Number.isInteger(productId)) {
      return foundByName(`serial:${port.path}`, address, { title: port.path, guess: 'unknown' });
    }
    const traits = {
      vendorId,
      productId,
      serialNumber: usableSerial(port.serialNumber),
      portPath: null,
      interfaceNumber: null,
    };
    const { manufacturer: maker, path } = port;
    return foundOnUsb({ address, traits, maker, model: path, guess: 'unknown', path });
  });
}

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SystemTree } from '../../native/discovery/sysfs.ts';

/** A USB device as sysfs lays it out. */
export interface TreeUsb {
  readonly portPath: string;
  readonly vendor: string;
  readonly product: string;
  readonly serial?: string;
  readonly texts?: readonly [maker: string, product: string];
}

/** /dev, /sys and /proc of a machine that is not there, laid out in a directory as the kernel does (with its links). */
export class DeviceTree implements SystemTree {
  readonly root = mkdtempSync(join(tmpdir(), 'kaunter-tree-'));
  readonly dev = join(this.root, 'dev');
  readonly sys = join(this.root, 'sys');
  readonly proc = join(this.root, 'proc');

  write(path: string, text = ''): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${text}\n`);
  }

  link(path: string, target: string): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    symlinkSync(join(this.root, target), file);
  }

  /** Plugs a device in; answers the directory of one of its interfaces. */
  usb(device: TreeUsb, { number = '00', interfaceClass = '07', driver = 'usblp' } = {}): string {
    const at = `sys/devices/pci/usb1/${device.portPath}`;
    this.write(`${at}/idVendor`, device.vendor);
    this.write(`${at}/idProduct`, device.product);
    if (device.serial !== undefined) this.write(`${at}/serial`, device.serial);
    if (device.texts !== undefined) {
      this.write(`${at}/manufacturer`, device.texts[0]);
      this.write(`${at}/product`, device.texts[1]);
    }
    const part = `${at}/${device.portPath}:1.${Number.parseInt(number, 16)}`;
    this.write(`${part}/bInterfaceNumber`, number);
    this.write(`${part}/bInterfaceClass`, interfaceClass);
    mkdirSync(join(this.root, `sys/bus/usb/drivers/${driver}`), { recursive: true });
    mkdirSync(join(this.root, 'sys/bus/usb/devices'), { recursive: true });
    this.link(`${part}/driver`, `sys/bus/usb/drivers/${driver}`);
    this.link(`sys/bus/usb/devices/${device.portPath}:1.${Number.parseInt(number, 16)}`, part);
    return part;
  }

  /** A serial port on an interface, as usb-serial drivers make one: class directory, its link and the node. */
  usbPort(name: string, part: string): void {
    this.write(`${part}/${name}/tty/${name}/dev`);
    this.link(`${part}/${name}/tty/${name}/device`, `${part}/${name}`);
    this.link(`sys/class/tty/${name}`, `${part}/${name}/tty/${name}`);
    this.write(`dev/${name}`);
  }

  lp(name: string, part: string): void {
    this.write(`${part}/usbmisc/${name}/dev`);
    this.link(`${part}/usbmisc/${name}/device`, part);
    this.link(`sys/class/usbmisc/${name}`, `${part}/usbmisc/${name}`);
    this.write(`dev/usb/${name}`);
  }

  hidraw(name: string, part: string): void {
    this.write(`${part}/0003:X/hidraw/${name}/dev`);
    this.link(`${part}/0003:X/hidraw/${name}/device`, `${part}/0003:X`);
    this.link(`sys/class/hidraw/${name}`, `${part}/0003:X/hidraw/${name}`);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deviceSearch, type FoundDevice } from '../../contracts/device-discovery.ts';
import type { ListedHid, ListedUsbDevice } from '../../native/device-libraries.ts';
import { type DeviceSources, findDevices, machineSources } from '../../native/discovery/find-devices.ts';
import { describeListedSerial } from '../../native/discovery/find-serial.ts';
import { findCupsQueues, findWindowsQueues } from '../../native/discovery/find-spool.ts';
import { recognise, usableSerial } from '../../native/discovery/identity.ts';
import { probeTcp } from '../../native/discovery/probe-tcp.ts';
import { DeviceTree } from './device-tree.ts';
import { FakeUsbPrinter } from './rigs/fake-usb.ts';
import { FakeCups, FakeWinspool } from './rigs/spool-rigs.ts';

const now = 1_790_000_000_000;
let tree: DeviceTree;
beforeEach(() => {
  tree = new DeviceTree();
});
afterEach(() => tree.remove());

function sources(over: Partial<DeviceSources> = {}): DeviceSources {
  return {
    platform: 'linux',
    tree,
    listUsb: async () => [],
    listHid: async () => [],
    listSerial: () => Promise.reject(new Error('not asked on Linux')),
    findQueues: async () => [],
    ...over,
  };
}

async function found(over: Partial<DeviceSources> = {}): Promise<readonly FoundDevice[]> {
  const search = deviceSearch.parse(await findDevices(sources(over), now));
  expect(search.troubles).toEqual([]);
  return search.devices;
}
const identities = (devices: readonly FoundDevice[]): string[] => devices.map(({ identity }) => identity);

const printers: FakeUsbPrinter[] = [];
afterEach(() => {
  for (const printer of printers.splice(0)) printer.tearDown();
});
function listedPrinter(ports: number[], serialNumber: string | null): ListedUsbDevice {
  const printer = new FakeUsbPrinter();
  printers.push(printer);
  return Object.assign(printer, {
    vendorId: 0x04b8,
    productId: 0x0e15,
    bus: '001',
    ports,
    serialNumber,
    manufacturerName: 'EPSON',
    productName: 'TM-T20II',
  });
}

describe('stable identities', () => {
  test('DV1 a device with a serial number is the same on every port, of USB, serial and HID alike', async () => {
    const scale = { vendor: '0eb8', product: 'f000', serial: 'SC77', texts: ['Mettler', 'Ariva'] as const };
    tree.usbPort('ttyACM0', tree.usb({ ...scale, portPath: '1-2' }, { driver: 'cdc_acm' }));
    const before = await found({ listUsb: async () => [listedPrinter([3], 'J1')] });
    tree.remove();
    tree = new DeviceTree();
    tree.usbPort('ttyACM5', tree.usb({ ...scale, portPath: '1-4.1' }, { driver: 'cdc_acm' }));
    const after = await found({ listUsb: async () => [listedPrinter([1, 2], 'J1')] });
    expect(identities(before)).toEqual(['serial:0eb8:f000:SC77', 'usb:04b8:0e15:J1']);
    expect(identities(after)).toEqual(identities(before));
    expect(before[0]).toMatchObject({ title: 'Mettler Ariva', portPath: '1-2', isPortable: true });
    expect(after[0]?.address).toEqual({ kind: 'serial', path: `${tree.dev}/ttyACM5` });
    expect(recognise('serial:0eb8:f000:SC77', after)).toEqual({ kind: 'found', device: after[0] });
  });

  test('DV2 two identical devices without serial numbers are told apart by the port they are plugged into', async () => {
    const devices = await found({ listUsb: async () => [listedPrinter([1], null), listedPrinter([2, 4], '')] });
    expect(identities(devices)).toEqual(['usb:04b8:0e15@1-1', 'usb:04b8:0e15@1-2.4']);
    expect(devices.map(({ isPortable }) => isPortable)).toEqual([false, false]);
    for (const name of ['ttyUSB0', 'ttyUSB1']) {
      const portPath = name === 'ttyUSB0' ? '1-1' : '1-3';
      tree.usbPort(name, tree.usb({ portPath, vendor: '067b', product: '2303' }, { driver: 'pl2303' }));
    }
    expect(identities(await found())).toEqual(['serial:067b:2303@1-1', 'serial:067b:2303@1-3']);
  });

  test('DV3 two pieces with the same serial number are told apart too, and a binding to it is ambiguous', async () => {
    const twins = await found({ listUsb: async () => [listedPrinter([1], 'J1'), listedPrinter([2], 'J1')] });
    expect(identities(twins)).toEqual(['usb:04b8:0e15:J1@1-1', 'usb:04b8:0e15:J1@1-2']);
    expect(recognise('usb:04b8:0e15:J1', twins)).toEqual({ kind: 'ambiguous', devices: twins });
    const alone = await found({ listUsb: async () => [listedPrinter([2], 'J1')] });
    expect(recognise('usb:04b8:0e15:J1@1-2', alone)).toEqual({ kind: 'found', device: alone[0] });
    expect(recognise('usb:04b8:0e15:J1@1-1', alone)).toEqual({ kind: 'gone' });
    for (const text of ['', '0', '123456789', '0123456789', 'None', ' \u0000 ']) expect(usableSerial(text)).toBe(null);
    expect(usableSerial('J1 \u0007x')).toBe('J1x');
  });

  test('DV4 a network printer is known by its hardware address where the network tells it, else by host and port', async () => {
    const server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(await probeTcp({ host: '127.0.0.1', port, tree })).toMatchObject({ identity: `tcp:127.0.0.1:${port}` });
    const row = (host: string, mac: string): string => `${host}  0x1  0x2  ${mac}  *  eth0`;
    const arp = [row('127.0.0.10', '00:00:00:00:00:09'), row('127.0.0.1', '00:26:AB:12:34:56')].join('\n');
    tree.write('proc/net/arp', `IP address  HW type\n${arp}`);
    expect(await probeTcp({ host: '127.0.0.1', port, tree })).toMatchObject({
      identity: 'tcp:00:26:ab:12:34:56',
      address: { kind: 'tcp', host: '127.0.0.1', port },
    });
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await expect(probeTcp({ host: '127.0.0.1', port, tree })).rejects.toMatchObject({ failure: 'refused' });
  });
});

describe('what is found', () => {
  test('DV5 serial ports are found without udevadm; ports the board only claims to have are left out', async () => {
    tree.write('sys/class/tty/ttyS0/type', '4');
    tree.write('sys/class/tty/ttyS1/type', '0');
    tree.write('sys/class/tty/tty1/dev');
    tree.write('sys/class/tty/ttyAMA0/dev');
    tree.write('dev/ttyAMA0');
    tree.link('dev/serial/by-id/platform-scale', 'dev/ttyAMA0');
    const devices = await found();
    expect(identities(devices)).toEqual(['serial:by-id/platform-scale', `serial:${tree.dev}/ttyS0`]);
  });

  test('DV5 a second interface of one device is a device of its own', async () => {
    const both = { portPath: '1-2', vendor: '0403', product: '6010', serial: 'FT1' };
    tree.usbPort('ttyUSB0', tree.usb(both, { number: '00', driver: 'ftdi_sio' }));
    tree.usbPort('ttyUSB1', tree.usb(both, { number: '01', driver: 'ftdi_sio' }));
    expect(identities(await found())).toEqual(['serial:0403:6010:FT1', 'serial:0403:6010:FT1#1']);
  });

  test('DV5 ports as Windows and macOS list them', () => {
    const ports = describeListedSerial([
      { path: 'COM3', vendorId: '0403', productId: '6001', serialNumber: 'A9', manufacturer: 'FTDI' },
      { path: 'COM1' },
    ]);
    expect(identities(ports)).toEqual(['serial:0403:6001:A9', 'serial:COM1']);
    expect(ports[0]?.title).toBe('FTDI COM3');
  });

  test('DV6 of USB only what takes a printer’s bytes; unreadable devices are looked up in the system', async () => {
    const printer = { portPath: '1-1', vendor: '04b8', product: '0e15', serial: 'J1', texts: ['EPSON', 'TM'] as const };
    tree.lp('lp0', tree.usb(printer));
    tree.usb({ portPath: '1-9', vendor: '046d', product: 'c534' }, { interfaceClass: '03', driver: 'usbhid' });
    const unreadable = Object.defineProperties(listedPrinter([1], 'J1'), {
      configurations: { get: () => assertDenied() },
      manufacturerName: { get: () => assertDenied() },
    });
    const camera = listedPrinter([9], 'C1');
    const devices = await found({ listUsb: async () => [unreadable, camera] });
    expect(identities(devices)).toEqual(['usb:04b8:0e15:J1', 'lp:04b8:0e15:J1']);
    expect(devices.map(({ guess, title }) => [guess, title])).toEqual([
      ['printer', 'TM-T20II'],
      ['printer', 'EPSON TM'],
    ]);
    expect(devices[1]?.address).toEqual({ kind: 'lp', path: `${tree.dev}/usb/lp0` });
  });

  test('DV7 of HID what a counter has: scanners, scales, displays; never keyboards and mice; one entry a device', async () => {
    tree.hidraw('hidraw0', tree.usb({ portPath: '1-2', vendor: '0c2e', product: '0b61' }, { driver: 'usbhid' }));
    const listed = (path: string, usagePage: number, usage: number): ListedHid => ({
      vendorId: 0x0c2e,
      productId: 0x0b61,
      path,
      usagePage,
      usage,
      interface: 0,
      manufacturer: 'Honeywell\u0007\n',
      product: 'Voyager',
    });
    const devices = await found({
      listHid: async () => [
        listed('/dev/hidraw0', 0x8c, 2),
        listed('/dev/hidraw0', 1, 6),
        listed('/dev/hidraw1', 1, 6),
        listed('/dev/hidraw2', 1, 2),
        listed('/dev/hidraw3', 0x8d, 1),
        listed('/dev/hidraw4', 0xff00, 1),
        listed('/dev/hidraw5', 0, 0),
        { ...listed('', 0x8c, 2), path: undefined },
      ],
    });
    expect(devices.map(({ identity, guess }) => [identity, guess])).toEqual([
      ['hid:0c2e:0b61@1-2', 'scanner'],
      ['hid:0c2e:0b61@/dev/hidraw3', 'scale'],
      ['hid:0c2e:0b61@/dev/hidraw4', 'unknown'],
      ['hid:0c2e:0b61@/dev/hidraw5', 'unknown'],
    ]);
    expect(devices[0]?.title).toBe('Honeywell Voyager');
  });

  test.skipIf(process.platform === 'win32')('DV8 queues of CUPS', async () => {
    const cups = new FakeCups();
    expect(identities(await findCupsQueues())).toEqual(['spool:COUNTER', 'spool:STOPPED']);
    cups.tearDown();
  });

  test('DV8 queues of Windows, with the port each prints to', async () => {
    const [device] = await findWindowsQueues(new FakeWinspool());
    expect(device).toMatchObject({ identity: 'spool:Counter', title: 'Counter (USB001)', guess: 'printer' });
  });

  test('DV9 one way that fails is told and hides nothing of the others; no USB at all is no trouble', async () => {
    tree.write('sys/class/tty/ttyS0/type', '4');
    const search = await findDevices(
      sources({
        listUsb: () => Promise.reject(new Error('getDevices error: /sys/bus/usb/devices/ not found (errno 2)')),
        listHid: () => Promise.reject(new Error('libusb-1.0.so.0: cannot open shared object file')),
      }),
      now,
    );
    expect(identities(deviceSearch.parse(search).devices)).toEqual([`serial:${tree.dev}/ttyS0`]);
    expect(search.troubles).toMatchObject([
      { code: 'library-missing', transport: 'hid', debianPackage: 'libusb-1.0-0' },
    ]);
  });

  test('DV9 this machine can be searched, whatever it has', async () => {
    const search = deviceSearch.parse(await findDevices(machineSources, Date.now()));
    expect(new Set(identities(search.devices)).size).toBe(search.devices.length);
  });
});

function assertDenied(): never {
  throw new Error('open error: permission denied (errno 13)');
}

import { afterEach, describe, expect, test } from 'vitest';
import { HidTransport } from '../../native/hid.ts';
import { pipesOf, UsbTransport } from '../../native/usb-bulk.ts';
import { FakeHid } from './rigs/fake-hid.ts';
import { FakeUsbPrinter, printerConfiguration } from './rigs/fake-usb.ts';

const printers: FakeUsbPrinter[] = [];
afterEach(() => {
  for (const printer of printers.splice(0)) printer.tearDown();
});

function usbPrinter(): FakeUsbPrinter {
  const printer = new FakeUsbPrinter();
  printers.push(printer);
  return printer;
}

describe('USB bulk', () => {
  test('TP13 the printer interface is claimed after the kernel driver moved aside, and given back', async () => {
    const printer = usbPrinter();
    const transport = new UsbTransport({ name: 'x', find: async () => printer });
    await transport.open();
    await transport.write(Buffer.from('hello'));
    await transport.close();
    expect(printer.calls).toEqual(['detach 1', 'claim 1', 'release 1']);
    expect(printer.received().toString()).toBe('hello');
  });

  test('TP13 the printer class comes before a maker’s own, and what takes no bulk bytes is no printer', () => {
    const own = {
      interfaceNumber: 0,
      alternate: { interfaceClass: 255, endpoints: [{ endpointNumber: 5, direction: 'out', type: 'bulk' }] },
    };
    const printer = printerConfiguration.interfaces[1]!;
    expect(pipesOf({ configurationValue: 1, interfaces: [own, printer] })).toEqual({
      interfaceNumber: 1,
      output: 2,
      input: 1,
    });
    expect(pipesOf({ configurationValue: 1, interfaces: [own] })).toEqual({
      interfaceNumber: 0,
      output: 5,
      input: null,
    });
    expect(pipesOf({ configurationValue: 1, interfaces: [printerConfiguration.interfaces[0]!] })).toBe(null);
  });

  test('TP13 a device without such an interface is unsupported; one another program holds is busy', async () => {
    const scanner = usbPrinter();
    scanner.configuration = { configurationValue: 1, interfaces: [] };
    const asPrinter = new UsbTransport({ name: 'scanner', find: async () => scanner });
    await expect(asPrinter.open()).rejects.toMatchObject({ failure: 'unsupported' });
    const held = usbPrinter();
    held.isKernelDriverOn = false;
    await held.claimInterface(1);
    const second = new UsbTransport({ name: 'held', find: async () => held });
    await expect(second.open()).rejects.toMatchObject({ failure: 'busy' });
  });

  test('TP13 a stopped endpoint is started again and takes the chunk once; one that stays stopped breaks the line', async () => {
    const printer = usbPrinter();
    const transport = new UsbTransport({ name: 'stops', find: async () => printer });
    await transport.open();
    printer.stalls = 2;
    expect(await transport.write(Buffer.from('once'))).toBe(4);
    expect(printer.received().toString()).toBe('once');
    expect(printer.calls.filter((call) => call === 'clear out 2')).toHaveLength(2);
    printer.stalls = 99;
    await expect(transport.write(Buffer.from('never'))).rejects.toMatchObject({ failure: 'closed', sentBytes: 4 });
    await transport.close();
  });
});

describe('HID', () => {
  const path = '/dev/hidraw7';

  test('TP14 input reports come one by one, feature reports go both ways', async () => {
    const device = new FakeHid();
    const transport = new HidTransport({ path, open: async () => device });
    await expect(transport.sendFeature(Uint8Array.of(254, 1))).rejects.toThrow('not open');
    await transport.open();
    const reports: Uint8Array[] = [];
    transport.onData((bytes) => reports.push(bytes));
    device.say(Uint8Array.of(2, 5, 9));
    device.say(Uint8Array.of(2, 6));
    expect(reports).toEqual([Uint8Array.of(2, 5, 9), Uint8Array.of(2, 6)]);
    await transport.sendFeature(Uint8Array.of(254, 1));
    expect(device.features).toEqual([Buffer.of(254, 1)]);
    expect(await transport.readFeature(3, 3)).toEqual(Uint8Array.of(3, 7, 7));
    await transport.close();
    device.tearDown();
  });

  test('TP14 an unplugging without any words is told in words', async () => {
    const device = new FakeHid();
    const transport = new HidTransport({ path, open: async () => device });
    await transport.open();
    const ends: unknown[] = [];
    transport.onClose((error) => ends.push(error?.message));
    device.die();
    device.emit('error', undefined);
    await expect.poll(() => ends).toEqual(['hid /dev/hidraw7: it was unplugged']);
    device.tearDown();
  });
});

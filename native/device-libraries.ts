import type { Device } from 'node-hid';
import type { HidHandle, OpenHid } from './hid.ts';
import type { UsbBulkDevice } from './usb-bulk.ts';

/** A USB device as `usb` 3 lists it. Reading its texts may open it and throw. */
export interface ListedUsbDevice extends UsbBulkDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly manufacturerName?: string | null | undefined;
  readonly productName?: string | null | undefined;
  readonly serialNumber?: string | null | undefined;
  readonly bus: string;
  readonly ports: readonly number[];
}

/** One collection of a HID device as `node-hid` lists it; a device with several has several entries of one path. */
export type ListedHid = Pick<
  Device,
  'vendorId' | 'productId' | 'path' | 'serialNumber' | 'manufacturer' | 'product' | 'interface' | 'usagePage' | 'usage'
>;

/** One port as `serialport` lists it. */
export interface ListedSerialPort {
  readonly path: string;
  readonly manufacturer?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly pnpId?: string | undefined;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
}

/** USB devices plugged in now. Rejects where the system has no USB ("/sys/bus/usb/devices/ not found"). */
export async function listUsb(): Promise<readonly ListedUsbDevice[]> {
  const { usb } = await import('usb');
  // The library's types name the browser's USBDevice, which this program does not load; the shape is WebUSB's.
  return (await usb.getDevices()) as unknown as readonly ListedUsbDevice[];
}

/** HID devices plugged in now. Rejects where a library of the system is missing (Debian: libusb-1.0-0). */
export async function listHid(): Promise<readonly ListedHid[]> {
  const { default: hid } = await import('node-hid');
  return hid.devicesAsync();
}

/** Opens a HID device by its path. Rejects as `listHid`, or with the system's words. */
export const openHid: OpenHid = async (path): Promise<HidHandle> => {
  const { default: hid } = await import('node-hid');
  return (await hid.HIDAsync.open(path)) as unknown as HidHandle;
};

/** Serial ports as the library lists them. On Linux it runs `udevadm` and rejects with ENOENT where that is missing. */
export async function listSerial(): Promise<readonly ListedSerialPort[]> {
  const { SerialPort } = await import('serialport');
  return SerialPort.list();
}

import type { DeviceAddress } from '../contracts/device-discovery.ts';
import { listUsb, openHid } from './device-libraries.ts';
import { portPathOf } from './discovery/find-usb.ts';
import { HidTransport } from './hid.ts';
import { LpTransport } from './lp-device.ts';
import type { Pace } from './medium.ts';
import { type SerialSettings, SerialTransport } from './serial.ts';
import { CupsTransport } from './spooler/cups-spooler.ts';
import { WindowsSpoolTransport } from './spooler/windows-spooler.ts';
import type { Winspool, WinspoolHandle, WinspoolPrinter } from './spooler/winspool.ts';
import { loadWinspool } from './spooler/winspool-library.ts';
import { TcpTransport } from './tcp.ts';
import type { Transport } from './transport.ts';
import { type UsbBulkDevice, UsbTransport } from './usb-bulk.ts';

/** What a device's profile or settings say of its line; each kind takes what is its own. */
export interface LineSettings {
  /** Chunks and pauses; each kind of line has its own when the profile names none. */
  readonly pace?: Pace;
  /** Longest wait without progress, in milliseconds. */
  readonly stallMs?: number;
  /** Of a serial port; 9600 8N1 when nothing is set. */
  readonly serial?: SerialSettings;
  /** Of a HID device that is written to. */
  readonly outputReport?: { readonly id: number; readonly dataBytes: number };
}

/** Line settings most receipt printers leave the factory with. */
export const factorySerial: SerialSettings = { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1 };

/** A fresh, unopened transport to a device as discovery found it. Whether it is there shows when it is opened. */
export function makeTransport(address: DeviceAddress, settings: LineSettings = {}): Transport {
  const { serial = factorySerial, outputReport, ...line } = settings;
  switch (address.kind) {
    case 'serial':
      return new SerialTransport({ path: address.path, ...serial, ...line });
    case 'lp':
      return new LpTransport({ path: address.path, ...line });
    case 'usb':
      return new UsbTransport({ name: address.portPath, find: () => findUsb(address.portPath), ...line });
    case 'hid':
      return makeHid(address.path, settings);
    case 'spool':
      return makeSpool(address.queue, line);
    case 'tcp':
      return new TcpTransport({ host: address.host, port: address.port, ...line });
  }
}

/** A fresh, unopened HID device by its path. */
export function makeHid(path: string, { pace, stallMs, outputReport }: LineSettings): HidTransport {
  return new HidTransport({
    path,
    open: openHid,
    ...(outputReport === undefined ? {} : { outputReport }),
    ...(stallMs === undefined ? {} : { stallMs }),
    ...(pace === undefined ? {} : { gapMs: pace.gapMs }),
  });
}

function makeSpool(queue: string, line: Pick<LineSettings, 'pace' | 'stallMs'>): Transport {
  if (process.platform !== 'win32') return new CupsTransport({ queue, ...line });
  return new WindowsSpoolTransport({ printer: queue, winspool: lateWinspool, ...line });
}

/** The Windows spooler, loaded when it is first asked: a machine without it fails when a queue is opened. */
const lateWinspool: Winspool = {
  list: async (): Promise<readonly WinspoolPrinter[]> => (await loadWinspool()).list(),
  open: async (name): Promise<WinspoolHandle | null> => (await loadWinspool()).open(name),
};

async function findUsb(portPath: string): Promise<UsbBulkDevice | null> {
  return (await listUsb()).find((device) => portPathOf(device) === portPath) ?? null;
}

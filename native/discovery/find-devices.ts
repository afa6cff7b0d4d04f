import {
  type DeviceSearch,
  type DeviceTransport,
  type DeviceTrouble,
  type FoundDevice,
  foundDevicesMax,
} from '../../contracts/device-discovery.ts';
import {
  type ListedHid,
  type ListedSerialPort,
  type ListedUsbDevice,
  listHid,
  listSerial,
  listUsb,
} from '../device-libraries.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { loadWinspool } from '../spooler/winspool-library.ts';
import { describeHid } from './find-hid.ts';
import { describeListedSerial, findLinuxSerial } from './find-serial.ts';
import { findCupsQueues, findWindowsQueues } from './find-spool.ts';
import { describeUsb, findLp } from './find-usb.ts';
import { toldApart } from './identity.ts';
import { type SystemTree, systemTree } from './sysfs.ts';

/** Where a search looks; each may reject. The product's is `machineSources`, tests hand in theirs. */
export interface DeviceSources {
  readonly platform: NodeJS.Platform;
  readonly tree: SystemTree;
  readonly listUsb: () => Promise<readonly ListedUsbDevice[]>;
  readonly listHid: () => Promise<readonly ListedHid[]>;
  readonly listSerial: () => Promise<readonly ListedSerialPort[]>;
  readonly findQueues: () => Promise<FoundDevice[]>;
}

async function machineQueues(): Promise<FoundDevice[]> {
  return process.platform === 'win32' ? findWindowsQueues(await loadWinspool()) : findCupsQueues();
}

/** This machine. */
export const machineSources: DeviceSources = {
  platform: process.platform,
  tree: systemTree,
  listUsb,
  listHid,
  listSerial,
  findQueues: machineQueues,
};

type Finder = readonly [DeviceTransport, () => Promise<FoundDevice[]>];

/** The ways a machine of this platform can have devices. USB bulk is not asked on Windows: its printers are queues there. */
function findersOf(sources: DeviceSources): readonly Finder[] {
  const { platform, tree } = sources;
  const isLinux = platform === 'linux';
  const serial = async () => (isLinux ? findLinuxSerial(tree) : describeListedSerial(await sources.listSerial()));
  const always: readonly Finder[] = [
    ['serial', serial],
    ['hid', async () => describeHid(await sources.listHid(), tree)],
    ['spool', sources.findQueues],
  ];
  const usb: Finder = ['usb', async () => describeUsb(await sources.listUsb(), tree)];
  if (platform === 'win32') return always;
  return isLinux ? [...always, usb, ['lp', () => findLp(tree)]] : [...always, usb];
}

/**
 * Everything that is plugged in now, in the order serial, HID, queues, USB, lp. One way that fails is told among the
 * troubles and hides nothing of the others. `now`: UTC epoch ms. At most `foundDevicesMax` devices.
 */
export async function findDevices(sources: DeviceSources, now: number): Promise<DeviceSearch> {
  const looked = await Promise.all(findersOf(sources).map(lookInto));
  const devices = toldApart(looked.flatMap((each) => each.devices));
  return {
    at: now,
    devices: devices.slice(0, foundDevicesMax),
    troubles: looked.flatMap((each) => each.troubles),
  };
}

async function lookInto([transport, find]: Finder): Promise<{ devices: FoundDevice[]; troubles: DeviceTrouble[] }> {
  try {
    return { devices: await find(), troubles: [] };
  } catch (error) {
    // A machine without any USB says so by failing; it has no USB devices, which is no trouble.
    if (transport === 'usb' && error instanceof Error && /\/sys\/bus\/usb/.test(error.message)) {
      return { devices: [], troubles: [] };
    }
    return { devices: [], troubles: [await diagnose({ transport, subject: transport, error })] };
  }
}

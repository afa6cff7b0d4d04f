import { z } from 'zod';
import { deviceRoles } from '../domain/device/device-binding.ts';
import { printerStatus, profileRefusalCodes } from './device.ts';
import { deviceBinding, deviceName } from './device-binding.ts';
import { deviceTrouble } from './device-discovery.ts';
import { deviceStatus, deviceTroubles, drawerData, scanData, weightData } from './device-status.ts';
import { codeText, epochMs } from './values.ts';

/** What bound devices tell: the device process to the hub, and the hub to its clients. */

/** Scans the hub keeps for a window whose line broke, and for how long, in milliseconds: later nobody expects them. */
export const scansKeptMax = 64;
export const scansKeptMsMax = 10_000;

/** How a bound device is. */
export const toldDevice = z.strictObject({
  name: deviceName,
  role: z.enum(deviceRoles),
  status: deviceStatus,
  /** `claimed-by-another`: another role or till of this process has the same device. */
  refusal: z.enum(['claimed-by-another']).nullable(),
  /** Why it cannot be reached, and the commands that repair it; null while it can, or nobody knows. */
  trouble: deviceTrouble.nullable(),
  /** Of printers alone. */
  printer: z
    .strictObject({
      status: printerStatus,
      /** Profile in use, and why it is not the one that was asked for. */
      profile: codeText,
      profileRefusal: z.enum(profileRefusalCodes).nullable(),
      columns: z.int(),
      confirms: z.boolean(),
      /** A queue of the operating system: it says when it has handed everything over, and nothing of paper. */
      isQueue: z.boolean(),
      virtualDrawerOpenings: z.int().min(0).nullable(),
    })
    .nullable(),
});
export type ToldDevice = z.output<typeof toldDevice>;

/** A binding beside what is known of its device now; null before the device process said so. */
export const boundDevice = z.strictObject({ binding: deviceBinding, told: toldDevice.nullable() });
export type BoundDevice = z.output<typeof boundDevice>;

/** A scan as it reaches the till. `no` counts all scans of the counter from 1 without gaps: their order. */
export const tillScan = z.strictObject({ no: z.int().min(1), name: deviceName, at: epochMs, scan: scanData });
export type TillScan = z.output<typeof tillScan>;

/** What a device told by itself, with the number that device gave it. */
export const deviceData = z.strictObject({
  name: deviceName,
  at: epochMs,
  seq: z.int().min(1),
  data: z.discriminatedUnion('kind', [scanData, weightData, ...drawerData.options]),
});
export type DeviceData = z.output<typeof deviceData>;

/** Something went wrong at a device; `lost` bytes, reports or scans. */
export const deviceMishap = z.strictObject({
  name: deviceName,
  at: epochMs,
  trouble: z.enum(deviceTroubles),
  lost: z.int().min(0),
});
export type DeviceMishap = z.output<typeof deviceMishap>;

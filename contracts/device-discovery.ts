import { z } from 'zod';
import { epochMs } from './values.ts';

/** What discovery tells of devices, for hub and screens. Code that looks: `native/discovery/`. Rules: docs/spec/transport.md. */

/** Most devices of one search that are told. */
export const foundDevicesMax = 200;

/** How a device is reached. `lp` is Linux' own printer node, `spool` a queue of the operating system. */
export const deviceTransports = ['serial', 'usb', 'hid', 'lp', 'spool', 'tcp'] as const;
export type DeviceTransport = (typeof deviceTransports)[number];

/**
 * What a device is recognised by when it comes back, and what a role is bound to: `usb:04b8:0e15:J1234`,
 * `usb:04b8:0e15@1-2.3` (no serial number: the port it is plugged into), `tcp:00:26:ab:12:34:56`, `tcp:192.168.1.50:9100`,
 * `spool:COUNTER`, `serial:COM3`.
 */
export const deviceIdentity = z
  .string()
  .max(300)
  .regex(/^(serial|usb|hid|lp|spool|tcp):\S[^\n\r]*$/);

/** How to open a device as it is plugged now; may differ after each plugging, so it is never bound to. */
export const deviceAddress = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('serial'), path: z.string().min(1).max(300) }),
  z.strictObject({ kind: z.literal('hid'), path: z.string().min(1).max(1_000) }),
  z.strictObject({ kind: z.literal('lp'), path: z.string().min(1).max(300) }),
  /** `portPath`: bus and ports from the root, e.g. `1-2.3`. */
  z.strictObject({ kind: z.literal('usb'), portPath: z.string().min(1).max(60) }),
  z.strictObject({ kind: z.literal('spool'), queue: z.string().min(1).max(220) }),
  z.strictObject({ kind: z.literal('tcp'), host: z.string().min(1).max(253), port: z.int().min(1).max(65_535) }),
]);
export type DeviceAddress = z.output<typeof deviceAddress>;

/** What it most likely is, from its class or usage page; `unknown` says nothing against it. */
export const deviceGuesses = ['printer', 'scanner', 'scale', 'card-reader', 'line-display', 'unknown'] as const;
export type DeviceGuess = (typeof deviceGuesses)[number];

/** USB vendor or product number. */
const usbId = z.int().min(0).max(0xffff);

/** One device as found. */
export const foundDevice = z.strictObject({
  identity: deviceIdentity,
  address: deviceAddress,
  /** What a person would call it: product and maker, or the queue or path. */
  title: z.string().max(200),
  guess: z.enum(deviceGuesses),
  vendorId: usbId.nullable(),
  productId: usbId.nullable(),
  serialNumber: z.string().max(200).nullable(),
  /** Where it is plugged in, `1-2.3`; null for what hangs on no USB port. */
  portPath: z.string().max(60).nullable(),
  /** Is it recognised on another port too? False: moving it makes it a new device, and a screen should say so. */
  isPortable: z.boolean(),
});
export type FoundDevice = z.output<typeof foundDevice>;

/** Why a device, or one way of looking for devices, does not work; a sentence each in docs/spec/transport.md (rules DG1–DG9). */
export const deviceTroubleCodes = [
  'permission-denied',
  'held-by-program',
  'held-by-kernel-driver',
  'library-missing',
  'spooler-missing',
  'not-plugged-in',
  'host-unreachable',
  'host-refuses',
  'queue-unknown',
  'queue-stopped',
  'no-answer',
  'not-reading',
  'unknown',
] as const;
export type DeviceTroubleCode = (typeof deviceTroubleCodes)[number];

/** Why a device cannot be used, as data; the words are the screens'. */
export const deviceTrouble = z.strictObject({
  code: z.enum(deviceTroubleCodes),
  transport: z.enum(deviceTransports),
  /** Path, host and port, queue or identity it is about. */
  subject: z.string().max(1_000),
  /** Group of the node this user is not in (`dialout`, `lp`, `plugdev`), or null. */
  group: z.string().max(60).nullable(),
  /** Program or kernel driver that holds it, where it can be seen. */
  holder: z.string().max(200).nullable(),
  /** Debian package that brings what is missing, or null. */
  debianPackage: z.string().max(60).nullable(),
  /** Commands that repair it, in order; for an administrator's hand, never run by the program. */
  commands: z.array(z.string().max(400)).max(6),
});
export type DeviceTrouble = z.output<typeof deviceTrouble>;

/** One search: what is there and what could not be looked at. */
export const deviceSearch = z.strictObject({
  at: epochMs,
  devices: z.array(foundDevice).max(foundDevicesMax),
  troubles: z.array(deviceTrouble).max(20),
});
export type DeviceSearch = z.output<typeof deviceSearch>;

/** A plugging or an unplugging. */
export const deviceChange = z.strictObject({ kind: z.enum(['appeared', 'gone']), device: foundDevice });
export type DeviceChange = z.output<typeof deviceChange>;

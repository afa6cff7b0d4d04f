import { z } from 'zod';
import { bindingsMax } from '../domain/device/change-bindings.ts';
import type { DeviceBinding } from '../domain/device/device-binding.ts';
import { deviceAddress } from './device-discovery.ts';
import { shaped } from './procedure.ts';
import { codeText } from './values.ts';

/** Which device has which role, as it stands in the store's settings. Rules: docs/spec/device-binding.md. */

/** A name for a binding, `receipt-1`. */
export const deviceName = codeText;
const serialLine = z.strictObject({
  baudRate: z.int().min(110).max(921_600),
  dataBits: z.union([z.literal(7), z.literal(8)]),
  parity: z.enum(['none', 'even', 'odd']),
  stopBits: z.union([z.literal(1), z.literal(2)]),
});
const serial = serialLine.nullable();

/** What a role is bound to: a found device's identity, a twin of the program, or a printer's connector. */
export const boundIdentity = z
  .string()
  .max(300)
  .regex(/^(serial|usb|hid|lp|spool|tcp|virtual|printer):\S[^\n\r]*$/);
/** Where it was when it was bound. */
export const boundAddress = z.discriminatedUnion('kind', [
  ...deviceAddress.options,
  z.strictObject({ kind: z.literal('virtual') }),
  z.strictObject({
    kind: z.literal('printer'),
    printer: deviceName,
    pin: z.union([z.literal(2), z.literal(5)]),
  }),
]);
const bound = { name: deviceName, identity: boundIdentity, address: boundAddress, profile: codeText };

/** One device and its role. */
export const deviceBinding = shaped<DeviceBinding>(
  z.discriminatedUnion('role', [
    z.strictObject({
      role: z.enum(['receipt-printer', 'spare-printer']),
      ...bound,
      settings: z.strictObject({ serial }),
    }),
    z.strictObject({
      role: z.literal('cash-drawer'),
      ...bound,
      settings: z.strictObject({
        openLevel: z.enum(['high', 'low']).nullable(),
        leftOpenMs: z.int().min(1_000).max(3_600_000),
      }),
    }),
    z.strictObject({
      role: z.literal('scanner'),
      ...bound,
      settings: z.strictObject({
        serial,
        prefix: z.enum(['none', 'stx']),
        suffix: z.enum(['none', 'cr', 'lf', 'crlf', 'etx', 'tab']),
        switchMode: z.boolean(),
      }),
    }),
    z.strictObject({
      role: z.literal('scale'),
      ...bound,
      settings: z.strictObject({
        serial,
        proof: z
          .strictObject({
            checksums: z.array(z.int().min(0).max(0xffff)).min(1).max(5),
            polynomial: z.int().min(0x10000).max(0x1ffff),
          })
          .nullable(),
      }),
    }),
    z.strictObject({ role: z.literal('line-display'), ...bound, settings: z.strictObject({ serial }) }),
  ]),
);

/** All bindings of a counter. */
export const deviceBindings = z.array(deviceBinding).max(bindingsMax);

import { z } from 'zod';
import { quantityMilliMax } from '../domain/quantity/quantity.ts';
import { type PrinterStatus, paperStates, printerStatus } from './device.ts';
import { epochMs } from './values.ts';

/**
 * One way to say how a device is, for every class of device, in the words of UnifiedPOS (Retail Peripheral Architecture
 * 1.14: Common properties State, Claimed, DeviceEnabled, PowerState; events Data, StatusUpdate, Error, OutputComplete).
 * What is not known is `unknown` and never stands for well.
 */

/** The classes of device there are. */
export const deviceClasses = ['pos-printer', 'cash-drawer', 'scanner', 'scale', 'line-display'] as const;
export type DeviceClassName = (typeof deviceClasses)[number];

/** How far a device was taken: nobody uses it, it is known, one till has it for itself, it works. */
export const lifecycles = ['closed', 'opened', 'claimed', 'enabled'] as const;
export type Lifecycle = (typeof lifecycles)[number];

/** `busy`: something is under way. `error`: `trouble` says what. */
export const operatingStates = ['closed', 'idle', 'busy', 'error'] as const;
export type OperatingState = (typeof operatingStates)[number];

/** `offline`: has power but cannot work. `off`: no power, or unplugged. */
export const powerStates = ['online', 'off', 'offline', 'unknown'] as const;
export type PowerState = (typeof powerStates)[number];

/** Asked in real time, told by the device itself, concluded from its connection, or known from nowhere. */
export const statusSources = ['real-time', 'status-back', 'connection', 'none'] as const;
export type StatusSource = (typeof statusSources)[number];

/** Where a drawer is by its own sensor. */
export const drawerPositions = ['open', 'closed', 'unknown'] as const;
export type DrawerPosition = (typeof drawerPositions)[number];

/** What lies on a scale, as it last said; `zero` is an empty, settled scale. */
export const scaleLoads = ['stable', 'zero', 'moving', 'over', 'under', 'unknown'] as const;
export type ScaleLoad = (typeof scaleLoads)[number];

/**
 * What is wrong with a device in state `error`, and what an Error event tells.
 * - `unreachable` not there or unplugged · `silent` there, but does not answer · `garbled` what it says makes no sense
 * - `hangs-up` a printer that ends the connection when it is asked · `not-reading` one that takes no bytes
 * - `flooded` says more than any person can cause · `scan-too-long` one scan over the limit, refused whole
 * - `scan-broken` a scan that never ended · `hardware` the device reports a fault of its own · `checksum` a scale for
 *   trade does not accept this till's software
 */
export const deviceTroubles = [
  'unreachable',
  'silent',
  'garbled',
  'hangs-up',
  'not-reading',
  'flooded',
  'scan-too-long',
  'scan-broken',
  'hardware',
  'checksum',
] as const;
export type DeviceTrouble = (typeof deviceTroubles)[number];

/** Longest id of a device, in characters: bus, maker, model, serial number or port. */
export const deviceIdCharsMax = 300;
/** Which device, the same after unplugging it and plugging it in again. */
export const deviceId = z.string().min(1).max(deviceIdCharsMax);

const common = {
  deviceId,
  lifecycle: z.enum(lifecycles),
  state: z.enum(operatingStates),
  power: z.enum(powerStates),
  /** Why `state` is `error`; null otherwise. */
  trouble: z.enum(deviceTroubles).nullable(),
  source: z.enum(statusSources),
  /** UTC epoch ms since which it has been so. */
  since: epochMs,
};

/** A device as it last told of itself: the same words for all, and a part of its own for each class. */
export const deviceStatus = z.discriminatedUnion('device', [
  z.strictObject({
    device: z.literal('pos-printer'),
    ...common,
    cover: printerStatus.shape.cover,
    paper: z.enum(paperStates),
    cutter: printerStatus.shape.cutter,
  }),
  z.strictObject({
    device: z.literal('cash-drawer'),
    ...common,
    drawer: z.enum(drawerPositions),
    /** Open for longer than the shop allows. */
    leftOpen: z.boolean(),
  }),
  z.strictObject({ device: z.literal('scanner'), ...common }),
  z.strictObject({ device: z.literal('scale'), ...common, load: z.enum(scaleLoads) }),
  z.strictObject({ device: z.literal('line-display'), ...common }),
]);
export type DeviceStatus = z.output<typeof deviceStatus>;
/** The status of one class of device. */
export type StatusOf<Device extends DeviceClassName> = Extract<DeviceStatus, { readonly device: Device }>;

/** Longest scan that is passed on, in bytes; a longer one is refused whole. Nothing a till sells by is longer. */
export const scanBytesMax = 2_048;

/** Kinds of symbol, as AIM identifiers name them (ISO/IEC 15424). `unknown`: the scanner named none, or one not in the list. */
export const scanSymbologies = [
  'ean-upc',
  'gs1-128',
  'gs1-databar',
  'code-128',
  'code-39',
  'code-93',
  'codabar',
  'itf',
  'industrial-2-of-5',
  'code-11',
  'msi',
  'pdf417',
  'data-matrix',
  'qr',
  'aztec',
  'maxicode',
  'dotcode',
  'unknown',
] as const;
export type ScanSymbology = (typeof scanSymbologies)[number];

/** One scan. `data` may hold any character, also control bytes of a two-dimensional code; `shown` never does. */
export const scanData = z.strictObject({
  kind: z.literal('scan'),
  symbology: z.enum(scanSymbologies),
  /** `]E0` and the like; null when the scanner named none. */
  aimId: z
    .string()
    .regex(/^\][A-Za-z][0-9A-Za-z]$/)
    .nullable(),
  /** Was FNC1 first, so that the data is a GS1 element string with 0x1d between its elements? */
  gs1: z.boolean(),
  data: z.string().max(scanBytesMax),
  /** For screen and paper: without control characters, at most 64 characters. */
  shown: z.string().max(64),
});
export type ScanData = z.output<typeof scanData>;

/** A weight that stood still and is more than nothing, in integer thousandths of its unit. */
export const weightData = z.strictObject({
  kind: z.literal('weight'),
  milli: z.int().min(1).max(quantityMilliMax),
  unit: z.enum(['kg', 'g']),
  stable: z.literal(true),
  /** Was a tare taken off? */
  net: z.boolean(),
  /** UTC epoch ms at which the scale said so. */
  at: epochMs,
});
export type WeightData = z.output<typeof weightData>;

/**
 * Why there is no weight. None of these is ever a weight of 0 (rule WG1).
 * - of the load: `nothing-on-scale` · `moving` not settled · `overload` · `under-zero` lifted or taken off · `below-minimum`
 *   less than the scale may sell · `not-removed` the last goods still lie there · `zero-lost` must be set to zero first
 * - of the request: `price-invalid` · `tare-invalid` · `text-invalid` · `unit-unsupported` pounds and ounces · `not-possible`
 *   the protocol has no such command
 * - of the scale: `silent` · `garbled` · `unreachable` · `hardware` · `checksum-required` it asks for a proof this till has
 *   none of · `checksum-rejected` · `too-old` the last weight is no longer worth anything · `not-enabled` · `busy`
 */
export const scaleRefusals = [
  'nothing-on-scale',
  'moving',
  'overload',
  'under-zero',
  'below-minimum',
  'not-removed',
  'zero-lost',
  'price-invalid',
  'tare-invalid',
  'text-invalid',
  'unit-unsupported',
  'not-possible',
  'silent',
  'garbled',
  'unreachable',
  'hardware',
  'checksum-required',
  'checksum-rejected',
  'too-old',
  'not-enabled',
  'busy',
] as const;
export type ScaleRefusal = (typeof scaleRefusals)[number];

/** The drawer was opened. `reason` is that of the cash event it belongs to; null: nobody knows why. */
export const drawerData = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opened'), reason: z.string().max(64) }),
  z.strictObject({ kind: z.literal('opened-unexplained') }),
  z.strictObject({ kind: z.literal('closed'), openMs: z.int().min(0).nullable() }),
  z.strictObject({ kind: z.literal('left-open'), openMs: z.int().min(0) }),
]);
export type DrawerData = z.output<typeof drawerData>;

const told = { deviceId, at: epochMs };

/** What a device tells by itself. `seq` counts the data of one device from 1 without gaps: their order is theirs. */
export const deviceEvent = z.discriminatedUnion('event', [
  z.strictObject({
    event: z.literal('data'),
    ...told,
    seq: z.int().min(1),
    data: z.discriminatedUnion('kind', [scanData, weightData, ...drawerData.options]),
  }),
  z.strictObject({ event: z.literal('status-update'), ...told, status: deviceStatus }),
  z.strictObject({
    event: z.literal('error'),
    ...told,
    trouble: z.enum(deviceTroubles),
    /** How many bytes, reports or scans it cost; 0 when none. */
    lost: z.int().min(0),
  }),
  z.strictObject({ event: z.literal('output-complete'), ...told, outputId: z.int().min(1) }),
]);
export type DeviceEvent = z.output<typeof deviceEvent>;

/** Why a device cannot be taken or used: `claimed-by-another` till, or a step of the lifecycle that was left out. */
export const lifecycleRefusals = ['not-opened', 'not-claimed', 'not-enabled', 'claimed-by-another'] as const;
export type LifecycleRefusal = (typeof lifecycleRefusals)[number];

/** Who says it, and how far the device was taken. */
export interface StatusFrame {
  readonly deviceId: string;
  readonly lifecycle: Lifecycle;
  /** Is a job in hand? */
  readonly busy: boolean;
}

/** A printer's own status (`device.ts`) in the words of all devices. */
export function statusOfPrinter(status: PrinterStatus, frame: StatusFrame): StatusOf<'pos-printer'> {
  const { cover, paper, cutter } = status;
  return { device: 'pos-printer', ...commonOfPrinter(status, frame), cover, paper, cutter };
}

/** The drawer that hangs on a printer, known from the printer's status. */
export function statusOfPrinterDrawer(
  status: PrinterStatus,
  frame: StatusFrame,
  leftOpen: boolean,
): StatusOf<'cash-drawer'> {
  return { device: 'cash-drawer', ...commonOfPrinter(status, frame), drawer: status.drawer, leftOpen };
}

function commonOfPrinter(status: PrinterStatus, { deviceId: id, lifecycle, busy }: StatusFrame) {
  const trouble = printerTrouble(status);
  const working = trouble !== null ? ('error' as const) : busy ? ('busy' as const) : ('idle' as const);
  const state = lifecycle === 'closed' ? ('closed' as const) : working;
  return {
    deviceId: id,
    lifecycle,
    state,
    power: status.power,
    trouble: state === 'error' ? trouble : null,
    source: status.source,
    since: status.since,
  };
}

function printerTrouble(status: PrinterStatus): DeviceTrouble | null {
  if (status.power === 'off') return 'unreachable';
  if (status.error === 'garbled' || status.error === 'hangs-up' || status.error === 'not-reading') return status.error;
  const broken = status.error === 'unrecoverable' || status.error === 'recoverable' || status.cutter === 'error';
  if (broken || status.paper === 'out' || status.cover === 'open') return 'hardware';
  return status.power === 'offline' ? 'hardware' : null;
}

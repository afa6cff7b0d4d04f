import type { PrinterBinding } from '../store/store-settings.ts';

/** What a device is for at this counter. */
export const deviceRoles = [
  'receipt-printer',
  'spare-printer',
  'cash-drawer',
  'scanner',
  'scale',
  'line-display',
] as const;
export type DeviceRole = (typeof deviceRoles)[number];

/** Roles only one device may have; of the others there may be several. */
export const singleRoles = ['receipt-printer', 'scale', 'line-display'] as const satisfies readonly DeviceRole[];

/** What each role may be spoken to by; printers name a profile of `resources/printer-profiles` instead. */
export const scannerProfiles = ['hid-pos', 'serial'] as const;
export const scaleProfiles = ['8217', 'nci', 'dialog06'] as const;
export const displayProfiles = ['epson', 'cd5220'] as const;
/** `printer-pin`: on a connector of a bound printer; `drawer-box`: an ESC/POS box with a line of its own. */
export const drawerProfiles = ['printer-pin', 'drawer-box'] as const;

/** How a serial line is set, as makers write it: `9600 7E1`. */
export interface BoundSerialLine {
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
}

/** Where a device was when it was bound. It may be plugged in elsewhere since: `identity` finds it again. */
export type BoundAddress =
  | { readonly kind: 'serial' | 'hid' | 'lp'; readonly path: string }
  | { readonly kind: 'usb'; readonly portPath: string }
  | { readonly kind: 'spool'; readonly queue: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  /** A twin of the device inside the program, for demonstration, training and tests. */
  | { readonly kind: 'virtual' }
  /** A drawer on connector pin 2 or 5 of the printer that is bound by this name. */
  | { readonly kind: 'printer'; readonly printer: string; readonly pin: 2 | 5 };

interface Bound {
  /** Names the binding among all others, and is shown: `receipt-1`, `drawer-a`. */
  readonly name: string;
  /** What the device is recognised by (docs/spec/transport.md), `virtual:NAME`, or `printer:NAME:PIN` of a drawer. */
  readonly identity: string;
  readonly address: BoundAddress;
  /** Printer profile, protocol of a scale or display, kind of scanner or drawer. */
  readonly profile: string;
}

/** One device and its role. `serial` null: as the profile says; it counts on serial lines only. */
export type DeviceBinding =
  | (Bound & {
      readonly role: 'receipt-printer' | 'spare-printer';
      readonly settings: { readonly serial: BoundSerialLine | null };
    })
  | (Bound & {
      readonly role: 'cash-drawer';
      /** `openLevel`: of its sensor when it is open, as learned. `leftOpenMs`: told when it stays open for longer. */
      readonly settings: { readonly openLevel: 'high' | 'low' | null; readonly leftOpenMs: number };
    })
  | (Bound & {
      readonly role: 'scanner';
      readonly settings: {
        readonly serial: BoundSerialLine | null;
        readonly prefix: 'none' | 'stx';
        readonly suffix: 'none' | 'cr' | 'lf' | 'crlf' | 'etx' | 'tab';
        /** Tell a scanner that types to speak HID-POS first (Honeywell). */
        readonly switchMode: boolean;
      };
    })
  | (Bound & {
      readonly role: 'scale';
      readonly settings: {
        readonly serial: BoundSerialLine | null;
        /** What a Dialog 06 scale for trade asks proof of; null for all others. */
        readonly proof: { readonly checksums: readonly number[]; readonly polynomial: number } | null;
      };
    })
  | (Bound & { readonly role: 'line-display'; readonly settings: { readonly serial: BoundSerialLine | null } });

/** Name of the printer that receipts go to when the settings name no devices. */
export const firstPrinterName = 'receipt-1';
/** Name of the drawer on it. */
export const firstDrawerName = 'drawer-a';

/** The part of the settings that says which devices there are. */
export interface DeviceSettings {
  readonly printer: PrinterBinding;
  readonly printerProfile: string;
  readonly devices?: readonly DeviceBinding[] | undefined;
}

/** The bindings of a store's settings; of settings older than bindings, their one printer and the drawer on it (rule BD1). */
export function bindingsOf(settings: DeviceSettings): readonly DeviceBinding[] {
  if (settings.devices !== undefined) return settings.devices;
  const { printer, printerProfile: profile } = settings;
  const name = firstPrinterName;
  const place =
    printer.kind === 'virtual'
      ? { identity: `virtual:${name}`, address: { kind: 'virtual' as const } }
      : { identity: `tcp:${printer.host}:${printer.port}`, address: { ...printer } };
  return [
    { role: 'receipt-printer', name, profile, ...place, settings: { serial: null } },
    drawerOnPrinter(firstDrawerName, name, 2),
  ];
}

/** A drawer on a printer's connector, with its polarity not learned. */
export function drawerOnPrinter(name: string, printer: string, pin: 2 | 5): DeviceBinding {
  return {
    role: 'cash-drawer',
    name,
    identity: `printer:${printer}:${pin}`,
    address: { kind: 'printer', printer, pin },
    settings: { openLevel: null, leftOpenMs: drawerLeftOpenMs },
    profile: 'printer-pin',
  };
}

/** A drawer open for longer than this is told, in milliseconds, unless the shop says otherwise. */
export const drawerLeftOpenMs = 30_000;

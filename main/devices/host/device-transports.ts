import type { DeviceChange, DeviceSearch, DeviceTrouble, FoundDevice } from '../../../contracts/device-discovery.ts';
import type { BoundAddress, BoundSerialLine } from '../../../domain/device/device-binding.ts';
import type { DeviceChannel, HidChannel } from '../device-channel.ts';

/** An address that is plugged in somewhere: everything but a virtual twin and a printer's connector. */
export type PluggedAddress = Exclude<BoundAddress, { readonly kind: 'virtual' | 'printer' }>;

/** How a line is set. `serial` null: 9600 8N1. `stallMs`: longest wait without progress. */
export interface LineSetting {
  readonly serial: BoundSerialLine | null;
  readonly stallMs?: number;
}

/** What watches for plugging and unplugging. */
export interface PlugWatcher {
  readonly open: () => Promise<void>;
  readonly close: () => void;
}

/** What this room may not import: the composition root hands it in, made of `native/`. */
export interface DeviceTransports {
  /** A fresh, unopened channel of bytes. */
  readonly open: (address: PluggedAddress, line: LineSetting) => DeviceChannel;
  /** A fresh, unopened channel of reports. */
  readonly openHid: (path: string) => HidChannel;
  /** Everything plugged in now. */
  readonly find: () => Promise<DeviceSearch>;
  /** Is something listening there? Rejects when not. */
  readonly probe: (target: { readonly host: string; readonly port: number }) => Promise<FoundDevice>;
  readonly watch: (onChange: (change: DeviceChange) => void) => PlugWatcher;
  /** Where a device of this identity is among those found; `ambiguous` when two claim it. */
  readonly locate: (identity: string, devices: readonly FoundDevice[]) => FoundDevice | 'gone' | 'ambiguous';
  /** Why a device at this address could not be used, in data. */
  readonly diagnose: (address: PluggedAddress, error: unknown) => Promise<DeviceTrouble>;
}

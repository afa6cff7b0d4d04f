import type { DeviceChannel, HidChannel } from '../device-channel.ts';
import { DeviceClass, type DeviceParts, unknownStatus } from '../device-class.ts';
import { usualLinkTimes } from '../device-link.ts';
import type { SerialScanSettings } from '../protocols/serial-scanner/serial-scan.ts';
import { calm, floodQuietMs, foldFlood } from './flood-guard.ts';
import { hidScanSource, type ScanItem, type ScanSource, serialScanSource } from './scan-source.ts';

/** How a scanner is spoken to. `switchMode`: tell it to speak HID-POS first (Honeywell). */
export type ScannerWiring =
  | { readonly kind: 'hid-pos'; readonly connect: () => HidChannel; readonly switchMode: boolean }
  | { readonly kind: 'serial'; readonly connect: () => DeviceChannel; readonly settings: SerialScanSettings };

/** What a scanner is made of. */
export interface ScannerParts extends DeviceParts {
  readonly wiring: ScannerWiring;
}

/**
 * A bar code scanner: scans come as events with the scanner's id and a number that counts them, never as keys (rules SR1
 * to SR9). The same item twice is two scans: nothing is taken for a repetition.
 */
export class Scanner extends DeviceClass<'scanner'> {
  readonly #source: ScanSource;
  readonly #speaksFirst: boolean;
  #flood = calm;
  /** Until when what looks like a scan is taken for more of the noise, as UTC epoch ms. */
  #noisyUntil = 0;
  #takeBack: () => void = () => undefined;

  constructor(parts: ScannerParts) {
    super(parts, unknownStatus('scanner', parts.deviceId, {}));
    const { wiring, clock, times = usualLinkTimes } = parts;
    // An open serial port says nothing of the scanner at its other end; a HID device is the scanner.
    this.#speaksFirst = wiring.kind === 'serial';
    const hooks = {
      clock,
      times,
      onUp: () => this.#came(),
      onDown: () => this.#went(),
      onItem: (item: ScanItem) => this.#heard(item),
    };
    this.#source =
      wiring.kind === 'hid-pos'
        ? hidScanSource({ ...hooks, connect: wiring.connect }, wiring.switchMode)
        : serialScanSource({ ...hooks, connect: wiring.connect }, wiring.settings);
  }

  /** It may have been plugged in: try now instead of later. */
  wake(): void {
    this.#source.wake();
  }

  protected start(): void {
    this.#source.start();
  }

  protected async stop(): Promise<void> {
    this.#takeBack();
    this.#flood = calm;
    this.#noisyUntil = 0;
    await this.#source.stop();
  }

  #came(): void {
    const power = this.#speaksFirst ? 'unknown' : 'online';
    this.update({ state: 'idle', power, trouble: null, source: 'connection' });
  }

  #went(): void {
    this.update({ state: 'error', power: 'off', trouble: 'unreachable', source: 'connection' });
    this.failed('unreachable', 0);
  }

  #heard(heard: ScanItem): void {
    const item = this.#noiseOr(heard);
    const { state, verdict, began } = foldFlood(this.#flood, this.clock.now());
    this.#flood = state;
    if (began) this.update({ state: 'error', power: 'online', trouble: 'flooded', source: 'status-back' });
    if (state.flooded) this.#awaitQuiet();
    if (verdict === 'drop') return;
    if (item.kind === 'trouble') {
      // Stays until a sound scan: whoever looks sees why the last one did nothing.
      this.update({ state: 'error', power: 'online', trouble: item.trouble, source: 'status-back' });
      this.failed(item.trouble, item.lost);
      return;
    }
    this.#noisyUntil = 0;
    this.update({ state: 'idle', power: 'online', trouble: null, source: 'status-back' });
    this.data(item.scan);
  }

  /** A scan right behind noise is more of it. */
  #noiseOr(item: ScanItem): ScanItem {
    const now = this.clock.now();
    const isNoise = item.kind === 'trouble' && item.trouble === 'garbled';
    if (!isNoise && now >= this.#noisyUntil) return item;
    this.#noisyUntil = now + floodQuietMs;
    return item.kind === 'trouble' ? item : { kind: 'trouble', trouble: 'garbled', lost: item.scan.data.length };
  }

  /** Tells once, when the flood is over, how much it was. */
  #awaitQuiet(): void {
    this.#takeBack();
    this.#takeBack = this.clock.after(floodQuietMs, () => {
      this.failed('flooded', this.#flood.dropped);
      this.#flood = calm;
      const isNoise = this.#noisyUntil > 0;
      this.update({ state: isNoise ? 'error' : 'idle', trouble: isNoise ? 'garbled' : null });
    });
  }
}

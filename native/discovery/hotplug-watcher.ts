import type { DeviceChange, DeviceSearch, FoundDevice } from '../../contracts/device-discovery.ts';
import type { Clock } from '../clock.ts';

/** How often devices are looked for, in milliseconds. node-hid has no plugging events, and `usb`'s end the process where there is no USB. */
export const watchPollMs = 2_000;
/** Longest pause between searches while they fail, in milliseconds. */
export const watchBackOffMsMax = 30_000;

/** What a watcher needs: a search that may reject, time, and who is told. */
export interface WatcherParts {
  readonly find: () => Promise<DeviceSearch>;
  readonly clock: Clock;
  /** One plugging or unplugging; those of one search come in order, gone before appeared. */
  readonly onChange: (change: DeviceChange) => void;
}

/**
 * Tells what was plugged and unplugged, by searching again and again. A failed search changes nothing: it is no proof
 * that a device is gone. Pauses double while searches fail.
 */
export class HotplugWatcher {
  readonly #parts: WatcherParts;
  #known = new Map<string, FoundDevice>();
  #failures = 0;
  #isOpen = false;
  #takeBack: () => void = () => undefined;

  constructor(parts: WatcherParts) {
    this.#parts = parts;
  }

  /** What was found last. */
  get devices(): readonly FoundDevice[] {
    return [...this.#known.values()];
  }

  /** Begins; resolves after the first search. Each device found by it is told as `appeared`. */
  async open(): Promise<void> {
    this.#isOpen = true;
    await this.#look();
  }

  /** No further search begins and nothing more is told. */
  close(): void {
    this.#isOpen = false;
    this.#takeBack();
  }

  async #look(): Promise<void> {
    try {
      const search = await this.#parts.find();
      this.#failures = 0;
      if (this.#isOpen) this.#compare(search);
    } catch {
      this.#failures += 1;
    }
    if (!this.#isOpen) return;
    const pauseMs = Math.min(watchPollMs * 2 ** this.#failures, watchBackOffMsMax);
    this.#takeBack = this.#parts.clock.after(pauseMs, () => void this.#look());
  }

  #compare(search: DeviceSearch): void {
    const blind = new Set(search.troubles.map(({ transport }) => transport));
    const found = new Map(search.devices.map((device) => [device.identity, device]));
    const before = this.#known;
    this.#known = new Map(found);
    for (const [identity, device] of before) {
      const now = found.get(identity);
      if (now !== undefined && isSamePlace(device, now)) continue;
      // Its kind could not be looked at this time: it stays as it was.
      if (now === undefined && blind.has(device.address.kind)) this.#known.set(identity, device);
      else this.#parts.onChange({ kind: 'gone', device });
    }
    for (const [identity, device] of found) {
      const old = before.get(identity);
      if (old === undefined || !isSamePlace(old, device)) this.#parts.onChange({ kind: 'appeared', device });
    }
  }
}

/** The same device at another path was unplugged and plugged in between two searches. */
function isSamePlace(one: FoundDevice, other: FoundDevice): boolean {
  return JSON.stringify(one.address) === JSON.stringify(other.address);
}

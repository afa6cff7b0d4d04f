import type { DeviceChange, FoundDevice } from '../../../contracts/device-discovery.ts';
import type { DeviceBinding } from '../../../domain/device/device-binding.ts';
import type { DeviceTransports, PluggedAddress, PlugWatcher } from './device-transports.ts';

/**
 * Where bound devices are plugged in now, by what they are recognised by (rule BD6): one that comes back on another port
 * is found there, and the path it had is never opened for it while another device may have it.
 */
export class Whereabouts {
  readonly #locate: DeviceTransports['locate'];
  readonly #onAppeared: (device: FoundDevice) => void;
  readonly #watcher: PlugWatcher;
  readonly #known = new Map<string, FoundDevice>();

  constructor(transports: Pick<DeviceTransports, 'locate' | 'watch'>, onAppeared: (device: FoundDevice) => void) {
    this.#locate = transports.locate;
    this.#onAppeared = onAppeared;
    this.#watcher = transports.watch((change) => this.#changed(change));
  }

  /** Begins to watch; nothing waits for the first search. */
  open(): void {
    void this.#watcher.open();
  }

  close(): void {
    this.#watcher.close();
  }

  /** Is this found device the one that is bound? */
  isIt(binding: DeviceBinding, device: FoundDevice): boolean {
    const found = this.#locate(binding.identity, [device]);
    return typeof found === 'object';
  }

  /** The address to open now; null while the device is nowhere, or two claim to be it. */
  addressOf(identity: string, address: PluggedAddress): PluggedAddress | null {
    // A host and a queue are where they are; nobody plugs them in.
    if (address.kind === 'tcp' || address.kind === 'spool') return address;
    const found = this.#locate(identity, [...this.#known.values()]);
    if (found === 'ambiguous') return null;
    if (found !== 'gone') return found.address.kind === address.kind ? found.address : null;
    const isNamedByPath = 'path' in address && identity === `${address.kind}:${address.path}`;
    return isNamedByPath ? address : null;
  }

  #changed({ kind, device }: DeviceChange): void {
    if (kind === 'gone') {
      this.#known.delete(device.identity);
      return;
    }
    this.#known.set(device.identity, device);
    this.#onAppeared(device);
  }
}

import type {
  DeviceClassName,
  DeviceEvent,
  DeviceTrouble,
  Lifecycle,
  LifecycleRefusal,
  StatusOf,
} from '../../contracts/device-status.ts';
import { accept, type Outcome, refuse } from '../../domain/outcome.ts';
import type { Clock } from './clock.ts';
import type { LinkTimes } from './device-link.ts';

/** Who has which device for itself. One for all devices of a device process: two tills never drive one scale. */
export class DeviceClaims {
  readonly #owners = new Map<string, string>();

  /** Takes a device for an owner; false when another has it. Taking it twice is the same as once. */
  take(deviceId: string, owner: string): boolean {
    const before = this.#owners.get(deviceId);
    if (before !== undefined && before !== owner) return false;
    this.#owners.set(deviceId, owner);
    return true;
  }

  /** Gives it back, if it was this owner's. */
  giveBack(deviceId: string, owner: string): void {
    if (this.#owners.get(deviceId) === owner) this.#owners.delete(deviceId);
  }
}

type EventData = Extract<DeviceEvent, { event: 'data' }>['data'];
/** Everything of a status but who it is about and since when. */
export type StatusChange<Device extends DeviceClassName> = Partial<
  Omit<StatusOf<Device>, 'device' | 'deviceId' | 'lifecycle' | 'since'>
>;

/** What every device is made of. `deviceId` stays the same over unplugging and tells two of the same model apart. */
export interface DeviceParts {
  readonly deviceId: string;
  readonly clock: Clock;
  readonly claims: DeviceClaims;
  /** Pauses between two tries to reach it; the product's own when left out. */
  readonly times?: LinkTimes;
}

/** The status of a class before anything is known of the device. */
export function unknownStatus<Device extends DeviceClassName, Part extends object>(
  device: Device,
  deviceId: string,
  part: Part,
) {
  return {
    device,
    deviceId,
    lifecycle: 'closed' as const,
    state: 'closed' as const,
    power: 'unknown' as const,
    trouble: null,
    source: 'none' as const,
    since: 0,
    ...part,
  };
}

/**
 * What every class of device has in common (rules DC1 to DC3): the lifecycle open → claim → enable, one status that is
 * told when it changes and only then, and events in their order. A listener that throws is a bug and crashes.
 */
export abstract class DeviceClass<Device extends DeviceClassName> {
  protected readonly clock: Clock;
  readonly #claims: DeviceClaims;
  readonly #unknown: StatusOf<Device>;
  readonly #listeners = new Set<(event: DeviceEvent) => void>();
  #status: StatusOf<Device>;
  #owner = '';
  #seq = 0;

  protected constructor({ clock, claims }: DeviceParts, unknown: StatusOf<Device>) {
    this.clock = clock;
    this.#claims = claims;
    this.#unknown = unknown;
    this.#status = { ...unknown, since: clock.now() };
  }

  /** Begins to work: reach the device. */
  protected abstract start(): void;

  /** Stops working; resolves once the device is let go. */
  protected abstract stop(): Promise<void>;

  get status(): StatusOf<Device> {
    return this.#status;
  }

  get isEnabled(): boolean {
    return this.#status.lifecycle === 'enabled';
  }

  /** Hears everything the device tells; the answer stops listening. */
  onEvent(listener: (event: DeviceEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  open(): void {
    if (this.#status.lifecycle === 'closed') this.#move('opened', 'idle');
  }

  /** Takes the device for one owner: a till, or a test. Refuses while another has it. */
  claim(owner: string): Outcome<null, LifecycleRefusal> {
    if (this.#status.lifecycle === 'closed') return refuse('not-opened');
    if (this.#owner !== '' && this.#owner !== owner) return refuse('claimed-by-another');
    if (!this.#claims.take(this.#status.deviceId, owner)) return refuse('claimed-by-another');
    this.#owner = owner;
    if (this.#status.lifecycle === 'opened') this.#move('claimed', 'idle');
    return accept(null);
  }

  /** Starts working. Only who has claimed it may. */
  enable(): Outcome<null, LifecycleRefusal> {
    if (this.#status.lifecycle === 'closed') return refuse('not-opened');
    if (this.#status.lifecycle === 'opened') return refuse('not-claimed');
    if (this.#status.lifecycle === 'enabled') return accept(null);
    this.#move('enabled', 'idle');
    this.start();
    return accept(null);
  }

  /** Stops working; the claim stays. */
  async disable(): Promise<void> {
    if (this.#status.lifecycle !== 'enabled') return;
    this.#forget('claimed', 'idle');
    await this.stop();
  }

  /** Stops working and gives the claim back. */
  async release(): Promise<void> {
    await this.disable();
    this.#claims.giveBack(this.#status.deviceId, this.#owner);
    this.#owner = '';
    if (this.#status.lifecycle === 'claimed') this.#move('opened', 'idle');
  }

  async close(): Promise<void> {
    await this.release();
    if (this.#status.lifecycle !== 'closed') this.#forget('closed', 'closed');
  }

  /** Says how the device is now; told to listeners only when something differs. A disabled device says nothing. */
  protected update(change: StatusChange<Device>): void {
    if (!this.isEnabled) return;
    const before: Readonly<Record<string, unknown>> = this.#status;
    const isNew = Object.entries(change).some(([key, value]) => before[key] !== value);
    if (isNew) this.#become({ ...this.#status, ...change });
  }

  protected data(data: EventData): void {
    if (!this.isEnabled) return;
    this.#seq += 1;
    this.#tell({ event: 'data', ...this.#told(), seq: this.#seq, data });
  }

  protected failed(trouble: DeviceTrouble, lost: number): void {
    if (this.isEnabled) this.#tell({ event: 'error', ...this.#told(), trouble, lost });
  }

  protected completed(outputId: number): void {
    if (this.isEnabled) this.#tell({ event: 'output-complete', ...this.#told(), outputId });
  }

  #told() {
    return { deviceId: this.#status.deviceId, at: this.clock.now() };
  }

  #move(lifecycle: Lifecycle, state: 'idle'): void {
    this.#become({ ...this.#status, lifecycle, state });
  }

  /** Whatever was known of a device is not known any more once nobody listens to it. */
  #forget(lifecycle: 'claimed' | 'closed', state: 'idle' | 'closed'): void {
    this.#become({ ...this.#unknown, lifecycle, state });
  }

  #become(status: StatusOf<Device>): void {
    this.#status = { ...status, since: this.clock.now() };
    this.#tell({ event: 'status-update', ...this.#told(), status: this.#status });
  }

  #tell(event: DeviceEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}

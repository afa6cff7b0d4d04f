import type { AnswerTo, DeviceAsk } from '../../../contracts/device-ask.ts';
import type { DevicesToHub, HubToDevices } from '../../../contracts/device-messages.ts';
import type { BoundDevice, DeviceData, TillScan, ToldDevice } from '../../../contracts/device-told.ts';
import type { HubEvent } from '../../../contracts/events.ts';
import type { Ambient } from '../../../domain/ambient.ts';
import { type BindRefusal, withBinding, withoutBinding } from '../../../domain/device/change-bindings.ts';
import { bindingsOf, type DeviceBinding } from '../../../domain/device/device-binding.ts';
import type { StaffId } from '../../../domain/id.ts';
import { accept, type Outcome, refuse } from '../../../domain/outcome.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import type { HubOp } from '../../store/op/ledger.ts';
import { DeviceAsks, type NoAnswer } from './device-asks.ts';
import { RecentScans } from './recent-scans.ts';

export interface DeviceDeskParts {
  readonly ambient: Ambient;
  readonly settings: () => StoreSettings | null;
  readonly append: (ops: readonly HubOp[]) => void;
  readonly send: (message: HubToDevices) => void;
  /** To every client. */
  readonly tell: (event: HubEvent) => void;
  /** To the till whose devices these are. */
  readonly tellTill: (event: HubEvent) => void;
  /** A printer or drawer is otherwise than before. */
  readonly onPrinter: () => void;
}

type Told = Exclude<DevicesToHub, { readonly kind: `print.${string}` | 'paper.answer' }>;

/**
 * The hub's side of the counter's devices: which there are stands in the settings, how they are is told by the device
 * process. Nothing here waits for a device but the question of whoever asked it.
 */
export class DeviceDesk {
  readonly #parts: DeviceDeskParts;
  readonly #asks: DeviceAsks;
  readonly #told = new Map<string, ToldDevice>();
  readonly #scans = new RecentScans();
  #running = false;
  #used = '';

  constructor(parts: DeviceDeskParts) {
    this.#parts = parts;
    this.#asks = new DeviceAsks(parts.ambient.newId, parts.send);
  }

  close(): void {
    this.#running = false;
    this.#asks.giveUp();
  }

  /** The device process came or went: without it nothing is known of any device. */
  peer(up: boolean): void {
    this.#running = up;
    this.#used = '';
    this.#told.clear();
    if (!up) this.#asks.giveUp();
    this.use();
  }

  /** Tells the device process which devices to drive, if that changed. */
  use(): void {
    const settings = this.#parts.settings();
    if (!this.#running || settings === null) return;
    const bindings = [...bindingsOf(settings)];
    const used = JSON.stringify(bindings);
    if (used === this.#used) return;
    this.#used = used;
    const names = new Set(bindings.map(({ name }) => name));
    for (const name of this.#told.keys()) if (!names.has(name)) this.#told.delete(name);
    this.#parts.send({ kind: 'devices.use', bindings });
  }

  /** Devices in the sequence of the settings. */
  list(): BoundDevice[] {
    return this.#bindings().map((binding) => ({ binding, told: this.#told.get(binding.name) ?? null }));
  }

  /** The binding of a name; null when there is none. */
  binding(name: string): DeviceBinding | null {
    return this.#bindings().find((each) => each.name === name) ?? null;
  }

  /** The first device of a role, with what is known of it. */
  first(...roles: readonly DeviceBinding['role'][]): BoundDevice | null {
    return this.list().find(({ binding }) => roles.includes(binding.role)) ?? null;
  }

  receive(message: Told): void {
    switch (message.kind) {
      case 'device.status':
        this.#toldOf(message.device);
        break;
      case 'device.data':
        this.#data(message.told);
        break;
      case 'device.mishap':
        this.#parts.tell({ kind: 'device-mishap', mishap: message.mishap });
        break;
      case 'device.answer':
        this.#asks.answered(message.requestId, message.answer);
        break;
    }
  }

  async ask<Ask extends DeviceAsk['ask']>(
    question: Extract<DeviceAsk, { readonly ask: Ask }>,
  ): Promise<Outcome<AnswerTo<Ask>, NoAnswer>> {
    return this.#running ? await this.#asks.ask(question) : refuse('devices-away');
  }

  /** Scans after a number that are not too old. */
  scansAfter(no: number): TillScan[] {
    return this.#scans.after(no, this.#parts.ambient.now());
  }

  /** Gives a device a role, by an op of this person. */
  bind(
    binding: DeviceBinding,
    replaces: string | null,
    staffId: StaffId,
  ): Outcome<BoundDevice[], BindRefusal | 'not-initialised'> {
    const settings = this.#parts.settings();
    if (settings === null) return refuse('not-initialised');
    const next = withBinding(bindingsOf(settings), binding, replaces);
    if (!next.ok) return next;
    return accept(this.#change(settings, next.value, staffId));
  }

  unbind(name: string, staffId: StaffId): Outcome<BoundDevice[], 'device-unknown' | 'not-initialised'> {
    const settings = this.#parts.settings();
    if (settings === null) return refuse('not-initialised');
    const next = withoutBinding(bindingsOf(settings), name);
    return next.ok ? accept(this.#change(settings, next.value, staffId)) : next;
  }

  #change(settings: StoreSettings, devices: readonly DeviceBinding[], staffId: StaffId): BoundDevice[] {
    this.#parts.append([{ kind: 'settings.changed', staffId, body: { settings: { ...settings, devices } } }]);
    this.use();
    return this.list();
  }

  #bindings(): readonly DeviceBinding[] {
    const settings = this.#parts.settings();
    return settings === null ? [] : bindingsOf(settings);
  }

  #toldOf(device: ToldDevice): void {
    // A last word of a device that was unbound meanwhile.
    if (this.binding(device.name) === null) return;
    this.#told.set(device.name, device);
    this.#parts.tell({ kind: 'device', device });
    if (device.printer !== null || device.role === 'cash-drawer') this.#parts.onPrinter();
  }

  #data(told: DeviceData): void {
    const { name, at, data } = told;
    if (data.kind === 'scan') {
      this.#parts.tellTill({ kind: 'scan', scan: this.#scans.put({ name, at, scan: data }) });
      return;
    }
    // An opening nobody has a reason for belongs into the journal: it is looked for there.
    if (data.kind === 'opened-unexplained') {
      this.#parts.append([{ kind: 'drawer.opened-unexplained', staffId: null, body: { drawer: name, openedAt: at } }]);
    }
    this.#parts.tell({ kind: 'device-data', told });
  }
}

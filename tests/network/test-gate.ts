import type { Heartbeat } from '../../contracts/fleet.ts';
import type { InstallId } from '../../domain/id.ts';
import type { DeviceGate, DeviceIdentity, PairingWindow } from '../../main/hub/network/device-gate.ts';
import { newId } from '../hub/test-hub.ts';

/** A gate that believes a device its name: what keys and proofs are for is another test's business. */
export class TestGate implements DeviceGate {
  readonly #devices = new Map<string, DeviceIdentity>();
  readonly #tickets = new Map<string, DeviceIdentity>();
  readonly reports: [string, Heartbeat | 'came' | 'went'][] = [];
  readonly done: [string, { readonly commandId: string; readonly ok: boolean }][] = [];
  /** How long a session lasts, in milliseconds. */
  sessionMs = 600_000;
  now: () => number = Date.now;

  add(standing: DeviceIdentity['standing'] = 'paired'): DeviceIdentity {
    const device: DeviceIdentity = {
      kind: 'device',
      deviceId: newId(),
      installId: newId() as InstallId,
      standing,
      until: this.now() + this.sessionMs,
    };
    this.#devices.set(device.deviceId, device);
    return device;
  }

  revoke({ deviceId }: DeviceIdentity): void {
    this.#devices.delete(deviceId);
  }

  readonly authenticate: DeviceGate['authenticate'] = async ({ headers }) => {
    const deviceId = /^Test ([0-9a-f-]{36})$/.exec(headers.authorization ?? '')?.[1];
    const device = deviceId === undefined ? undefined : this.#devices.get(deviceId);
    return device ?? { kind: 'refused', status: 401, code: 'token-missing', headers: { 'dpop-nonce': 'n-1' } };
  };
  readonly nonce = (): string => 'n-1';
  readonly issueTicket: DeviceGate['issueTicket'] = (device) => {
    const ticket = newId().replaceAll('-', '');
    this.#tickets.set(ticket, { ...device, until: this.now() + this.sessionMs });
    return { ticket, expiresAt: this.now() + 30_000 };
  };
  readonly takeTicket: DeviceGate['takeTicket'] = (ticket) => {
    const device = this.#tickets.get(ticket) ?? null;
    this.#tickets.delete(ticket);
    return device;
  };
  readonly isWelcome: DeviceGate['isWelcome'] = ({ deviceId }) => this.#devices.has(deviceId);
  readonly reported: DeviceGate['reported'] = ({ deviceId }, report) => {
    this.reports.push([deviceId, report]);
  };
  readonly commanded: DeviceGate['commanded'] = ({ deviceId }, done) => {
    this.done.push([deviceId, done]);
  };
}

/** A pairing window a test opens and closes. */
export class TestWindow implements PairingWindow {
  #open = false;
  readonly #listeners = new Set<() => void>();

  set(open: boolean): void {
    this.#open = open;
    for (const listener of this.#listeners) listener();
  }

  knocks = 0;

  readonly isOpen = (): boolean => this.#open;
  readonly knocked = (): void => {
    this.knocks += 1;
  };
  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

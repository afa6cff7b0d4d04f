import { randomUUID } from 'node:crypto';
import type { ProcessNotice } from '../../contracts/bridge.ts';
import { lineDisplayShow } from '../../contracts/customer-display.ts';
import {
  appToHub,
  type ChildToApp,
  childReadyMsMax,
  childStopMsMax,
  type DevicesConfig,
  type HubConfig,
  type HubReady,
  type HubToApp,
  heartbeatEveryMs,
  heartbeatSilenceMsMax,
  hubReady,
  hubToApp,
  type ProcessAddress,
  type ProcessRole,
  type RoutedBody,
} from '../../contracts/process-messages.ts';
import type { CustomerDisplay } from '../../domain/customer-display/customer-scene.ts';
import { windowHost } from './hub-address.ts';
import type { Keystore } from './keystore.ts';
import { noticeOf } from './process-notice.ts';
import type { ProgramLayout } from './program-layout.ts';
import { restartWaitMs } from './supervisor/back-off.ts';
import type { Spawner } from './supervisor/spawner.ts';
import { type ChildLimits, type ChildState, SupervisedChild } from './supervisor/supervised-child.ts';

/** Longest wait for a fresh terminal ticket, in milliseconds. */
const ticketMsMax = 5_000;

export const counterLimits: ChildLimits = {
  readyMsMax: childReadyMsMax,
  heartbeatEveryMs,
  silenceMsMax: heartbeatSilenceMsMax,
  stopMsMax: childStopMsMax,
  restartWaitMs,
};

export interface CounterPlan {
  readonly layout: ProgramLayout;
  readonly spawner: Spawner;
  readonly hub: HubConfig;
  readonly devices: DevicesConfig;
  readonly keystore: Keystore;
  readonly onNotice: (role: ProcessRole, notice: ProcessNotice) => void;
  readonly onHubReady: (ready: HubReady) => void;
  readonly limits?: ChildLimits;
}

/** Who waits for the answer of a request to the hub. */
interface Waiting {
  readonly resolve: (ticket: string) => void;
  readonly timer: NodeJS.Timeout;
}

/** The hub and the device process of one counter, supervised, with the messages between them routed. */
export class CounterProcesses {
  readonly #plan: CounterPlan;
  readonly #children: Readonly<Record<ProcessRole, SupervisedChild>>;
  readonly #notices = new Map<ProcessRole, ProcessNotice>();
  readonly #tickets = new Map<string, Waiting>();
  #hubReady: HubReady | null = null;
  #hubPort: number;

  constructor(plan: CounterPlan) {
    this.#plan = plan;
    this.#hubPort = plan.hub.port;
    this.#children = { hub: this.#child('hub'), devices: this.#child('devices') };
  }

  /** The hub as it last became ready; null while it is away. */
  get hub(): HubReady | null {
    return this.#hubReady;
  }

  get notices(): ReadonlyMap<ProcessRole, ProcessNotice> {
    return this.#notices;
  }

  pidOf(role: ProcessRole): number | undefined {
    return this.#children[role].pid;
  }

  /** Starts both; also those that had given up. */
  open(): void {
    this.#children.hub.open();
    this.#children.devices.open();
  }

  /** The devices stop last: the hub's last jobs may still be on their way. */
  async close(): Promise<void> {
    await this.#children.hub.close();
    await this.#children.devices.close();
  }

  /** A single-use ticket for the terminal window; rejects when the hub is away. */
  async ticket(): Promise<string> {
    const requestId = randomUUID();
    return await new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#tickets.delete(requestId);
        reject(new Error('hub-away'));
      }, ticketMsMax);
      this.#tickets.set(requestId, { resolve, timer });
      this.#deliver('hub', 'app', appToHub.parse({ kind: 'ticket.request', requestId }));
    });
  }

  /** What the customer sees, for a line display. Dropped while the devices are away; the latest counts. */
  showCustomer(display: CustomerDisplay): void {
    const body = lineDisplayShow.parse({ kind: 'line-display.show', display });
    this.#deliver('devices', 'app', body);
  }

  #child(role: ProcessRole): SupervisedChild {
    const { layout, spawner, limits } = this.#plan;
    return new SupervisedChild({
      role,
      entryFile: role === 'hub' ? layout.hubEntry : layout.devicesEntry,
      spawner,
      limits: limits ?? counterLimits,
      config: () => (role === 'hub' ? { ...this.#plan.hub, port: this.#hubPort } : this.#plan.devices),
      onState: (state) => this.#stateChanged(role, state),
      onSend: (message) => this.#route(role, message),
    });
  }

  #stateChanged(role: ProcessRole, state: ChildState): void {
    if (role === 'hub') this.#hubChanged(state);
    this.#tellPeer(role, state);
    const notice = noticeOf(state);
    this.#notices.set(role, notice);
    this.#plan.onNotice(role, notice);
  }

  #hubChanged(state: ChildState): void {
    if (state.kind !== 'ready') {
      this.#hubReady = null;
      return;
    }
    const told = hubReady.parse(state.info);
    const ready = { ...told, host: windowHost(told.host) };
    this.#hubReady = ready;
    this.#hubPort = ready.port;
    this.#plan.onHubReady(ready);
  }

  /** The hub learns when devices come and go, and on its own start how things stand. */
  #tellPeer(role: ProcessRole, state: ChildState): void {
    const isNews = role === 'devices' || state.kind === 'ready';
    const devices = role === 'devices' ? state : this.#children.devices.state;
    if (isNews) this.#deliver('hub', 'app', peerBody(devices.kind === 'ready'));
  }

  #route(from: ProcessRole, message: Extract<ChildToApp, { kind: 'send' }>): void {
    if (message.to !== 'app') this.#deliver(message.to, from, message.body);
    else if (from === 'hub') void this.#hubAsks(hubToApp.parse(message.body));
  }

  async #hubAsks(body: HubToApp): Promise<void> {
    if (body.kind === 'ticket.issued') return this.#ticketCame(body.requestId, body.ticket);
    const { keystore } = this.#plan;
    const bytes = Buffer.from(body.bytesBase64, 'base64');
    const answer = body.kind === 'key.wrap' ? await keystore.wrap(bytes) : await keystore.unwrap(bytes);
    const bytesBase64 = answer.ok ? Buffer.from(answer.bytes).toString('base64') : null;
    const reason = answer.ok ? '' : answer.reason;
    this.#deliver('hub', 'app', { kind: 'key.answer', requestId: body.requestId, bytesBase64, reason });
  }

  #ticketCame(requestId: string, ticket: string): void {
    const waiting = this.#tickets.get(requestId);
    if (waiting === undefined) return;
    this.#tickets.delete(requestId);
    clearTimeout(waiting.timer);
    waiting.resolve(ticket);
  }

  #deliver(to: ProcessRole, from: ProcessAddress, body: RoutedBody): void {
    // Not running: dropped on purpose. The store is the queue; `peer` tells the hub when to announce again.
    this.#children[to].post({ kind: 'deliver', from, body });
  }
}

function peerBody(up: boolean): RoutedBody {
  return appToHub.parse({ kind: 'peer', peer: 'devices', up });
}

import type { PrintJob } from '../../contracts/device.ts';
import type { DeviceAnswer, DeviceAsk } from '../../contracts/device-ask.ts';
import type { DeviceChange, FoundDevice } from '../../contracts/device-discovery.ts';
import { type DevicesToHub, devicesToHub, type HubToDevices } from '../../contracts/device-messages.ts';
import type { ToldDevice } from '../../contracts/device-told.ts';
import { type DeviceBinding, drawerOnPrinter } from '../../domain/device/device-binding.ts';
import type { PrintJobState } from '../../domain/receipt/print-job.ts';
import { machineClock } from '../../main/devices/clock.ts';
import { DeviceHost } from '../../main/devices/device-host.ts';
import type { DeviceTransports } from '../../main/devices/host/device-transports.ts';
import { diagnose } from '../../native/diagnosis/diagnose.ts';
import { recognise } from '../../native/discovery/identity.ts';
import { makeTransport } from '../../native/make-transport.ts';
import { resourcesDir } from './paper-samples.ts';
import { kept, quickTimes } from './printing-samples.ts';

/** Plugging and unplugging by hand: what a watcher of the machine would tell. */
export interface HandWatch {
  tell: (change: DeviceChange) => void;
  found: FoundDevice[];
}

/** The product's transports, with discovery by hand. */
export function testTransports(watch: HandWatch = { tell: () => undefined, found: [] }): DeviceTransports {
  return {
    open: (address, { serial }) =>
      makeTransport(address as Parameters<typeof makeTransport>[0], serial === null ? {} : { serial }),
    openHid: () => {
      throw new Error('no HID device here');
    },
    find: async () => ({ at: Date.now(), devices: watch.found, troubles: [] }),
    probe: () => Promise.reject(new Error('nothing is probed here')),
    watch: (onChange) => {
      watch.tell = onChange;
      return { open: async () => undefined, close: () => undefined };
    },
    locate: (identity, devices) => {
      const recognised = recognise(identity, devices);
      return recognised.kind === 'found' ? recognised.device : recognised.kind;
    },
    diagnose: (address, error) => diagnose({ transport: address.kind, subject: 'a device', error }),
  };
}

/** A virtual or network printer under a name. */
export function printerBinding(
  port: number | null,
  { name = 'receipt-1', profile = 'generic-80mm' }: { readonly name?: string; readonly profile?: string } = {},
): DeviceBinding {
  const role = name === 'receipt-1' ? 'receipt-printer' : 'spare-printer';
  const place: Pick<DeviceBinding, 'identity' | 'address'> =
    port === null
      ? { identity: `virtual:${name}`, address: { kind: 'virtual' } }
      : { identity: `tcp:127.0.0.1:${port}`, address: { kind: 'tcp', host: '127.0.0.1', port } };
  return { role, name, profile, ...place, settings: { serial: null } };
}

/** A receipt printer with a drawer, as every counter has. */
export function boundTo(printer: DeviceBinding, ...more: readonly DeviceBinding[]): HubToDevices {
  return { kind: 'devices.use', bindings: [printer, drawerOnPrinter('drawer-a', printer.name, 2), ...more] };
}

/** What the hub's store does with jobs, in a few lines: it writes states and grants a claim once. */
export class FakeHub {
  readonly states = new Map<string, PrintJobState>();
  readonly messages: DevicesToHub[] = [];
  readonly #send: (message: HubToDevices) => void;
  readonly #waiting = new Set<() => void>();
  grants = true;

  constructor(send: (message: HubToDevices) => void) {
    this.#send = send;
  }
  offer(job: PrintJob, device: string = job.kind === 'drawer' ? 'drawer-a' : 'receipt-1'): void {
    if (!this.states.has(job.jobId)) this.states.set(job.jobId, 'queued');
    this.#send({ kind: 'print.offer', job, device });
  }
  hear(message: DevicesToHub): void {
    this.messages.push(devicesToHub.parse(message));
    if (message.kind === 'print.state' && message.state !== 'queued') this.states.set(message.jobId, message.state);
    if (message.kind === 'print.claim' && this.grants) {
      const granted = this.states.get(message.jobId) === 'queued';
      if (granted) this.states.set(message.jobId, 'sending');
      this.#send({ kind: 'print.grant', jobId: message.jobId, granted });
    }
    for (const look of this.#waiting) look();
  }
  until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!isSo()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }
  reached(job: PrintJob, state: PrintJobState): Promise<void> {
    return this.until(() => this.states.get(job.jobId) === state);
  }
  /** How a device was told of last. */
  told(name: string): ToldDevice | undefined {
    return this.all('device.status').findLast(({ device }) => device.name === name)?.device;
  }
  all<Kind extends DevicesToHub['kind']>(kind: Kind): Extract<DevicesToHub, { kind: Kind }>[] {
    return this.messages.filter((message): message is Extract<DevicesToHub, { kind: Kind }> => message.kind === kind);
  }
  /** Asks a question and waits for its answer. */
  async ask(ask: DeviceAsk): Promise<DeviceAnswer> {
    const requestId = `ask-${this.messages.length}-${Math.random()}`;
    const answerTo = () => this.all('device.answer').find((message) => message.requestId === requestId)?.answer;
    this.#send({ kind: 'device.ask', requestId, ask });
    await this.until(() => answerTo() !== undefined);
    return answerTo() as DeviceAnswer;
  }
  last<Kind extends DevicesToHub['kind']>(kind: Kind): Extract<DevicesToHub, { kind: Kind }> | undefined {
    return this.messages.findLast((message): message is Extract<DevicesToHub, { kind: Kind }> => message.kind === kind);
  }
}

export function hosted(
  transports: DeviceTransports = testTransports(),
  resources: string = resourcesDir,
): {
  hub: FakeHub;
  host: DeviceHost;
  send: (message: HubToDevices) => void;
} {
  let host: DeviceHost;
  const send = (message: HubToDevices): void => host.receive(structuredClone(message));
  const hub = new FakeHub(send);
  host = new DeviceHost({
    resourcesDir: resources,
    transports,
    clock: machineClock,
    times: quickTimes,
    send: (message) => hub.hear(structuredClone(message)),
  });
  kept(host);
  return { hub, host, send };
}

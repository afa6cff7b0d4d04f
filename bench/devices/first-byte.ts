// From the commit of a sale to the first byte of its receipt at a network printer: the real hub over an encrypted store, the
// real device host, and the messages between them copied as between processes.
import type { DevicesToHub } from '../../contracts/device-messages.ts';
import type { DeviceBinding } from '../../domain/device/device-binding.ts';
import { machineClock } from '../../main/devices/clock.ts';
import { DeviceHost } from '../../main/devices/device-host.ts';
import type { DeviceTransports } from '../../main/devices/host/device-transports.ts';
import { productTimes } from '../../main/devices/printer/printer-session.ts';
import { VirtualPrinter } from '../../main/devices/virtual/virtual-printer.ts';
import { VirtualPrinterServer } from '../../main/devices/virtual/virtual-printer-server.ts';
import { makeTransport } from '../../native/make-transport.ts';
import { resourcesDir } from '../../tests/devices/paper-samples.ts';
import { until } from '../../tests/devices/wires.ts';
import { openedStore, openedTill, removeHub, testHub } from '../../tests/hub/test-hub.ts';
import { ring } from '../../tests/store/shop.ts';
import { type Figure, median, quantile } from '../report.ts';

const warmUps = 20;

/** Counts what a printer hears, and says when the first bytes of a job came. */
class HeardPrinter extends VirtualPrinter {
  firstAt: number | null = null;
  isListening = false;
  override receive(bytes: Uint8Array): void {
    // Questions of status are three bytes; a job begins with more.
    if (this.isListening && this.firstAt === null && bytes.length > 16) this.firstAt = performance.now();
    super.receive(bytes);
  }
}

/** The product's way to a network printer; nothing is looked for here. */
const transports: DeviceTransports = {
  open: (address) => makeTransport(address as Parameters<typeof makeTransport>[0]),
  openHid: () => {
    throw new Error('no HID device here');
  },
  find: async () => ({ at: Date.now(), devices: [], troubles: [] }),
  probe: () => Promise.reject(new Error('nothing is probed here')),
  watch: () => ({ open: async () => undefined, close: () => undefined }),
  locate: () => 'gone',
  diagnose: () => Promise.reject(new Error('the printer is there')),
};

function printerAt(port: number): DeviceBinding {
  const address = { kind: 'tcp', host: '127.0.0.1', port } as const;
  const identity = `tcp:127.0.0.1:${port}`;
  return {
    role: 'receipt-printer',
    name: 'receipt-1',
    identity,
    address,
    profile: 'epson-tm-t88v',
    settings: { serial: null },
  };
}

/** `first-byte-p99-ms` (goal 5) and its median. */
export async function measureFirstByte(sales = 300): Promise<readonly Figure[]> {
  const printer = new HeardPrinter();
  const server = new VirtualPrinterServer(printer);
  const port = await server.open(0);
  const hub = await testHub();
  const host = new DeviceHost({
    resourcesDir,
    transports,
    clock: machineClock,
    times: productTimes,
    send: (message: DevicesToHub) => {
      const copy = structuredClone(message);
      setImmediate(() => hub.receive('devices', copy));
    },
  });
  const pass = hub.toDevices.push.bind(hub.toDevices);
  hub.toDevices.push = (...messages) => {
    for (const message of messages) {
      const copy = structuredClone(message);
      setImmediate(() => host.receive(copy));
    }
    return pass(...messages);
  };
  const { till, settings } = await openedStore(hub);
  hub.receive('app', { kind: 'peer', peer: 'devices', up: true });
  const { side } = await openedTill(till, settings);
  for (const { binding } of await till.api.devices.list())
    await till.api.devices.unbind({ name: binding.name }).catch(() => undefined);
  await till.api.devices.assign({ binding: printerAt(port), replaces: null });
  await until(() => hub.hub.devices.list()[0]?.told?.printer?.status.power === 'online');

  let committedAt = 0;
  const open = hub.hub as { takePush: typeof hub.hub.takePush };
  const take = open.takePush;
  open.takePush = async (push, authorise) => {
    const answer = await take(push, authorise);
    committedAt = performance.now();
    return answer;
  };
  const took: number[] = [];
  for (let sale = 0; sale < warmUps + sales; sale += 1) {
    printer.firstAt = null;
    printer.isListening = true;
    await till.push('sale.completed', { ...ring(side, { lines: 3 }), receipt: 'print' });
    await until(() => printer.firstAt !== null);
    if (sale >= warmUps) took.push((printer.firstAt ?? Number.NaN) - committedAt);
    await until(() => hub.hub.print.state().waiting === 0);
  }
  await host.close();
  await hub.close();
  removeHub(hub);
  await server.close();
  const rounded = (ms: number): number => Math.round(ms * 100) / 100;
  return [
    { name: 'first-byte-p99-ms', value: rounded(quantile(took, 0.99)), goal: 5, better: 'lower' },
    { name: 'first-byte-p50-ms', value: rounded(median(took)), goal: null, better: 'lower' },
  ];
}

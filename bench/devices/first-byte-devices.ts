// The device process of the first-byte bench: the real host and a printer on a real socket, apart from the hub as in the
// product. Told over the line of its parent; says when the first bytes of a job reached the printer.
import type { DevicesToHub } from '../../contracts/device-messages.ts';
import { machineClock } from '../../main/devices/clock.ts';
import { DeviceHost } from '../../main/devices/device-host.ts';
import type { DeviceTransports } from '../../main/devices/host/device-transports.ts';
import { productTimes } from '../../main/devices/printer/session-times.ts';
import { VirtualPrinter } from '../../main/devices/virtual/virtual-printer.ts';
import { VirtualPrinterServer } from '../../main/devices/virtual/virtual-printer-server.ts';
import { makeTransport } from '../../native/make-transport.ts';
import { resourcesDir } from '../../tests/devices/paper-samples.ts';

/** What the two processes of the bench say to each other. */
export type FromDevices =
  | { readonly kind: 'port'; readonly port: number }
  | { readonly kind: 'to-hub'; readonly message: DevicesToHub }
  /** Epoch milliseconds with fractions, the same clock in both processes. */
  | { readonly kind: 'first-byte'; readonly at: number };

function tell(message: FromDevices): void {
  process.send?.(message);
}

/** Says when the first bytes of a job come: questions of status are three bytes, a job begins with more. */
class HeardPrinter extends VirtualPrinter {
  #isNew = true;

  override receive(bytes: Uint8Array): void {
    if (bytes.length > 16 && this.#isNew) tell({ kind: 'first-byte', at: performance.timeOrigin + performance.now() });
    this.#isNew = bytes.length <= 16;
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

const server = new VirtualPrinterServer(new HeardPrinter());
const host = new DeviceHost({
  resourcesDir,
  transports,
  clock: machineClock,
  times: productTimes,
  send: (message) => tell({ kind: 'to-hub', message }),
});
process.on('message', (message) => host.receive(message));
process.on('disconnect', () => process.exit(0));
tell({ kind: 'port', port: await server.open(0) });

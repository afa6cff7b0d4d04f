import type { UsbBulkDevice, UsbConfiguration } from '../../../native/usb-bulk.ts';
import { UsbTransport } from '../../../native/usb-bulk.ts';
import { type Appetite, type Peer, type Rig, slowBytes, slowEveryMs } from './rig.ts';

/** A printer with a vendor interface first, as some have; the printer's own is the second. */
export const printerConfiguration: UsbConfiguration = {
  configurationValue: 1,
  interfaces: [
    {
      interfaceNumber: 0,
      alternate: { interfaceClass: 3, endpoints: [{ endpointNumber: 3, direction: 'in', type: 'interrupt' }] },
    },
    {
      interfaceNumber: 1,
      alternate: {
        interfaceClass: 7,
        endpoints: [
          { endpointNumber: 1, direction: 'in', type: 'bulk' },
          { endpointNumber: 2, direction: 'out', type: 'bulk' },
        ],
      },
    },
  ],
};

/** Words of `usb` 3 for a device that is pulled, a transfer that ran out of time, a claim that failed. */
const pulled = new Error('transferOut error: Disconnected');

/**
 * A USB printer with WebUSB's interface. Bulk transfers end when they were read, reads run out of time with the words of
 * `usb` 3, one reader an endpoint, one owner an interface, and the kernel's driver must be moved aside first.
 */
export class FakeUsbPrinter implements UsbBulkDevice, Peer {
  readonly configurations = [printerConfiguration];
  configuration: UsbConfiguration | null = printerConfiguration;
  readonly calls: string[] = [];
  /** Answers so many transfers with a stopped endpoint first. */
  stalls = 0;
  isKernelDriverOn = true;
  readonly #got: Buffer[] = [];
  readonly #unread: Buffer[] = [];
  readonly #said: Uint8Array[] = [];
  readonly #busy = new Set<string>();
  #isOpen = false;
  #isGone = false;
  #isClaimed = false;
  #appetite: Appetite = 'fast';
  readonly #timer = setInterval(() => this.#eat(), slowEveryMs);

  async open(): Promise<void> {
    if (this.#isGone) throw new Error('open error: no such device (errno 19)');
    this.#isOpen = true;
  }

  async close(): Promise<void> {
    this.#isOpen = false;
  }

  async selectConfiguration(): Promise<void> {
    this.configuration = printerConfiguration;
  }

  async detachKernelDriver(interfaceNumber: number): Promise<void> {
    this.calls.push(`detach ${interfaceNumber}`);
    this.isKernelDriverOn = false;
  }

  async claimInterface(interfaceNumber: number): Promise<void> {
    const isFree = interfaceNumber === 1 && !this.isKernelDriverOn && !this.#isClaimed;
    if (!isFree) throw new Error('claimInterface error: device or resource busy (errno 16)');
    this.calls.push(`claim ${interfaceNumber}`);
    this.#isClaimed = true;
  }

  async releaseInterface(interfaceNumber: number): Promise<void> {
    if (this.#busy.size > 0) throw new Error('a transfer is under way');
    this.calls.push(`release ${interfaceNumber}`);
    this.#isClaimed = false;
  }

  async clearHalt(direction: 'in' | 'out', endpointNumber: number): Promise<void> {
    this.calls.push(`clear ${direction} ${endpointNumber}`);
  }

  transferOut(endpoint: number, data: Uint8Array, limitMs = 1_000): Promise<{ bytesWritten: number; status: string }> {
    return this.#alone(`out ${endpoint}`, async () => {
      if (endpoint !== 2) throw new Error('transferOut error: endpoint not found');
      if (this.stalls > 0) {
        this.stalls -= 1;
        return { bytesWritten: 0, status: 'stall' };
      }
      const bytes = Buffer.from(data);
      this.#unread.push(bytes);
      await this.#comesTrue(() => !this.#unread.includes(bytes), { limitMs, words: 'transferOut error: Cancelled' });
      return { bytesWritten: bytes.byteLength, status: 'ok' };
    });
  }

  transferIn(endpoint: number, _bytes: number, limitMs = 1_000): Promise<{ data: DataView; status: string }> {
    return this.#alone(`in ${endpoint}`, async () => {
      await this.#comesTrue(() => this.#said.length > 0, { limitMs, words: 'transferIn error: Cancelled' });
      const said = this.#said.shift() ?? new Uint8Array();
      return { data: new DataView(said.buffer, said.byteOffset, said.byteLength), status: 'ok' };
    });
  }

  received(): Buffer {
    return Buffer.concat(this.#got);
  }

  reads(appetite: Appetite): void {
    this.#appetite = appetite;
  }

  say(bytes: Uint8Array): void {
    this.#said.push(bytes);
  }

  die(): void {
    this.#isGone = true;
  }

  tearDown(): void {
    this.#isGone = true;
    clearInterval(this.#timer);
  }

  #eat(): void {
    if (this.#appetite === 'none' || this.#isGone) return;
    for (let bytes = 0; bytes < (this.#appetite === 'slow' ? slowBytes : 65_536); ) {
      const next = this.#unread.shift();
      if (next === undefined) return;
      this.#got.push(next);
      bytes += next.byteLength;
    }
  }

  /** `usb` 3 finds no endpoint for a second transfer while one is under way. */
  async #alone<Value>(endpoint: string, work: () => Promise<Value>): Promise<Value> {
    if (this.#isGone || !this.#isOpen) throw pulled;
    if (this.#busy.has(endpoint)) throw new Error('endpoint not found');
    this.#busy.add(endpoint);
    try {
      return await work();
    } finally {
      this.#busy.delete(endpoint);
    }
  }

  async #comesTrue(condition: () => boolean, over: { limitMs: number; words: string }): Promise<void> {
    const end = Date.now() + over.limitMs;
    while (!condition()) {
      if (this.#isGone) throw pulled;
      if (Date.now() > end) throw new Error(over.words);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
}

let count = 0;

/** USB bulk against the fake. */
export const usbRig: Rig = {
  name: 'USB bulk (fake with the WebUSB interface)',
  lacks: null,
  talks: true,
  isExclusive: true,
  tellsDeath: true,
  nobody: 'unreachable',
  setUp: async () => {
    const printer = new FakeUsbPrinter();
    count += 1;
    const name = `04b8:0e15:${count}`;
    return {
      peer: printer,
      transport: (limits = {}) => new UsbTransport({ name, find: async () => printer, stallMs: 5_000, ...limits }),
      transportToNobody: () => new UsbTransport({ name: 'nobody', find: async () => null }),
      tearDown: async () => printer.tearDown(),
    };
  },
};

import { EventEmitter } from 'node:events';
import { type HidHandle, HidTransport } from '../../../native/hid.ts';
import { type Appetite, type Peer, type Rig, slowBytes, slowEveryMs } from './rig.ts';

/** Data bytes of the fake's output reports, number 4. */
const dataBytes = 32;
const reportId = 4;

/** A HID device as `node-hid` offers it. Its 'error' when it is pulled has no message, as the library's has none. */
export class FakeHid extends EventEmitter implements HidHandle, Peer {
  readonly features: Buffer[] = [];
  readonly #got: Buffer[] = [];
  readonly #unread: { bytes: Buffer; taken: () => void }[] = [];
  #appetite: Appetite = 'fast';
  #isClosed = false;
  isGone = false;
  readonly #timer = setInterval(() => this.#eat(), slowEveryMs);

  async write(bytes: Buffer): Promise<number> {
    if (this.isGone || this.#isClosed) throw new Error('could not write to device');
    if (bytes[0] !== reportId || bytes.byteLength !== dataBytes + 1) throw new Error('no such report');
    await new Promise<void>((resolve) => this.#unread.push({ bytes: bytes.subarray(1), taken: resolve }));
    if (this.isGone) throw new Error('could not write to device');
    return bytes.byteLength;
  }

  async sendFeatureReport(bytes: Buffer): Promise<number> {
    this.features.push(bytes);
    return bytes.byteLength;
  }

  async getFeatureReport(id: number, bytes: number): Promise<Uint8Array> {
    return Uint8Array.of(id, ...new Array<number>(bytes - 1).fill(7));
  }

  /** Opened (again): the library hands out a new handle each time. */
  reopened(): this {
    this.#isClosed = false;
    this.removeAllListeners();
    return this;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }

  received(): Buffer {
    return Buffer.concat(this.#got);
  }

  reads(appetite: Appetite): void {
    this.#appetite = appetite;
  }

  say(bytes: Uint8Array): void {
    this.emit('data', Buffer.from(bytes));
  }

  die(): void {
    if (this.isGone) return;
    this.isGone = true;
    for (const { taken } of this.#unread.splice(0)) taken();
    this.emit('error', Object.assign(new Error(), { message: undefined }));
  }

  tearDown(): void {
    clearInterval(this.#timer);
  }

  #eat(): void {
    if (this.#appetite === 'none' || this.isGone) return;
    // A report is taken only after the one before it; so many in one tick that a test of 256 KiB stays short.
    const end = this.#got.length * dataBytes + (this.#appetite === 'slow' ? slowBytes : 65_536);
    const step = (): void => {
      const next = this.#unread.shift();
      if (next === undefined || this.#appetite === 'none' || this.isGone) {
        if (next !== undefined) this.#unread.unshift(next);
        return;
      }
      this.#got.push(next.bytes);
      next.taken();
      if (this.#got.length * dataBytes < end) setImmediate(step);
    };
    step();
  }
}

let count = 0;

/** HID against the fake; the last report is filled with zeros, which the rig takes off. */
export const hidRig: Rig = {
  name: 'HID (fake with the interface of node-hid)',
  lacks: null,
  talks: true,
  isExclusive: true,
  tellsDeath: true,
  nobody: 'unreachable',
  setUp: async () => {
    const device = new FakeHid();
    count += 1;
    const path = `/dev/hidraw${count}`;
    const open = async (): Promise<HidHandle> => {
      if (device.isGone) throw new Error(`cannot open device with path ${path}: No such file or directory`);
      return device.reopened();
    };
    const outputReport = { id: reportId, dataBytes };
    return {
      peer: device,
      transport: ({ stallMs = 5_000, pace } = {}) =>
        new HidTransport({ path, open, outputReport, stallMs, ...(pace === undefined ? {} : { gapMs: pace.gapMs }) }),
      transportToNobody: () =>
        new HidTransport({
          path: '/dev/hidraw99',
          open: () => Promise.reject(new Error('cannot open device: No such file or directory')),
        }),
      tearDown: async () => device.tearDown(),
    };
  },
};

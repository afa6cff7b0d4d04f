import type { Medium, MediumListener, Pace } from './medium.ts';
import { MediumTransport } from './medium-transport.ts';
import { failureOf, messageOf } from './system-failure.ts';
import { TransportError } from './transport.ts';

/** Longest wait for a device to open and be claimed, in milliseconds. */
export const usbOpenMsMax = 5_000;
/** Longest wait without the device taking a chunk, in milliseconds. */
export const usbStallMsMax = 15_000;
/** Slowest printer `drain` waits for, in bytes a second. */
export const usbDrainBytesPerSecondMin = 1_000;
/** Bytes of one transfer: one transfer is one step of progress, and how many bytes of a broken one arrived is not told. */
export const usbChunkBytes = 4_096;
/** How long one read waits for the device to say something, in milliseconds: also how long `close` may take. */
export const usbReadMs = 200;
/** Bytes asked for at once. */
export const usbReadBytes = 512;
/** A stopped endpoint is started again this many times in a row before the line counts as broken. */
export const usbStallsMax = 3;
/** Interface class of printers (USB-IF "Defined Class Codes"). */
export const usbPrinterClass = 7;
/** Class of an interface only its maker describes; some receipt printers use it. */
const usbVendorClass = 0xff;

/** One endpoint, in the words of WebUSB (W3C CG "WebUSB API", USBEndpoint). */
export interface UsbEndpoint {
  readonly endpointNumber: number;
  readonly direction: string;
  readonly type: string;
}

/** The part of WebUSB's `USBDevice` needed here; `usb` 3 and a fake fit it. `detachKernelDriver` is that library's own. */
export interface UsbBulkDevice {
  readonly configuration?: UsbConfiguration | null | undefined;
  readonly configurations: readonly UsbConfiguration[];
  open(): Promise<void>;
  close(): Promise<void>;
  selectConfiguration(value: number): Promise<void>;
  claimInterface(interfaceNumber: number): Promise<void>;
  releaseInterface(interfaceNumber: number): Promise<void>;
  clearHalt(direction: 'in' | 'out', endpointNumber: number): Promise<void>;
  transferIn(
    endpoint: number,
    bytes: number,
    limitMs?: number,
  ): Promise<{ data?: DataView | undefined; status?: string }>;
  transferOut(
    endpoint: number,
    data: Uint8Array,
    limitMs?: number,
  ): Promise<{ bytesWritten: number; status?: string | undefined }>;
  detachKernelDriver?(interfaceNumber: number): Promise<void>;
}

/** A configuration as WebUSB describes it, as far as needed. */
export interface UsbConfiguration {
  readonly configurationValue: number;
  readonly interfaces: readonly {
    readonly interfaceNumber: number;
    readonly alternate: { readonly interfaceClass: number; readonly endpoints: readonly UsbEndpoint[] };
  }[];
}

/** `find` answers the device as it is plugged now, or null; `name` is its identity or what a person calls it. */
export interface UsbTarget {
  readonly name: string;
  readonly find: () => Promise<UsbBulkDevice | null>;
  readonly openMs?: number;
  readonly stallMs?: number;
  readonly pace?: Pace;
}

/** Where a printer's bytes go in and come out; `input` null for one that never talks. */
export interface UsbPipes {
  readonly interfaceNumber: number;
  readonly output: number;
  readonly input: number | null;
}

/** The printer interface of a configuration, else one that only its maker describes; null when neither takes bulk bytes. */
export function pipesOf(configuration: UsbConfiguration): UsbPipes | null {
  const wanted = [usbPrinterClass, usbVendorClass];
  const able = wanted.flatMap((wantedClass) =>
    configuration.interfaces.filter(({ alternate }) => alternate.interfaceClass === wantedClass),
  );
  for (const { interfaceNumber, alternate } of able) {
    const bulk = alternate.endpoints.filter((endpoint) => endpoint.type === 'bulk');
    const output = bulk.find((endpoint) => endpoint.direction === 'out');
    const input = bulk.find((endpoint) => endpoint.direction === 'in');
    if (output !== undefined) {
      return { interfaceNumber, output: output.endpointNumber, input: input?.endpointNumber ?? null };
    }
  }
  return null;
}

/** Bytes over the bulk endpoints of a USB printer. On Linux the kernel's printer driver is moved aside while it is open. */
export class UsbTransport extends MediumTransport {
  constructor(target: UsbTarget) {
    const stallMs = target.stallMs ?? usbStallMsMax;
    super({
      name: `usb ${target.name}`,
      claim: `usb ${target.name}`,
      medium: new UsbMedium(target, stallMs),
      limits: {
        openMs: target.openMs ?? usbOpenMsMax,
        stallMs,
        drainBytesPerSecondMin: usbDrainBytesPerSecondMin,
        pace: target.pace ?? { chunkBytes: usbChunkBytes, gapMs: 0 },
      },
    });
  }
}

class UsbMedium implements Medium {
  readonly #target: UsbTarget;
  readonly #transferMs: number;
  #device: UsbBulkDevice | null = null;
  #pipes: UsbPipes | null = null;
  #reading: Promise<void> = Promise.resolve();
  #isReleased = false;

  constructor(target: UsbTarget, stallMs: number) {
    this.#target = target;
    // Longer than the transport's own limit: it is the limit that tells, unless this machine was too busy to look.
    this.#transferMs = stallMs + usbReadMs;
  }

  async open(listener: MediumListener): Promise<void> {
    const device = await this.#target.find();
    if (device === null) throw new TransportError('unreachable', `usb ${this.#target.name} is not plugged in`);
    await device.open();
    this.#device = device;
    const pipes = await claimPrinter(device);
    this.#pipes = pipes;
    if (this.#isReleased) {
      // Let go while it was being opened: what came after that is undone.
      this.#device = device;
      return this.release();
    }
    const { input } = pipes;
    if (input === null) return;
    this.#reading = this.#readAll(device, input, listener).catch((error: unknown) => listener.gone(error));
  }

  async take(chunk: Uint8Array): Promise<number> {
    const { device, pipes } = this.#opened();
    for (let stalls = 0; stalls < usbStallsMax; stalls += 1) {
      const sent = await device.transferOut(pipes.output, chunk, this.#transferMs).catch(stalledDevice);
      if (sent.bytesWritten > 0) return sent.bytesWritten;
      // A stopped endpoint took nothing and is started again (USB 2.0, 8.5.3.4: a halted endpoint answers STALL).
      await device.clearHalt('out', pipes.output);
    }
    throw new Error('the device stops taking bytes');
  }

  /** A bulk transfer ends when the device has acknowledged its last packet: what was taken has arrived. */
  async finish(): Promise<void> {
    this.#opened();
  }

  async release(): Promise<void> {
    this.#isReleased = true;
    const { input: _, interfaceNumber } = this.#pipes ?? { input: null, interfaceNumber: -1 };
    const device = this.#device;
    this.#device = null;
    // A transfer under way holds the interface: without waiting, the next opener would find it busy.
    await this.#reading;
    if (device === null) return;
    if (interfaceNumber >= 0) await device.releaseInterface(interfaceNumber).catch(() => undefined);
    await device.close().catch(() => undefined);
  }

  #opened(): { device: UsbBulkDevice; pipes: UsbPipes } {
    if (this.#device === null || this.#pipes === null) throw new Error('the device is not open');
    return { device: this.#device, pipes: this.#pipes };
  }

  async #readAll(device: UsbBulkDevice, input: number, listener: MediumListener): Promise<void> {
    let stalls = 0;
    while (!this.#isReleased) {
      const got = await device.transferIn(input, usbReadBytes, usbReadMs).catch(silentDevice);
      if (got === null) continue;
      if (got.status === 'stall') {
        stalls += 1;
        if (stalls >= usbStallsMax) throw new Error('the device stops talking');
        await device.clearHalt('in', input);
      } else if (got.data !== undefined && got.data.byteLength > 0) {
        stalls = 0;
        listener.data(new Uint8Array(got.data.buffer, got.data.byteOffset, got.data.byteLength));
      }
    }
  }
}

/** Finds and claims the printer interface. Rejects with `unsupported`, `busy` or `denied`. */
async function claimPrinter(device: UsbBulkDevice): Promise<UsbPipes> {
  const configuration = device.configuration ?? device.configurations[0];
  if (configuration === undefined) throw new TransportError('unsupported', 'the device has no configuration');
  if (!device.configuration) await device.selectConfiguration(configuration.configurationValue);
  const pipes = pipesOf(configuration);
  if (pipes === null) throw new TransportError('unsupported', 'the device has no interface that takes printer data');
  // Absent or already free: claiming tells whether it worked.
  await device.detachKernelDriver?.(pipes.interfaceNumber).catch(() => undefined);
  try {
    await device.claimInterface(pipes.interfaceNumber);
  } catch (error) {
    const failure = failureOf(error, 'busy');
    throw new TransportError(failure, `the interface cannot be claimed: ${messageOf(error, 'no reason')}`);
  }
  return pipes;
}

/** The same of a write: the device took nothing in its time, but the line is whole. */
function stalledDevice(error: unknown): never {
  if (silentDevice(error) === null) throw new TransportError('stalled', messageOf(error, 'the device takes no bytes'));
  throw error;
}

/** `usb` 3 rejects a read that ran out of time with the word of its engine: the device simply said nothing. */
function silentDevice(error: unknown): null {
  if (/cancelled|timed? ?out/i.test(messageOf(error, ''))) return null;
  throw error;
}

import type { Medium, MediumListener, Pace } from './medium.ts';
import { MediumTransport } from './medium-transport.ts';

/** Longest wait for a device to open, in milliseconds. */
export const hidOpenMsMax = 4_000;
/** Longest wait for one output report, in milliseconds. */
export const hidStallMsMax = 5_000;
/** Slowest device `drain` waits for, in bytes a second. */
export const hidDrainBytesPerSecondMin = 1_000;
/** Data bytes of an output report unless the device says otherwise: 64 without the report's number. */
export const hidReportBytes = 63;

/** An open device as `node-hid`'s `HIDAsync` offers it; a fake fits too. Its 'error' of an unplugged device has no message. */
export interface HidHandle {
  on(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  /** First byte: number of the report, 0 where the device numbers none. */
  write(bytes: Buffer): Promise<number>;
  sendFeatureReport(bytes: Buffer): Promise<number>;
  getFeatureReport(reportId: number, bytes: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** The part of `node-hid` needed to open a device. */
export type OpenHid = (path: string) => Promise<HidHandle>;

/** Which device: `path` as discovery names it (`/dev/hidraw0`); output reports have this number and length. */
export interface HidTarget {
  readonly path: string;
  readonly open: OpenHid;
  readonly outputReport?: { readonly id: number; readonly dataBytes: number };
  readonly openMs?: number;
  readonly stallMs?: number;
  /** Only the gap between reports counts; a chunk is a report. */
  readonly gapMs?: Pace['gapMs'];
}

/**
 * Reports of a HID device. `onData` hears input reports as they come, one call each, with the report's number first where
 * the device numbers them; `write` cuts bytes into output reports and fills the last one with zeros.
 */
export class HidTransport extends MediumTransport {
  readonly #medium: HidMedium;

  constructor(target: HidTarget) {
    const report = target.outputReport ?? { id: 0, dataBytes: hidReportBytes };
    const medium = new HidMedium(target, report);
    super({
      name: `hid ${target.path}`,
      claim: `hid ${target.path}`,
      medium,
      limits: {
        openMs: target.openMs ?? hidOpenMsMax,
        stallMs: target.stallMs ?? hidStallMsMax,
        drainBytesPerSecondMin: hidDrainBytesPerSecondMin,
        pace: { chunkBytes: report.dataBytes, gapMs: target.gapMs ?? 0 },
      },
    });
    this.#medium = medium;
  }

  /** Sets a feature report; `report[0]` is its number. Rejects when the device is not open or refuses it. */
  async sendFeature(report: Uint8Array): Promise<void> {
    await this.#medium.handle().sendFeatureReport(Buffer.from(report));
  }

  /** Reads a feature report of up to `bytes` bytes, its number first. */
  async readFeature(reportId: number, bytes: number): Promise<Uint8Array> {
    return Uint8Array.from(await this.#medium.handle().getFeatureReport(reportId, bytes));
  }
}

class HidMedium implements Medium {
  readonly #target: HidTarget;
  readonly #report: { readonly id: number; readonly dataBytes: number };
  #handle: HidHandle | null = null;

  constructor(target: HidTarget, report: { readonly id: number; readonly dataBytes: number }) {
    this.#target = target;
    this.#report = report;
  }

  async open(listener: MediumListener): Promise<void> {
    const handle = await this.#target.open(this.#target.path);
    // Stays for ever: an 'error' after closing, without a listener, would end the process.
    handle.on('error', (error) => listener.gone(error ?? new Error()));
    handle.on('data', (bytes) => listener.data(Uint8Array.from(bytes)));
    this.#handle = handle;
  }

  async take(chunk: Uint8Array): Promise<number> {
    const report = Buffer.alloc(1 + this.#report.dataBytes);
    report[0] = this.#report.id;
    report.set(chunk, 1);
    await this.handle().write(report);
    return chunk.byteLength;
  }

  async finish(): Promise<void> {
    this.handle();
  }

  async release(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close().catch(() => undefined);
  }

  handle(): HidHandle {
    if (this.#handle === null) throw new Error('the device is not open');
    return this.#handle;
  }
}

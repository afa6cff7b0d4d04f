import { access } from 'node:fs/promises';
import type { SerialPort } from 'serialport';
import type { Medium, MediumListener, Pace } from './medium.ts';
import { MediumTransport } from './medium-transport.ts';
import { failureOf, messageOf } from './system-failure.ts';
import { TransportError } from './transport.ts';

/** Longest wait for a serial port to open, in milliseconds. Bluetooth ports take seconds. */
export const serialOpenMsMax = 10_000;
/** Longest wait without a chunk being taken, in milliseconds: a device that holds the line off by hand-shake. */
export const serialStallMsMax = 15_000;
/** Slowest line `drain` waits for, in bytes a second: 1,200 baud. */
export const serialDrainBytesPerSecondMin = 120;
/** Bytes handed over at once: 2 s at 1,200 baud, so progress is seen on the slowest line. */
export const serialChunkBytes = 256;

/** How often an open port is looked for, in milliseconds: a pulled one may read as empty for ever instead of failing. */
export const serialWatchMs = 500;

/** Line settings as the device's manual names them, e.g. 9600 7E1. */
export interface SerialSettings {
  readonly baudRate: number;
  readonly dataBits?: 7 | 8;
  readonly parity?: 'none' | 'even' | 'odd';
  readonly stopBits?: 1 | 2;
  readonly flowControl?: 'none' | 'rts-cts' | 'xon-xoff';
}

/** Which port and how. `path`: `/dev/ttyUSB0`, `/dev/serial/by-id/…`, `COM3`. */
export interface SerialTarget extends SerialSettings {
  readonly path: string;
  readonly openMs?: number;
  readonly stallMs?: number;
  readonly pace?: Pace;
}

/** Levels of the lines a device may answer on. */
export interface ModemLines {
  readonly cts: boolean;
  readonly dsr: boolean;
  readonly dcd: boolean;
}

/** Bytes over a serial port, held alone. A second opener, here or in another program, is told `busy`. */
export class SerialTransport extends MediumTransport {
  readonly #medium: SerialMedium;

  constructor(target: SerialTarget) {
    const medium = new SerialMedium(target);
    super({
      name: `serial ${target.path}`,
      medium,
      limits: {
        openMs: target.openMs ?? serialOpenMsMax,
        stallMs: target.stallMs ?? serialStallMsMax,
        drainBytesPerSecondMin: serialDrainBytesPerSecondMin,
        pace: target.pace ?? { chunkBytes: serialChunkBytes, gapMs: 0 },
      },
    });
    this.#medium = medium;
  }

  /** How the modem lines stand now; null where the port has none (ptys, some Bluetooth ports) or is not open. */
  modemLines(): Promise<ModemLines | null> {
    return this.#medium.modemLines();
  }
}

class SerialMedium implements Medium {
  readonly #target: SerialTarget;
  #port: SerialPort | null = null;
  #isDraining = false;
  #watch: NodeJS.Timeout | undefined;

  constructor(target: SerialTarget) {
    this.#target = target;
  }

  async open(listener: MediumListener): Promise<void> {
    const { SerialPort: Port } = await import('serialport');
    const { path, baudRate, dataBits = 8, parity = 'none', stopBits = 1, flowControl = 'none' } = this.#target;
    const port = new Port({
      path,
      baudRate,
      dataBits,
      parity,
      stopBits,
      rtscts: flowControl === 'rts-cts',
      xon: flowControl === 'xon-xoff',
      xoff: flowControl === 'xon-xoff',
      lock: true,
      autoOpen: false,
    });
    // A listener from the first moment: an 'error' without one would end the process. The cause comes with 'close'.
    port.on('error', () => undefined);
    port.on('data', listener.data);
    port.once('close', (error: Error | null) => listener.gone(error));
    await new Promise<void>((resolve, reject) => {
      port.open((error) => (error ? reject(openError(error, path)) : resolve()));
    });
    this.#port = port;
    if (!path.startsWith('/')) return;
    this.#watch = setInterval(() => {
      access(path).catch((error: unknown) => listener.gone(error));
    }, serialWatchMs);
  }

  async take(chunk: Uint8Array): Promise<number> {
    const port = this.#openPort();
    await new Promise<void>((resolve, reject) => {
      port.write(Buffer.from(chunk), (error) => (error ? reject(error) : resolve()));
    });
    return chunk.byteLength;
  }

  async finish(): Promise<void> {
    const port = this.#openPort();
    this.#isDraining = true;
    await new Promise<void>((resolve, reject) => {
      port.drain((error) => (error ? reject(error) : resolve()));
    });
    this.#isDraining = false;
  }

  async release(): Promise<void> {
    const port = this.#port;
    this.#port = null;
    clearInterval(this.#watch);
    if (port === null || !port.isOpen) return;
    // A device that holds the line off would keep the waiting thread (tcdrain) for ever: throw its bytes away first.
    if (this.#isDraining) await new Promise<void>((resolve) => port.flush(() => resolve()));
    await new Promise<void>((resolve) => port.close(() => resolve()));
  }

  async modemLines(): Promise<ModemLines | null> {
    const port = this.#port;
    if (port === null || !port.isOpen) return null;
    return new Promise((resolve) => {
      port.get((error, lines) => resolve(error || lines === undefined ? null : lines));
    });
  }

  #openPort(): SerialPort {
    if (this.#port === null) throw new Error('the port is not open');
    return this.#port;
  }
}

/** Windows says "Access denied" for a port another program holds; every user may open a free one. */
function openError(error: Error, path: string): TransportError {
  const failure = failureOf(error, 'unreachable');
  const isHeld = process.platform === 'win32' && failure === 'denied';
  return new TransportError(isHeld ? 'busy' : failure, `serial ${path}: ${messageOf(error, 'it cannot be opened')}`);
}

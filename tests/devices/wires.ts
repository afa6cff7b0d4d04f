import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SerialPort } from 'serialport';
import { machineClock, pause } from '../../main/devices/clock.ts';
import type { DeviceChannel, SerialLine } from '../../main/devices/device-channel.ts';
import { PortChannel } from '../../main/devices/virtual/port-channel.ts';
import { PortServer } from '../../main/devices/virtual/port-server.ts';
import type { VirtualPort } from '../../main/devices/virtual/virtual-port.ts';
import { TcpTransport } from '../../native/tcp.ts';

/** What a virtual device hangs on in a test, and somebody at its plug. */
export interface Wire {
  readonly connect: () => DeviceChannel;
  /** Resolves once the plug is out, or in, and the system knows. */
  readonly unplug: () => Promise<void>;
  readonly plug: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Waits until it is so, looking every few milliseconds; fails after `ms`. */
export async function until(isSo: () => boolean, ms = 30_000): Promise<void> {
  const end = Date.now() + ms;
  while (!isSo()) {
    if (Date.now() > end) throw new Error('it did not become so');
    await pause(machineClock, 2);
  }
}

export async function memoryWire(port: VirtualPort): Promise<Wire> {
  return {
    connect: () => new PortChannel(port),
    unplug: async () => port.unplug(),
    plug: async () => port.plug(),
    close: async () => undefined,
  };
}

export async function tcpWire(port: VirtualPort): Promise<Wire> {
  const server = new PortServer(port);
  const number = await server.open(0);
  return {
    connect: () => new TcpTransport({ host: '127.0.0.1', port: number, connectMs: 5_000, stallMs: 5_000 }),
    unplug: async () => {
      port.unplug();
      await server.settled();
    },
    plug: async () => {
      port.plug();
      await server.settled();
    },
    close: () => server.close(),
  };
}

/** A real pty made by `socat`, opened by the serial driver; the device is behind it. */
export async function ptyWire(port: VirtualPort, line: SerialLine): Promise<Wire> {
  const dir = mkdtempSync(join(tmpdir(), 'kaunter-pty-'));
  const link = join(dir, 'tty');
  const server = new PortServer(port);
  const number = await server.open(0);
  let child = await startSocat(link, number);
  const ended = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    rmSync(link, { force: true });
  };
  return {
    connect: () => new PtyChannel(link, line),
    unplug: async () => {
      port.unplug();
      await server.settled();
      await ended();
    },
    plug: async () => {
      await ended();
      port.plug();
      await server.settled();
      child = await startSocat(link, number);
    },
    close: async () => {
      await server.close();
      child.kill('SIGKILL');
      await ended();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function startSocat(link: string, number: number): Promise<ChildProcess> {
  const child = spawn('socat', [`pty,raw,echo=0,link=${link}`, `tcp:127.0.0.1:${number},nodelay`], { stdio: 'ignore' });
  await until(() => existsSync(link) || child.exitCode !== null);
  if (child.exitCode !== null) throw new Error(`socat ended with ${child.exitCode}`);
  return child;
}

/** A serial line as the system's driver gives it. */
class PtyChannel implements DeviceChannel {
  readonly name: string;
  readonly #port: SerialPort;

  constructor(path: string, { baudRate, dataBits, parity, stopBits }: SerialLine) {
    this.name = `serial ${path}`;
    this.#port = new SerialPort({ path, baudRate, dataBits, parity, stopBits, autoOpen: false });
    this.#port.on('error', () => undefined);
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#port.open((error) => (error ? reject(error) : resolve()));
    });
  }

  async write(bytes: Uint8Array): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#port.write(Buffer.from(bytes), (error) => (error ? reject(error) : resolve()));
    });
    return bytes.length;
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    this.#port.on('data', listener);
    return () => this.#port.off('data', listener);
  }

  onClose(listener: (error: Error | null) => void): () => void {
    this.#port.on('close', listener);
    return () => this.#port.off('close', listener);
  }

  async drain(): Promise<void> {
    await this.close();
  }

  async close(): Promise<void> {
    if (!this.#port.isOpen) return;
    await new Promise<void>((resolve) => this.#port.close(() => resolve()));
  }
}

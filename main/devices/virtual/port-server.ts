import { createServer, type Server, type Socket } from 'node:net';
import type { VirtualPort } from './virtual-port.ts';

/** A virtual device on TCP: a serial device behind a network adapter, or, through `socat`, on a pty. */
export class PortServer {
  readonly #port: VirtualPort;
  readonly #sockets = new Set<Socket>();
  readonly #forget: () => void;
  #server: Server | null = null;
  #number = 0;
  #moving: Promise<void> = Promise.resolve();

  constructor(port: VirtualPort) {
    this.#port = port;
    this.#forget = port.onPlug((isPlugged) => {
      this.#moving = this.#moving.then(() => (isPlugged ? this.#listen() : this.#unlisten()));
    });
  }

  /** Listens on 127.0.0.1; port 0 takes a free one. Resolves to the port, which stays the same over unplugging. */
  async open(port: number): Promise<number> {
    this.#number = port;
    await this.#listen();
    return this.#number;
  }

  async close(): Promise<void> {
    this.#forget();
    await this.#moving;
    await this.#unlisten();
  }

  /** Resolves once a plug that was pulled or put in has had its effect. */
  settled(): Promise<void> {
    return this.#moving;
  }

  async #listen(): Promise<void> {
    const server = createServer((socket) => this.#serve(socket));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#number, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (typeof address === 'object' && address !== null) this.#number = address.port;
  }

  async #unlisten(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    const leave = this.#port.attach({
      hear: (bytes) => {
        if (socket.writable) socket.write(bytes);
      },
      cut: () => socket.destroy(),
    });
    socket.on('data', (bytes) => this.#port.send(bytes));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      leave();
      this.#sockets.delete(socket);
    });
  }
}

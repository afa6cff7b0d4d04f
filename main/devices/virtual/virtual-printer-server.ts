import { createServer, type Server, type Socket } from 'node:net';
import type { VirtualPrinter } from './virtual-printer.ts';

/** The virtual printer on TCP, as a network printer's raw port: one connection at a time, full buffers push back. */
export class VirtualPrinterServer {
  readonly #printer: VirtualPrinter;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(printer: VirtualPrinter) {
    this.#printer = printer;
    this.#server = createServer({ allowHalfOpen: true }, (socket) => this.#serve(socket));
  }

  /** Listens on 127.0.0.1; port 0 takes a free one. Resolves to the port. */
  async open(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  /** Stops listening and cuts every connection. */
  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  /** Cuts the connection with a reset, as a printer that loses power. */
  reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  #serve(socket: Socket): void {
    if (!this.#printer.isReachable) {
      socket.resetAndDestroy();
      return;
    }
    this.#sockets.add(socket);
    const forget = this.#printer.onChange(() => {
      if (this.#printer.roomBytes > 0) socket.resume();
    });
    const forgetDeath = this.#printer.onDeath(() => socket.resetAndDestroy());
    this.#printer.connect((bytes) => {
      if (socket.writable) socket.write(bytes);
    });
    socket.on('data', (bytes) => {
      this.#printer.receive(bytes);
      if (this.#printer.roomBytes === 0) socket.pause();
    });
    socket.on('end', () => socket.end());
    socket.on('error', () => undefined);
    socket.on('close', () => {
      forget();
      forgetDeath();
      this.#sockets.delete(socket);
    });
  }
}

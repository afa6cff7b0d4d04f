import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** What a line through the proxy suffers. Directions are seen from the client: `up` to the hub, `down` from it. */
export interface Chaos {
  /** Cut both sides after so many bytes of a direction (RST, as a pulled cable's router does). */
  readonly cutAfterBytes?: { readonly up?: number; readonly down?: number };
  /** Each piece waits so long, in milliseconds, in both directions; order stays. */
  readonly delayMs?: number;
  /** Bytes a second in each direction. */
  readonly bytesPerSecond?: number;
  /** Nothing goes through any more, and nobody is told: half-open, as when Wi-Fi drops. */
  readonly silent?: boolean;
}

/** A TCP proxy that spoils lines on purpose, for any test that needs a bad network. New lines get the chaos of the moment. */
export class ChaosProxy {
  readonly #server: Server;
  readonly #lines = new Set<Line>();
  #chaos: Chaos = {};
  /** Lines that were opened so far. */
  opened = 0;

  /** Where new lines go. */
  target: { readonly host: string; readonly port: number };

  private constructor(target: { readonly host: string; readonly port: number }) {
    this.target = target;
    this.#server = createServer({ allowHalfOpen: true }, (client) => {
      this.opened += 1;
      const line = new Line(client, connect({ ...this.target, allowHalfOpen: true }), () => this.#chaos);
      this.#lines.add(line);
      client.once('close', () => this.#lines.delete(line));
    });
  }

  static async open(target: { readonly host: string; readonly port: number }, port = 0): Promise<ChaosProxy> {
    const proxy = new ChaosProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(port, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** From now on; lines that are open feel it too. */
  set chaos(chaos: Chaos) {
    this.#chaos = chaos;
    for (const line of this.#lines) line.resume();
  }

  /** Cuts every line at once. */
  cut(): void {
    for (const line of this.#lines) line.cut();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** One line: two sockets and a pump each way. */
class Line {
  readonly #sides: readonly [Socket, Socket];
  readonly #pumps: readonly Pump[];

  constructor(client: Socket, hub: Socket, chaos: () => Chaos) {
    this.#sides = [client, hub];
    const cut = () => this.cut();
    this.#pumps = [
      new Pump({ from: client, to: hub, chaos, way: 'up', cut }),
      new Pump({ from: hub, to: client, chaos, way: 'down', cut }),
    ];
    for (const side of this.#sides) side.on('error', cut);
  }

  resume(): void {
    for (const pump of this.#pumps) pump.run();
  }

  cut(): void {
    for (const side of this.#sides) side.resetAndDestroy();
  }
}

interface PumpParts {
  readonly from: Socket;
  readonly to: Socket;
  readonly chaos: () => Chaos;
  readonly way: 'up' | 'down';
  readonly cut: () => void;
}

/** Pieces of one direction, one after the other. */
class Pump {
  readonly #parts: PumpParts;
  readonly #waiting: (Buffer | 'end')[] = [];
  #sentBytes = 0;
  #busy = false;

  constructor(parts: PumpParts) {
    this.#parts = parts;
    parts.from.on('data', (piece) => this.#take(Buffer.from(piece)));
    parts.from.on('end', () => this.#take('end'));
  }

  #take(piece: Buffer | 'end'): void {
    this.#waiting.push(piece);
    this.run();
  }

  run(): void {
    const { chaos, to } = this.#parts;
    if (this.#busy || this.#waiting.length === 0 || chaos().silent === true) return;
    const piece = this.#waiting.shift();
    if (piece === 'end') to.end();
    else if (piece !== undefined) this.#send(piece);
  }

  #send(piece: Buffer): void {
    const { delayMs = 0, bytesPerSecond } = this.#parts.chaos();
    this.#busy = true;
    const pauseMs = delayMs + (bytesPerSecond === undefined ? 0 : (piece.length / bytesPerSecond) * 1_000);
    if (pauseMs === 0) this.#passOn(piece);
    else setTimeout(() => this.#passOn(piece), pauseMs);
  }

  #passOn(piece: Buffer): void {
    const { to, chaos, way, cut } = this.#parts;
    const left = (chaos().cutAfterBytes?.[way] ?? Number.POSITIVE_INFINITY) - this.#sentBytes;
    this.#busy = false;
    if (piece.length < left) {
      this.#sentBytes += piece.length;
      to.write(piece);
      this.run();
      return;
    }
    if (left > 0) to.write(piece.subarray(0, left));
    setImmediate(cut);
  }
}

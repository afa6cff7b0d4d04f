import type { RawData, WebSocket } from 'ws';
import { type LiveToDevice, type LiveToHub, liveCloseCodes, liveToHub } from '../../../contracts/live.ts';
import { assertNever } from '../../../domain/assert.ts';
import type { DeviceGate, DeviceIdentity } from '../network/device-gate.ts';
import { FloodGate } from '../sync/flood-gate.ts';

/** Unsent bytes of a line beyond which pokes wait, and only the newest. */
export const unsentBytesMax = 65_536;
/** A line that took nothing for so long is closed, in milliseconds. */
export const stuckMsMax = 10_000;
/** A line that said nothing for so long is closed, in milliseconds: three reports were missed. */
export const silenceMsMax = 45_000;
/** Messages of a handheld: a beat every two seconds and a report now and then. */
const pace = { burst: 40, perSecond: 5 };
/** Close code of a message that makes no sense, RFC 6455 §7.4.1. */
const closePolicy = 1008;
/** A closed line has this long to say goodbye, in milliseconds. */
const farewellMsMax = 1_000;

export interface LiveLineParts {
  readonly socket: WebSocket;
  readonly device: DeviceIdentity;
  readonly gate: Pick<DeviceGate, 'takeTicket' | 'reported' | 'commanded'>;
  readonly now: () => number;
}

/** One handheld's socket: what it says, what it is told, and when it has to go. */
export class LiveLine {
  readonly #parts: LiveLineParts;
  readonly #flood: FloodGate;
  #device: DeviceIdentity;
  #heardAt = performance.now();
  #stuckSince: number | null = null;
  #waiting: Buffer | null = null;

  constructor(parts: LiveLineParts) {
    this.#parts = parts;
    this.#device = parts.device;
    this.#flood = new FloodGate(() => performance.now(), pace);
    const { socket } = parts;
    socket.on('message', (data, isBinary) => this.#hear(data, isBinary));
    socket.on('pong', () => this.#heard());
    socket.on('ping', () => this.#admit());
    socket.on('error', () => undefined);
  }

  get device(): DeviceIdentity {
    return this.#device;
  }

  tell(message: LiveToDevice): void {
    this.#parts.socket.send(JSON.stringify(message), { binary: false });
  }

  /** A poke as it was put into bytes for all. A line that does not take it gets the newest one later. */
  poke(bytes: Buffer): void {
    const { socket } = this.#parts;
    if (socket.bufferedAmount > unsentBytesMax) {
      this.#waiting = bytes;
      this.#stuckSince ??= performance.now();
      return;
    }
    socket.send(bytes, { binary: false });
  }

  /** Is it still alive, still signed on, still reading? */
  check(): void {
    const { socket, now } = this.#parts;
    if (this.#device.until <= now()) this.close(liveCloseCodes.unauthenticated);
    else if (performance.now() - this.#heardAt > silenceMsMax) this.close(liveCloseCodes.slow);
    else if (socket.bufferedAmount <= unsentBytesMax) this.#catchUp();
    else this.#watchStuck();
  }

  #catchUp(): void {
    this.#stuckSince = null;
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting !== null) this.poke(waiting);
  }

  #watchStuck(): void {
    this.#stuckSince ??= performance.now();
    if (performance.now() - this.#stuckSince > stuckMsMax) this.close(liveCloseCodes.slow);
  }

  close(code: number): void {
    const { socket } = this.#parts;
    socket.close(code);
    setTimeout(() => socket.terminate(), farewellMsMax).unref();
  }

  #heard(): void {
    this.#heardAt = performance.now();
  }

  /** A flood of messages or pings closes the line; fifty others do not notice. */
  #admit(): boolean {
    if (this.#flood.enter('line') === null) return true;
    this.close(liveCloseCodes.flood);
    return false;
  }

  #hear(data: RawData, isBinary: boolean): void {
    if (!this.#admit()) return;
    const message = isBinary || !Buffer.isBuffer(data) ? null : parsed(data);
    if (message === null) this.close(closePolicy);
    else this.#take(message);
  }

  #take(message: LiveToHub): void {
    const { gate, now } = this.#parts;
    this.#heard();
    switch (message.kind) {
      case 'heartbeat':
        gate.reported(this.#device, message.report);
        break;
      case 'beat':
        this.tell({ kind: 'beat', no: message.no, now: now() });
        break;
      case 'ticket':
        this.#renew(message.ticket);
        break;
      case 'done':
        gate.commanded(this.#device, { commandId: message.commandId, ok: message.ok });
        break;
      default:
        assertNever(message);
    }
  }

  /** A fresh ticket of the very same device lengthens the line. */
  #renew(ticket: string): void {
    const renewed = this.#parts.gate.takeTicket(ticket);
    if (renewed === null || renewed.deviceId !== this.#device.deviceId) {
      this.close(liveCloseCodes.unauthenticated);
      return;
    }
    this.#device = renewed;
    this.tell({ kind: 'renewed', renewAt: renewed.until });
  }
}

function parsed(data: Buffer): LiveToHub | null {
  try {
    return liveToHub.safeParse(JSON.parse(data.toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}

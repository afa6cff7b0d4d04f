import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { DeviceCommand } from '../../../contracts/fleet.ts';
import {
  type LiveToDevice,
  liveCloseCodes,
  liveMessageBytesMax,
  liveProtocol,
  liveTicketPrefix,
} from '../../../contracts/live.ts';
import type { Epoch } from '../../../domain/sync/epoch.ts';
import type { DeviceGate, DeviceIdentity } from '../network/device-gate.ts';
import { LiveLine } from './live-line.ts';

/** Pokes of one client follow each other no faster than this, in milliseconds; the newest wins. */
export const pokeEveryMsMin = 20;
/** Lines are looked through this often, in milliseconds: sessions that ended, devices that were revoked, silence. */
export const sweepEveryMs = 500;

export interface LiveDeskParts {
  readonly gate: Pick<DeviceGate, 'takeTicket' | 'isWelcome' | 'reported' | 'commanded'>;
  readonly now: () => number;
  readonly epoch: () => Epoch;
  readonly head: () => number;
  readonly limits: { readonly socketsMax: number; readonly socketsPerInstallMax: number };
}

/** Live sockets of handhelds: pokes after commits, commands, heartbeats. Nothing of the record goes over them. */
export class LiveDesk {
  readonly #parts: LiveDeskParts;
  readonly #sockets: WebSocketServer;
  readonly #lines = new Set<LiveLine>();
  readonly #timer: NodeJS.Timeout;
  #pokePlanned = false;
  #pokedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: LiveDeskParts) {
    this.#parts = parts;
    this.#sockets = new WebSocketServer({
      noServer: true,
      maxPayload: liveMessageBytesMax,
      perMessageDeflate: false,
      handleProtocols: () => liveProtocol,
    });
    this.#timer = setInterval(() => this.#sweep(), sweepEveryMs);
    this.#timer.unref();
  }

  get size(): number {
    return this.#lines.size;
  }

  /** An upgrade the guard let through. Gives the status line of a refusal, or null when the socket is open. */
  open(request: IncomingMessage, socket: Duplex, head: Buffer): string | null {
    const { gate, limits } = this.#parts;
    const offered = offeredProtocols(request);
    if (!offered.includes(liveProtocol)) return '400 Bad Request';
    if (this.#lines.size >= limits.socketsMax) return '503 Service Unavailable';
    const ticket = offered.find((each) => each.startsWith(liveTicketPrefix))?.slice(liveTicketPrefix.length);
    const device = ticket === undefined ? null : gate.takeTicket(ticket);
    if (device === null) return '401 Unauthorized';
    if (!gate.isWelcome(device)) return '403 Forbidden';
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => this.#welcome(webSocket, device));
    return null;
  }

  /** The log has grown: every line is told at once, then once for whatever is committed within `pokeEveryMsMin`. */
  poke(): void {
    if (this.#pokePlanned || this.#lines.size === 0) return;
    this.#pokePlanned = true;
    const wait = this.#pokedAt + pokeEveryMsMin - performance.now();
    if (wait <= 0) this.#tellAll();
    else setTimeout(() => this.#tellAll(), wait).unref();
  }

  /** Tells every line of a device; gives how many there were. What comes of it comes as `done`. */
  command(deviceId: string, command: { readonly commandId: string; readonly command: DeviceCommand }): number {
    const lines = [...this.#lines].filter(({ device }) => device.deviceId === deviceId);
    for (const line of lines) line.tell({ kind: 'command', ...command });
    return lines.length;
  }

  /** Closes every line of a device at once, for one that was revoked. */
  dismiss(deviceId: string): void {
    for (const line of this.#lines) if (line.device.deviceId === deviceId) line.close(liveCloseCodes.forbidden);
  }

  /** Closes every line: the hub leaves the network. */
  dismissAll(): void {
    for (const line of this.#lines) line.close(liveCloseCodes.stopping);
  }

  close(): void {
    clearInterval(this.#timer);
    this.dismissAll();
    this.#sockets.close();
  }

  /** Put into bytes once for all; 50 handhelds cost one serialisation. */
  #tellAll(): void {
    this.#pokePlanned = false;
    this.#pokedAt = performance.now();
    const bytes = Buffer.from(JSON.stringify(this.#pokeMessage()));
    for (const line of this.#lines) line.poke(bytes);
  }

  #pokeMessage(): LiveToDevice {
    return { kind: 'poke', epoch: this.#parts.epoch(), head: this.#parts.head() };
  }

  #welcome(socket: WebSocket, device: DeviceIdentity): void {
    const { gate, now, epoch, head, limits } = this.#parts;
    const own = [...this.#lines].filter((line) => line.device.installId === device.installId);
    for (const old of own.slice(0, Math.max(0, own.length - limits.socketsPerInstallMax + 1))) {
      old.close(liveCloseCodes.slow);
    }
    const line = new LiveLine({ socket, device, gate, now });
    this.#lines.add(line);
    socket.once('close', () => {
      this.#lines.delete(line);
      gate.reported(device, 'went');
    });
    gate.reported(device, 'came');
    line.tell({ kind: 'welcome', now: now(), renewAt: device.until, epoch: epoch(), head: head() });
  }

  #sweep(): void {
    const { gate } = this.#parts;
    for (const line of this.#lines) {
      if (!gate.isWelcome(line.device)) line.close(liveCloseCodes.forbidden);
      else line.check();
    }
  }
}

function offeredProtocols({ headers }: IncomingMessage): string[] {
  return (headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim());
}

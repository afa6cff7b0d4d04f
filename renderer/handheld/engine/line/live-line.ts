import { type DeviceCommand, deviceHeartbeatEveryMs, type Heartbeat } from '../../../../contracts/fleet.ts';
import type { LiveTicket } from '../../../../contracts/live.ts';
import {
  type LiveToHub,
  liveBeatEveryMs,
  livePath,
  liveProtocol,
  liveSilenceMsMax,
  liveTicketPrefix,
  liveToDevice,
} from '../../../../contracts/live.ts';
import { backOffMs } from '../../../../domain/sync/back-off.ts';
import type { Epoch } from '../../../../domain/sync/epoch.ts';

/** A ticket or a socket that is not there after so long counts as away, in milliseconds. */
export const connectMsMax = 4_500;
/** A session is renewed so long before it ends, in milliseconds. */
const renewBeforeMs = 30_000;

export interface LiveSide {
  readonly origin: string;
  /** `refused`: the hub is there and gives none now. Rejects when it is away. */
  readonly ticket: () => Promise<LiveTicket | 'refused'>;
  readonly report: () => Heartbeat;
  readonly now: () => number;
  readonly random: () => number;
  /** The hub answers, or has not for `liveSilenceMsMax`; said with every try, since others may have heard it meanwhile. */
  readonly onStanding: (standing: 'here' | 'away') => void;
  /** The log has grown; a hint, never the truth. */
  readonly onPoke: (epoch: Epoch, head: number) => void;
  /** `done` tells the hub that it was carried out. */
  readonly onCommand: (command: DeviceCommand, done: (ok: boolean) => void) => void;
  readonly openSocket?: (url: string, protocols: string[]) => WebSocket;
}

/**
 * The live socket: pokes, beats and commands. A beat every two seconds makes a pulled cable known within five, which the
 * socket itself would not notice for minutes. It comes back by itself, for ever, with full jitter.
 */
export class LiveLine {
  readonly #side: LiveSide;
  #socket: WebSocket | null = null;
  #timers: ReturnType<typeof setTimeout>[] = [];
  #failures = 0;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #reportedAt = 0;
  #renewAt = Number.POSITIVE_INFINITY;
  #beatNo = 0;
  #isWelcome = false;
  #isAsking = false;
  #isOpen = false;

  constructor(side: LiveSide) {
    this.#side = side;
  }

  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    void this.#connect();
  }

  close(): void {
    this.#isOpen = false;
    this.#drop();
  }

  /** The network came back or the program to the front: no reason to wait for the next try. */
  hurry(): void {
    if (!this.#isOpen || this.#socket !== null) return;
    this.#drop();
    this.#failures = 0;
    void this.#connect();
  }

  /** Something of the report changed. */
  tell(): void {
    if (!this.#isWelcome) return;
    this.#send({ kind: 'heartbeat', report: this.#side.report() });
    this.#reportedAt = this.#side.now();
  }

  /** The hub was heard by another way, so that the next try need not wait. */
  soon(): void {
    if (!this.#isAsking) this.hurry();
  }

  async #connect(): Promise<void> {
    this.#isAsking = true;
    const late = setTimeout(() => this.#failed(), connectMsMax);
    this.#timers.push(late);
    const ticket = await this.#side.ticket().catch(() => null);
    if (!this.#isOpen || this.#socket !== null || !this.#timers.includes(late)) return;
    if (ticket === null || ticket === 'refused') {
      this.#failed(ticket === null);
      return;
    }
    this.#isAsking = false;
    const url = `${this.#side.origin.replace(/^http/, 'ws')}${livePath}`;
    const open = this.#side.openSocket ?? ((address, protocols) => new WebSocket(address, protocols));
    const socket = open(url, [liveProtocol, `${liveTicketPrefix}${ticket.ticket}`]);
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#heard(socket, data);
    socket.onclose = () => {
      if (this.#socket === socket) this.#failed();
    };
  }

  #heard(socket: WebSocket, data: unknown): void {
    if (this.#socket !== socket) return;
    const message = liveToDevice.safeParse(jsonOf(data));
    if (!message.success) return;
    this.#hears();
    const said = message.data;
    switch (said.kind) {
      case 'welcome':
        this.#welcome(said);
        break;
      case 'poke':
        this.#side.onPoke(said.epoch, said.head);
        break;
      case 'renewed':
        this.#renewAt = said.renewAt;
        break;
      case 'command':
        this.#side.onCommand(said.command, (ok) => this.#send({ kind: 'done', commandId: said.commandId, ok }));
        break;
      case 'beat':
        break;
    }
  }

  #welcome({ renewAt, epoch, head, now }: { renewAt: number; epoch: Epoch; head: number; now: number }): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
    this.#failures = 0;
    this.#renewAt = renewAt - now + this.#side.now();
    this.#isWelcome = true;
    this.#side.onStanding('here');
    this.tell();
    this.#side.onPoke(epoch, head);
    this.#beat();
  }

  /** From the last word on, not from the next beat: that would be a beat too late. */
  #hears(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#failed(), liveSilenceMsMax);
  }

  #beat(): void {
    const now = this.#side.now();
    this.#beatNo += 1;
    this.#send({ kind: 'beat', no: this.#beatNo });
    if (now - this.#reportedAt >= deviceHeartbeatEveryMs) this.tell();
    if (now >= this.#renewAt - renewBeforeMs) void this.#renew();
    this.#timers = [setTimeout(() => this.#beat(), liveBeatEveryMs)];
  }

  async #renew(): Promise<void> {
    this.#renewAt = Number.POSITIVE_INFINITY;
    const ticket = await this.#side.ticket().catch(() => null);
    if (ticket !== null && ticket !== 'refused') this.#send({ kind: 'ticket', ticket: ticket.ticket });
  }

  #failed(isAway = true): void {
    this.#drop();
    if (!this.#isOpen) return;
    if (isAway) this.#side.onStanding('away');
    this.#failures += 1;
    const pause = backOffMs(this.#failures, this.#side.random());
    this.#timers = [setTimeout(() => void this.#connect(), pause)];
  }

  #drop(): void {
    clearTimeout(this.#silence);
    this.#isWelcome = false;
    this.#isAsking = false;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  #send(message: LiveToHub): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}

function jsonOf(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : null;
  } catch {
    return null;
  }
}

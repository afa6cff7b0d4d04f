import type { Clock } from './clock.ts';

/** What a link needs of a channel: bytes or reports are the business of whoever uses it. */
export interface LinkChannel {
  open(): Promise<void>;
  onClose(listener: (error: Error | null) => void): () => void;
  close(): Promise<void>;
}

/** Pauses between two tries to reach a device, in milliseconds: doubled from the first to the longest. */
export interface LinkTimes {
  readonly retryMsMin: number;
  readonly retryMsMax: number;
}
/** The product's pauses. */
export const usualLinkTimes: LinkTimes = { retryMsMin: 250, retryMsMax: 10_000 };

/** What a link is made of. */
export interface DeviceLinkParts<Channel extends LinkChannel> {
  /** A fresh, unopened channel. One channel is one connection. */
  readonly connect: () => Channel;
  readonly clock: Clock;
  readonly times: LinkTimes;
  /** The device is there: listen and speak. The answer is called when it is gone again. */
  readonly onUp: (channel: Channel) => () => void;
  /** It is not there, or gone; told once for each time it was there, and once for the first try that failed. */
  readonly onDown: () => void;
}

/**
 * Keeps one device within reach: opens it, notices when it goes, and tries again with growing pauses until it is back,
 * however often somebody pulls the plug (rule DC4). Late errors of a channel that was given up change nothing.
 */
export class DeviceLink<Channel extends LinkChannel> {
  readonly #parts: DeviceLinkParts<Channel>;
  #channel: Channel | null = null;
  #leave: () => void = () => undefined;
  #takeBack: () => void = () => undefined;
  #retryMs: number;
  #told: 'nothing' | 'up' | 'down' = 'nothing';
  #running = false;

  constructor(parts: DeviceLinkParts<Channel>) {
    this.#parts = parts;
    this.#retryMs = parts.times.retryMsMin;
  }

  /** The channel in use; null while the device is not there. */
  get channel(): Channel | null {
    return this.#told === 'up' ? this.#channel : null;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#try();
  }

  /** Lets go of the device and stops trying. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#takeBack();
    await this.#drop();
    this.#told = 'nothing';
    this.#retryMs = this.#parts.times.retryMsMin;
  }

  /** The device may have been plugged in: the next try is now, unless it is there or one is under way. */
  wake(): void {
    if (!this.#running || this.#channel !== null) return;
    this.#takeBack();
    this.#retryMs = this.#parts.times.retryMsMin;
    void this.#try();
  }

  /** Gives up a connection that is of no use any more and makes a new one. */
  async renew(): Promise<void> {
    if (!this.#running || this.#channel === null) return;
    await this.#drop();
    this.#lost();
  }

  async #try(): Promise<void> {
    const channel = this.#parts.connect();
    this.#channel = channel;
    let isEnded = false;
    const stopListening = channel.onClose(() => {
      isEnded = true;
      stopListening();
      if (this.#channel === channel && this.#told === 'up') void this.renew();
    });
    try {
      await channel.open();
    } catch {
      stopListening();
      if (this.#channel === channel) this.#channel = null;
      if (this.#running) this.#lost();
      return;
    }
    // `stop` may have come while it opened.
    if (!this.#running || this.#channel !== channel) return await channel.close().catch(() => undefined);
    // Gone again before anybody looked.
    if (isEnded) return this.#lost();
    this.#told = 'up';
    this.#retryMs = this.#parts.times.retryMsMin;
    this.#leave = this.#parts.onUp(channel);
  }

  #lost(): void {
    const before = this.#told;
    this.#told = 'down';
    if (before !== 'down') this.#parts.onDown();
    const waitMs = this.#retryMs;
    this.#retryMs = Math.min(this.#parts.times.retryMsMax, waitMs * 2);
    this.#takeBack();
    this.#takeBack = this.#parts.clock.after(waitMs, () => {
      if (this.#running) void this.#try();
    });
  }

  async #drop(): Promise<void> {
    const channel = this.#channel;
    this.#channel = null;
    const leave = this.#leave;
    this.#leave = () => undefined;
    leave();
    await channel?.close().catch(() => undefined);
  }
}

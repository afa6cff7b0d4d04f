import type { Clock } from '../clock.ts';
import type { Transport } from '../transport.ts';

/** First pause before a lost device is tried again, in milliseconds; it doubles with each failure. */
export const reconnectMsMin = 500;
/** Longest pause between tries, in milliseconds. */
export const reconnectMsMax = 15_000;
/** A line that held this long, in milliseconds, counts as good: the next loss begins with the shortest pause. */
export const reconnectGoodMs = 10_000;

/** What a reconnector needs. Nothing it calls may be called again before it came back. */
export interface ReconnectorParts {
  /** A fresh, unopened transport to the device as it is plugged now; null while it is not there. */
  readonly connect: () => Promise<Transport | null>;
  readonly clock: Clock;
  /** The device answers: use it. Its end is watched here. */
  readonly onOpen: (transport: Transport) => void;
  /** It is gone, or could not be opened: with the error, or null for an orderly end or a device that is not there. */
  readonly onLost: (error: unknown) => void;
}

/** Keeps one device open: opens it, hears when it is lost, tries again with growing pauses, at once when it is plugged in. */
export class Reconnector {
  readonly #parts: ReconnectorParts;
  #failures = 0;
  #isOpen = false;
  #isTrying = false;
  #isAskedAgain = false;
  #transport: Transport | null = null;
  #takeBack: () => void = () => undefined;

  constructor(parts: ReconnectorParts) {
    this.#parts = parts;
  }

  /** Begins; resolves after the first try, whatever it came to. */
  async open(): Promise<void> {
    this.#isOpen = true;
    await this.#try();
  }

  /** The device has appeared: the next try is now, unless it is open. */
  wake(): void {
    if (!this.#isOpen || this.#transport !== null) return;
    this.#failures = 0;
    this.#takeBack();
    // A try under way may have looked before the device was there.
    if (this.#isTrying) this.#isAskedAgain = true;
    else void this.#try();
  }

  /** Lets go of the device and tries no more. */
  async close(): Promise<void> {
    this.#isOpen = false;
    this.#takeBack();
    const transport = this.#transport;
    this.#transport = null;
    await transport?.close();
  }

  async #try(): Promise<void> {
    this.#isTrying = true;
    this.#isAskedAgain = false;
    const error = await this.#attempt();
    this.#isTrying = false;
    if (!this.#isOpen || this.#transport !== null) return;
    this.#parts.onLost(error);
    this.#again();
  }

  /** Null when it is open now or is not there; else why it could not be opened. */
  async #attempt(): Promise<unknown> {
    try {
      const transport = await this.#parts.connect();
      if (transport === null) return null;
      await transport.open();
      if (!this.#isOpen) await transport.close();
      else this.#use(transport);
      return null;
    } catch (error) {
      return error;
    }
  }

  #use(transport: Transport): void {
    this.#transport = transport;
    const since = this.#parts.clock.now();
    transport.onClose((error) => {
      if (this.#transport !== transport) return;
      this.#transport = null;
      this.#isAskedAgain = false;
      if (this.#parts.clock.now() - since >= reconnectGoodMs) this.#failures = 0;
      this.#parts.onLost(error);
      this.#again();
    });
    this.#parts.onOpen(transport);
  }

  #again(): void {
    if (!this.#isOpen) return;
    const pauseMs = this.#isAskedAgain ? 0 : Math.min(reconnectMsMin * 2 ** this.#failures, reconnectMsMax);
    this.#failures += 1;
    this.#takeBack = this.#parts.clock.after(pauseMs, () => void this.#try());
  }
}

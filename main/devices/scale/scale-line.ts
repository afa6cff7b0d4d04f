import { type Clock, pause, within } from '../clock.ts';
import type { DeviceChannel } from '../device-channel.ts';
import type { ScaleProtocol, ScaleTalk } from './weighing.ts';

/** How long a scale may take, in milliseconds. */
export interface ScaleTimes {
  /** For one answer. */
  readonly answerMs: number;
  /** Nothing is asked for so long after an answer that did not come: it may come late, and would be taken for the next. */
  readonly settleMs: number;
  /** Between two questions for the same weight, while the scale moves. */
  readonly againMs: number;
  /** For a whole weighing, however often it is asked. */
  readonly weighMs: number;
  /** Between two looks in live mode. */
  readonly pollMs: number;
}
/** The product's times. */
export const usualScaleTimes: ScaleTimes = {
  answerMs: 500,
  settleMs: 300,
  againMs: 100,
  weighMs: 5_000,
  pollMs: 250,
};

/**
 * One question at a time on one connection. A frame that comes while nothing is asked, or after its time, answers nothing:
 * a scale's previous weight is never taken for the present one (WG4).
 */
export class ScaleLine<Frame> {
  readonly #channel: DeviceChannel;
  readonly #protocol: ScaleProtocol<Frame>;
  readonly #clock: Clock;
  readonly #times: ScaleTimes;
  readonly #forget: () => void;
  #answer: ((frame: Frame | null) => void) | null = null;
  #isLate = false;
  #isGone = false;

  constructor(channel: DeviceChannel, protocol: ScaleProtocol<Frame>, { clock, times }: ScaleLineTimes) {
    this.#channel = channel;
    this.#protocol = protocol;
    this.#clock = clock;
    this.#times = times;
    let reader = protocol.reader();
    this.#forget = channel.onData((bytes) => {
      if (this.#answer === null) {
        reader = protocol.reader();
        return;
      }
      const [frame] = reader.feed(bytes);
      if (frame === undefined) return;
      reader = protocol.reader();
      this.#answer(frame);
    });
  }

  /** The device is gone: whoever waits gets no answer. */
  end(): void {
    this.#isGone = true;
    this.#forget();
    this.#answer?.(null);
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** What came made no sense: its rest may still be under way, so the next question waits. */
  distrust(): void {
    this.#isLate = true;
  }

  /** A conversation that may last until `weighMs` from now. */
  talk(): ScaleTalk<Frame> {
    const until = this.#clock.now() + this.#times.weighMs;
    return {
      ask: (bytes) => this.#ask(bytes),
      pause: () => pause(this.#clock, this.#times.againMs),
      isOver: () => this.#isGone || this.#clock.now() >= until,
    };
  }

  /** Ends a conversation, where the protocol has bytes for it. */
  async reset(): Promise<void> {
    const bytes = this.#protocol.reset?.();
    if (bytes !== undefined && !this.#isGone) await this.#channel.write(bytes).catch(() => undefined);
  }

  async #ask(bytes: Uint8Array): Promise<Frame | null> {
    if (this.#isLate) await pause(this.#clock, this.#times.settleMs);
    this.#isLate = false;
    if (this.#isGone) return null;
    const came = new Promise<Frame | null>((resolve) => {
      this.#answer = resolve;
    });
    const written = this.#channel.write(bytes).then(
      () => came,
      () => null,
    );
    const frame = await within(this.#clock, this.#times.answerMs, written);
    this.#answer = null;
    this.#isLate = frame === null;
    return frame;
  }
}

interface ScaleLineTimes {
  readonly clock: Clock;
  readonly times: ScaleTimes;
}

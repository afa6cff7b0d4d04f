import type { Clock } from '../../native/clock.ts';

/** A clock moved by hand. */
export class ManualClock implements Clock {
  #ms = 1_790_000_000_000;
  #waiting: { at: number; callback: () => void }[] = [];
  readonly now = (): number => this.#ms;
  readonly after = (ms: number, callback: () => void): (() => void) => {
    const entry = { at: this.#ms + ms, callback };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((each) => each !== entry);
    };
  };

  /** Milliseconds until the next call, or null when nothing waits. */
  get nextMs(): number | null {
    return this.#waiting.length === 0 ? null : Math.min(...this.#waiting.map(({ at }) => at)) - this.#ms;
  }

  /** Moves on, calls what is due, and lets what that began run on. */
  async pass(ms: number): Promise<void> {
    this.#ms += ms;
    const due = this.#waiting.filter(({ at }) => at <= this.#ms);
    this.#waiting = this.#waiting.filter(({ at }) => at > this.#ms);
    for (const { callback } of due) callback();
    await settle();
  }
}

/** Lets everything that is ready run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

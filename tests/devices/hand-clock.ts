import type { Clock } from '../../main/devices/clock.ts';

/** A clock moved by hand: nothing happens between two steps. */
export class HandClock implements Clock {
  #now: number;
  #next = 1;
  readonly #timers = new Map<number, { readonly at: number; readonly callback: () => void }>();

  constructor(now = 1_800_000_000_000) {
    this.#now = now;
  }

  readonly now = (): number => this.#now;

  readonly after = (ms: number, callback: () => void): (() => void) => {
    const id = this.#next++;
    this.#timers.set(id, { at: this.#now + Math.max(0, ms), callback });
    return () => this.#timers.delete(id);
  };

  /** Moves on, calling what is due in its sequence, and lets promises settle in between. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settle();
    for (let due = this.#due(until); due !== null; due = this.#due(until)) {
      this.#now = Math.max(this.#now, due.at);
      due.callback();
      await settle();
    }
    this.#now = until;
  }

  get waiting(): number {
    return this.#timers.size;
  }

  #due(until: number) {
    const [first] = [...this.#timers]
      .filter(([, { at }]) => at <= until)
      .sort((a, b) => a[1].at - b[1].at || a[0] - b[0]);
    if (first === undefined) return null;
    this.#timers.delete(first[0]);
    return first[1];
  }
}

/** Lets everything that is ready run, also what that makes ready. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

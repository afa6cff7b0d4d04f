/** Moments that are remembered one by one; more than that count as that many. */
const momentsMax = 1_000;

/** Counts what happened within the last so many milliseconds. */
export class RecentCount {
  readonly #now: () => number;
  readonly #withinMs: number;
  #moments: number[] = [];

  constructor(now: () => number, withinMs: number) {
    this.#now = now;
    this.#withinMs = withinMs;
  }

  /** When the last one was, UTC epoch ms; 0 before the first. */
  get lastAt(): number {
    return this.#moments.at(-1) ?? 0;
  }

  add(times: number): void {
    const added = new Array<number>(Math.min(times, momentsMax)).fill(this.#now());
    this.#moments = [...this.#recent(), ...added].slice(-momentsMax);
  }

  count(): number {
    return this.#recent().length;
  }

  #recent(): number[] {
    const since = this.#now() - this.#withinMs;
    return this.#moments.filter((at) => at > since);
  }
}

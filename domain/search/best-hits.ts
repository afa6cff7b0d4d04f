/** One candidate: its place, what it is worth, and what decides between equals. */
export interface Hit {
  readonly at: number;
  readonly worth: number;
}

/** Keeps the best few of many candidates without sorting them all; ties go to the lower place. */
export class BestHits {
  readonly #limit: number;
  readonly #hits: Hit[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The worth a candidate has to beat to matter. */
  get threshold(): number {
    return this.#hits.length < this.#limit ? 0 : (this.#hits.at(-1)?.worth ?? 0);
  }

  offer(at: number, worth: number): void {
    if (this.#hits.length === this.#limit && worth <= this.threshold) return;
    let place = this.#hits.length;
    while (place > 0 && (this.#hits[place - 1]?.worth ?? 0) < worth) place -= 1;
    this.#hits.splice(place, 0, { at, worth });
    if (this.#hits.length > this.#limit) this.#hits.pop();
  }

  list(): readonly Hit[] {
    return this.#hits;
  }
}

/** The pan of a virtual scale and what lies on it. All weights in grams. */
export class ScalePan {
  /** Most it can weigh, and least it may sell. */
  readonly capacity: number;
  readonly minimum: number;
  #gross = 0;
  #tare = 0;
  #zeroAt = 0;
  #isMoving = false;

  constructor({ capacity = 15_000, minimum = 20 }: { readonly capacity?: number; readonly minimum?: number } = {}) {
    this.capacity = capacity;
    this.minimum = minimum;
  }

  /** Somebody puts this on it, instead of what lay there. Negative: the pan was lifted. */
  put(grams: number): void {
    this.#gross = grams;
  }

  /** It sways, until told otherwise. */
  sway(isMoving: boolean): void {
    this.#isMoving = isMoving;
  }

  get isMoving(): boolean {
    return this.#isMoving;
  }

  get net(): number {
    return this.#gross - this.#zeroAt - this.#tare;
  }

  get isNet(): boolean {
    return this.#tare > 0;
  }

  get isOver(): boolean {
    return this.#gross - this.#zeroAt > this.capacity;
  }

  get isUnderZero(): boolean {
    return this.net < 0;
  }

  get isZero(): boolean {
    return this.net === 0;
  }

  /** Within two hundredths of its capacity, as scales for trade allow. */
  zero(): boolean {
    if (this.#isMoving || this.#tare > 0 || Math.abs(this.#gross) > this.capacity / 50) return false;
    this.#zeroAt = this.#gross;
    return true;
  }

  /** Takes off so much, or what lies there when null. */
  tare(grams: number | null): boolean {
    if (this.#isMoving) return false;
    this.#tare = grams ?? Math.max(0, this.#gross - this.#zeroAt);
    return true;
  }
}

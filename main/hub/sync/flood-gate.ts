/** Requests an install may make at once, and how many more it may make each second. */
export const burstRequestsMax = 240;
export const requestsPerSecondMax = 60;
/** Installs whose pace is remembered; the one that was quiet longest makes room. */
const installsMax = 1_024;

interface Pace {
  readonly left: number;
  readonly at: number;
}

/** A bucket for each install: one that floods waits, nobody else does (YN62). */
export class FloodGate {
  readonly #now: () => number;
  readonly #paces = new Map<string, Pace>();

  /** `now` in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Null lets it through; otherwise when to come again, UTC epoch ms. */
  enter(installId: string): number | null {
    const now = this.#now();
    const { left, at } = this.#paces.get(installId) ?? { left: burstRequestsMax, at: now };
    const filled = Math.min(burstRequestsMax, left + (Math.max(0, now - at) / 1_000) * requestsPerSecondMax);
    this.#paces.delete(installId);
    this.#paces.set(installId, { left: Math.max(0, filled - 1), at: now });
    const oldest = this.#paces.size > installsMax ? this.#paces.keys().next().value : undefined;
    if (oldest !== undefined) this.#paces.delete(oldest);
    return filled >= 1 ? null : now + Math.ceil(((1 - filled) / requestsPerSecondMax) * 1_000);
  }
}

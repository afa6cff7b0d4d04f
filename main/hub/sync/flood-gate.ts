/** Requests an install may make at once, and how many more it may make each second. */
export const burstRequestsMax = 240;
export const requestsPerSecondMax = 60;
/** Those whose pace is remembered; the one that was quiet longest makes room. */
const remembersMax = 1_024;

/** So many at once, and so many more each second. */
export interface PaceLimit {
  readonly burst: number;
  readonly perSecond: number;
}

interface Pace {
  readonly left: number;
  readonly at: number;
}

/** A bucket for each install, or each address: one that floods waits, nobody else does (YN62). */
export class FloodGate {
  readonly #now: () => number;
  readonly #paces = new Map<string, Pace>();

  readonly #limit: PaceLimit;

  /** `now` in milliseconds. */
  constructor(now: () => number, limit: PaceLimit = { burst: burstRequestsMax, perSecond: requestsPerSecondMax }) {
    this.#now = now;
    this.#limit = limit;
  }

  /** Null lets it through; otherwise when to come again, UTC epoch ms. */
  enter(who: string): number | null {
    const now = this.#now();
    const { burst, perSecond } = this.#limit;
    const { left, at } = this.#paces.get(who) ?? { left: burst, at: now };
    const filled = Math.min(burst, left + (Math.max(0, now - at) / 1_000) * perSecond);
    this.#paces.delete(who);
    this.#paces.set(who, { left: Math.max(0, filled - 1), at: now });
    const oldest = this.#paces.size > remembersMax ? this.#paces.keys().next().value : undefined;
    if (oldest !== undefined) this.#paces.delete(oldest);
    return filled >= 1 ? null : now + Math.ceil(((1 - filled) / perSecond) * 1_000);
  }
}

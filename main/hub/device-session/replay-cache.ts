/** A proof is remembered for this long, in milliseconds: longer than any nonce is taken. */
export const replayMsMax = 300_000;
/** Proofs of one key that are remembered; one that makes more has to wait, it pushes nobody else's out. */
export const replaysPerKeyMax = 24_000;

/** Proofs that were used, key by key, so that none works twice (PA22). Only keys of known devices come in here. */
export class ReplayCache {
  readonly #now: () => number;
  readonly #keys = new Map<string, Map<string, number>>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** True the first time; false for a proof that was used, or when its key has used too many. */
  take(jkt: string, jti: string): boolean {
    const used = this.#keys.get(jkt) ?? new Map<string, number>();
    this.#keys.set(jkt, used);
    this.#forgetOld(used);
    if (used.has(jti) || used.size >= replaysPerKeyMax) return false;
    used.set(jti, this.#now());
    return true;
  }

  /** Forgets keys that are at rest; called by a slow timer. */
  sweep(): void {
    for (const [jkt, used] of this.#keys) {
      this.#forgetOld(used);
      if (used.size === 0) this.#keys.delete(jkt);
    }
  }

  /** Oldest first, as they were put in. */
  #forgetOld(used: Map<string, number>): void {
    for (const [jti, at] of used) {
      if (this.#now() - at <= replayMsMax) return;
      used.delete(jti);
    }
  }
}

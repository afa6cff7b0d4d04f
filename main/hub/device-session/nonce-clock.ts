import { createHmac, randomBytes } from 'node:crypto';
import { nonceBucketMs } from '../../../contracts/device-session.ts';

/** Buckets before the present one whose nonce is still taken. */
const bucketsBefore = 2;
const nonceChars = 22;

/**
 * Nonces for DPoP proofs (RFC 9449 §8): an HMAC of the time, so that none has to be kept. A proof is fresh by its nonce,
 * not by the clock of a phone. The key lives as long as the process: after a restart clients are told a new nonce.
 */
export class NonceClock {
  readonly #now: () => number;
  readonly #key = randomBytes(32);

  /** `now` in UTC epoch ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  current(): string {
    return this.#of(this.#bucket());
  }

  accepts(nonce: string): boolean {
    const bucket = this.#bucket();
    for (let back = 0; back <= bucketsBefore; back += 1) if (nonce === this.#of(bucket - back)) return true;
    return false;
  }

  #bucket(): number {
    return Math.floor(this.#now() / nonceBucketMs);
  }

  #of(bucket: number): string {
    return createHmac('sha256', this.#key).update(`nonce ${bucket}`).digest('base64url').slice(0, nonceChars);
  }
}

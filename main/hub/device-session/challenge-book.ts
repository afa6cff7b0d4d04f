import type { StaffId } from '../../../domain/id.ts';
import type { ConsentAct } from '../session/consent.ts';

/** A passkey challenge that nobody answered is void after this, in milliseconds. */
export const challengeMsMax = 120_000;
/** Challenges at the same time; the oldest makes room. */
export const challengesMax = 256;

/** What a challenge was made for: it is good for this device, this person and this act alone. */
export type Challenge =
  | { readonly for: 'registration'; readonly deviceId: string; readonly staffId: StaffId }
  | { readonly for: 'act'; readonly deviceId: string; readonly staffId: StaffId; readonly act: ConsentAct };

/** Challenges that wait for a passkey, each good once. */
export class ChallengeBook {
  readonly #now: () => number;
  readonly #kept = new Map<string, { readonly challenge: Challenge; readonly expiresAt: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Keeps a challenge under its text; gives when it is void, UTC epoch ms. */
  keep(text: string, challenge: Challenge): number {
    const expiresAt = this.#now() + challengeMsMax;
    this.#kept.set(text, { challenge, expiresAt });
    const oldest = this.#kept.size > challengesMax ? this.#kept.keys().next().value : undefined;
    if (oldest !== undefined) this.#kept.delete(oldest);
    return expiresAt;
  }

  /** What a challenge was for; it is void from here on. */
  take(text: string): Challenge | null {
    const kept = this.#kept.get(text);
    this.#kept.delete(text);
    return kept !== undefined && this.#now() < kept.expiresAt ? kept.challenge : null;
  }
}

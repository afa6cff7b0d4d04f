import { accessTokenMs } from '../../../contracts/device-session.ts';
import { liveTicketMsMax } from '../../../contracts/live.ts';
import type { InstallId } from '../../../domain/id.ts';
import { freshSecret, secretDigest } from '../session/secret.ts';

/** Tokens one device may hold at once; the oldest makes room. */
export const tokensPerDeviceMax = 4;
/** Tickets one device may hold at once. */
export const ticketsPerDeviceMax = 4;

/** What a token stands for: a device, and the key that has to prove each use of it. */
export interface DeviceGrant {
  readonly deviceId: string;
  readonly installId: InstallId;
  readonly jkt: string;
}

interface Kept {
  readonly grant: DeviceGrant;
  readonly expiresAt: number;
}

/** A secret that was given out, and until when it is good, UTC epoch ms. */
export interface Issued {
  readonly secret: string;
  readonly expiresAt: number;
}

/** Access tokens and socket tickets, in memory, each under the digest of its secret. */
export class DeviceTokens {
  readonly #now: () => number;
  readonly #tokens = new Map<string, Kept>();
  readonly #tickets = new Map<string, Kept>();

  constructor(now: () => number) {
    this.#now = now;
  }

  issueToken(grant: DeviceGrant): Issued {
    return this.#issue(this.#tokens, grant, { ms: accessTokenMs, most: tokensPerDeviceMax });
  }

  /** The grant of a token and when it ends, UTC epoch ms; null when it is unknown or over. */
  ofToken(token: string): (DeviceGrant & { readonly until: number }) | null {
    const kept = this.#tokens.get(secretDigest(token));
    if (kept === undefined || this.#now() >= kept.expiresAt) return null;
    return { ...kept.grant, until: kept.expiresAt };
  }

  issueTicket(grant: DeviceGrant): Issued {
    return this.#issue(this.#tickets, grant, { ms: liveTicketMsMax, most: ticketsPerDeviceMax });
  }

  /** The grant of a ticket, which is void from here on; null for an unknown, used or old one. */
  redeem(ticket: string): DeviceGrant | null {
    const digest = secretDigest(ticket);
    const kept = this.#tickets.get(digest);
    this.#tickets.delete(digest);
    return kept !== undefined && this.#now() < kept.expiresAt ? kept.grant : null;
  }

  /** Ends everything a device holds. */
  drop(deviceId: string): void {
    for (const held of [this.#tokens, this.#tickets])
      for (const [digest, { grant }] of held) if (grant.deviceId === deviceId) held.delete(digest);
  }

  sweep(): void {
    const now = this.#now();
    for (const held of [this.#tokens, this.#tickets])
      for (const [digest, { expiresAt }] of held) if (expiresAt <= now) held.delete(digest);
  }

  #issue(
    held: Map<string, Kept>,
    grant: DeviceGrant,
    { ms, most }: { readonly ms: number; readonly most: number },
  ): Issued {
    const own = [...held].filter(([, kept]) => kept.grant.deviceId === grant.deviceId);
    for (const [digest] of own.slice(0, Math.max(0, own.length - most + 1))) held.delete(digest);
    const secret = freshSecret();
    const expiresAt = this.#now() + ms;
    held.set(secretDigest(secret), { grant, expiresAt });
    return { secret, expiresAt };
  }
}

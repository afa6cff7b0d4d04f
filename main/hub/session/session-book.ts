import type { InstallId, StaffId } from '../../../domain/id.ts';
import { freshSecret, secretDigest } from './secret.ts';

/** A ticket that nobody used is void after this, in milliseconds. */
export const ticketMsMax = 600_000;
/** An install token that nobody used is void after this, in milliseconds. */
export const installIdleMsMax = 86_400_000;
/** A person's session ends after this in any case, in milliseconds. */
export const sessionMsMax = 43_200_000;
export const ticketsMax = 64;
export const installTokensMax = 64;
export const sessionsMax = 256;

/** Who is signed on, at which install. Lives in memory: after a restart everybody types their PIN again. */
export interface StaffSession {
  readonly sessionId: string;
  readonly installId: InstallId;
  readonly staffId: StaffId;
  readonly startedAt: number;
}
export type SessionEnd = 'expired' | 'disabled' | 'elsewhere' | 'asked';

interface Kept<Value> {
  readonly value: Value;
  usedAt: number;
}

export interface SessionBookOptions {
  /** UTC epoch ms. */
  readonly now: () => number;
  /** Longest pause between two calls of a session, in milliseconds; asked anew each time, since it is a setting. */
  readonly idleMsMax: () => number;
  readonly onEnd: (session: StaffSession, why: SessionEnd) => void;
}

/** Tickets, install tokens and sessions, each under the digest of its secret, each bounded in number and time. */
export class SessionBook {
  readonly #options: SessionBookOptions;
  readonly #tickets = new Map<string, Kept<InstallId>>();
  readonly #installs = new Map<string, Kept<InstallId>>();
  readonly #sessions = new Map<string, Kept<StaffSession>>();

  constructor(options: SessionBookOptions) {
    this.#options = options;
  }

  /** A ticket an install hands in once, to open its socket or to get its token. */
  issueTicket(installId: InstallId): string {
    return this.#issue(this.#tickets, installId, ticketsMax);
  }

  /** The install of a ticket, which is void from here on; null for an unknown, used or old one. */
  takeTicket(ticket: string): InstallId | null {
    const digest = secretDigest(ticket);
    const kept = this.#tickets.get(digest);
    this.#tickets.delete(digest);
    return kept && this.#options.now() - kept.usedAt <= ticketMsMax ? kept.value : null;
  }

  issueInstallToken(installId: InstallId): string {
    return this.#issue(this.#installs, installId, installTokensMax);
  }

  /** The install of a token; null when it is unknown or was not used for a day. */
  installOf(token: string): InstallId | null {
    const kept = this.#installs.get(secretDigest(token));
    if (!kept || this.#options.now() - kept.usedAt > installIdleMsMax) return null;
    kept.usedAt = this.#options.now();
    return kept.value;
  }

  /** Signs a person on. An install has one person at a time: whoever was there is signed off. */
  start(installId: InstallId, staffId: StaffId): { readonly token: string; readonly session: StaffSession } {
    for (const [digest, { value }] of this.#sessions) {
      if (value.installId === installId) this.#end(digest, 'elsewhere');
    }
    const session = { sessionId: freshSecret(), installId, staffId, startedAt: this.#options.now() };
    return { token: this.#issue(this.#sessions, session, sessionsMax), session };
  }

  /** The session of a token, kept alive by this use; null when it is unknown or over. */
  use(token: string): StaffSession | null {
    const digest = secretDigest(token);
    const kept = this.#sessions.get(digest);
    if (!kept) return null;
    if (this.#isOver(kept)) {
      this.#end(digest, 'expired');
      return null;
    }
    kept.usedAt = this.#options.now();
    return kept.value;
  }

  /** When a session ends if nothing more is asked, UTC epoch ms. */
  expiresAt(session: StaffSession): number {
    return Math.min(session.startedAt + sessionMsMax, this.#options.now() + this.#options.idleMsMax());
  }

  endOne(sessionId: string, why: SessionEnd): void {
    this.#endWhere((session) => session.sessionId === sessionId, why);
  }

  /** Ends all sessions of a person whose rights changed or who may no longer work here. */
  endStaff(staffId: StaffId, why: SessionEnd): void {
    this.#endWhere((session) => session.staffId === staffId, why);
  }

  /** Ends the session at an install, which is locked or no longer let in. */
  endInstall(installId: InstallId, why: SessionEnd): void {
    this.#endWhere((session) => session.installId === installId, why);
  }

  /** Who is signed on at an install right now. */
  staffAt(installId: InstallId): StaffId | null {
    for (const kept of this.#sessions.values())
      if (kept.value.installId === installId && !this.#isOver(kept)) return kept.value.staffId;
    return null;
  }

  /** Ends what is over; called by a slow timer, so that a forgotten till shows its sign-on screen. */
  sweep(): void {
    for (const [digest, kept] of this.#sessions) if (this.#isOver(kept)) this.#end(digest, 'expired');
    const now = this.#options.now();
    for (const [digest, { usedAt }] of this.#tickets) if (now - usedAt > ticketMsMax) this.#tickets.delete(digest);
    for (const [digest, { usedAt }] of this.#installs)
      if (now - usedAt > installIdleMsMax) this.#installs.delete(digest);
  }

  #isOver({ value, usedAt }: Kept<StaffSession>): boolean {
    const now = this.#options.now();
    return now - value.startedAt > sessionMsMax || now - usedAt > this.#options.idleMsMax();
  }

  #endWhere(matches: (session: StaffSession) => boolean, why: SessionEnd): void {
    for (const [digest, { value }] of this.#sessions) if (matches(value)) this.#end(digest, why);
  }

  #end(digest: string, why: SessionEnd): void {
    const kept = this.#sessions.get(digest);
    this.#sessions.delete(digest);
    if (kept) this.#options.onEnd(kept.value, why);
  }

  /** The oldest makes room when there are too many. */
  #issue<Value>(kept: Map<string, Kept<Value>>, value: Value, most: number): string {
    const secret = freshSecret();
    kept.set(secretDigest(secret), { value, usedAt: this.#options.now() });
    const oldest = kept.size > most ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    return secret;
  }
}

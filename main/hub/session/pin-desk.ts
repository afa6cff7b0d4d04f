import type { InstallId, StaffId } from '../../../domain/id.ts';
import { accept, type Outcome, refuse } from '../../../domain/outcome.ts';
import { signOnGate } from '../../../domain/staff/pin.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import type { StaffReads } from '../../store/staff/staff-reads.ts';
import { PinChecksFull, type PinHasher } from './pin-hash.ts';

/** Wrong PINs of one install within an hour before it waits, whoever they were tried for: no PIN is sprayed over all staff. */
export const installFailuresMax = 30;
const hourMs = 3_600_000;
/** Wait when too many PINs are being checked at once, in milliseconds. */
const fullWaitMs = 1_000;

/** Why a PIN was not taken; `until` says when the next try is, UTC epoch ms. */
export interface PinNo {
  readonly code: 'pin-wrong' | 'pin-wait' | 'pin-locked';
  readonly until: number | null;
}

export interface PinDeskParts {
  readonly staff: Pick<StaffReads, 'get' | 'verifier' | 'failedTries' | 'setFailedTries'>;
  readonly hasher: PinHasher;
  /** UTC epoch ms. */
  readonly now: () => number;
  /** A wrong PIN of somebody who works here, to be written into the log of the store. */
  readonly onRefused: (staffId: StaffId, tries: number, locked: boolean) => void;
}

export interface PinTry {
  readonly staffId: StaffId;
  readonly pin: string;
  readonly installId: InstallId;
}

/** Checks PINs with back-off and lock-out. */
export interface PinDesk {
  readonly check: (attempt: PinTry) => Promise<Outcome<StaffMember, PinNo>>;
  readonly verifierFor: (pin: string) => Promise<string>;
  /** Forgets the failures of a person whose PIN was set anew. */
  readonly forgive: (staffId: StaffId) => void;
  readonly gate: (member: StaffMember) => { readonly locked: boolean; readonly waitUntil: number | null };
}

/** Checks PINs, and makes whoever guesses wait. */
export function pinDesk(parts: PinDeskParts): PinDesk {
  const { staff, hasher, now } = parts;
  const installs = new InstallFailures(now);
  return {
    check: async (attempt) => {
      try {
        return await checkPin(parts, installs, attempt);
      } catch (error) {
        if (error instanceof PinChecksFull) return refuse({ code: 'pin-wait', until: now() + fullWaitMs });
        throw error;
      }
    },
    verifierFor: (pin) => hasher.hash(pin),
    forgive: (staffId) => staff.setFailedTries(staffId, { failures: 0, lastAt: now() }),
    gate: (member) => {
      const gate = signOnGate(member.role, staff.failedTries(member.staffId), now());
      return { locked: gate.state === 'locked', waitUntil: gate.state === 'wait' ? now() + gate.waitMs : null };
    },
  };
}

/**
 * A failure is counted before the PIN is looked at and taken back when it was right: neither a hundred tries at once nor
 * a hub killed in the middle gets a try for free (SN12).
 */
async function checkPin(
  { staff, hasher, now, onRefused }: PinDeskParts,
  installs: InstallFailures,
  { staffId, pin, installId }: PinTry,
): Promise<Outcome<StaffMember, PinNo>> {
  const installWait = installs.waitUntil(installId);
  if (installWait !== null) return refuse({ code: 'pin-wait', until: installWait });
  const member = staff.get(staffId);
  if (!member?.active) {
    installs.count(installId);
    await hasher.verify(pin, null);
    return refuse({ code: 'pin-wrong', until: null });
  }
  const before = staff.failedTries(staffId);
  const gate = signOnGate(member.role, before, now());
  if (gate.state === 'locked') return refuse({ code: 'pin-locked', until: null });
  if (gate.state === 'wait') return refuse({ code: 'pin-wait', until: now() + gate.waitMs });
  const counted = { failures: before.failures + 1, lastAt: now() };
  staff.setFailedTries(staffId, counted);
  if (await hasher.verify(pin, staff.verifier(staffId))) {
    staff.setFailedTries(staffId, { failures: 0, lastAt: now() });
    return accept(member);
  }
  installs.count(installId);
  const after = signOnGate(member.role, counted, now());
  onRefused(staffId, counted.failures, after.state === 'locked');
  return refuse({ code: 'pin-wrong', until: after.state === 'wait' ? now() + after.waitMs : null });
}

/** Wrong PINs of each install in the last hour. In memory: the persons' own counters survive a restart. */
class InstallFailures {
  readonly #at = new Map<InstallId, number[]>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  count(installId: InstallId): void {
    this.#at.set(installId, [...this.#recent(installId), this.#now()].slice(-installFailuresMax));
  }

  waitUntil(installId: InstallId): number | null {
    const recent = this.#recent(installId);
    const first = recent.length >= installFailuresMax ? recent[0] : undefined;
    return first === undefined ? null : first + hourMs;
  }

  #recent(installId: InstallId): number[] {
    return (this.#at.get(installId) ?? []).filter((at) => this.#now() - at < hourMs);
  }
}

import type { StaffId } from '../../../../domain/id.ts';
import { accept, refuse } from '../../../../domain/outcome.ts';
import type { StaffMember } from '../../../../domain/staff/staff-member.ts';
import type { Done } from '../handheld-engine.ts';
import { HubAwayError, HubRefusedError, type ProvenFetch } from '../line/proven-fetch.ts';
import type { HandheldCore } from './handheld-core.ts';
import type { OfflinePins } from './offline-pin.ts';

export interface SignOnSide {
  readonly core: HandheldCore;
  readonly pins: OfflinePins;
  /** The line of this life; null before the device is paired. */
  readonly line: () => ProvenFetch | null;
  /** Who is in front of this phone has changed. */
  readonly tell: () => void;
}

/**
 * Who is in front of this phone. The hub checks a PIN when it is there; without it a verifier does, and the hub gives its
 * token as soon as it is heard again: quietly with the PIN that was typed, which is kept in memory for that and no longer (HE54).
 */
export class SignOnDesk {
  readonly #side: SignOnSide;
  #lockTimer: ReturnType<typeof setTimeout> | undefined;
  /** Signed on without the hub: it has not seen this PIN yet. Gone with the token, with the lock, with a no of the hub. */
  #unproven: { readonly person: StaffMember; readonly pin: string } | null = null;
  #proving: Promise<void> | null = null;

  constructor(side: SignOnSide) {
    this.#side = side;
  }

  readonly signOn = async (staffId: StaffId, pin: string): Promise<Done> => {
    const { core, pins } = this.#side;
    const person = core.things?.people.find((each) => each.staffId === staffId);
    if (person === undefined || core.calls === null) return refuse({ code: 'pin-wrong' });
    try {
      return this.#signedOn(await this.#proved(staffId, pin));
    } catch (error) {
      if (error instanceof HubRefusedError) return this.#lockedOut(error.code, error.until);
      if (!(error instanceof HubAwayError)) throw error;
    }
    const checked = await pins.check(person, pin);
    if (!checked.ok) return this.#lockedOut(checked.refusal.code, checked.refusal.waitUntil);
    this.#unproven = { person, pin };
    return this.#signedOn(person);
  };

  /** The screen asks for a PIN; the outbox goes on being sent. */
  readonly lock = (problem: string | null): void => {
    const { core, line, tell } = this.#side;
    if (core.device === null) return;
    core.staff = null;
    this.#unproven = null;
    const proven = line();
    if (proven !== null) proven.staffToken = null;
    tell();
    core.phase = { kind: 'locked', problem, waitUntil: null };
    core.changed();
  };

  readonly touched = (): void => {
    clearTimeout(this.#lockTimer);
    const { core } = this.#side;
    if (core.staff === null) return;
    this.#lockTimer = setTimeout(() => this.lock(null), core.policy.autoLockMs);
  };

  /** The hub is there: who signed on without it gets their token. Never rejects. */
  readonly prove = async (): Promise<void> => {
    if (this.#unproven === null) return;
    this.#proving ??= this.#prove(this.#unproven).finally(() => {
      this.#proving = null;
    });
    await this.#proving;
  };

  /** The hub does not know any more who is here. True when it does again; else the PIN is asked for, and why is said. */
  readonly again = async (): Promise<boolean> => {
    const proven = this.#side.line();
    if (proven !== null) proven.staffToken = null;
    await this.prove();
    if (this.#side.core.staff === null) return false;
    if (proven !== null && proven.staffToken !== null) return true;
    this.lock('sign-on-again');
    return false;
  };

  close(): void {
    clearTimeout(this.#lockTimer);
    this.#unproven = null;
  }

  async #prove({ person, pin }: { readonly person: StaffMember; readonly pin: string }): Promise<void> {
    try {
      await this.#proved(person.staffId, pin);
      const proven = this.#side.line();
      // Locked meanwhile: nobody is here for the token.
      if (this.#unproven?.pin !== pin && proven !== null) proven.staffToken = null;
      this.#unproven = null;
    } catch (error) {
      if (error instanceof HubAwayError || this.#unproven?.pin !== pin) return;
      const code = error instanceof HubRefusedError ? error.code : 'sign-on-again';
      this.lock(code === 'pin-wrong' ? 'pin-changed' : code);
    }
  }

  /** The hub took the PIN: its token, and a verifier for when it is away. */
  async #proved(staffId: StaffId, pin: string): Promise<StaffMember> {
    const { core, pins, line } = this.#side;
    if (core.calls === null) throw new HubAwayError('not paired');
    const { staffToken, offline, salt, staff } = await core.calls.signOn(staffId, pin);
    const proven = line();
    if (proven !== null) proven.staffToken = staffToken;
    const { verifierRounds: rounds, offlinePinDigitsMin: digitsMin } = core.policy;
    if (offline) void pins.learn(staffId, pin, { salt, rounds, digitsMin }).catch(() => undefined);
    else void pins.forget(staffId).catch(() => undefined);
    return staff as StaffMember;
  }

  #signedOn(staff: StaffMember): Done {
    const { core, tell } = this.#side;
    core.staff = staff;
    tell();
    core.phase = { kind: 'signed-on' };
    if (core.settings !== null) core.saleDesk(core.settings);
    this.touched();
    core.changed();
    return accept(null);
  }

  #lockedOut(code: string, waitUntil: number | null): Done {
    const { core } = this.#side;
    core.phase = { kind: 'locked', problem: code, waitUntil };
    core.changed();
    return refuse({ code });
  }
}

import { randomBytes } from 'node:crypto';
import {
  type PairAnswer,
  type PairClaim,
  type PairClaimed,
  type PairedDevice,
  type PairingApproval,
  type PairingError,
  type PairingState,
  type PairTranscript,
  pairingWindowMs,
} from '../../../contracts/pairing.ts';
import { deviceScope } from '../../../domain/fleet/device-state.ts';
import type { StaffId } from '../../../domain/id.ts';
import { accept, type Outcome, refuse } from '../../../domain/outcome.ts';
import type { Device } from '../../store/handheld/handheld-reads.ts';
import type { HubOp } from '../../store/op/ledger.ts';
import type { Proof } from '../device-session/dpop.ts';
import { hubProof, isClaimProven } from './pair-proof.ts';
import { type Claim, freshWindow, type PairingWindow, triesLeft, type WindowEnd } from './pairing-window.ts';

/** Why a claim is turned away. */
export interface PairingNo {
  readonly code: PairingError;
  readonly triesLeft?: number;
}

export interface PairingDeskParts {
  readonly now: () => number;
  readonly newId: () => string;
  readonly hubId: () => string;
  readonly origin: () => string;
  readonly nextSeries: () => string;
  readonly deviceOf: (installId: string) => Device | null;
  readonly isKeyUsed: (jkt: string) => boolean;
  /** Installs no handheld may ever claim: the counter's terminal and the hub itself. */
  readonly isOwnInstall: (installId: string) => boolean;
  readonly append: (ops: readonly HubOp[]) => void;
  /** What a handheld that was approved keeps about itself. */
  readonly factsOf: (device: Device) => PairedDevice;
  /** The window opened, was claimed or closed. */
  readonly onChange: () => void;
  /** Somebody claimed while no window was open. */
  readonly onKnock: () => void;
}

interface Settled {
  readonly claimId: string;
  readonly jkt: string;
  readonly answer: PairAnswer;
  readonly until: number;
}

/** The desk where handhelds are let in: one window at a time, good once, and the yes is said at the terminal (PA1 … PA15). */
export class PairingDesk {
  readonly #parts: PairingDeskParts;
  #window: PairingWindow | null = null;
  #last: WindowEnd | null = null;
  /** The answer to the last claim, kept for a handheld whose line broke. */
  #settled: Settled | null = null;

  constructor(parts: PairingDeskParts) {
    this.#parts = parts;
  }

  /** Opens a window, and closes the one before. */
  open(staffId: StaffId): { readonly secret: string; readonly code: string; readonly expiresAt: number } {
    this.#close('closed');
    const { now, newId, append, onChange } = this.#parts;
    const window = freshWindow(newId(), now());
    append([{ kind: 'pairing.opened', staffId, body: { windowId: window.windowId } }]);
    this.#window = window;
    onChange();
    return window;
  }

  state(): PairingState {
    const window = this.#openWindow();
    if (window === null) return { kind: 'closed', last: this.#last };
    const { expiresAt, claim } = window;
    if (claim === null) return { kind: 'open', expiresAt, triesLeft: triesLeft(window) };
    const known = this.#parts.deviceOf(claim.installId);
    const before = known && { deviceId: known.deviceId, name: known.name, deviceCode: known.code };
    return { kind: 'claimed', expiresAt, claim: { digits: claim.digits, info: claim.info, known: before } };
  }

  /** Is a window open? Trust page and profile downloads exist only then. */
  isOpen(): boolean {
    return this.#openWindow() !== null;
  }

  /** A handheld proves that it knows the secret and holds its key; it gets the hub's proof. */
  claim(ask: PairClaim, proof: Proof): Outcome<PairClaimed, PairingNo> {
    const window = this.#openWindow();
    if (window === null) {
      this.#parts.onKnock();
      return refuse({ code: 'window-closed' });
    }
    const transcript = this.#transcript(ask, proof);
    const secret = ask.by === 'qr' ? window.secret : window.code;
    if (!isClaimProven(secret, transcript, ask.mac)) return refuse(this.#wrongProof(window));
    if (window.claim !== null) return this.#again(window, ask, proof);
    if (!this.#mayClaim({ installId: ask.installId, jkt: proof.jkt })) return refuse({ code: 'install-taken' });
    const hubNonce = randomBytes(16).toString('base64url');
    const { mac, digits } = hubProof(secret, transcript, hubNonce);
    const { installId, key, nonce, info } = ask;
    const claimId = randomBytes(32).toString('base64url');
    window.claim = { claimId, installId, key, jkt: proof.jkt, nonce, hubNonce, mac, digits, info };
    this.#parts.onChange();
    return accept(claimedOf(window.claim, window.expiresAt));
  }

  /** How a claim stands, told to the key that made it alone. */
  wait(claimId: string, jkt: string): Outcome<PairAnswer, PairingNo> {
    const window = this.#openWindow();
    const claim = window?.claim;
    if (window && claim?.claimId === claimId && claim.jkt === jkt) {
      return accept({ kind: 'waiting', expiresAt: window.expiresAt });
    }
    const settled = this.#settled;
    const own = settled?.claimId === claimId && settled.jkt === jkt && this.#parts.now() < settled.until;
    return own ? accept(settled.answer) : refuse({ code: 'claim-unknown' });
  }

  /** The yes at the terminal. Null when there is no such claim (any more). */
  approve({ digits, name, ownerId, role }: PairingApproval, staffId: StaffId): Device | null {
    const window = this.#openWindow();
    const claim = window?.claim;
    if (!window || !claim || claim.digits !== digits || !this.#mayClaim(claim)) return null;
    const { newId, nextSeries, deviceOf, append, factsOf } = this.#parts;
    const deviceId = deviceOf(claim.installId)?.deviceId ?? newId();
    const { installId, key, jkt, info } = claim;
    const series = nextSeries();
    const { platform, browser } = info;
    const facts = { deviceId, installId, code: series, name, ownerId, role, key, jkt, platform, browser };
    append([
      { kind: 'install.series-given', staffId, body: { installId, series } },
      { kind: 'device.paired', staffId, body: facts },
    ]);
    const device = deviceOf(installId);
    if (device === null) return null;
    this.#settle(claim, { kind: 'approved', device: factsOf(device) });
    this.#close('paired', staffId);
    return device;
  }

  /** The no at the terminal: false when nothing waits for one. */
  refuse(staffId: StaffId): boolean {
    if (!this.#openWindow()?.claim) return false;
    this.#close('refused', staffId);
    return true;
  }

  close(staffId: StaffId): void {
    this.#close('closed', staffId);
  }

  /** Closes a window whose time is over; called by a slow timer. */
  sweep(): void {
    this.#openWindow();
    if (this.#settled !== null && this.#parts.now() >= this.#settled.until) this.#settled = null;
  }

  #openWindow(): PairingWindow | null {
    if (this.#window !== null && this.#parts.now() >= this.#window.expiresAt) this.#close('expired');
    return this.#window;
  }

  #transcript({ installId, nonce }: PairClaim, { jkt }: Proof): PairTranscript {
    return { hubId: this.#parts.hubId(), origin: this.#parts.origin(), jkt, installId, nonce };
  }

  #wrongProof(window: PairingWindow): PairingNo {
    window.wrongProofs += 1;
    const left = triesLeft(window);
    if (left === 0) this.#close('too-many-tries');
    else this.#parts.onChange();
    return { code: 'proof-wrong', triesLeft: left };
  }

  /** The same claim again gets the same answer, since its first may have been lost; anybody else comes too late. */
  #again({ claim, expiresAt }: PairingWindow, ask: PairClaim, { jkt }: Proof): Outcome<PairClaimed, PairingNo> {
    const same = claim?.jkt === jkt && claim.installId === ask.installId && claim.nonce === ask.nonce;
    return same ? accept(claimedOf(claim, expiresAt)) : refuse({ code: 'window-used' });
  }

  /**
   * Nobody takes the place of a device that is in use, of the terminal or the hub; a key that was given up stays so. What
   * is gone, or unknown to a restored hub, comes back under its own install id (PA13).
   */
  #mayClaim({ installId, jkt }: Pick<Claim, 'installId' | 'jkt'>): boolean {
    const { isOwnInstall, deviceOf, isKeyUsed } = this.#parts;
    if (isOwnInstall(installId)) return false;
    const known = deviceOf(installId);
    if (known?.jkt === jkt) return known.state !== 'wiping';
    if (isKeyUsed(jkt)) return false;
    return known === null || known.state === 'amnesty' || deviceScope(known.state) === 'none';
  }

  #settle({ claimId, jkt }: Claim, answer: PairAnswer): void {
    this.#settled = { claimId, jkt, answer, until: this.#parts.now() + pairingWindowMs };
  }

  #close(reason: WindowEnd, staffId: StaffId | null = null): void {
    const window = this.#window;
    if (window === null) return;
    this.#window = null;
    this.#last = reason;
    if (window.claim !== null && reason !== 'paired') {
      this.#settle(window.claim, { kind: reason === 'expired' ? 'expired' : 'refused' });
    }
    const { windowId, wrongProofs } = window;
    this.#parts.append([{ kind: 'pairing.closed', staffId, body: { windowId, reason, wrongProofs } }]);
    this.#parts.onChange();
  }
}

function claimedOf({ claimId, hubNonce, mac }: Claim, expiresAt: number): PairClaimed {
  return { claimId, hubNonce, mac, expiresAt };
}

import { randomBytes, randomInt } from 'node:crypto';
import {
  type DeviceInfo,
  type DeviceKey,
  pairingTriesMax,
  pairingWindowMs,
  typedCodeDigits,
} from '../../../contracts/pairing.ts';
import type { InstallId } from '../../../domain/id.ts';

/** A proven claim, with the answer it was given, so that a repeated one gets the same. */
export interface Claim {
  readonly claimId: string;
  readonly installId: InstallId;
  readonly key: DeviceKey;
  readonly jkt: string;
  readonly nonce: string;
  readonly hubNonce: string;
  readonly mac: string;
  readonly digits: string;
  readonly info: DeviceInfo;
}

/** How a window ended. */
export type WindowEnd = 'paired' | 'refused' | 'expired' | 'too-many-tries' | 'closed';

/** One window: its two secrets, its time and its one claim. Nothing of it is ever stored. */
export interface PairingWindow {
  readonly windowId: string;
  readonly secret: string;
  readonly code: string;
  /** UTC epoch ms. */
  readonly expiresAt: number;
  wrongProofs: number;
  claim: Claim | null;
}

/** A fresh window. The QR's secret has 128 random bits; the code to type, five tries, has eight digits. */
export function freshWindow(windowId: string, now: number): PairingWindow {
  const code = String(randomInt(10 ** typedCodeDigits)).padStart(typedCodeDigits, '0');
  const secret = randomBytes(16).toString('base64url');
  return { windowId, secret, code, expiresAt: now + pairingWindowMs, wrongProofs: 0, claim: null };
}

/** Proofs that may still be wrong. */
export function triesLeft({ wrongProofs }: PairingWindow): number {
  return Math.max(0, pairingTriesMax - wrongProofs);
}

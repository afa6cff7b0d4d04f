import { accept, type Outcome, refuse } from '../outcome.ts';
import { includesRole } from './authorise.ts';
import type { Role } from './permission.ts';

export const pinRefusals = [
  'pin-not-digits',
  'pin-too-short',
  'pin-too-long',
  'pin-one-digit',
  'pin-a-run',
  'pin-a-repeat',
] as const;
export type PinRefusal = (typeof pinRefusals)[number];

/** Longest PIN. */
export const pinDigitsMax = 8;

/** Fewest digits of a role's PIN: 4, and 6 for those who can change the store (SF6). */
export function pinDigitsMin(role: Role): number {
  return includesRole(role, 'manager') ? 6 : 4;
}

/** Is this PIN good enough? Not one digit over and over, not a run up or down, not a short pattern again (SF6, SF7). */
export function checkPin(pin: string, role: Role): Outcome<string, PinRefusal> {
  if (!/^[0-9]+$/.test(pin)) return refuse('pin-not-digits');
  if (pin.length < pinDigitsMin(role)) return refuse('pin-too-short');
  if (pin.length > pinDigitsMax) return refuse('pin-too-long');
  if (/^(\d)\1+$/.test(pin)) return refuse('pin-one-digit');
  if (isRun(pin, 1) || isRun(pin, 9)) return refuse('pin-a-run');
  return /^(\d{2,4})\1+$/.test(pin) ? refuse('pin-a-repeat') : accept(pin);
}

/** Wrong PINs in a row of one person, and when the last of them was typed (UTC epoch ms). */
export interface FailedTries {
  readonly failures: number;
  readonly lastAt: number;
}

/** Whether a person may type a PIN now; `wait` says how long not, in milliseconds; `locked` waits for a manager. */
export type SignOnGate =
  | { readonly state: 'open' }
  | { readonly state: 'wait'; readonly waitMs: number }
  | { readonly state: 'locked' };

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
/** Wrong PINs before the first wait. */
export const pinTriesFree = 5;
/** Wrong PINs after which a cashier or supervisor is locked. */
export const pinTriesMax = 10;

/**
 * The back-off for a PIN: five tries are free, then 30 seconds, 2 minutes, 10 minutes; from ten on a cashier or
 * supervisor is locked until a manager sets a new PIN. A manager or owner waits an hour each time instead, or anybody
 * at the counter could lock the store's owner out (SF8, SF9).
 */
export function signOnGate(role: Role, { failures, lastAt }: FailedTries, nowMs: number): SignOnGate {
  if (failures >= pinTriesMax && !includesRole(role, 'manager')) return { state: 'locked' };
  const waitMs = lastAt + backOffMs(failures) - nowMs;
  return waitMs > 0 ? { state: 'wait', waitMs: Math.min(waitMs, backOffMs(failures)) } : { state: 'open' };
}

/** How long a person waits after so many wrong PINs in a row, in milliseconds. */
export function backOffMs(failures: number): number {
  if (failures < pinTriesFree) return 0;
  if (failures >= pinTriesMax) return 60 * minuteMs;
  const steps = [30 * secondMs, 2 * minuteMs, 10 * minuteMs];
  return steps[Math.min(failures - pinTriesFree, steps.length - 1)] ?? 0;
}

function isRun(pin: string, step: number): boolean {
  const digits = [...pin].map(Number);
  return digits.every((digit, index) => index === 0 || digit === ((digits[index - 1] ?? 0) + step) % 10);
}

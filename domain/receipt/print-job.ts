/**
 * States of a print job. "Sent" is never "printed": only the printer's own word makes `confirmed`.
 * `unknown`: bytes may have left and nobody knows what became of them; nothing repeats by itself after it.
 */
export const printJobStates = ['queued', 'sending', 'sent', 'confirmed', 'unknown', 'failed', 'cancelled'] as const;
export type PrintJobState = (typeof printJobStates)[number];

/** What a job prints: paper for the customer, paper for the store, or a pulse for the drawer. */
export const printJobKinds = ['receipt', 'report', 'drawer'] as const;
export type PrintJobKind = (typeof printJobKinds)[number];

/** Why a job is in its state, or waits in `queued`. */
export const printJobReasons = [
  'none',
  'printer-unreachable',
  'printer-not-ready',
  'paper-out',
  'cover-open',
  'printer-error',
  'expired',
  'asked-to-cancel',
  'no-confirmation',
  'connection-lost',
  'process-ended',
  'job-not-printable',
  'queue-full',
  'rerouted',
  'not-bound',
] as const;
export type PrintJobReason = (typeof printJobReasons)[number];

/** A drawer pulse is worth nothing later: after this many milliseconds it is cancelled, never caught up. */
export const drawerExpiresMs = 2_000;

/** A receipt nobody could print for this many milliseconds is cancelled: the customer has gone, and nothing prints at midnight. */
export const receiptExpiresMs = 900_000;
/** The same for a report. */
export const reportExpiresMs = 3_600_000;

const following: Readonly<Record<PrintJobState, readonly PrintJobState[]>> = {
  queued: ['sending', 'failed', 'cancelled'],
  sending: ['sent', 'unknown', 'failed', 'cancelled'],
  sent: ['confirmed', 'unknown'],
  confirmed: [],
  unknown: ['confirmed'],
  failed: [],
  cancelled: [],
};

/** May a job go from one state to another? A late confirmation may still settle `unknown`. Source: PJ1. */
export function mayFollow(from: PrintJobState, to: PrintJobState): boolean {
  return following[from].includes(to);
}

/** What a job that was under way becomes when the process that ran it ended: nobody knows, so nobody repeats (PJ4). */
export function stateAfterCrash(state: PrintJobState): PrintJobState {
  return state === 'sending' || state === 'sent' ? 'unknown' : state;
}

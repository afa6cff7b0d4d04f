import type { InstallId } from '../id.ts';
import { type Check, type CheckTurn, checkStatus, isVoided, liveLease, unpaidLines } from './check.ts';

/** Why something about a check is refused when it was asked for, or flagged when it has happened. */
export const checkRefusals = [
  'check-unknown',
  'check-exists',
  'check-paid',
  'check-closed',
  'check-claimed',
  'check-checked-out',
  'check-token-stale',
  'check-not-held',
  'check-line-exists',
  'check-line-unknown',
  'check-unpaid',
] as const;
export type CheckRefusal = (typeof checkRefusals)[number];

/**
 * Why this act should not be; null when nothing is odd. `turn.hubAt` is the moment it is judged at, for a client its best
 * guess of the hub's clock. An act that was asked for is refused with it, one that has happened is flagged (CH5 … CH14).
 */
export function checkProblem(check: Check | null, turn: CheckTurn): CheckRefusal | null {
  const { act } = turn;
  if (act.kind === 'opened') return openedProblem(check, turn);
  if (check === null) return 'check-unknown';
  if (act.kind === 'released') return null;
  const ended = endedProblem(check);
  if (ended !== null) return ended;
  switch (act.kind) {
    case 'line-added':
      return heldElsewhere(check, turn) ?? newLineProblem(check, act.line.lineId);
    case 'line-served':
      return null;
    case 'line-voided':
      return heldElsewhere(check, turn) ?? (hasLine(check, act.lineId) ? null : 'check-line-unknown');
    case 'claimed':
      return claimProblem(check, turn, act.token);
    case 'checked-out':
    case 'closed':
      return (
        heldElsewhere(check, turn) ?? (act.kind === 'closed' && unpaidLines(check).length > 0 ? 'check-unpaid' : null)
      );
    case 'transferred':
      return elsewhereLeased(check, turn) ? 'check-claimed' : null;
    default:
      return null;
  }
}

/** Another device's check is never taken for one's own (Odoo #269551): a known id is refused, also of an empty check. */
function openedProblem(check: Check | null, { mark }: CheckTurn): CheckRefusal | null {
  return check?.opened == null || sameMark(check.opened, mark) ? null : 'check-exists';
}

function sameMark(a: CheckTurn['mark'], b: CheckTurn['mark']): boolean {
  return a.installId === b.installId && a.at === b.at;
}

function endedProblem(check: Check): CheckRefusal | null {
  const status = checkStatus(check);
  if (status === 'open') return null;
  return status === 'paid' ? 'check-paid' : 'check-closed';
}

function elsewhereLeased(check: Check, { mark, hubAt }: Pick<CheckTurn, 'mark' | 'hubAt'>): boolean {
  const lease = liveLease(check, hubAt);
  return lease !== null && lease.installId !== mark.installId;
}

/** Why a device can not touch a check at this moment: another one has it (CH11, CH12). Null when it can. */
export function heldElsewhere(check: Check, turn: Pick<CheckTurn, 'mark' | 'hubAt'>): CheckRefusal | null {
  if (check.checkedOut !== null && check.checkedOut.installId !== turn.mark.installId) return 'check-checked-out';
  return elsewhereLeased(check, turn) ? 'check-claimed' : null;
}

/** A token that is not the newest any more is refused: whoever holds it must not take money (CH10). */
function claimProblem(check: Check, turn: CheckTurn, token: number | null): CheckRefusal | null {
  const held = heldElsewhere(check, turn);
  if (held !== null) return held;
  return token === null || token === check.token ? null : 'check-token-stale';
}

function newLineProblem(check: Check, lineId: Check['voids'][number]['lineId']): CheckRefusal | null {
  return hasLine(check, lineId) || isVoided(check, lineId) ? 'check-line-exists' : null;
}

function hasLine(check: Check, lineId: Check['voids'][number]['lineId']): boolean {
  return check.lines.some(({ line }) => line.lineId === lineId);
}

/** What a sale or a device that is about to take money says of the check it pays. */
export interface CheckPaying {
  readonly installId: InstallId;
  /** Token of the claim; null when it relies on the check being its own or checked out to it. */
  readonly token: number | null;
  /** UTC epoch ms of the hub. */
  readonly hubNow: number;
  /** Is the hub there to ask? Without it there are no claims. */
  readonly online: boolean;
}

/**
 * May this device take the money for a check? Asked before any is taken, by the client and again by the hub. With the hub:
 * the newest token of a live claim, or the check is checked out to this device. Without: only a check that is checked out
 * to it, or that was opened on it and that nobody else is known to hold (CH10 … CH13).
 */
export function payProblem(check: Check | null, paying: CheckPaying): CheckRefusal | null {
  if (check === null) return 'check-unknown';
  const ended = endedProblem(check);
  if (ended !== null) return ended;
  const { installId, token, hubNow, online } = paying;
  if (check.checkedOut !== null) return check.checkedOut.installId === installId ? null : 'check-checked-out';
  const lease = liveLease(check, hubNow);
  const isElsewhere = lease !== null && lease.installId !== installId;
  if (isElsewhere && (token === null || !online)) return 'check-claimed';
  if (!online) return check.opened?.installId === installId ? null : 'check-not-held';
  if (token === null) return 'check-not-held';
  return lease !== null && lease.installId === installId && lease.token === token ? null : 'check-token-stale';
}

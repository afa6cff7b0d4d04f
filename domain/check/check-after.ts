import { assertNever } from '../assert.ts';
import type { SaleLine } from '../sale/sale.ts';
import {
  type Check,
  type CheckLease,
  type CheckLine,
  type CheckMark,
  type CheckTurn,
  checkLeaseMs,
  checkStatus,
  unknownCheck,
} from './check.ts';

/**
 * The check after an act: total, so that every fact has its effect whatever was known before, and idempotent. Lines, voids
 * and payments come out the same in any order; table, guests and note are the last in the order of the hub (CH1 … CH4).
 */
export function checkAfter(known: Check | null, turn: CheckTurn): Check {
  const check = known ?? unknownCheck(turn.checkId);
  const { act, mark } = turn;
  switch (act.kind) {
    case 'opened':
      return opened(check, mark, act);
    case 'line-added':
      return withLine(check, { line: act.line, added: mark, served: false });
    case 'line-served':
      return withLine(check, { line: act.line, added: mark, served: true });
    case 'line-voided':
      return withVoid(check, { lineId: act.lineId, reasonCode: act.reasonCode, mark });
    case 'detailed':
      return {
        ...check,
        table: act.table ?? check.table,
        guests: act.guests ?? check.guests,
        note: act.note ?? check.note,
      };
    case 'claimed':
      return claimed(check, turn);
    case 'released':
      return released(check, mark);
    case 'checked-out':
    case 'transferred':
      return { ...check, lease: null, token: check.token + 1, checkedOut: mark };
    case 'closed':
      return { ...check, lease: null, checkedOut: null, closed: check.closed ?? mark };
    case 'paid':
      return paid(check, { saleId: act.saleId, lineIds: act.lineIds, mark });
    default:
      return assertNever(act);
  }
}

function opened(check: Check, mark: CheckMark, act: { table: string; guests: number; note: string }): Check {
  if (check.opened !== null) return check;
  const { table, guests, note } = act;
  return {
    ...check,
    opened: mark,
    table: check.table === '' ? table : check.table,
    guests: check.guests === 0 ? guests : check.guests,
    note: check.note === '' ? note : check.note,
  };
}

const byLineId = (a: CheckLine, b: CheckLine): number => (a.line.lineId < b.line.lineId ? -1 : 1);

function withLine(check: Check, next: CheckLine): Check {
  const { lineId } = next.line;
  const known = check.lines.find(({ line }) => line.lineId === lineId);
  if (known === undefined) return { ...check, lines: [...check.lines, next].sort(byLineId) };
  if (known.served || !next.served) return check;
  return { ...check, lines: check.lines.map((each) => (each === known ? { ...known, served: true } : each)) };
}

function withVoid(check: Check, next: Check['voids'][number]): Check {
  const known = check.voids.find(({ lineId }) => lineId === next.lineId);
  if (known !== undefined && known.mark.at <= next.mark.at) return check;
  const others = check.voids.filter((each) => each !== known);
  return { ...check, voids: [...others, next].sort((a, b) => (a.lineId < b.lineId ? -1 : 1)) };
}

function claimed(check: Check, { act, mark, hubAt }: CheckTurn): Check {
  const { installId, staffId } = mark;
  const isSame = act.kind === 'claimed' && check.lease !== null && renews(check.lease, act.token, mark);
  const token = isSame ? check.token : check.token + 1;
  const since = isSame && check.lease !== null ? check.lease.since : hubAt;
  return { ...check, token, lease: { installId, staffId, token, since, until: hubAt + checkLeaseMs } };
}

function renews(lease: CheckLease, token: number | null, { installId }: CheckMark): boolean {
  return lease.token === token && lease.installId === installId;
}

/** Gives up what this device holds, and nothing of another. */
function released(check: Check, { installId }: CheckMark): Check {
  return {
    ...check,
    lease: check.lease?.installId === installId ? null : check.lease,
    checkedOut: check.checkedOut?.installId === installId ? null : check.checkedOut,
  };
}

function paid(check: Check, payment: Check['payments'][number]): Check {
  if (check.payments.some(({ saleId }) => saleId === payment.saleId)) return check;
  const payments = [...check.payments, payment].sort((a, b) => (a.saleId < b.saleId ? -1 : 1));
  return { ...check, lease: null, checkedOut: null, payments };
}

/** Line ids of a check that a sale pays: those of the sale that were not struck off in it. */
export function paidLineIds(lines: readonly SaleLine[]): SaleLine['lineId'][] {
  return lines.filter(({ voided, direction }) => voided === null && direction === 'sale').map(({ lineId }) => lineId);
}

/** The status a check is listed under. */
export function isOpenCheck(check: Check): boolean {
  return checkStatus(check) === 'open';
}

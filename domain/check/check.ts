import type { CheckId, InstallId, LineId, SaleId, StaffId } from '../id.ts';
import type { SaleLine } from '../sale/sale.ts';

/** How long a claim to take the money holds, in milliseconds of the hub's clock. */
export const checkLeaseMs = 90_000;
/** Most guests of a check. */
export const checkGuestsMax = 999;

/** Who did something, at which device and when (UTC epoch ms). */
export interface CheckMark {
  readonly installId: InstallId;
  readonly staffId: StaffId | null;
  readonly at: number;
}

/** One line of a check. It never changes: another quantity is another line, what is wrong is voided. */
export interface CheckLine {
  readonly line: SaleLine;
  readonly added: CheckMark;
  /** The goods are with the guest. */
  readonly served: boolean;
}

/** A tombstone; the line it is for may still be on its way. */
export interface CheckVoid {
  readonly lineId: LineId;
  readonly reasonCode: string;
  readonly mark: CheckMark;
}

/** A claim to take the money. `token` rises with each claim, so that an old one is recognised; `until` is hub time. */
export interface CheckLease {
  readonly installId: InstallId;
  readonly staffId: StaffId | null;
  readonly token: number;
  readonly since: number;
  readonly until: number;
}

/** A sale that paid lines of the check. */
export interface CheckPayment {
  readonly saleId: SaleId;
  readonly lineIds: readonly LineId[];
  readonly mark: CheckMark;
}

/** An open check: what a table or a guest has ordered and not paid yet, shared by the counter and all handhelds. */
export interface Check {
  readonly checkId: CheckId;
  /** Where and by whom it was opened. Null while only ops about it have arrived. */
  readonly opened: CheckMark | null;
  readonly table: string;
  readonly guests: number;
  readonly note: string;
  /** In the order of their ids, so that the order of arrival changes nothing. */
  readonly lines: readonly CheckLine[];
  readonly voids: readonly CheckVoid[];
  readonly lease: CheckLease | null;
  /** The highest token that was ever given. */
  readonly token: number;
  /** The device it is checked out to: it alone may add, and take money without the hub. */
  readonly checkedOut: CheckMark | null;
  readonly payments: readonly CheckPayment[];
  readonly closed: CheckMark | null;
}

/** What a person did to a check. */
export type CheckAct =
  | { readonly kind: 'opened'; readonly table: string; readonly guests: number; readonly note: string }
  | { readonly kind: 'line-added'; readonly line: SaleLine }
  | { readonly kind: 'line-served'; readonly line: SaleLine }
  | { readonly kind: 'line-voided'; readonly lineId: LineId; readonly reasonCode: string }
  | {
      readonly kind: 'detailed';
      readonly table?: string | undefined;
      readonly guests?: number | undefined;
      readonly note?: string | undefined;
    }
  | { readonly kind: 'claimed'; readonly token: number | null }
  | { readonly kind: 'released' }
  | { readonly kind: 'checked-out' }
  | { readonly kind: 'transferred' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'paid'; readonly saleId: SaleId; readonly lineIds: readonly LineId[] };

/** An act with who did it, and when the hub took it (UTC epoch ms). */
export interface CheckTurn {
  readonly checkId: CheckId;
  readonly mark: CheckMark;
  readonly hubAt: number;
  readonly act: CheckAct;
}

/** `paid` wins over everything: no later op opens a paid check again (CH20). */
export type CheckStatus = 'open' | 'paid' | 'closed';

/** How a check stands. */
export function checkStatus(check: Check): CheckStatus {
  if (check.payments.length > 0) return 'paid';
  return check.closed === null ? 'open' : 'closed';
}

/** Is this line struck off? A tombstone wins, whichever of the two arrived first (CH3). */
export function isVoided(check: Check, lineId: LineId): boolean {
  return check.voids.some((each) => each.lineId === lineId);
}

/** Lines that still have to be paid: neither voided nor in a sale that paid. On a paid check they came too late (CH6). */
export function unpaidLines(check: Check): readonly CheckLine[] {
  const gone = new Set<LineId>([
    ...check.voids.map(({ lineId }) => lineId),
    ...check.payments.flatMap(({ lineIds }) => lineIds),
  ]);
  return check.lines.filter(({ line }) => !gone.has(line.lineId));
}

/** Was a line paid twice? Then the second money has to go back (CH21). */
export function isOverpaid({ payments }: Check): boolean {
  const paid = payments.flatMap(({ lineIds }) => lineIds);
  return payments.length > 1 && new Set(paid).size < paid.length;
}

/** The live claim on a check at a moment of the hub's clock; null when there is none. */
export function liveLease(check: Check, hubNow: number): CheckLease | null {
  return check.lease !== null && hubNow < check.lease.until ? check.lease : null;
}

/** The check before anything is known of it. */
export function unknownCheck(checkId: CheckId): Check {
  return {
    checkId,
    opened: null,
    table: '',
    guests: 0,
    note: '',
    lines: [],
    voids: [],
    lease: null,
    token: 0,
    checkedOut: null,
    payments: [],
    closed: null,
  };
}

/** Open checks of one table, this one among them: more than one gets a badge, joining them is for people (CH8). */
export function checksOfTable(checks: readonly Check[], table: string): readonly Check[] {
  const name = table.trim().toLowerCase();
  if (name === '') return [];
  return checks.filter((each) => checkStatus(each) === 'open' && each.table.trim().toLowerCase() === name);
}

import type { ShiftId, StaffId } from '../id.ts';
import { add, minorOfRatio, subtract, sum } from '../money/arithmetic.ts';
import type { Denominations } from '../money/denominations.ts';
import { type Minor, zero } from '../money/minor.ts';
import { ratio } from '../money/ratio.ts';
import { accept, type Outcome, refuse } from '../outcome.ts';
import type { CashEvent, CashMoveKind, DenominationCount } from './cash-event.ts';

/** A till's accountable period between open and close, in one workstation's series. */
export interface Shift {
  readonly shiftId: ShiftId;
  readonly series: string;
  readonly openedAt: number;
  readonly openedBy: StaffId;
  /** Cash counted into the till at the start, minor units. */
  readonly startingAmount: Minor;
}

/** What a person counted at the end without seeing what was expected; a recount is another record. */
export interface TillCount {
  readonly countId: string;
  readonly shiftId: ShiftId;
  readonly denominations: readonly DenominationCount[];
  /** Declared sums of the tenders that are not cash: card slips and the like. */
  readonly declared: readonly { readonly kind: string; readonly amount: Minor }[];
  readonly countedBy: StaffId;
  /** UTC epoch ms. */
  readonly at: number;
}

export const tillRefusals = [
  'till-not-open',
  'till-already-open',
  'till-not-counted',
  'amount-zero',
  'amount-above-cash',
  'pieces-not-whole',
  'denomination-unknown',
  'denomination-twice',
] as const;
export type TillRefusal = (typeof tillRefusals)[number];

/** Most pieces of one coin or note in a count. */
export const piecesMax = 100_000;

/** Which way a kind of cash move goes through the till. */
export function cashDirection(kind: CashMoveKind): 'in' | 'out' {
  switch (kind) {
    case 'paid-in':
    case 'loan':
      return 'in';
    case 'paid-out':
    case 'safe-drop':
    case 'pickup':
      return 'out';
  }
}

/** What cash moves alone did to the till: in minus out, minor units, signed. */
export function cashMoved(events: readonly Pick<CashEvent, 'kind' | 'amount'>[]): Minor {
  return events.reduce<Minor>(
    (total, { kind, amount }) => (cashDirection(kind) === 'in' ? add(total, amount) : subtract(total, amount)),
    zero,
  );
}

/** The value of counted coins and notes, minor units (TI5). */
export function countedCash(denominations: readonly DenominationCount[]): Minor {
  return sum(denominations.map(({ value, pieces }) => minorOfRatio(ratio(BigInt(value) * BigInt(pieces)), 'down')));
}

/** Counted minus expected: above zero is over, below is short (TI7). */
export function overShort(counted: Minor, expected: Minor): Minor {
  return subtract(counted, expected);
}

/** May a shift be opened? One till has one open shift (TI1). */
export function decideOpenShift(open: Shift | null): Outcome<null, TillRefusal> {
  return open ? refuse('till-already-open') : accept(null);
}

/**
 * May cash move without a sale? Only in an open shift, only something, and never more out than there is. The last is
 * asked of the record (`expectedCash`), so a refusal tells no one what the blind count would (TI2, TI3).
 */
export function decideCashMove(
  open: Shift | null,
  move: { readonly kind: CashMoveKind; readonly amount: Minor },
  expectedCash: Minor,
): Outcome<null, TillRefusal> {
  if (!open) return refuse('till-not-open');
  if (move.amount <= 0) return refuse('amount-zero');
  const tooMuch = cashDirection(move.kind) === 'out' && move.amount > expectedCash;
  return tooMuch ? refuse('amount-above-cash') : accept(null);
}

/** Is a count by denomination sound: known values once each, whole pieces (TI5, TI6)? */
export function decideCount(
  open: Shift | null,
  counted: readonly DenominationCount[],
  known: Denominations,
): Outcome<Minor, TillRefusal> {
  if (!open) return refuse('till-not-open');
  const values = new Set<number>([...known.coins, ...known.notes]);
  if (counted.some(({ value }) => !values.has(value))) return refuse('denomination-unknown');
  if (new Set(counted.map(({ value }) => value)).size !== counted.length) return refuse('denomination-twice');
  const whole = ({ pieces }: DenominationCount): boolean =>
    Number.isSafeInteger(pieces) && pieces >= 0 && pieces <= piecesMax;
  return counted.every(whole) ? accept(countedCash(counted)) : refuse('pieces-not-whole');
}

/** May the shift close? It is open and its till was counted first, blind (TI8). */
export function decideCloseShift(open: Shift | null, count: TillCount | null): Outcome<TillCount, TillRefusal> {
  if (!open) return refuse('till-not-open');
  return count && count.shiftId === open.shiftId ? accept(count) : refuse('till-not-counted');
}

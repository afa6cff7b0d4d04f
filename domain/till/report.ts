import type { StaffId } from '../id.ts';
import { add, subtract, sum } from '../money/arithmetic.ts';
import { type Minor, zero } from '../money/minor.ts';
import type { DenominationCount } from './cash-event.ts';
import { countedCash, overShort, type Shift, type TillCount } from './shift.ts';
import { expectedCash, expectedOf, type ShiftTotals, type TenderTotal } from './shift-totals.ts';

/** A reading: the totals so far. It changes nothing and has no number (TI11). All amounts in minor units. */
export interface XReport extends ShiftTotals {
  readonly shift: Shift;
  /** UTC epoch ms of the reading. */
  readonly at: number;
  /** Gross of goods sold minus goods returned. */
  readonly turnover: Minor;
  readonly netTotal: Minor;
  readonly taxTotal: Minor;
  readonly cashRounding: Minor;
}

/** One kind of tender at closing: what was expected, what a person declared, and the difference. */
export interface TenderSettlement extends TenderTotal {
  readonly expected: Minor;
  readonly declared: Minor;
  readonly overShort: Minor;
}

/** The closing report of a shift: numbered, never rewritten (TI12). All amounts in minor units. */
export interface ZReport extends XReport {
  readonly zNumber: number;
  readonly businessDate: string;
  readonly closedBy: StaffId;
  readonly countedBy: StaffId;
  readonly denominations: readonly DenominationCount[];
  readonly expectedCash: Minor;
  readonly countedCash: Minor;
  readonly settlement: readonly TenderSettlement[];
  /** Counted minus expected over all tenders. */
  readonly overShort: Minor;
}

/** What a Z report is told beside the shift and its totals. */
export interface ClosingFacts {
  readonly zNumber: number;
  readonly businessDate: string;
  readonly closedBy: StaffId;
  readonly count: TillCount;
  /** UTC epoch ms. */
  readonly at: number;
}

/** Reads a shift. It shows what was taken, not what the till should hold: the count at the end stays blind (TI9, TI11). */
export function xReport(shift: Shift, totals: ShiftTotals, at: number): XReport {
  const netTotal = subtract(totals.netSold, totals.netReturned);
  const taxTotal = subtract(totals.taxSold, totals.taxReturned);
  const cashRounding = sum(totals.tenders.map((row) => row.cashRounding));
  return { ...totals, shift, at, netTotal, taxTotal, turnover: add(netTotal, taxTotal), cashRounding };
}

/** Closes a shift: sets what was counted and declared against what the record expects (TI7, TI12). */
export function zReport(shift: Shift, totals: ShiftTotals, closing: ClosingFacts): ZReport {
  const { zNumber, businessDate, closedBy, count, at } = closing;
  const expected = expectedCash(shift.startingAmount, totals);
  const counted = countedCash(count.denominations);
  const settlement = [
    settled(tenderOf('cash', totals), expected, counted),
    ...otherKinds(totals, count).map((kind) =>
      settled(tenderOf(kind, totals), expectedOf(kind, totals), declaredOf(kind, count)),
    ),
  ];
  return {
    ...xReport(shift, totals, at),
    zNumber,
    businessDate,
    closedBy,
    countedBy: count.countedBy,
    denominations: count.denominations,
    expectedCash: expected,
    countedCash: counted,
    settlement,
    overShort: sum(settlement.map((row) => row.overShort)),
  };
}

function otherKinds(totals: ShiftTotals, count: TillCount): string[] {
  const kinds = [...totals.tenders.map(({ kind }) => kind), ...count.declared.map(({ kind }) => kind)];
  return [...new Set(kinds)].filter((kind) => kind !== 'cash');
}

function tenderOf(kind: string, { tenders }: ShiftTotals): TenderTotal {
  const none = { count: 0, amount: zero };
  return tenders.find((row) => row.kind === kind) ?? { kind, taken: none, refunded: none, cashRounding: zero };
}

function declaredOf(kind: string, { declared }: TillCount): Minor {
  return sum(declared.filter((each) => each.kind === kind).map(({ amount }) => amount));
}

function settled(row: TenderTotal, expected: Minor, declared: Minor): TenderSettlement {
  return { ...row, expected, declared, overShort: overShort(declared, expected) };
}

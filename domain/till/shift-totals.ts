import type { StaffId } from '../id.ts';
import { add, subtract, sum } from '../money/arithmetic.ts';
import { type Minor, zero } from '../money/minor.ts';
import { multiplyByQuantity } from '../quantity/quantity-arithmetic.ts';
import type { CompletedSale, Direction, OpenSale, SaleKind, SaleLine, TaxTotal, Tender } from '../sale/sale.ts';
import type { CashEvent, CashMoveKind } from './cash-event.ts';
import { cashDirection } from './shift.ts';

/** How often and how much, in minor units. */
export interface Tally {
  readonly count: number;
  readonly amount: Minor;
}

/** One kind of tender over a shift, minor units. */
export interface TenderTotal {
  readonly kind: string;
  readonly taken: Tally;
  readonly refunded: Tally;
  /** Signed: what cash rounding added to (+) or took from (−) what customers paid, refunds counted the other way. */
  readonly cashRounding: Minor;
}

/**
 * Everything a shift's reports are made of, folded one fact at a time, so a projection can keep it and a report never
 * walks the sales again. Plain data; the order of facts does not matter but for first and last number (TI10).
 */
export interface ShiftTotals {
  readonly sales: Tally;
  readonly returns: Tally;
  readonly exchanges: Tally;
  readonly netSold: Minor;
  readonly taxSold: Minor;
  readonly netReturned: Minor;
  readonly taxReturned: Minor;
  readonly taxes: readonly TaxTotal[];
  readonly tenders: readonly TenderTotal[];
  readonly discounts: Tally;
  readonly priceOverrides: number;
  readonly voidedLines: Tally;
  readonly voidedSales: Tally;
  readonly noSales: number;
  readonly reprints: number;
  readonly cashMoves: readonly { readonly kind: CashMoveKind; readonly total: Tally }[];
  readonly overrides: number;
  readonly firstTransactionNumber: string | null;
  readonly lastTransactionNumber: string | null;
  readonly transactions: number;
  readonly staffIds: readonly StaffId[];
}

const nothing: Tally = { count: 0, amount: zero };

/** A shift in which nothing has happened. */
export const emptyShiftTotals: ShiftTotals = {
  sales: nothing,
  returns: nothing,
  exchanges: nothing,
  netSold: zero,
  taxSold: zero,
  netReturned: zero,
  taxReturned: zero,
  taxes: [],
  tenders: [],
  discounts: nothing,
  priceOverrides: 0,
  voidedLines: nothing,
  voidedSales: nothing,
  noSales: 0,
  reprints: 0,
  cashMoves: [],
  overrides: 0,
  firstTransactionNumber: null,
  lastTransactionNumber: null,
  transactions: 0,
  staffIds: [],
};

/** One fact of a shift. A number is given to every transaction, voided sales included. */
export type ShiftFact =
  | { readonly kind: 'sale-completed'; readonly sale: CompletedSale; readonly transactionNumber: string }
  | {
      readonly kind: 'sale-voided';
      readonly sale: Pick<OpenSale, 'lines'>;
      readonly staffId: StaffId;
      readonly transactionNumber: string;
    }
  | { readonly kind: 'cash-moved'; readonly event: CashEvent }
  | { readonly kind: 'no-sale' }
  | { readonly kind: 'receipt-reprinted' };

/** The totals after one more fact. */
export function foldShiftFact(totals: ShiftTotals, fact: ShiftFact): ShiftTotals {
  switch (fact.kind) {
    case 'sale-completed':
      return numbered(foldSale(totals, fact.sale), fact.transactionNumber, fact.sale.staffId);
    case 'sale-voided': {
      const amount = listAmount(fact.sale.lines);
      const voided = { ...totals, voidedSales: plus(totals.voidedSales, amount) };
      return numbered(voided, fact.transactionNumber, fact.staffId);
    }
    case 'cash-moved':
      return { ...totals, cashMoves: foldMove(totals.cashMoves, fact.event) };
    case 'no-sale':
      return { ...totals, noSales: totals.noSales + 1 };
    case 'receipt-reprinted':
      return { ...totals, reprints: totals.reprints + 1 };
  }
}

/** Cash that should lie in the till: starting amount + cash taken − refunded + moved in − moved out, minor units (TI4). */
export function expectedCash(startingAmount: Minor, totals: Pick<ShiftTotals, 'tenders' | 'cashMoves'>): Minor {
  const moved = totals.cashMoves.map(({ kind, total }) =>
    cashDirection(kind) === 'in' ? total.amount : subtract(zero, total.amount),
  );
  return sum([startingAmount, expectedOf('cash', totals), ...moved]);
}

/** What one kind of tender should come to: taken − refunded, minor units. */
export function expectedOf(kind: string, { tenders }: Pick<ShiftTotals, 'tenders'>): Minor {
  const found = tenders.find((each) => each.kind === kind);
  return found ? subtract(found.taken.amount, found.refunded.amount) : zero;
}

function foldSale(totals: ShiftTotals, sale: CompletedSale): ShiftTotals {
  const { settled } = sale;
  const voided = sale.lines.filter((line) => line.voided !== null);
  return {
    ...totals,
    ...foldKind(totals, sale),
    netSold: add(totals.netSold, settled.netSold),
    taxSold: add(totals.taxSold, settled.taxSold),
    netReturned: add(totals.netReturned, settled.netReturned),
    taxReturned: add(totals.taxReturned, settled.taxReturned),
    taxes: settled.taxTotals.reduce(foldTax, totals.taxes),
    tenders: sale.tenders.reduce(foldTender, totals.tenders),
    discounts: foldDiscounts(totals.discounts, sale),
    priceOverrides: totals.priceOverrides + activeLines(sale).filter(isOverridden).length,
    voidedLines: {
      count: totals.voidedLines.count + voided.length,
      amount: add(totals.voidedLines.amount, listAmount(voided)),
    },
    overrides: totals.overrides + sale.overrides.length,
  };
}

const tallyOfKind = { sale: 'sales', return: 'returns', exchange: 'exchanges' } as const satisfies Record<
  SaleKind,
  keyof ShiftTotals
>;

/** Sales and exchanges count what was collected, returns and exchanges in the customer's favour what was given back. */
function foldKind(totals: ShiftTotals, { settled }: CompletedSale): Partial<ShiftTotals> {
  const key = tallyOfKind[settled.kind];
  const amount = settled.kind === 'return' ? settled.refund : subtract(settled.collect, settled.refund);
  return { [key]: plus(totals[key], amount) };
}

function foldDiscounts(tally: Tally, { settled }: CompletedSale): Tally {
  const given = settled.lines.filter((line) => line.direction === 'sale' && line.discount + line.saleDiscount > 0);
  const amount = sum(given.map((line) => add(line.discount, line.saleDiscount)));
  return { count: tally.count + given.length, amount: add(tally.amount, amount) };
}

function foldTax(rows: readonly TaxTotal[], tax: TaxTotal): readonly TaxTotal[] {
  const same = (row: TaxTotal): boolean =>
    row.taxId === tax.taxId &&
    row.ratePpm === tax.ratePpm &&
    row.included === tax.included &&
    row.direction === tax.direction;
  if (!rows.some(same)) return [...rows, tax];
  return rows.map((row) =>
    same(row) ? { ...row, base: add(row.base, tax.base), amount: add(row.amount, tax.amount) } : row,
  );
}

function foldTender(rows: readonly TenderTotal[], tender: Tender): readonly TenderTotal[] {
  const before = rows.find((row) => row.kind === tender.kind) ?? emptyTender(tender.kind);
  const taken = tender.direction === 'taken';
  const after: TenderTotal = {
    kind: tender.kind,
    taken: taken ? plus(before.taken, tender.amount) : before.taken,
    refunded: taken ? before.refunded : plus(before.refunded, tender.amount),
    cashRounding: taken
      ? add(before.cashRounding, tender.cashRounding)
      : subtract(before.cashRounding, tender.cashRounding),
  };
  return rows.includes(before) ? rows.map((row) => (row === before ? after : row)) : [...rows, after];
}

function emptyTender(kind: string): TenderTotal {
  return { kind, taken: nothing, refunded: nothing, cashRounding: zero };
}

function foldMove(rows: ShiftTotals['cashMoves'], { kind, amount }: CashEvent): ShiftTotals['cashMoves'] {
  const before = rows.find((row) => row.kind === kind);
  if (!before) return [...rows, { kind, total: { count: 1, amount } }];
  return rows.map((row) => (row === before ? { kind, total: plus(row.total, amount) } : row));
}

function numbered(totals: ShiftTotals, transactionNumber: string, staffId: StaffId): ShiftTotals {
  return {
    ...totals,
    firstTransactionNumber: totals.firstTransactionNumber ?? transactionNumber,
    lastTransactionNumber: transactionNumber,
    transactions: totals.transactions + 1,
    staffIds: totals.staffIds.includes(staffId) ? totals.staffIds : [...totals.staffIds, staffId],
  };
}

function plus({ count, amount }: Tally, more: Minor): Tally {
  return { count: count + 1, amount: add(amount, more) };
}

function activeLines(sale: CompletedSale): readonly SaleLine[] {
  return sale.lines.filter((line) => line.voided === null);
}

function isOverridden({ priceSource, returnOf }: SaleLine): boolean {
  return priceSource === 'override' && returnOf === null;
}

/** What struck lines would have come to at their price, discounts aside; goods coming back count the other way. */
function listAmount(lines: readonly SaleLine[]): Minor {
  const signed = (line: SaleLine): Minor => {
    const amount = line.labelAmount ?? multiplyByQuantity(line.unitPrice, line.quantity, 'half_up');
    return (line.direction satisfies Direction) === 'return' ? subtract(zero, amount) : amount;
  };
  return sum(lines.map(signed));
}

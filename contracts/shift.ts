import { z } from 'zod';
import { cashMoveKinds } from '../domain/till/cash-event.ts';
import type { XReport, ZReport } from '../domain/till/report.ts';
import type { Shift } from '../domain/till/shift.ts';
import { shaped } from './procedure.ts';
import { settledSale } from './sale.ts';
import { businessDate, codeText, epochMs, magnitude, nameText, shiftId, signedMinor, staffId } from './values.ts';

/** Most Z reports on a page. */
export const zReportPageMax = 100;

const shift = z.strictObject({
  shiftId,
  series: z.string().max(8),
  openedAt: epochMs,
  openedBy: staffId,
  startingAmount: magnitude,
}) satisfies z.ZodType<Shift>;

const tally = z.strictObject({ count: z.int().min(0), amount: signedMinor });
const tenderTotal = z.strictObject({ kind: codeText, taken: tally, refunded: tally, cashRounding: signedMinor });
const denominations = z.array(z.strictObject({ value: magnitude, pieces: z.int().min(0) }));

const xReport = z.strictObject({
  sales: tally,
  returns: tally,
  exchanges: tally,
  netSold: signedMinor,
  taxSold: signedMinor,
  netReturned: signedMinor,
  taxReturned: signedMinor,
  taxes: settledSale.shape.taxTotals,
  tenders: z.array(tenderTotal),
  discounts: tally,
  priceOverrides: z.int().min(0),
  voidedLines: tally,
  voidedSales: tally,
  noSales: z.int().min(0),
  reprints: z.int().min(0),
  cashMoves: z.array(z.strictObject({ kind: z.enum(cashMoveKinds), total: tally })),
  overrides: z.int().min(0),
  firstTransactionNumber: z.string().max(64).nullable(),
  lastTransactionNumber: z.string().max(64).nullable(),
  transactions: z.int().min(0),
  staffIds: z.array(staffId),
  shift,
  at: epochMs,
  turnover: signedMinor,
  netTotal: signedMinor,
  taxTotal: signedMinor,
  cashRounding: signedMinor,
}) satisfies z.ZodType<XReport>;

const zReport = xReport.extend({
  zNumber: z.int().min(1),
  businessDate,
  closedBy: staffId,
  countedBy: staffId,
  denominations,
  expectedCash: signedMinor,
  countedCash: signedMinor,
  settlement: z.array(tenderTotal.extend({ expected: signedMinor, declared: signedMinor, overShort: signedMinor })),
  overShort: signedMinor,
}) satisfies z.ZodType<ZReport>;

export const xReportValue = shaped<XReport>(xReport);
export const zReportValue = shaped<ZReport>(zReport);

/** The open shift of this install's till. What the till should hold is not told: the count is blind. */
export const currentShift = z.strictObject({
  shift: shaped<Shift>(shift),
  openedByName: nameText,
  businessDate,
  /** The last count of this shift, which closing will take; null before the first. */
  countId: z.string().max(64).nullable(),
});

export const zReportSummary = z.strictObject({
  /** Gapless over the store; hand the last one in as `before` for the next page. */
  zNumber: z.int().min(1),
  shiftId,
  series: z.string().max(8),
  businessDate,
  closedAt: epochMs,
  closedByName: nameText,
  turnover: signedMinor,
  overShort: signedMinor,
});

import { z } from 'zod';
import type { ReturnableLine } from '../domain/sale/returnable.ts';
import type { CompletedSale, OpenSale } from '../domain/sale/sale.ts';
import type { DrawerOpening } from '../domain/till/drawer-opening.ts';
import { shaped } from './procedure.ts';
import { completedSale, openSale, saleLine, settledLine } from './sale.ts';
import { businessDate, codeText, epochMs, lineText, magnitude, nameText, saleId, staffId } from './values.ts';

/** Most sales on a page of the journal. */
export const salePageMax = 100;
/** Most drawer openings beside one page. */
export const openingsPageMax = 100;
/** Most suspended sales that are listed. */
export const suspendedMax = 200;

export const openSaleValue = shaped<OpenSale>(openSale);
export const completedSaleValue = shaped<CompletedSale>(completedSale);

export const salePageRequest = z.strictObject({
  /** `next` of the page before; null for the newest. */
  before: z.string().max(200).nullable(),
  limit: z.int().min(1).max(salePageMax),
  /** Part of a transaction number, or an amount as it is printed (`15.72`); empty for all. */
  text: z.string().max(64),
  from: businessDate.nullable(),
  to: businessDate.nullable(),
});

/** One line of the journal. Amounts are magnitudes, `collect` came in, `refund` went out; one of them is zero. */
export const saleSummary = z.strictObject({
  saleId,
  transactionNumber: z.string().max(64),
  kind: z.enum(['sale', 'return', 'exchange']),
  businessDate,
  completedAt: epochMs,
  staffId,
  staffName: nameText,
  lines: z.int().min(0),
  collect: magnitude,
  refund: magnitude,
  flags: z.array(codeText),
});
/** A drawer that was opened without a reason; it stands in the journal between the sales. */
export const drawerOpening = shaped<DrawerOpening>(
  z.strictObject({ no: z.int().min(1), drawer: codeText, openedAt: epochMs }),
);
/** Newest first, both lists; `openings` are those between the sales of this page, none when something is looked for. */
export const salePage = z.strictObject({
  sales: z.array(saleSummary),
  openings: z.array(drawerOpening),
  next: z.string().nullable(),
});

/** A completed sale with what the record knows around it. */
export const saleRecord = z.strictObject({
  sale: completedSaleValue,
  transactionNumber: z.string().max(64),
  businessDate,
  staffName: nameText,
  /** Position of its op in the log, and the first 16 hex digits of that op's hash, as on the receipt. */
  no: z.int().min(1),
  shortHash: z.string().max(16),
  /** Copies printed so far. */
  reprints: z.int().min(0),
  flags: z.array(codeText),
});

export const returnableLine = shaped<ReturnableLine>(
  z.strictObject({
    line: saleLine,
    settled: settledLine,
    returnedMilli: z.int().min(0),
    leftMilli: z.int().min(0),
  }),
);
/** What can still come back of a sale, with what its earlier returns gave back in cash. */
export const returnableSale = z.strictObject({
  record: saleRecord,
  lines: z.array(returnableLine),
  cashRefunded: z.strictObject({ exact: magnitude, cash: magnitude }).nullable(),
});

export const suspendedSale = z.strictObject({
  saleId,
  label: lineText,
  suspendedAt: epochMs,
  staffName: nameText,
  sale: openSaleValue,
});

/** The open sale of this install, kept so that it comes back after a crash; null when there is none. */
export const draft = z.strictObject({ sale: openSaleValue.nullable(), savedAt: epochMs.nullable() });

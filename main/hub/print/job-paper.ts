import type { Minor } from '../../../domain/money/minor.ts';
import type { ReceiptDocument } from '../../../domain/receipt/receipt-document.ts';
import { xReadingPaper, zReportPaper } from '../../../domain/receipt/report-paper.ts';
import { saleReceipt } from '../../../domain/receipt/sale-receipt.ts';
import { cashMoveSlip, noSaleSlip, testPage } from '../../../domain/receipt/slips.ts';
import type { CompletedSale } from '../../../domain/sale/sale.ts';
import type { CashMoveKind } from '../../../domain/till/cash-event.ts';
import type { XReport, ZReport } from '../../../domain/till/report.ts';
import type { PaperVoice } from './store-words.ts';

/** A completed sale as its paper needs it. */
export interface PrintedSale {
  readonly sale: CompletedSale;
  readonly transactionNumber: string;
  readonly staffName: string;
  /** Hash of the sale's op, lowercase hex. */
  readonly hash: string;
}

/** The customer's receipt; the record is all it needs, so the nth copy says the same as the first. */
export function salePaper(
  { words, header, reasonLabel }: PaperVoice,
  sold: PrintedSale,
  copyNumber: number,
): ReceiptDocument {
  const { sale, transactionNumber, staffName: cashierName, hash: journalHash } = sold;
  const facts = { sale, store: header, transactionNumber, cashierName, journalHash, copyNumber, reasonLabel };
  return saleReceipt(facts, words);
}

/** Who did something with the drawer, when and why. */
export interface SlipCause {
  readonly staffName: string;
  /** UTC epoch ms. */
  readonly at: number;
  readonly reasonCode: string;
  readonly note: string;
}

/** The slip of a drawer that was opened without a sale. */
export function noSalePaper({ words, header, reasonLabel }: PaperVoice, cause: SlipCause): ReceiptDocument {
  const { staffName, at, reasonCode, note } = cause;
  return noSaleSlip({ store: header, staffName, at, reason: reasonLabel(reasonCode), note, copyNumber: 0 }, words);
}

/** The slip of cash that was put in or taken out. */
export function cashMovePaper(
  { words, header, reasonLabel }: PaperVoice,
  cause: SlipCause & { readonly kind: CashMoveKind; readonly amount: Minor },
): ReceiptDocument {
  const { staffName, at, reasonCode, note, kind: move, amount } = cause;
  const facts = { store: header, staffName, at, reason: reasonLabel(reasonCode), note, copyNumber: 0, move, amount };
  return cashMoveSlip(facts, words);
}

/** The reading of an open shift. */
export function xPaper({ words, header }: PaperVoice, report: XReport, staffName: string): ReceiptDocument {
  return xReadingPaper(report, { store: header, staffName, copyNumber: 0 }, words);
}

/** Whose report it is and which copy of it. */
export interface ZPrint {
  readonly report: ZReport;
  readonly staffName: string;
  readonly copyNumber: number;
}

/** The closing report of a shift; a copy carries its number. */
export function zPaper({ words, header }: PaperVoice, { report, staffName, copyNumber }: ZPrint): ReceiptDocument {
  return zReportPaper(report, { store: header, staffName, copyNumber }, words);
}

/** The page that shows what the printer can. */
export function testPaper(
  { words, header }: PaperVoice,
  printer: { readonly name: string; readonly columns: number; readonly at: number },
): ReceiptDocument {
  return testPage({ store: header, printerName: printer.name, columns: printer.columns, at: printer.at }, words);
}

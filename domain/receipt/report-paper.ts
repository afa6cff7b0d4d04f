import { type Minor, minor } from '../money/minor.ts';
import type { XReport, ZReport } from '../till/report.ts';
import type { Tally } from '../till/shift-totals.ts';
import {
  blankLine,
  boldStyle,
  cutMarker,
  detailPairBlock,
  doubleRule,
  largeStyle,
  type PaperKind,
  pairBlock,
  type ReceiptBlock,
  type ReceiptDocument,
  singleRule,
  textBlock,
} from './receipt-document.ts';
import { fillLabel, type ReceiptWords } from './receipt-words.ts';
import { copyMark, type StoreHeader, storeBlocks, taxTable } from './sale-receipt.ts';

/** What a report's paper needs beside the report itself. */
export interface ReportPaperFacts {
  readonly store: StoreHeader;
  readonly staffName: string;
  /** 0 is the original; n is the nth copy and says so. */
  readonly copyNumber: number;
}

/** Paper of a reading. It shows what was taken and never what the till should hold: the count stays blind. */
export function xReadingPaper(report: XReport, facts: ReportPaperFacts, words: ReceiptWords): ReceiptDocument {
  const { labels } = words;
  return reportDocument('x-report', words, [
    ...headBlocks(report, facts, { title: labels.xReading, words }),
    textBlock(fillLabel(labels.readAt, { time: words.dateTime(report.at) })),
    ...totalsBlocks(report, words),
    singleRule,
    textBlock(labels.reportNote),
    blankLine,
    cutMarker,
  ]);
}

/** Paper of a closing report: everything the record says of the shift, with counted against expected. */
export function zReportPaper(report: ZReport, facts: ReportPaperFacts, words: ReceiptWords): ReceiptDocument {
  const { labels } = words;
  const title = fillLabel(labels.zReport, { number: report.zNumber });
  return reportDocument('z-report', words, [
    ...headBlocks(report, facts, { title, words }),
    textBlock(fillLabel(labels.closedAt, { time: words.dateTime(report.at) })),
    textBlock(fillLabel(labels.businessDate, { date: report.businessDate })),
    ...totalsBlocks(report, words),
    doubleRule,
    ...cashBlocks(report, words),
    ...settlementBlocks(report, words),
    ...differenceBlocks(report.overShort, words),
    { kind: 'blank', lines: 2 },
    singleRule,
    textBlock(labels.signature),
    blankLine,
    cutMarker,
  ]);
}

function reportDocument(
  kind: PaperKind,
  { language, direction }: ReceiptWords,
  blocks: readonly ReceiptBlock[],
): ReceiptDocument {
  return { kind, language, direction, blocks };
}

interface Titled {
  readonly title: string;
  readonly words: ReceiptWords;
}

function headBlocks(report: XReport, facts: ReportPaperFacts, { title, words }: Titled): ReceiptBlock[] {
  const { labels } = words;
  return [
    ...storeBlocks(facts.store, words),
    ...copyMark(facts.copyNumber, words),
    textBlock(title, 'left', largeStyle),
    textBlock(fillLabel(labels.shift, { name: report.shift.series })),
    textBlock(fillLabel(labels.cashier, { name: facts.staffName })),
    textBlock(fillLabel(labels.openedAt, { time: words.dateTime(report.shift.openedAt) })),
  ];
}

function totalsBlocks(report: XReport, words: ReceiptWords): ReceiptBlock[] {
  const { labels } = words;
  return [
    ...numbersBlock(report, words),
    singleRule,
    tallyBlock(labels.salesCount, report.sales, words),
    tallyBlock(labels.returnsCount, report.returns, words),
    tallyBlock(labels.exchangesCount, report.exchanges, words),
    pairBlock(labels.grossSold, words.amount(minor(report.netSold + report.taxSold))),
    pairBlock(labels.grossReturned, words.amount(minor(-(report.netReturned + report.taxReturned)))),
    pairBlock(labels.netTurnover, words.money(report.turnover), boldStyle),
    singleRule,
    ...taxTable(
      report.taxes.filter((tax) => tax.direction === 'sale'),
      words,
    ),
    ...returnedTaxes(report, words),
    singleRule,
    textBlock(labels.tenders, 'left', boldStyle),
    ...tenderBlocks(report, words),
    singleRule,
    ...controlBlocks(report, words),
  ];
}

function numbersBlock({ firstTransactionNumber, lastTransactionNumber }: XReport, words: ReceiptWords): ReceiptBlock[] {
  if (firstTransactionNumber === null || lastTransactionNumber === null) return [];
  const values = { first: firstTransactionNumber, last: lastTransactionNumber };
  return [textBlock(fillLabel(words.labels.numbers, values))];
}

function tallyBlock(label: string, tally: Tally, words: ReceiptWords): ReceiptBlock {
  return pairBlock(`${tally.count} x ${label}`, words.amount(tally.amount));
}

function returnedTaxes({ taxes }: XReport, words: ReceiptWords): ReceiptBlock[] {
  const returned = taxes.filter((tax) => tax.direction === 'return');
  return returned.length === 0 ? [] : [textBlock(words.labels.taxReturned), ...taxTable(returned, words)];
}

/** The words of a tender kind; a kind this version has no words for shows its code. */
function tenderName(kind: string, { labels }: ReceiptWords): string {
  if (kind === 'cash' || kind === 'card-manual') return labels[`tender.${kind}`];
  return kind;
}

function tenderBlocks({ tenders, cashRounding }: XReport, words: ReceiptWords): ReceiptBlock[] {
  const { labels } = words;
  const rows = tenders.flatMap((row) => {
    const name = tenderName(row.kind, words);
    const refunded = { ...row.refunded, amount: minor(-row.refunded.amount) };
    return [
      tallyBlock(name, row.taken, words),
      ...(row.refunded.count === 0 ? [] : [tallyBlock(fillLabel(labels.refunded, { tender: name }), refunded, words)]),
    ];
  });
  return cashRounding === 0 ? rows : [...rows, pairBlock(labels.cashRounding, words.amount(cashRounding))];
}

function controlBlocks(report: XReport, words: ReceiptWords): ReceiptBlock[] {
  const { labels } = words;
  const voided: Tally = {
    count: report.voidedLines.count + report.voidedSales.count,
    amount: minor(report.voidedLines.amount + report.voidedSales.amount),
  };
  return [
    tallyBlock(labels.discounts, report.discounts, words),
    tallyBlock(labels.voids, voided, words),
    pairBlock(labels.noSales, String(report.noSales)),
    pairBlock(labels.reprints, String(report.reprints)),
    pairBlock(labels.overrides, String(report.overrides)),
    ...report.cashMoves.map(({ kind, total }) => tallyBlock(labels[`move.${kind}`], total, words)),
  ];
}

function cashBlocks(report: ZReport, words: ReceiptWords): ReceiptBlock[] {
  const { labels } = words;
  return [
    textBlock(labels.cashMovements, 'left', boldStyle),
    pairBlock(labels.startingAmount, words.amount(report.shift.startingAmount)),
    ...report.denominations
      .filter(({ pieces }) => pieces > 0)
      .map(({ value, pieces }) =>
        detailPairBlock(`${pieces} x ${words.amount(value)}`, words.amount(minor(value * pieces))),
      ),
    pairBlock(labels.countedCash, words.amount(report.countedCash)),
  ];
}

function settlementBlocks({ settlement }: ZReport, words: ReceiptWords): ReceiptBlock[] {
  const { labels } = words;
  return settlement.flatMap((row) => {
    const tender = tenderName(row.kind, words);
    return [
      pairBlock(fillLabel(labels.tenderExpected, { tender }), words.amount(row.expected)),
      pairBlock(fillLabel(labels.tenderCounted, { tender }), words.amount(row.declared)),
      ...(row.overShort === 0 ? [] : [pairBlock(differenceLabel(row.overShort, words), words.amount(row.overShort))]),
    ];
  });
}

function differenceBlocks(overShort: Minor, words: ReceiptWords): ReceiptBlock[] {
  return [pairBlock(differenceLabel(overShort, words), words.money(overShort), largeStyle)];
}

function differenceLabel(overShort: Minor, { labels }: ReceiptWords): string {
  if (overShort === 0) return labels.exact;
  return overShort > 0 ? labels.over : labels.short;
}

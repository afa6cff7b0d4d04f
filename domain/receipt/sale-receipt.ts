import { type Minor, minor } from '../money/minor.ts';
import type {
  CompletedSale,
  Direction,
  Discount,
  SaleLine,
  SettledLine,
  SettledSale,
  TaxTotal,
  Tender,
} from '../sale/sale.ts';
import {
  blankLine,
  boldStyle,
  cutMarker,
  detailBlock,
  detailPairBlock,
  doubleRule,
  largeStyle,
  pairBlock,
  plainStyle,
  type ReceiptBlock,
  type ReceiptDocument,
  singleRule,
  textBlock,
} from './receipt-document.ts';
import { fillLabel, type ReceiptWords } from './receipt-words.ts';

/** What the store says about itself at the top and the end of a receipt. */
export interface StoreHeader {
  readonly storeName: string;
  readonly addressLines: readonly string[];
  readonly taxNumber: string;
  readonly receiptFooter: string;
}

/** Everything a receipt tells. The sale is the record; nothing here is computed again. */
export interface SaleReceiptFacts {
  readonly sale: CompletedSale;
  readonly store: StoreHeader;
  readonly transactionNumber: string;
  readonly cashierName: string;
  /** Hash of the sale's entry in the journal, lowercase hex; the paper shows its first 16 digits. */
  readonly journalHash: string;
  /** 0 is the original; n is the nth copy and says so. */
  readonly copyNumber: number;
  /** The words of a reason code, for returns and exemptions. */
  readonly reasonLabel: (reasonCode: string) => string;
}

/** Digits of the journal hash on paper: 64 bits, enough to tell any two sales of a store apart. */
export const journalDigits = 16;

/** What the receipt's QR code holds: scanned at the till it finds the sale. Source: docs/spec/receipt.md RC12. */
export function receiptReference(transactionNumber: string): string {
  return `KNT1:${transactionNumber}`;
}

/** The customer's receipt of a completed sale, return or exchange; the same builder prints its copies. */
export function saleReceipt(facts: SaleReceiptFacts, words: ReceiptWords): ReceiptDocument {
  const { sale, store } = facts;
  return {
    kind: 'receipt',
    language: words.language,
    direction: words.direction,
    blocks: [
      ...storeBlocks(store, words),
      ...copyMark(facts.copyNumber, words),
      ...headBlocks(facts, words),
      singleRule,
      ...goodsBlocks(facts, words),
      singleRule,
      ...totalBlocks(sale, words),
      ...tenderBlocks(sale.tenders, words),
      singleRule,
      ...taxBlocks(facts, words),
      ...endBlocks(facts, words),
      cutMarker,
    ],
  };
}

/** Name, address and tax number of the store, centred. */
export function storeBlocks(store: StoreHeader, words: ReceiptWords): ReceiptBlock[] {
  const tax = store.taxNumber === '' ? [] : [fillLabel(words.labels.taxNumber, { number: store.taxNumber })];
  return [
    textBlock(store.storeName, 'center', largeStyle),
    ...[...store.addressLines, ...tax].map((text) => textBlock(text, 'center')),
    blankLine,
  ];
}

/** The mark every later print of the same paper carries. */
export function copyMark(copyNumber: number, words: ReceiptWords): ReceiptBlock[] {
  if (copyNumber === 0) return [];
  return [textBlock(fillLabel(words.labels.copy, { count: copyNumber }), 'center', largeStyle), blankLine];
}

function headBlocks(facts: SaleReceiptFacts, words: ReceiptWords): ReceiptBlock[] {
  const { labels } = words;
  const title = { sale: labels.receipt, return: labels.returnReceipt, exchange: labels.exchangeReceipt };
  const number = fillLabel(labels.receiptNumber, { number: facts.transactionNumber });
  return [
    textBlock(title[facts.sale.settled.kind], 'left', boldStyle),
    pairBlock(number, words.dateTime(facts.sale.completedAt)),
    textBlock(fillLabel(labels.cashier, { name: facts.cashierName })),
  ];
}

function goodsBlocks(facts: SaleReceiptFacts, words: ReceiptWords): ReceiptBlock[] {
  const { labels } = words;
  const returned = lineBlocks(facts, 'return', words);
  const sold = lineBlocks(facts, 'sale', words);
  if (facts.sale.settled.kind !== 'exchange') return [...returned, ...sold];
  return [textBlock(labels.returnedGoods, 'left', boldStyle), ...returned, blankLine]
    .concat(textBlock(labels.newGoods, 'left', boldStyle))
    .concat(sold);
}

/** Amounts of goods that come back stand with a minus: the paper shows which way the money goes. */
function shown(amount: Minor, direction: Direction): Minor {
  return direction === 'return' ? minor(-amount) : amount;
}

function lineBlocks(facts: SaleReceiptFacts, direction: Direction, words: ReceiptWords): ReceiptBlock[] {
  const { sale } = facts;
  const lines = new Map(sale.lines.map((line) => [line.lineId, line]));
  return sale.settled.lines
    .filter((settled) => settled.direction === direction)
    .flatMap((settled) => {
      const line = lines.get(settled.lineId);
      return line === undefined || line.voided !== null ? [] : oneLine({ line, settled, facts }, words);
    });
}

interface RungLine {
  readonly line: SaleLine;
  readonly settled: SettledLine;
  readonly facts: SaleReceiptFacts;
}

function oneLine({ line, settled, facts }: RungLine, words: ReceiptWords): ReceiptBlock[] {
  const { labels } = words;
  const discount =
    settled.discount === 0
      ? []
      : [discountBlock(labels.discount, line.discounts, words.amount(shown(minor(-settled.discount), line.direction)))];
  return [
    pairBlock(line.name, words.amount(shown(settled.extended, line.direction))),
    ...quantityBlocks(line, words),
    ...discount,
    ...returnBlocks(line, facts, words),
    ...(line.note === '' ? [] : [detailBlock(line.note)]),
  ];
}

function quantityBlocks(line: SaleLine, words: ReceiptWords): ReceiptBlock[] {
  const isOnePiece = line.quantity.unit === 'each' && line.quantity.milli === 1_000;
  if (isOnePiece) return [];
  const perUnit = line.quantity.unit === 'each' ? '' : `/${line.quantity.unit}`;
  return [detailBlock(`${words.quantity(line.quantity)} x ${words.amount(line.unitPrice)}${perUnit}`)];
}

function discountBlock(label: string, discounts: readonly Discount[], amount: string): ReceiptBlock {
  const names = [...new Set(discounts.map((discount) => discount.label))].filter((name) => name !== '');
  return detailPairBlock(fillLabel(label, { name: names.join(', ') }), amount);
}

function returnBlocks(line: SaleLine, facts: SaleReceiptFacts, words: ReceiptWords): ReceiptBlock[] {
  if (line.direction !== 'return') return [];
  const { labels } = words;
  const from = line.returnOf;
  return [
    ...(from === null ? [] : [detailBlock(fillLabel(labels.returnedFrom, { number: from.transactionNumber }))]),
    ...(line.reasonCode === ''
      ? []
      : [detailBlock(fillLabel(labels.reason, { reason: facts.reasonLabel(line.reasonCode) }))]),
  ];
}

function totalBlocks(sale: CompletedSale, words: ReceiptWords): ReceiptBlock[] {
  const { settled } = sale;
  const { labels } = words;
  const rounding = roundingOf(sale);
  const roundingLine = rounding === 0 ? [] : [pairBlock(labels.cashRounding, words.amount(rounding))];
  const due = settled.refund > 0 ? settled.refund : settled.collect;
  const dueLabel = settled.refund > 0 ? labels.toRefund : labels.toPay;
  const dueLine = rounding === 0 ? [] : [pairBlock(dueLabel, words.money(minor(due + rounding)), boldStyle)];
  return [
    ...saleDiscountBlocks(sale, words),
    ...addedTaxBlocks(settled, words),
    pairBlock(totalLabel(settled, words), words.money(due), largeStyle),
    ...roundingLine,
    ...dueLine,
  ];
}

function totalLabel({ kind, refund, collect }: SettledSale, { labels }: ReceiptWords): string {
  if (refund > 0) return labels.refundTotal;
  return kind === 'exchange' && collect === 0 ? labels.evenTotal : labels.total;
}

function roundingOf(sale: CompletedSale): Minor {
  return minor(sale.tenders.reduce((all, tender) => all + tender.cashRounding, 0));
}

function saleDiscountBlocks({ settled, discounts }: CompletedSale, words: ReceiptWords): ReceiptBlock[] {
  const onSold = settled.lines.reduce(
    (all, line) => all + (line.direction === 'return' ? -line.saleDiscount : line.saleDiscount),
    0,
  );
  if (onSold === 0) return [];
  return [discountBlock(words.labels.saleDiscount, discounts, words.amount(minor(-onSold)))];
}

/** Taxes that come on top of the shelf price stand between subtotal and total; included ones only in the table. */
function addedTaxBlocks({ taxTotals, collect, refund }: SettledSale, words: ReceiptWords): ReceiptBlock[] {
  const onTop = taxTotals.filter((tax) => !tax.included && tax.amount > 0);
  if (onTop.length === 0) return [];
  const added = onTop.reduce((all, tax) => all + shown(tax.amount, tax.direction), 0);
  return [
    pairBlock(words.labels.subtotal, words.amount(minor(collect - refund - added))),
    ...onTop.map((tax) => pairBlock(tax.name, words.amount(shown(tax.amount, tax.direction)))),
  ];
}

function tenderBlocks(tenders: readonly Tender[], words: ReceiptWords): ReceiptBlock[] {
  const { labels } = words;
  return tenders.flatMap((tender) => {
    const name = labels[`tender.${tender.kind}`];
    const label = tender.direction === 'refunded' ? fillLabel(labels.refunded, { tender: name }) : name;
    const given = tender.change > 0 ? fillLabel(labels.tendered, { tender: name }) : label;
    return [
      pairBlock(given, words.amount(tender.tendered)),
      ...(tender.change > 0 ? [pairBlock(labels.change, words.amount(tender.change), boldStyle)] : []),
      ...(tender.reference === ''
        ? []
        : [detailBlock(fillLabel(labels['tender.reference'], { reference: tender.reference }))]),
    ];
  });
}

function taxBlocks({ sale, reasonLabel }: SaleReceiptFacts, words: ReceiptWords): ReceiptBlock[] {
  const { labels } = words;
  const exempt =
    sale.taxExempt === null
      ? []
      : [textBlock(fillLabel(labels.taxExempt, { reason: reasonLabel(sale.taxExempt.reasonCode) }))];
  const sold = sale.settled.taxTotals.filter((tax) => tax.direction === 'sale');
  const returned = sale.settled.taxTotals.filter((tax) => tax.direction === 'return');
  const returnedTitle = returned.length > 0 && sold.length > 0 ? [textBlock(labels.taxReturned)] : [];
  return [...exempt, ...taxTable(sold, words), ...returnedTitle, ...taxTable(returned, words)];
}

/** Tax by rate: name, net, tax, gross. Used by receipts and reports. Amounts of returned goods carry a minus. */
export function taxTable(totals: readonly TaxTotal[], words: ReceiptWords): ReceiptBlock[] {
  if (totals.length === 0) return [];
  const { labels } = words;
  return [
    taxRow([labels.tax, labels.taxNet, labels.taxAmount, labels.taxGross]),
    ...totals.map((tax) =>
      taxRow([
        tax.name,
        words.amount(shown(tax.base, tax.direction)),
        words.amount(shown(tax.amount, tax.direction)),
        words.amount(shown(minor(tax.base + tax.amount), tax.direction)),
      ]),
    ),
  ];
}

/** Columns of the figures in the tax table: fits `-1.234,56 €` and leaves the name room on 42 columns. */
const taxFigureColumns = 9;

function taxRow([name, ...figures]: readonly [string, ...string[]]): ReceiptBlock {
  return {
    kind: 'columns',
    cells: [
      { text: name, align: 'left', width: null },
      ...figures.map((text) => ({ text, align: 'right' as const, width: taxFigureColumns })),
    ],
    indent: 0,
    style: plainStyle,
  };
}

function endBlocks(facts: SaleReceiptFacts, words: ReceiptWords): ReceiptBlock[] {
  const hash = facts.journalHash.slice(0, journalDigits);
  const journal = hash === '' ? [] : [textBlock(fillLabel(words.labels.journal, { hash }), 'center')];
  const footer = facts.store.receiptFooter === '' ? [] : [textBlock(facts.store.receiptFooter, 'center')];
  return [
    doubleRule,
    ...footer,
    { kind: 'qr', data: receiptReference(facts.transactionNumber) },
    ...journal,
    ...copyMark(facts.copyNumber, words),
  ];
}

import type { Minor } from '../money/minor.ts';
import type { CashMoveKind } from '../till/cash-event.ts';
import {
  blankLine,
  boldStyle,
  cutMarker,
  detailBlock,
  largeStyle,
  type PaperKind,
  pairBlock,
  type ReceiptBlock,
  type ReceiptDocument,
  singleRule,
  textBlock,
} from './receipt-document.ts';
import { fillLabel, type ReceiptWords } from './receipt-words.ts';
import { copyMark, type StoreHeader, storeBlocks } from './sale-receipt.ts';

/** Who did something at the till, when (UTC epoch ms) and why; the reason in words. */
export interface SlipFacts {
  readonly store: StoreHeader;
  readonly staffName: string;
  readonly at: number;
  readonly reason: string;
  readonly note: string;
  readonly copyNumber: number;
}

/** A slip about cash that moved without a sale; `amount` in minor units, the kind says which way. */
export interface CashMoveSlipFacts extends SlipFacts {
  readonly move: CashMoveKind;
  readonly amount: Minor;
}

/** Paper for the drawer opened without a sale. */
export function noSaleSlip(facts: SlipFacts, words: ReceiptWords): ReceiptDocument {
  return slip('no-sale', facts, { title: words.labels.drawerOpened, middle: [], words });
}

/** Paper for cash paid in or out, dropped in the safe, lent to or picked up from the till. Signed by hand. */
export function cashMoveSlip(facts: CashMoveSlipFacts, words: ReceiptWords): ReceiptDocument {
  const middle = [pairBlock(words.labels.amount, words.money(facts.amount), largeStyle)];
  return slip('cash-move', facts, { title: words.labels[`move.${facts.move}`], middle, words });
}

interface SlipBody {
  readonly title: string;
  readonly middle: readonly ReceiptBlock[];
  readonly words: ReceiptWords;
}

function slip(kind: PaperKind, facts: SlipFacts, { title, middle, words }: SlipBody): ReceiptDocument {
  const { labels } = words;
  const note = facts.note === '' ? [] : [detailBlock(fillLabel(labels.note, { note: facts.note }), 0)];
  const reason = facts.reason === '' ? [] : [textBlock(fillLabel(labels.reason, { reason: facts.reason }))];
  return {
    kind,
    language: words.language,
    direction: words.direction,
    blocks: [
      ...storeBlocks(facts.store, words),
      ...copyMark(facts.copyNumber, words),
      textBlock(title, 'left', boldStyle),
      textBlock(words.dateTime(facts.at)),
      textBlock(fillLabel(labels.cashier, { name: facts.staffName })),
      ...middle,
      ...reason,
      ...note,
      { kind: 'blank', lines: 2 },
      singleRule,
      textBlock(labels.signature),
      blankLine,
      cutMarker,
    ],
  };
}

/** What a test page shows about the printer. */
export interface TestPageFacts {
  readonly store: StoreHeader;
  readonly printerName: string;
  readonly columns: number;
  readonly at: number;
}

const accented = 'ÄÖÜäöüß éèêëàç ñóøåÆæ ŁŚŻąęł čřžš €£¥';
const otherScripts = ['Ελληνικά Кириллица', 'עברית العربية', '日本語 中文 한국어 ไทย'];

/** A page that shows whether width, code pages, drawn lines and codes come out right. */
export function testPage(facts: TestPageFacts, words: ReceiptWords): ReceiptDocument {
  const { labels } = words;
  const ruler = '1234567890'.repeat(Math.ceil(facts.columns / 10)).slice(0, facts.columns);
  return {
    kind: 'test-page',
    language: words.language,
    direction: words.direction,
    blocks: [
      ...storeBlocks(facts.store, words),
      textBlock(labels.testPage, 'left', largeStyle),
      pairBlock(fillLabel(labels.testPrinter, { name: facts.printerName }), words.dateTime(facts.at)),
      pairBlock(fillLabel(labels.testColumns, { count: facts.columns }), ''),
      textBlock(ruler),
      singleRule,
      textBlock(labels.testCharacters, 'left', boldStyle),
      textBlock(accented),
      textBlock(labels.testDrawn, 'left', boldStyle),
      ...otherScripts.map((text) => textBlock(text)),
      textBlock(labels.testCode, 'left', boldStyle),
      { kind: 'barcode', data: 'KAUNTER-TEST' },
      { kind: 'qr', data: 'KNT1:TEST' },
      textBlock(labels.testGood, 'center'),
      cutMarker,
    ],
  };
}

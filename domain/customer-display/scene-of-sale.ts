import type { LineId } from '../id.ts';
import { add, subtract, sum } from '../money/arithmetic.ts';
import { type Minor, zero } from '../money/minor.ts';
import { wholePieces } from '../quantity/quantity.ts';
import type { OpenSale, SaleLine, SettledLine, SettledSale, SettlePolicy } from '../sale/sale.ts';
import { amountDue } from '../tender/amount-due.ts';
import {
  type CustomerDone,
  type CustomerFigures,
  type CustomerLine,
  type CustomerScene,
  customerLinesMax,
} from './customer-scene.ts';

/** Where the till stands: ringing, taking the money, or done with a sale that is in the record. */
export type CustomerStage =
  | { readonly at: 'ringing' }
  | { readonly at: 'tendering' }
  | { readonly at: 'done'; readonly done: CustomerDone };

/** The open sale of the till. `touched` is the line that changed last. */
export interface SaleAtTill {
  readonly sale: OpenSale;
  readonly settled: SettledSale;
  readonly touched: LineId | null;
  readonly policy: SettlePolicy;
}

/**
 * What the customer sees of the open sale, by where the till stands. Null: show what is shown already, because the sale
 * has just gone into the record and the till has not said so yet (CD3).
 */
export function sceneOfSale(stage: CustomerStage, till: SaleAtTill): CustomerScene | null {
  const isEmpty = till.sale.lines.every((line) => line.voided !== null);
  switch (stage.at) {
    case 'ringing':
      return isEmpty ? { kind: 'idle' } : { kind: 'sale', ...figuresOf(till) };
    case 'tendering':
      return isEmpty ? null : paymentOf(till);
    case 'done':
      return isEmpty ? stage.done : { kind: 'sale', ...figuresOf(till) };
  }
}

/** The thanks for a sale that went into the record under `transactionNumber` (CD7). */
export function doneScene(
  { tenders }: Pick<OpenSale, 'tenders'>,
  settled: SettledSale,
  transactionNumber: string,
): CustomerDone {
  const back = settled.refund > 0;
  const sumOf = (figure: 'tendered' | 'amount' | 'change'): Minor => sum(tenders.map((each) => each[figure]));
  return {
    kind: 'done',
    transactionNumber,
    direction: back ? 'refunded' : 'taken',
    total: sumOf('amount'),
    received: sumOf('tendered'),
    change: sumOf('change'),
    savings: savingsOf(settled),
  };
}

function paymentOf(till: SaleAtTill): CustomerScene {
  const { sale, settled, policy } = till;
  const { exact, cash } = amountDue(settled, sale.tenders, policy);
  const tenders = sale.tenders.map(({ kind, direction, amount }) => ({ kind, direction, amount }));
  return { kind: 'payment', ...figuresOf(till), tenders, due: exact, dueCash: cash };
}

interface ShownLine {
  readonly line: SaleLine;
  readonly settled: SettledLine;
  readonly no: number;
}

function figuresOf({ sale, settled, touched }: SaleAtTill): CustomerFigures {
  const byLine = new Map(settled.lines.map((line) => [line.lineId, line]));
  const shown = sale.lines.flatMap((line, index): ShownLine[] => {
    const own = byLine.get(line.lineId);
    return own === undefined ? [] : [{ line, settled: own, no: index + 1 }];
  });
  const subtotal = sum(shown.map(amountOf));
  const saleDiscount = sum(shown.map(shareOfSaleDiscount));
  const signedTotal = subtract(settled.collect, settled.refund);
  return {
    lines: shown.slice(-customerLinesMax).map(customerLine),
    touched: shown.find(({ line }) => line.lineId === touched)?.no ?? null,
    count: shown.reduce((all, { line }) => all + (wholePieces(line.quantity) ?? 1), 0),
    subtotal,
    saleDiscount,
    // By difference, so that the figures on the screen always add up to the total.
    taxOnTop: subtract(signedTotal, subtract(subtotal, saleDiscount)),
    direction: settled.refund > 0 ? 'refunded' : 'taken',
    total: add(settled.collect, settled.refund),
    savings: savingsOf(settled),
  };
}

function customerLine(shown: ShownLine): CustomerLine {
  const { line, settled, no } = shown;
  return {
    no,
    name: line.name,
    direction: line.direction,
    quantity: { milli: line.quantity.milli, unit: line.quantity.unit },
    unitPrice: line.labelAmount === null ? line.unitPrice : null,
    amount: amountOf(shown),
    saving: line.direction === 'sale' ? settled.discount : zero,
  };
}

/** Goods of an earlier sale come back for what they cost after that sale's discount; its share is in the amount. */
function amountOf({ line, settled }: ShownLine): Minor {
  const own = subtract(settled.extended, settled.discount);
  if (line.direction === 'sale') return own;
  return subtract(zero, line.returnOf === null ? own : subtract(own, settled.saleDiscount));
}

function shareOfSaleDiscount({ line, settled }: ShownLine): Minor {
  if (line.direction === 'sale') return settled.saleDiscount;
  return line.returnOf === null ? subtract(zero, settled.saleDiscount) : zero;
}

/** Goods that only come back save nobody anything. */
function savingsOf({ kind, discountTotal }: SettledSale): Minor {
  return kind === 'return' ? zero : discountTotal;
}

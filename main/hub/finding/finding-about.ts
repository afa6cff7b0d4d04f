import { type FindingAbout, findingAboutMax } from '../../../contracts/finding.ts';
import type { KnownOp } from '../../../contracts/op-needs.ts';
import type { CheckId } from '../../../domain/id.ts';
import { mulDiv } from '../../../domain/money/arithmetic.ts';
import type { Minor } from '../../../domain/money/minor.ts';
import type { OpenSale, SaleLine, SettledSale } from '../../../domain/sale/sale.ts';
import { transactionNumber } from '../../../domain/till/transaction-number.ts';

/** What an op that can be read is about: the sale it belongs to, its money, and what it holds. */
export interface OpAbout {
  readonly saleId: OpenSale['saleId'] | null;
  /** Minor units, what came in less what went out; null when it is about no money. */
  readonly amount: Minor | null;
  readonly about: readonly FindingAbout[];
  /** The check it belongs to. */
  readonly checkId: CheckId | null;
  /** The receipt number a handheld gave it. */
  readonly receipt: string | null;
}

const nothing: OpAbout = { saleId: null, amount: null, about: [], checkId: null, receipt: null };

/** Of an op nobody here can read. */
export const unreadableOp: OpAbout = nothing;

/** Says what an op is about, for the kinds that can be flagged or kept aside. */
export function aboutOp(op: KnownOp): OpAbout {
  switch (op.kind) {
    case 'sale.completed': {
      const { sale, settled, transactionNumber: receipt } = op.body;
      const amount = (settled.collect - settled.refund) as Minor;
      const checkId = sale.check?.checkId ?? null;
      return { saleId: sale.saleId, amount, about: linesOf(sale, settled), checkId, receipt };
    }
    case 'sale.voided':
    case 'sale.suspended': {
      const { sale } = op.body;
      return { ...nothing, saleId: sale.saleId, about: linesOf(sale, null), checkId: sale.check?.checkId ?? null };
    }
    case 'cash.moved':
      return { ...nothing, amount: op.body.amount, about: said(op.body.note) };
    case 'shift.opened':
      return { ...nothing, amount: op.body.startingAmount };
    case 'stock.counted':
    case 'stock.adjusted':
    case 'stock.received':
    case 'drawer.no-sale':
      return { ...nothing, about: said(op.body.note) };
    case 'check.line-added':
    case 'check.line-served':
      return { ...nothing, about: [lineOf(op.body.line)], checkId: op.body.checkId };
    case 'check.opened':
    case 'check.detailed':
    case 'check.line-voided':
    case 'check.released':
      return { ...nothing, checkId: op.body.checkId };
    case 'install.gap-declared':
      return { ...nothing, about: [{ what: 'missing', text: rangeText(op.body), amount: null }] };
    case 'store.restored':
      return { ...nothing, about: lostOf(op.body) };
    default:
      return nothing;
  }
}

/** Lines with what each came to: settled where the sale is, else what its goods cost before anything is taken off. */
function linesOf({ lines }: OpenSale, settled: SettledSale | null): FindingAbout[] {
  const grossOf = new Map(settled?.lines.map(({ lineId, gross }) => [lineId, gross]));
  return lines.slice(0, findingAboutMax).map((line) => {
    const told = lineOf(line);
    return { ...told, amount: line.voided === null ? (grossOf.get(line.lineId) ?? told.amount) : null };
  });
}

function lineOf({ quantity, name, unitPrice, labelAmount, direction }: SaleLine): FindingAbout {
  const pieces = quantity.milli / 1_000;
  const sign = direction === 'return' ? '−' : '';
  const amount = labelAmount ?? mulDiv(unitPrice, { numerator: quantity.milli, denominator: 1_000 }, 'half_up');
  return { what: 'line', text: `${sign}${pieces} × ${name}`, amount };
}

function said(note: string): FindingAbout[] {
  return note === '' ? [] : [{ what: 'line', text: note, amount: null }];
}

function rangeText({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? `${from}` : `${from} – ${to}`;
}

type Restored = Extract<KnownOp, { readonly kind: 'store.restored' }>['body'];

function lostOf({ lost, knownUntil }: Restored): FindingAbout[] {
  if (knownUntil === null) return [{ what: 'lost-unknown', text: '', amount: null }];
  return lost.slice(0, findingAboutMax).map(({ series, from, to }) => {
    const [first, last] = [transactionNumber(series, from), transactionNumber(series, to)];
    return { what: 'lost', text: from === to ? first : `${first} – ${last}`, amount: null };
  });
}

import { type FindingAbout, findingAboutMax } from '../../../contracts/finding.ts';
import type { KnownOp } from '../../../contracts/op-needs.ts';
import type { Minor } from '../../../domain/money/minor.ts';
import type { OpenSale, SaleLine } from '../../../domain/sale/sale.ts';
import { transactionNumber } from '../../../domain/till/transaction-number.ts';

/** What an op that can be read is about: the sale it belongs to, its money, and what it holds. */
export interface OpAbout {
  readonly saleId: OpenSale['saleId'] | null;
  /** Minor units, what came in less what went out; null when it is about no money. */
  readonly amount: Minor | null;
  readonly about: readonly FindingAbout[];
}

const nothing: OpAbout = { saleId: null, amount: null, about: [] };

/** Says what an op is about, for the kinds that can be flagged or kept aside. */
export function aboutOp(op: KnownOp): OpAbout {
  switch (op.kind) {
    case 'sale.completed': {
      const { sale, settled } = op.body;
      return { saleId: sale.saleId, amount: (settled.collect - settled.refund) as Minor, about: linesOf(sale) };
    }
    case 'sale.voided':
    case 'sale.suspended':
      return { saleId: op.body.sale.saleId, amount: null, about: linesOf(op.body.sale) };
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
      return { ...nothing, about: [lineOf(op.body.line)] };
    case 'install.gap-declared':
      return { ...nothing, about: [{ what: 'missing', text: rangeText(op.body), amount: null }] };
    case 'store.restored':
      return { ...nothing, about: lostOf(op.body) };
    default:
      return nothing;
  }
}

function linesOf({ lines }: OpenSale): FindingAbout[] {
  return lines.slice(0, findingAboutMax).map(lineOf);
}

function lineOf({ quantity, name, unitPrice, direction }: SaleLine): FindingAbout {
  const pieces = quantity.milli / 1_000;
  const sign = direction === 'return' ? '−' : '';
  return { what: 'line', text: `${sign}${pieces} × ${name}`, amount: unitPrice };
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

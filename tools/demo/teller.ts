import { randomBytes } from 'node:crypto';
import type { OpResult } from '../../contracts/op.ts';
import { type OpBody, type OpKindName, opCatalog } from '../../contracts/op-catalog.ts';
import type { Item } from '../../domain/catalog/item.ts';
import {
  brandId,
  type InstallId,
  type LineId,
  type OpId,
  type SaleId,
  type ShiftId,
  type StaffId,
  type TenderId,
  uuidV7,
} from '../../domain/id.ts';
import { type Minor, minor } from '../../domain/money/minor.ts';
import type { Quantity } from '../../domain/quantity/quantity.ts';
import { newSale, reduceSale } from '../../domain/sale/reduce-sale.ts';
import type { OpenSale, SaleLine, Tender } from '../../domain/sale/sale.ts';
import type { SaleAction } from '../../domain/sale/sale-action.ts';
import { returnLineOf, returnOfLine, saleLineOf } from '../../domain/sale/sale-line.ts';
import { settleSale } from '../../domain/sale/settle-sale.ts';
import type { StoreSettings } from '../../domain/store/store-settings.ts';
import { taxesFor } from '../../domain/tax/tax-lookup.ts';
import { amountDue } from '../../domain/tender/amount-due.ts';
import type { DemoCounter } from './counter.ts';

export const newId = (): string => uuidV7(Date.now(), randomBytes(10));

/** Throws when the hub did not book what the demo did. */
function booked(
  kind: string,
  result: OpResult | undefined,
): Extract<OpResult, { status: 'applied' | 'duplicate' | 'flagged' }> {
  if (result === undefined || result.status !== 'applied') throw new Error(`${kind}: ${JSON.stringify(result)}`);
  return result;
}

/** A cashier at the counter: rings with the domain's own functions, as the till does, and books with the hub. */
export class Teller {
  readonly counter: DemoCounter;
  readonly settings: StoreSettings;
  readonly staffId: StaffId;
  shiftId: ShiftId | null = null;
  /** Times the drawer should have opened. */
  drawerOpenings = 0;
  #seq: number;

  constructor(
    counter: DemoCounter,
    settings: StoreSettings,
    who: { readonly staffId: StaffId; readonly lastSeq: number },
  ) {
    this.counter = counter;
    this.settings = settings;
    this.staffId = who.staffId;
    this.#seq = who.lastSeq;
  }

  async book<Kind extends OpKindName>(
    kind: Kind,
    body: OpBody<Kind>,
  ): Promise<Readonly<Record<string, string | number>>> {
    this.#seq += 1;
    const op = {
      opId: brandId<OpId>(newId()),
      seq: this.#seq,
      kind,
      v: opCatalog[kind].v,
      at: Date.now(),
      staffId: this.staffId,
      happened: false,
      body,
    };
    const answer = await this.counter.api.op.push({ installId: brandId<InstallId>(this.counter.installId), ops: [op] });
    return booked(kind, answer.results[0]).refs;
  }

  begin(): OpenSale {
    return newSale(brandId<SaleId>(newId()), Date.now());
  }

  act(sale: OpenSale, action: SaleAction): OpenSale {
    const next = reduceSale(sale, action, this.settings.policy);
    if (!next.ok) throw new Error(`${action.kind}: ${next.refusal.code}`);
    return next.value;
  }

  ring(
    sale: OpenSale,
    item: Item,
    measured: { readonly quantity?: Quantity | null; readonly labelAmount?: Minor | null } = {},
  ): OpenSale {
    const today = new Date().toISOString().slice(0, 10);
    const taxes = taxesFor(this.settings.taxTable, {
      category: item.taxCategory,
      serviceKind: 'take-away',
      businessDate: today,
    });
    const quantity = measured.quantity ?? { milli: 1000, unit: item.unit };
    const label = measured.labelAmount == null ? {} : { labelAmount: measured.labelAmount };
    return this.act(sale, {
      kind: 'addLine',
      line: saleLineOf(item, { lineId: brandId<LineId>(newId()), quantity, taxes, ...label }),
    });
  }

  /** Scans a code at the hub and rings what it says. */
  async scan(sale: OpenSale, raw: string): Promise<OpenSale> {
    const answer = await this.counter.api.catalog.scan({ raw, aimId: null });
    if (answer.kind !== 'item') throw new Error(`scan of ${raw}: ${JSON.stringify(answer)}`);
    return this.ring(sale, answer.item, answer);
  }

  pay(sale: OpenSale, kind: Tender['kind'], amount: number | 'rest'): OpenSale {
    const due = amountDue(settleSale(sale, this.settings.policy), sale.tenders, this.settings.policy);
    const whole = kind === 'cash' ? due.cash : due.exact;
    const input = {
      tenderId: brandId<TenderId>(newId()),
      kind,
      amount: amount === 'rest' ? whole : minor(amount),
      reference: kind === 'cash' ? '' : '004512',
    };
    return this.act(sale, { kind: 'addTender', input });
  }

  /** Puts return lines of an earlier sale into this one. */
  async takeBack(sale: OpenSale, from: SaleId, wanted: (line: SaleLine) => number): Promise<OpenSale> {
    const found = await this.counter.api.sale.returnable({ saleId: from });
    let next = sale;
    for (const { line, returnedMilli } of found.lines) {
      const milli = wanted(line);
      if (milli === 0) continue;
      const before = {
        transactionNumber: found.record.transactionNumber,
        returnedMilli,
        cashRefunded: found.cashRefunded ?? undefined,
      };
      const returnOf = returnOfLine(found.record.sale, line.lineId, before);
      if (returnOf === null) throw new Error('nothing to return');
      const back = returnLineOf(line, {
        lineId: brandId<LineId>(newId()),
        milli,
        restock: true,
        reasonCode: 'customer-changed-mind',
        returnOf,
      });
      next = this.act(next, { kind: 'addReturnLine', line: back });
    }
    return next;
  }

  async complete(sale: OpenSale): Promise<{ readonly saleId: SaleId; readonly transactionNumber: string }> {
    if (this.shiftId === null) throw new Error('no shift');
    const rounding = sale.tenders.reduce(
      (all, tender) => all + (tender.direction === 'taken' ? tender.cashRounding : -tender.cashRounding),
      0,
    );
    const refs = await this.book('sale.completed', {
      sale,
      settled: settleSale(sale, this.settings.policy),
      policy: this.settings.policy,
      shiftId: this.shiftId,
      completedAt: Date.now(),
      cashRounding: minor(rounding),
      receipt: 'print',
      transactionNumber: null,
    });
    if (sale.tenders.some(({ kind }) => kind === 'cash')) this.drawerOpenings += 1;
    return { saleId: sale.saleId, transactionNumber: String(refs['transactionNumber']) };
  }
}

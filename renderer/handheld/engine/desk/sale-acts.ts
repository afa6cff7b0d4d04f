import { brandId, type ItemId, type LineId, type OpId, type SaleId, type TenderId } from '../../../../domain/id.ts';
import type { Minor } from '../../../../domain/money/minor.ts';
import { accept, type Outcome, refuse } from '../../../../domain/outcome.ts';
import { decideComplete, decideSuspend, decideVoid } from '../../../../domain/sale/decide-complete.ts';
import { reduceSale } from '../../../../domain/sale/reduce-sale.ts';
import { rungLine } from '../../../../domain/sale/rung-line.ts';
import type { Discount, OpenSale, TenderKind } from '../../../../domain/sale/sale.ts';
import type { SaleAction } from '../../../../domain/sale/sale-action.ts';
import type { SaleDesk } from '../../../../domain/sale/sale-desk.ts';
import { settleSale } from '../../../../domain/sale/settle-sale.ts';
import { amountDue, coversBalance } from '../../../../domain/tender/amount-due.ts';
import { handedOver } from '../../../../domain/tender/handed-over.ts';
import type { DiscountWish, Done, HandheldEngine, HandheldRefusal, ScanOutcome } from '../handheld-engine.ts';
import type { DoneSale, SaleState } from '../handheld-state.ts';
import { checkBarred, payingSale, release } from './check-claim.ts';
import type { HandheldCore } from './handheld-core.ts';
import { saveDraft } from './open-sale-draft.ts';
import { isPriceOpen, scannedMeaning } from './scanned.ts';

type UndoKind = NonNullable<SaleState['undo']>['kind'];
type SaleActNames =
  | 'scan'
  | 'addItem'
  | 'select'
  | 'setQuantity'
  | 'voidLine'
  | 'discount'
  | 'removeDiscount'
  | 'undo'
  | 'voidSale'
  | 'mayTakeMoney'
  | 'tender'
  | 'removeTender'
  | 'nextSale'
  | 'suspend';
type TenderWish = { readonly kind: TenderKind; readonly amount: Minor; readonly reference: string };
type Tendered = Outcome<DoneSale | null, HandheldRefusal>;

/** How an undo step is named in the desk, which keeps texts: kind and name. */
export function undoOf(text: string | undefined): SaleState['undo'] {
  if (text === undefined) return null;
  const at = text.indexOf(' ');
  return { kind: text.slice(0, at) as UndoKind, name: text.slice(at + 1) };
}

/** What is different for a sale that pays an open check. */
export interface CheckWays {
  readonly putBack: () => Promise<Done>;
  /** Asks the hub whether the claim still is the newest. */
  readonly renew: () => Promise<Done>;
}

/** Rings, changes, takes money: the same pure functions as at the counter, and the disk of this phone instead of the hub. */
export class SaleActs implements Pick<HandheldEngine, SaleActNames> {
  readonly #core: HandheldCore;
  readonly #ways: CheckWays;
  /** The completion under way: a second tap gets the same one, so it is the same op (HE2). */
  #completion: { readonly saleId: SaleId; readonly answer: Promise<Tendered> } | null = null;
  /** The hub is being asked about the claim of this sale: a second tap gets the same answer. */
  #asking: { readonly saleId: SaleId; readonly answer: Promise<Tendered> } | null = null;
  /** Op ids by sale, made at the first try to complete it and kept for the next. */
  readonly #opIds = new Map<SaleId, OpId>();

  constructor(core: HandheldCore, ways: CheckWays) {
    this.#core = core;
    this.#ways = ways;
  }

  readonly scan = (raw: string): ScanOutcome => {
    const meaning = scannedMeaning(this.#core, raw);
    if (meaning.kind === 'unknown') return meaning;
    if (meaning.kind === 'receipt') return { kind: 'receipt', number: meaning.transactionNumber };
    if (isPriceOpen(meaning.item) && meaning.labelAmount === null) return { kind: 'price-needed', item: meaning.item };
    const rung = this.#ring(meaning.item.itemId, meaning);
    return rung.ok ? { kind: 'rung', item: meaning.item } : { kind: 'refused', refusal: rung.refusal };
  };

  readonly addItem: HandheldEngine['addItem'] = (itemId, quantity, openPrice) =>
    this.#ring(itemId, {
      quantity: quantity ?? null,
      labelAmount: null,
      ...(openPrice === undefined ? {} : { openPrice }),
    });

  readonly select = (lineId: LineId | null): void => this.#core.desk?.select(lineId);

  readonly setQuantity = (lineId: LineId, milli: number): Done =>
    this.#act({ kind: 'setQuantity', lineId, milli }, `changed ${this.#nameOf(lineId)}`);

  readonly voidLine = (lineId: LineId, reasonCode: string): Done => {
    const { staff, ambient } = this.#core;
    if (staff === null) return refuse({ code: 'not-signed-on' });
    const mark = { reasonCode, staffId: staff.staffId, at: ambient.now() };
    return this.#act({ kind: 'voidLine', lineId, mark }, `removed ${this.#nameOf(lineId)}`);
  };

  readonly discount = (lineId: LineId | null, wish: DiscountWish): Done => {
    const { ambient } = this.#core;
    const may = this.#core.mayAct('discount');
    if (!may.ok) return may;
    const discount: Discount = { discountId: ambient.newId(), ...wish };
    const action: SaleAction =
      lineId === null ? { kind: 'addSaleDiscount', discount } : { kind: 'addLineDiscount', lineId, discount };
    return this.#act(action, `discounted ${lineId === null ? wish.label : this.#nameOf(lineId)}`);
  };

  readonly removeDiscount = (discountId: string): Done => this.#act({ kind: 'removeDiscount', discountId }, undefined);

  readonly undo = (): void => {
    this.#core.desk?.undo();
    saveDraft(this.#core);
  };

  readonly voidSale = async (reasonCode: string): Promise<Done> => {
    const { desk, things } = this.#core;
    if (desk === null) return accept(null);
    const { sale } = desk.state();
    const decided = decideVoid(sale);
    if (!decided.ok) return decided;
    const may = this.#core.mayWith([{ permission: 'sale.void', objectId: sale.saleId }], sale.overrides);
    if (!may.ok) return may;
    const shiftId = things?.shift?.shiftId;
    if (shiftId === undefined) return await this.#struck(sale);
    const body = (transactionNumber: string | null) => ({ sale, shiftId, reasonCode, transactionNumber });
    const recorded = await this.#core.record({ kind: 'sale.voided', body, numbered: true });
    return recorded.ok ? await this.#struck(sale) : recorded;
  };

  readonly suspend = async (label: string): Promise<Done> => {
    const { desk, things } = this.#core;
    if (desk === null) return refuse({ code: 'sale-empty' });
    const { sale } = desk.state();
    if (sale.check !== undefined) return await this.#ways.putBack();
    const decided = decideSuspend(sale);
    if (!decided.ok) return decided;
    const may = this.#core.mayAct('suspend');
    if (!may.ok) return may;
    const shiftId = things?.shift?.shiftId;
    if (shiftId === undefined) return refuse({ code: 'no-shift' });
    const recorded = await this.#core.record({ kind: 'sale.suspended', body: () => ({ sale, shiftId, label }) });
    return recorded.ok ? this.#left() : recorded;
  };

  /** Everything that could stop this sale is asked before any money changes hands (HE6). */
  readonly mayTakeMoney = (): Done => {
    const { desk, things, driver } = this.#core;
    if (desk === null) return refuse({ code: 'sale-empty' });
    const { sale, settled } = desk.state();
    const isRefund = sale.lines.some(({ direction, voided }) => direction === 'return' && voided === null);
    const may = this.#core.mayAct(isRefund ? 'refund' : 'sale');
    if (!may.ok) return may;
    if (things?.shift == null) return refuse({ code: 'no-shift' });
    if (driver?.state.record.meta.receipts == null) return refuse({ code: 'no-series' });
    if (sale.lines.every(({ voided }) => voided !== null)) return refuse({ code: 'sale-empty' });
    const barred = checkBarred(this.#core);
    if (barred !== null) return refuse({ code: barred });
    return this.#core.mayHold(sale, settled);
  };

  readonly tender = (kind: TenderKind, amount: Minor, reference: string): Promise<Tendered> => {
    const { sale } = this.#core.desk?.state() ?? {};
    const underWay = this.#completion ?? this.#asking;
    if (underWay !== null && underWay.saleId === sale?.saleId) return underWay.answer;
    const may = this.mayTakeMoney();
    if (!may.ok || sale === undefined) return Promise.resolve(may.ok ? refuse({ code: 'sale-empty' }) : may);
    const wish = { kind, amount, reference };
    if (sale.check === undefined || sale.check.token === null) return this.#take(sale.saleId, wish);
    const answer = this.#takeClaimed(sale.saleId, wish).finally(() => {
      this.#asking = null;
    });
    this.#asking = { saleId: sale.saleId, answer };
    return answer;
  };

  /** The hub is asked once more, so that nobody takes money for a check that is another's by now (CH10). */
  async #takeClaimed(saleId: SaleId, wish: TenderWish): Promise<Tendered> {
    const renewed = await this.#ways.renew();
    if (!renewed.ok && renewed.refusal.code !== 'hub-away') return renewed;
    const may = this.mayTakeMoney();
    return may.ok ? await this.#take(saleId, wish) : may;
  }

  #take(saleId: SaleId, wish: TenderWish): Promise<Tendered> {
    if (this.#core.desk?.state().sale.saleId !== saleId) return Promise.resolve(refuse({ code: 'sale-empty' }));
    const tenderId = brandId<TenderId>(this.#core.ambient.newId());
    if (!this.#isCovered()) {
      const taken = this.#act({ kind: 'addTender', input: { tenderId, ...wish } }, undefined);
      if (!taken.ok) return Promise.resolve(taken);
      if (!this.#isCovered()) return Promise.resolve(accept(null));
    }
    const answer = this.#complete(tenderId).finally(() => {
      this.#completion = null;
      this.#core.isCompleting = false;
      this.#core.changed();
    });
    this.#completion = { saleId, answer };
    return answer;
  }

  readonly removeTender = (tenderId: string): Done =>
    this.#act({ kind: 'removeTender', tenderId: brandId<TenderId>(tenderId) }, undefined);

  readonly nextSale = (): void => {
    this.#core.done = null;
    this.#core.changed();
  };

  async #complete(tenderId: TenderId): Promise<Tendered> {
    const core = this.#core;
    const { desk, things, staff } = core;
    const shiftId = things?.shift?.shiftId;
    if (desk === null || staff === null || shiftId === undefined) return refuse({ code: 'no-shift' });
    core.isCompleting = true;
    core.changed();
    const sale = payingSale(core, desk.state().sale);
    const decided = decideComplete(sale, desk.policy, {
      shiftId,
      staffId: staff.staffId,
      completedAt: core.ambient.now(),
      returnedMilli: (saleId, lineId) => returnedOf(sale, { saleId, lineId }),
    });
    if (!decided.ok) return this.#undone(tenderId, decided.refusal);
    const { settled, policy, completedAt } = decided.value;
    const { cashRounding } = handedOver(sale, settled);
    const shared = { sale, settled, policy, shiftId, completedAt, cashRounding, receipt: 'none' as const };
    const recorded = await core.record({
      kind: 'sale.completed',
      opId: this.#opIdOf(sale.saleId),
      numbered: true,
      body: (transactionNumber) => ({ ...shared, transactionNumber }),
    });
    if (!recorded.ok) return this.#undone(tenderId, recorded.refusal);
    const number = recorded.value.number ?? '';
    core.kept.set(sale.saleId, { saleId: sale.saleId, number, completedAt, sale: decided.value });
    core.done = { ...handedOver(sale, settled), saleId: sale.saleId, number, sale: decided.value };
    this.#opIds.delete(sale.saleId);
    desk.clear();
    // Who waits for the receipt is answered first: a draft of a completed sale is not taken up again (`#takeUp`).
    setTimeout(() => saveDraft(this.#core), 0);
    return accept(core.done);
  }

  /** Nothing was written: the last tender comes off again, and the sale stands as it was. */
  #undone(tenderId: TenderId, refusal: HandheldRefusal): Tendered {
    this.#core.desk?.act({ kind: 'removeTender', tenderId });
    saveDraft(this.#core);
    return refuse(refusal);
  }

  #opIdOf(saleId: SaleId): OpId {
    const known = this.#opIds.get(saleId) ?? brandId<OpId>(this.#core.ambient.newId());
    this.#opIds.set(saleId, known);
    return known;
  }

  #isCovered(): boolean {
    const { desk } = this.#core;
    if (desk === null) return false;
    const { sale, settled } = desk.state();
    return sale.lines.length > 0 && coversBalance(amountDue(settled, sale.tenders, desk.policy));
  }

  #ring(itemId: ItemId, measured: Parameters<typeof rungLine>[1]): Done {
    const { book, settings, ambient } = this.#core;
    const item = book.item(itemId);
    if (settings === null || item === null || !item.active) return refuse({ code: 'item-unknown' });
    const line = rungLine(item, measured, { settings, ambient, zone: this.#core.zone(settings) });
    return this.#act({ kind: 'addLine', line }, `added ${item.name}`);
  }

  /** An act on the sale, when the person may: what is above their role is refused before it is in the sale. */
  #act(action: SaleAction, undoText: string | undefined): Done {
    const { settings, staff } = this.#core;
    if (settings === null || staff === null) return refuse({ code: 'not-signed-on' });
    const desk = this.#core.saleDesk(settings);
    if (this.#core.isCompleting) return refuse({ code: 'sale-covered' });
    const held = this.#mayDiscount(action, desk);
    if (!held.ok) return held;
    const done = desk.act(action, undoText);
    if (!done.ok) return done;
    this.#core.done = null;
    // The tender that covers the sale completes it at once: a draft on its way would make the sale wait for the disk twice.
    if (action.kind !== 'addTender' || !this.#isCovered()) saveDraft(this.#core);
    return accept(null);
  }

  /** A discount above the role's limit is refused before it is in the sale. */
  #mayDiscount(action: SaleAction, desk: SaleDesk): Done {
    if (action.kind !== 'addLineDiscount' && action.kind !== 'addSaleDiscount') return accept(null);
    const tried = reduceSale(desk.state().sale, action, desk.policy);
    return tried.ok ? this.#core.mayHold(tried.value, settleSale(tried.value, desk.policy)) : tried;
  }

  /** The sale is struck; its check stays open, and is free for others. */
  async #struck({ check }: OpenSale): Promise<Done> {
    if (check !== undefined && check.token !== null) await release(this.#core, check.checkId);
    return this.#left();
  }

  #left(): Done {
    this.#core.desk?.clear();
    saveDraft(this.#core);
    return accept(null);
  }

  #nameOf(lineId: LineId): string {
    return this.#core.desk?.state().sale.lines.find((line) => line.lineId === lineId)?.name ?? '';
  }
}

/** What earlier returns brought back, as it was known when the line was put in; the hub knows best and flags. */
function returnedOf(sale: OpenSale, of: { readonly saleId: SaleId; readonly lineId: LineId }): number {
  const line = sale.lines.find(
    ({ returnOf, voided }) => voided === null && returnOf?.saleId === of.saleId && returnOf.lineId === of.lineId,
  );
  return line?.returnOf?.returnedMilli ?? 0;
}

import { brandId, type ItemId, type LineId, type SaleId, type ShiftId } from '../../../../domain/id.ts';
import { currencyOfCode } from '../../../../domain/money/currency.ts';
import { accept, type Outcome, refuse } from '../../../../domain/outcome.ts';
import { layOutReceipt } from '../../../../domain/receipt/lay-out.ts';
import { receiptLabels, receiptWords } from '../../../../domain/receipt/receipt-words.ts';
import { saleReceipt } from '../../../../domain/receipt/sale-receipt.ts';
import { type ReturnableLine, returnableLines } from '../../../../domain/sale/returnable.ts';
import type { CashRefunded, CompletedSale, SaleLine } from '../../../../domain/sale/sale.ts';
import { returnLineOf, returnOfLine } from '../../../../domain/sale/sale-line.ts';
import { pendingCount } from '../../../../domain/sync/sync-state.ts';
import de from '../../../../resources/locales/de/receipt.json' with { type: 'json' };
import en from '../../../../resources/locales/en/receipt.json' with { type: 'json' };
import id from '../../../../resources/locales/id/receipt.json' with { type: 'json' };
import type { Done, HandheldEngine, HandheldRefusal, ReturnWish, SealedOutbox } from '../handheld-engine.ts';
import { answerTo } from './asked-hub.ts';
import type { HandheldCore } from './handheld-core.ts';
import { saveDraft } from './open-sale-draft.ts';
import { ResumeAsks } from './resume-asks.ts';
import { sealedOps, sealedText } from './sealing.ts';
import { shownStock } from './shown-things.ts';

const receiptFiles = { en, de, id } as const;

type StoreActNames =
  | 'receiptRows'
  | 'printAtCounter'
  | 'findReceipt'
  | 'addReturn'
  | 'resume'
  | 'stockOf'
  | 'countStock'
  | 'openShift'
  | 'closeShift'
  | 'askConsent'
  | 'exportOutbox';

interface FoundReceipt {
  readonly sale: CompletedSale;
  readonly number: string;
  readonly lines: readonly ReturnableLine[];
  readonly cashRefunded: CashRefunded | null;
}

/** What a person does beside ringing: receipts, returns, suspended sales, stock, the shift, and the outbox as a file. */
export class StoreActs implements Pick<HandheldEngine, StoreActNames> {
  readonly #core: HandheldCore;
  readonly #resumes: ResumeAsks;
  #found: FoundReceipt | null = null;

  constructor(core: HandheldCore) {
    this.#core = core;
    this.#resumes = new ResumeAsks(core);
  }

  readonly receiptRows: HandheldEngine['receiptRows'] = (saleId, columns) => {
    const { kept, things } = this.#core;
    const settings = things?.settings ?? null;
    const found = kept.get(saleId);
    const currency = currencyOfCode(settings?.currency ?? '');
    if (found === undefined || settings === null || currency === null) return null;
    const { language } = settings;
    const words = receiptWords({
      language,
      labels: receiptLabels(receiptFiles[language]),
      currency,
      zone: this.#core.zone(settings),
    });
    const cashier = things?.people.find(({ staffId }) => staffId === found.sale.staffId)?.name ?? '';
    const reasonLabel = (code: string): string => settings.reasons.find((each) => each.code === code)?.label ?? code;
    // The journal's hash is the hub's to give: a receipt of this phone names none.
    const facts = {
      sale: found.sale,
      store: settings,
      transactionNumber: found.number,
      cashierName: cashier,
      journalHash: '',
      copyNumber: 0,
      reasonLabel,
    };
    return layOutReceipt(saleReceipt(facts, words), columns);
  };

  /** The hub prints a sale it has: until then there is nothing to print there. */
  readonly printAtCounter = async (saleId: SaleId): Promise<Done> => {
    if (!this.#core.isHubHere) return refuse({ code: 'hub-away' });
    return await this.#askHub('receipt.reprinted', { saleId });
  };

  readonly findReceipt: HandheldEngine['findReceipt'] = async (number) => {
    try {
      this.#found = (this.#core.isHubHere ? await this.#foundAtHub(number) : null) ?? this.#foundHere(number);
    } catch (error) {
      const refusal = this.#core.refusalOf(error);
      this.#found = refusal.code === 'hub-away' ? this.#foundHere(number) : null;
      if (this.#found === null) return refuse(refusal);
    }
    if (this.#found === null) return refuse({ code: this.#core.isHubHere ? 'receipt-unknown' : 'hub-away' });
    const { sale, lines } = this.#found;
    return accept({ saleId: sale.saleId, number: this.#found.number, completedAt: sale.completedAt, lines });
  };

  readonly addReturn = async (wish: ReturnWish): Promise<Done> => {
    const { settings, ambient } = this.#core;
    const may = this.#core.mayAct('refund');
    if (!may.ok) return may;
    if (this.#found?.number !== wish.number) {
      const found = await this.findReceipt(wish.number);
      if (!found.ok) return found;
    }
    const found = this.#found;
    if (found === null || settings === null) return refuse({ code: 'receipt-unknown' });
    const desk = this.#core.saleDesk(settings);
    for (const line of returnLines(found, wish, ambient.newId)) {
      const done = desk.act({ kind: 'addReturnLine', line }, `added ${line.name}`);
      if (!done.ok) return done;
    }
    saveDraft(this.#core);
    return accept(null);
  };

  /** A sale put aside here and not sent is this phone's own; any other is asked of the hub, where somebody may be quicker. */
  readonly resume = async (saleId: SaleId): Promise<Done> => {
    const { things, desk } = this.#core;
    const aside = things?.suspended.get(saleId);
    const settings = things?.settings;
    if (aside === undefined || settings == null) return refuse({ code: 'receipt-unknown' });
    if (desk !== null && !desk.isEmpty) return refuse({ code: 'sale-open' });
    const isSent = this.#core.isHubHere || !aside.isOwn;
    if (isSent && !this.#core.isHubHere) return refuse({ code: 'hub-away' });
    const taken = isSent
      ? await this.#resumes.ask(aside, () => this.#askHub('sale.resumed', { saleId }))
      : await this.#core.record({ kind: 'sale.resumed', body: () => ({ saleId }) });
    if (!taken.ok) return taken;
    this.#core.saleDesk(settings).take(aside.sale);
    saveDraft(this.#core);
    return accept(null);
  };

  readonly stockOf: HandheldEngine['stockOf'] = (itemId) => {
    const { driver, book, isHubHere } = this.#core;
    const tracked = book.item(itemId)?.stockTracked ?? false;
    const onHandMilli = driver === null || !tracked ? null : shownStock(driver.state.record, itemId);
    return { itemId, tracked, onHandMilli, isLive: isHubHere };
  };

  readonly countStock = async (
    itemId: ItemId,
    quantity: Parameters<HandheldEngine['countStock']>[1],
    note: string,
  ): Promise<Done> => {
    const may = this.#core.mayAct('count');
    if (!may.ok) return may;
    return doneOf(await this.#core.record({ kind: 'stock.counted', body: () => ({ itemId, quantity, note }) }));
  };

  readonly openShift: HandheldEngine['openShift'] = async (startingAmount) => {
    const may = this.#core.mayAct('sale');
    if (!may.ok) return may;
    const series = this.#core.driver?.state.record.meta.receipts?.series;
    if (series === undefined) return refuse({ code: 'no-series' });
    if (this.#core.things?.shift != null) return refuse({ code: 'till-already-open' });
    const shiftId = brandId<ShiftId>(this.#core.ambient.newId());
    const body = () => ({ shiftId, series, startingAmount, denominations: [] });
    return doneOf(await this.#core.record({ kind: 'shift.opened', body }));
  };

  readonly closeShift: HandheldEngine['closeShift'] = async ({ denominations, declared }) => {
    const shiftId = this.#core.things?.shift?.shiftId;
    if (shiftId === undefined) return refuse({ code: 'till-not-open' });
    const countId = this.#core.ambient.newId();
    const body = () => ({ shiftId, countId, denominations: [...denominations], declared: [...declared] });
    const counted = await this.#core.record({ kind: 'till.counted', body });
    if (!counted.ok) return counted;
    return doneOf(await this.#core.record({ kind: 'shift.closed', body: () => ({ shiftId, countId }) }));
  };

  /** The consent goes into the open sale; what needed it is then done again. */
  readonly askConsent: HandheldEngine['askConsent'] = async (wish) => {
    const { calls, isHubHere } = this.#core;
    if (calls === null || !isHubHere) return refuse({ code: 'hub-away' });
    try {
      return this.#core.consented(await calls.grant(wish), wish.amount);
    } catch (error) {
      return refuse(this.#core.refusalOf(error));
    }
  };

  readonly exportOutbox = async (): Promise<Outcome<SealedOutbox, HandheldRefusal>> => {
    const { driver, sealKey, sealed } = this.#core;
    const before = sealed?.ops ?? [];
    if (driver === null || sealKey === null) {
      if (sealed === null) return refuse({ code: 'not-signed-on' });
      const fileName = `kaunter-${sealed.lastSeq}.sealed.json`;
      return accept({ fileName, text: sealedText(sealed.installId, before) });
    }
    const { record } = driver.state;
    const { meta } = record;
    const fileName = `kaunter-${meta.receipts?.series ?? 'new'}-${meta.lastSeq}.sealed.json`;
    const ops = [...before, ...(await sealedOps(record, sealKey))];
    return accept({ fileName, text: sealedText(meta.installId, ops) });
  };

  /** Asks in the name of who is signed on, and waits for the answer; a sale that comes late is put back (`ResumeAsks`). */
  async #askHub<Kind extends 'sale.resumed' | 'receipt.reprinted'>(
    kind: Kind,
    body: { readonly saleId: SaleId },
  ): Promise<Done> {
    await this.#core.staffNow();
    const recorded = await this.#core.record({ kind, body: () => body as never, happened: false });
    return recorded.ok ? await answerTo(this.#core, [recorded.value.held.op.seq]) : recorded;
  }

  async #foundAtHub(number: string): Promise<FoundReceipt | null> {
    const { calls } = this.#core;
    if (calls === null) return null;
    const { sale } = await calls.saleByNumber(number);
    const { record, lines, cashRefunded } = await calls.returnable(sale.saleId);
    return { sale: record.sale, number: record.transactionNumber, lines, cashRefunded };
  }

  /** An own sale, with what returns made here already brought back. */
  #foundHere(number: string): FoundReceipt | null {
    const found = [...this.#core.kept.values()].find((each) => each.number === number);
    if (found === undefined) return null;
    const back = [...this.#core.kept.values()].flatMap(({ sale }) =>
      sale.lines.filter(({ returnOf, voided }) => voided === null && returnOf?.saleId === found.saleId),
    );
    const returnedMilli = (lineId: LineId): number =>
      back.reduce((milli, line) => (line.returnOf?.lineId === lineId ? milli + line.quantity.milli : milli), 0);
    return { sale: found.sale, number, lines: returnableLines(found.sale, returnedMilli), cashRefunded: null };
  }
}

function returnLines(found: FoundReceipt, wish: ReturnWish, newId: () => string): SaleLine[] {
  return found.lines.flatMap(({ line, returnedMilli }) => {
    const milli = wish.picks.get(line.lineId) ?? 0;
    const cash = found.cashRefunded === null ? {} : { cashRefunded: found.cashRefunded };
    const before = { transactionNumber: found.number, returnedMilli, ...cash };
    const returnOf = milli === 0 ? null : returnOfLine(found.sale, line.lineId, before);
    if (returnOf === null) return [];
    const { restock, reasonCode } = wish;
    return [returnLineOf(line, { lineId: brandId<LineId>(newId()), milli, restock, reasonCode, returnOf })];
  });
}

function doneOf(outcome: Outcome<unknown, HandheldRefusal>): Done {
  return outcome.ok ? accept(null) : outcome;
}

/** Acts the hub has not taken yet: nothing that could lose them is done while there are any. */
export function hasPending(core: HandheldCore): boolean {
  return core.driver !== null && pendingCount(core.driver.state.record) > 0;
}

import type { SaleId } from '../../../../domain/id.ts';
import type { OpenSale } from '../../../../domain/sale/sale.ts';
import { documentKeys, readDocument, writeDocument } from '../disk/documents.ts';
import type { Done } from '../handheld-engine.ts';
import type { HandheldCore } from './handheld-core.ts';

/** A sale on hold that was asked for and whose answer did not come while somebody waited for it. */
interface Awaited {
  readonly saleId: SaleId;
  readonly label: string;
  readonly sale: OpenSale;
  /** Ops up to here were made when it was asked for; the asking is the next one. */
  readonly afterSeq: number;
}

/**
 * Sales on hold that are asked of the hub. Whoever asked has left when an answer is late: the hub then gave the sale to this
 * phone, and nobody would have it. It is put on hold again, also after a kill, so that any till can take it up (HE57).
 */
export class ResumeAsks {
  readonly #core: HandheldCore;
  #late: Awaited | null = null;
  #isRead = false;
  #isBusy = false;

  constructor(core: HandheldCore) {
    this.#core = core;
    core.subscribe(() => void this.#look());
  }

  async ask(
    aside: { readonly saleId: SaleId; readonly label: string; readonly sale: OpenSale },
    ask: () => Promise<Done>,
  ): Promise<Done> {
    const { database, driver } = this.#core;
    const { saleId, label, sale } = aside;
    const awaited = { saleId, label, sale, afterSeq: driver?.state.record.meta.lastSeq ?? 0 };
    await writeDocument(database, documentKeys.resuming, awaited);
    const done = await ask();
    if (!done.ok && done.refusal.code === 'hub-away') this.#late = awaited;
    else await writeDocument(database, documentKeys.resuming, null);
    return done;
  }

  async #look(): Promise<void> {
    const { driver, staff, things, database } = this.#core;
    if (this.#isBusy || driver === null || staff === null || things === null) return;
    this.#isBusy = true;
    try {
      if (!this.#isRead) this.#late ??= await readDocument<Awaited>(database, documentKeys.resuming);
      this.#isRead = true;
      if (this.#late !== null) await this.#putBack(this.#late);
    } finally {
      this.#isBusy = false;
    }
  }

  async #putBack({ saleId, label, sale, afterSeq }: Awaited): Promise<void> {
    const { driver, things, database, desk } = this.#core;
    const { held, meta } = driver?.state.record ?? { held: [], meta: null };
    const asking = held.find(
      ({ op }) => op.seq > afterSeq && op.kind === 'sale.resumed' && (op.body as { saleId: SaleId }).saleId === saleId,
    );
    const shiftId = things?.shift?.shiftId;
    if (asking !== undefined && meta !== null) {
      if (meta.acked < asking.op.seq) return;
      const wasRefused = meta.outcomes.some(({ seq, status }) => seq === asking.op.seq && status === 'refused');
      const isOpenHere = desk?.state().sale.saleId === saleId;
      if (!wasRefused && !isOpenHere) {
        if (shiftId === undefined) return;
        const recorded = await this.#core.record({ kind: 'sale.suspended', body: () => ({ sale, shiftId, label }) });
        if (!recorded.ok) return;
      }
    }
    this.#late = null;
    await writeDocument(database, documentKeys.resuming, null);
  }
}

import type { OpResult } from '../../../contracts/op.ts';
import { type OpBody, type OpKindName, opCatalog } from '../../../contracts/op-catalog.ts';
import type { Ambient } from '../../../domain/ambient.ts';
import { brandId, type InstallId, type OpId, type StaffId } from '../../../domain/id.ts';
import type { Op } from '../../../domain/op/op.ts';
import type { HubLink } from './hub-link.ts';
import { refusalCodeOf } from './refusal-code.ts';

/** Times an op is sent again under the same id after its answer was lost. */
const sendTriesMax = 20;

/**
 * Sends ops one after the other. An op whose answer was lost is sent again under the same id and number: the hub knows
 * it and answers `duplicate`, so nothing happens twice. Promise of the product: shown as completed = in the record.
 */
export class OpSender {
  readonly #link: HubLink;
  readonly #ambient: Ambient;
  #nextSeq: number | null = null;
  #tail: Promise<unknown> = Promise.resolve();
  staffId: StaffId | null = null;

  constructor(link: HubLink, ambient: Ambient) {
    this.#link = link;
    this.#ambient = ambient;
  }

  /** Resolves with the hub's verdict; rejects only when the hub stayed away through all tries. */
  send<Kind extends OpKindName>(kind: Kind, body: OpBody<Kind>): Promise<OpResult> {
    const opId = brandId<OpId>(this.#ambient.newId());
    const at = this.#ambient.now();
    const work = this.#tail.then(() => this.#sendSoon({ opId, kind, at, body }));
    this.#tail = work.catch(() => undefined);
    return work;
  }

  async #sendSoon(named: Pick<Op, 'opId' | 'kind' | 'at' | 'body'> & { readonly kind: OpKindName }): Promise<OpResult> {
    for (let tries = 1; ; tries += 1) {
      try {
        const result = await this.#sendOnce(named);
        if (result !== null) return result;
      } catch (error) {
        // A typed no of the hub is an answer; only a lost line is worth another try.
        if (refusalCodeOf(error) !== 'hub-away' || tries >= sendTriesMax) throw error;
      }
    }
  }

  /** Null when the number was wrong and has been set right. */
  async #sendOnce(
    named: Pick<Op, 'opId' | 'kind' | 'at' | 'body'> & { readonly kind: OpKindName },
  ): Promise<OpResult | null> {
    const seq = this.#nextSeq ?? (await this.#askSeq());
    const op: Op = { ...named, seq, v: opCatalog[named.kind].v, staffId: this.staffId, happened: false };
    const installId = brandId<InstallId>(this.#link.installId);
    const answer = await this.#link.client.op.push({ installId, ops: [op] });
    const [result] = answer.results;
    this.#nextSeq = answer.last + 1;
    if (result === undefined || answer.expect !== undefined) {
      this.#nextSeq = answer.expect ?? null;
      return result ?? null;
    }
    return result;
  }

  async #askSeq(): Promise<number> {
    const { lastSeq } = await this.#link.client.session.lastSeq();
    return lastSeq + 1;
  }
}

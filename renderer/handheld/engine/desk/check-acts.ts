import { checkOpBodies } from '../../../../contracts/check-op.ts';
import {
  type CheckStep,
  lineSteps,
  ontoCheckProblem,
  putBackSteps,
  readdressed,
  saleOfCheck,
  withoutCheck,
} from '../../../../contracts/check-steps.ts';
import { type Check, unpaidLines } from '../../../../domain/check/check.ts';
import { isOpenCheck } from '../../../../domain/check/check-after.ts';
import { payProblem } from '../../../../domain/check/decide-check.ts';
import { brandId, type CheckId, type LineId } from '../../../../domain/id.ts';
import { accept, type Outcome, refuse } from '../../../../domain/outcome.ts';
import type { OpenSale } from '../../../../domain/sale/sale.ts';
import type { SaleDesk } from '../../../../domain/sale/sale-desk.ts';
import type { CheckDetails, CheckEngine } from '../check-engine.ts';
import type { Done, HandheldRefusal } from '../handheld-engine.ts';
import { answerTo, whenReflected } from './asked-hub.ts';
import { claimed, isOutHere, release } from './check-claim.ts';
import { judged } from './check-views.ts';
import type { HandheldCore } from './handheld-core.ts';
import { saveDraft } from './open-sale-draft.ts';

/** A line the hub has already is no reason to stop: it is the one of an earlier try (CH2). */
const sameAgain = 'check-line-exists';

/**
 * What a person does with open checks (`docs/spec/check.md`). With the hub there an act is asked for, and its no is told
 * while the person stands there; without it the same act has happened, and what is odd about it is flagged later (CH5, CH6).
 */
export class CheckActs implements CheckEngine {
  readonly #core: HandheldCore;
  /** A second tap gets the same claim: two would make the first one worthless. */
  #taking: { readonly checkId: CheckId; readonly answer: Promise<Done> } | null = null;

  constructor(core: HandheldCore) {
    this.#core = core;
  }

  readonly openCheck = async (details: CheckDetails): Promise<Outcome<CheckId, HandheldRefusal>> => {
    const may = this.#core.mayAct('sale');
    if (!may.ok) return may;
    const checkId = brandId<CheckId>(this.#core.ambient.newId());
    const body = checkOpBodies['check.opened'].safeParse({ checkId, ...details });
    if (!body.success) return refuse({ code: 'body-invalid' });
    const opened = await this.#core.record({ kind: 'check.opened', body: () => body.data });
    return opened.ok ? accept(checkId) : opened;
  };

  readonly changeCheck = async (checkId: CheckId, details: CheckDetails): Promise<Done> => {
    const { check, problem } = judged(this.#core, checkId, { kind: 'detailed' });
    if (check === null || problem !== null) return refuse({ code: problem ?? 'check-unknown' });
    const changed = Object.entries(details).filter(([name, value]) => check[name as keyof CheckDetails] !== value);
    const body = checkOpBodies['check.detailed'].safeParse({ checkId, ...Object.fromEntries(changed) });
    if (!body.success) return refuse({ code: 'body-invalid' });
    return changed.length === 0 ? accept(null) : await this.#send([{ kind: 'check.detailed', body: body.data }]);
  };

  readonly mayPutOn = (): Done => {
    const { desk } = this.#core;
    const { sale, settled } = desk?.state() ?? {};
    if (sale === undefined || settled === undefined) return refuse({ code: 'sale-empty' });
    if (sale.lines.every(({ voided }) => voided !== null)) return refuse({ code: 'sale-empty' });
    if (sale.check !== undefined) return refuse({ code: 'sale-open' });
    const problem = ontoCheckProblem(sale);
    return problem === null ? this.#core.mayHold(sale, settled) : refuse({ code: problem });
  };

  readonly addToCheck = async (checkId: CheckId): Promise<Done> => {
    const { desk } = this.#core;
    const { sale } = desk?.state() ?? {};
    if (desk === null || sale === undefined || desk.isEmpty) return refuse({ code: 'sale-empty' });
    if (sale.check !== undefined)
      return sale.check.checkId === checkId ? await this.putBackCheck() : refuse({ code: 'sale-open' });
    const steps = lineSteps(sale, checkId);
    const [first] = steps;
    if (first?.kind !== 'check.line-added') return refuse({ code: 'sale-empty' });
    const may = this.mayPutOn();
    if (!may.ok) return may;
    const { problem } = judged(this.#core, checkId, { kind: 'line-added', line: first.body.line });
    if (problem !== null && problem !== sameAgain) return refuse({ code: problem });
    return await this.#left(desk, sale, () => this.#send(steps));
  };

  readonly voidCheckLine = async (checkId: CheckId, lineId: LineId, reasonCode: string): Promise<Done> => {
    const may = this.#core.mayDo('line.void');
    if (!may.ok) return may;
    if (this.#isInSale(checkId)) return refuse({ code: 'sale-open' });
    const { problem } = judged(this.#core, checkId, { kind: 'line-voided', lineId, reasonCode });
    if (problem !== null) return refuse({ code: problem });
    return await this.#send([{ kind: 'check.line-voided', body: { checkId, lineId, reasonCode } }]);
  };

  /** The goods are on the table: whatever becomes of the check, that has happened. */
  readonly serveCheckLine = async (checkId: CheckId, lineId: LineId): Promise<Done> => {
    const may = this.#core.mayAct('sale');
    if (!may.ok) return may;
    const line = this.#core.things?.checks.get(checkId)?.lines.find((each) => each.line.lineId === lineId)?.line;
    if (line === undefined) return refuse({ code: 'check-line-unknown' });
    const { problem } = judged(this.#core, checkId, { kind: 'line-served', line });
    if (problem !== null) return refuse({ code: problem });
    const served = await this.#core.record({ kind: 'check.line-served', body: () => ({ checkId, line }) });
    return served.ok ? accept(null) : served;
  };

  readonly takeCheck = (checkId: CheckId): Promise<Done> => {
    if (this.#taking !== null)
      return this.#taking.checkId === checkId ? this.#taking.answer : Promise.resolve(refuse({ code: 'sale-open' }));
    const answer = this.#take(checkId).finally(() => {
      this.#taking = null;
    });
    this.#taking = { checkId, answer };
    return answer;
  };

  readonly putBackCheck = async (): Promise<Done> => {
    const core = this.#core;
    const { desk, ambient } = core;
    const sale = desk?.state().sale;
    if (desk === null || sale?.check === undefined) return refuse({ code: 'sale-empty' });
    const { checkId, token } = sale.check;
    const check = core.things?.checks.get(checkId);
    if (check === undefined) return refuse({ code: 'check-unknown' });
    if (!isOpenCheck(check)) {
      const plain = withoutCheck(sale, check);
      if (plain.lines.length === 0) desk.clear();
      else desk.take(plain);
      saveDraft(core);
      return accept(null);
    }
    const problem = ontoCheckProblem(sale);
    if (problem !== null) return refuse({ code: problem });
    const changed = readdressed(sale, check, ambient.newId);
    // Kept before anything is sent, so that a second try sends the same lines (CH34).
    desk.take(changed);
    saveDraft(core);
    const left = await this.#left(desk, changed, () => this.#send(putBackSteps(changed, check)));
    if (left.ok && token !== null && !isOutHere(core, check)) await release(core, checkId);
    return left;
  };

  readonly checkOutCheck = async (checkId: CheckId): Promise<Done> => await this.#hold(checkId, 'checked-out');

  readonly takeOverCheck = async (checkId: CheckId): Promise<Done> => {
    const may = this.#core.mayDo('check.transfer');
    return may.ok ? await this.#hold(checkId, 'transferred') : may;
  };

  readonly giveBackCheck = async (checkId: CheckId): Promise<Done> => {
    if (this.#core.staff === null) return refuse({ code: 'not-signed-on' });
    if (this.#isInSale(checkId)) return refuse({ code: 'sale-open' });
    if (!isOutHere(this.#core, this.#core.things?.checks.get(checkId))) return refuse({ code: 'check-not-held' });
    const given = await this.#core.record({ kind: 'check.released', body: () => ({ checkId }) });
    return given.ok ? accept(null) : given;
  };

  readonly closeCheck = async (checkId: CheckId, reasonCode: string): Promise<Done> => {
    const { problem } = judged(this.#core, checkId, { kind: 'closed' });
    if (problem !== null) return refuse({ code: problem });
    if (!this.#core.isHubHere) return refuse({ code: 'hub-away' });
    return await this.#send([{ kind: 'check.closed', body: { checkId, reasonCode } }]);
  };

  async #take(checkId: CheckId): Promise<Done> {
    const core = this.#core;
    const may = core.mayAct('sale');
    if (!may.ok) return may;
    const { settings, things } = core;
    const known = things?.checks.get(checkId);
    if (settings === null || known === undefined) return refuse({ code: 'check-unknown' });
    const desk = core.saleDesk(settings);
    if (this.#isInSale(checkId)) return accept(null);
    if (!desk.isEmpty) return refuse({ code: 'sale-open' });
    const claim = await this.#claim(known);
    if (!claim.ok) return claim;
    // Looked up again after the claim: nobody else can add from here on.
    const check = core.things?.checks.get(checkId) ?? known;
    const problem = !desk.isEmpty ? 'sale-open' : unpaidLines(check).length === 0 ? 'sale-empty' : null;
    if (problem !== null) {
      if (claim.value !== null) await release(core, checkId);
      return refuse({ code: problem });
    }
    core.done = null;
    desk.take(saleOfCheck(desk.state().sale, check, claim.value));
    saveDraft(core);
    return accept(null);
  }

  /** The token the money is taken with; null for a check that is held here without one (CH12). */
  async #claim(check: Check): Promise<Outcome<number | null, HandheldRefusal>> {
    const core = this.#core;
    const { installId, isHubHere } = core;
    if (isOutHere(core, check)) return accept(null);
    if (isHubHere) {
      const { problem } = judged(core, check.checkId, { kind: 'claimed', token: null });
      return problem === null
        ? await claimed(core, { checkId: check.checkId, token: null })
        : refuse({ code: problem });
    }
    if (installId === null) return refuse({ code: 'not-signed-on' });
    const problem = payProblem(check, { installId, token: null, hubNow: core.hubNow, online: false });
    return problem === null ? accept(null) : refuse({ code: problem === 'check-not-held' ? 'hub-away' : problem });
  }

  /** Only the hub can say who has a check. An answer that comes too late is given back: nobody waits for it any more. */
  async #hold(checkId: CheckId, kind: 'checked-out' | 'transferred'): Promise<Done> {
    const { problem } = judged(this.#core, checkId, { kind });
    if (problem !== null) return refuse({ code: problem });
    if (!this.#core.isHubHere) return refuse({ code: 'hub-away' });
    if (this.#isInSale(checkId)) return refuse({ code: 'sale-open' });
    const done = await this.#send([{ kind: `check.${kind}`, body: { checkId } }]);
    if (!done.ok && done.refusal.code === 'hub-away') await release(this.#core, checkId);
    return done;
  }

  /** The sale leaves the desk when everything of it went; until then nobody changes it. */
  async #left(desk: SaleDesk, sale: OpenSale, send: () => Promise<Done>): Promise<Done> {
    const core = this.#core;
    if (core.isCompleting) return refuse({ code: 'sale-covered' });
    core.isCompleting = true;
    core.changed();
    try {
      const sent = await send();
      if (!sent.ok) return sent;
      if (desk.state().sale.saleId === sale.saleId) desk.clear();
      saveDraft(core);
      return accept(null);
    } finally {
      core.isCompleting = false;
      core.changed();
    }
  }

  async #send(steps: readonly CheckStep[]): Promise<Done> {
    const core = this.#core;
    const may = core.mayAct('sale');
    if (!may.ok) return may;
    const isAsked = core.isHubHere;
    const seqs: number[] = [];
    for (const { kind, body } of steps) {
      const recorded = await core.record({ kind, body: () => body as never, happened: !isAsked });
      if (!recorded.ok) return recorded;
      seqs.push(recorded.value.held.op.seq);
    }
    if (!isAsked) return accept(null);
    const answered = await answerTo(core, seqs, sameAgain);
    // What comes next is judged by the hub's word: it has to hold what was just done.
    if (answered.ok) await whenReflected(core, Math.max(0, ...seqs));
    return answered;
  }

  #isInSale(checkId: CheckId): boolean {
    return this.#core.desk?.state().sale.check?.checkId === checkId;
  }
}

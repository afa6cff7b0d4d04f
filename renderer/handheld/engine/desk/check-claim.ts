import { type Check, checkLeaseMs, unpaidLines } from '../../../../domain/check/check.ts';
import { type CheckRefusal, heldElsewhere, payProblem } from '../../../../domain/check/decide-check.ts';
import type { CheckId } from '../../../../domain/id.ts';
import { accept, type Outcome, refuse } from '../../../../domain/outcome.ts';
import type { OpenSale, PaidCheck } from '../../../../domain/sale/sale.ts';
import type { Done, HandheldRefusal } from '../handheld-engine.ts';
import { answerTo, whenReflected } from './asked-hub.ts';
import type { HandheldCore } from './handheld-core.ts';
import { saveDraft } from './open-sale-draft.ts';

/** A claim is renewed this often, in milliseconds: three times within its life. */
export const renewEveryMs = 30_000;
/** A claim that ends sooner than this is taken for ended: the hub's clock is known to about a second, in milliseconds. */
const leaseMarginMs = 3_000;
/** Between two tries to renew, in milliseconds. */
const renewPauseMs = 5_000;

/** Is this check checked out to this handheld? */
export function isOutHere(core: HandheldCore, check: Check | undefined): boolean {
  return check?.checkedOut != null && check.checkedOut.installId === core.installId;
}

/** Why no money may be taken for the check of the open sale, by what is known here; null when it may, or it pays none. */
export function checkBarred(core: HandheldCore): CheckRefusal | 'hub-away' | null {
  const { installId, desk, things, isHubHere: online } = core;
  const paid = desk?.state().sale.check;
  if (paid === undefined || installId === null) return null;
  const { checkId, token } = paid;
  const hubNow = core.hubNow + leaseMarginMs;
  const problem = payProblem(things?.checks.get(checkId) ?? null, { installId, token, hubNow, online });
  return problem === 'check-not-held' && !online ? 'hub-away' : problem;
}

/** The sale as it goes into the record: without the hub it relies on the check being held here, not on an old claim (CH12). */
export function payingSale(core: HandheldCore, sale: OpenSale): OpenSale {
  if (sale.check === undefined || sale.check.token === null) return sale;
  const { checkId } = sale.check;
  const isClaimed = core.isHubHere && !isOutHere(core, core.things?.checks.get(checkId));
  return isClaimed ? sale : { ...sale, check: { checkId, token: null } };
}

/** Asks the hub for the claim, and gives its token when the hub's word that holds it is here. */
export async function claimed(core: HandheldCore, claim: PaidCheck): Promise<Outcome<number, HandheldRefusal>> {
  const { checkId, token } = claim;
  const asked = await core.record({ kind: 'check.claimed', body: () => ({ checkId, token }), happened: false });
  if (!asked.ok) return asked;
  const { seq } = asked.value.held.op;
  const answered = await answerTo(core, [seq]);
  if (!answered.ok && answered.refusal.code !== 'hub-away') return answered;
  if (!answered.ok || !(await whenReflected(core, seq))) {
    // The answer may still come: nobody would be there to use a new claim.
    if (token === null) await release(core, checkId);
    return refuse({ code: 'hub-away' });
  }
  const lease = core.things?.checks.get(checkId)?.lease ?? null;
  return lease?.installId === core.installId && lease !== null
    ? accept(lease.token)
    : refuse({ code: 'check-token-stale' });
}

/** This handheld has no more to do with the check; what another device holds stays (CH14). */
export async function release(core: HandheldCore, checkId: CheckId): Promise<void> {
  await core.record({ kind: 'check.released', body: () => ({ checkId }) });
}

/** Keeps the claim of the open sale alive while the hub is there, and gets one for a check that was taken without it (CH42). */
export class ClaimKeeper {
  readonly #core: HandheldCore;
  #underWay: Promise<Done> | null = null;
  #triedAt = Number.NEGATIVE_INFINITY;
  /** A claim the hub has said no to is not asked for again. */
  #lost: PaidCheck | null = null;
  #end: () => void = () => undefined;

  constructor(core: HandheldCore) {
    this.#core = core;
  }

  open(): void {
    this.#end();
    const timer = setInterval(() => this.#look(), renewPauseMs);
    const stop = this.#core.subscribe(() => this.#look());
    this.#end = () => {
      clearInterval(timer);
      stop();
    };
  }

  close(): void {
    this.#end();
  }

  /** Is the claim still the newest? The hub is asked; two who ask at once get one answer. */
  readonly renew = (): Promise<Done> => {
    this.#underWay ??= this.#renew().finally(() => {
      this.#underWay = null;
    });
    return this.#underWay;
  };

  #look(): void {
    const { staff, isHubHere, desk, isCompleting } = this.#core;
    const paid = desk?.state().sale.check;
    if (paid === undefined || staff === null || !isHubHere || isCompleting || this.#underWay !== null) return;
    if (performance.now() - this.#triedAt >= renewPauseMs && this.#isDue(paid)) void this.renew();
  }

  #isDue(paid: PaidCheck): boolean {
    const check = this.#core.things?.checks.get(paid.checkId);
    if (isOutHere(this.#core, check) || isSameClaim(this.#lost, paid)) return false;
    const lease = check?.lease ?? null;
    if (paid.token === null) return check === undefined || heldElsewhere(check, this.#core.checkTurn()) === null;
    if (lease?.token !== paid.token) return true;
    return lease.until - this.#core.hubNow <= checkLeaseMs - renewEveryMs;
  }

  async #renew(): Promise<Done> {
    const core = this.#core;
    const paid = core.desk?.state().sale.check;
    if (paid === undefined || isOutHere(core, core.things?.checks.get(paid.checkId))) return accept(null);
    if (!core.isHubHere) return refuse({ code: 'hub-away' });
    this.#triedAt = performance.now();
    const claim = await claimed(core, paid);
    if (claim.ok) adopt(core, paid, claim.value);
    else if (claim.refusal.code !== 'hub-away' && paid.token !== null) this.#lost = paid;
    core.changed();
    return claim.ok ? accept(null) : claim;
  }
}

function isSameClaim(one: PaidCheck | null, other: PaidCheck): boolean {
  return one?.checkId === other.checkId && one.token === other.token;
}

/** A check that was taken without the hub has its claim now, and what others put onto it meanwhile comes along. */
function adopt(core: HandheldCore, { checkId, token: before }: PaidCheck, token: number): void {
  const { desk, things } = core;
  const sale = desk?.state().sale;
  const check = things?.checks.get(checkId);
  if (desk == null || check === undefined || sale?.check?.checkId !== checkId || before === token) return;
  const known = new Set(sale.lines.map(({ lineId }) => lineId));
  const missing = unpaidLines(check).flatMap(({ line }) => (known.has(line.lineId) ? [] : [line]));
  const lines = sale.tenders.length > 0 ? sale.lines : [...sale.lines, ...missing];
  desk.take({ ...sale, lines, check: { checkId, token } });
  saveDraft(core);
}

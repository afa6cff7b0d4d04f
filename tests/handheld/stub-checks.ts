import { checkActOf } from '../../contracts/check-act.ts';
import type { Check, CheckAct } from '../../domain/check/check.ts';
import { checkAfter } from '../../domain/check/check-after.ts';
import { checkProblem } from '../../domain/check/decide-check.ts';
import { brandId, type CheckId, type InstallId } from '../../domain/id.ts';
import type { Op } from '../../domain/op/op.ts';
import type { Change } from '../../domain/sync/mirror.ts';
import type { OpOutcome } from '../../domain/sync/protocol.ts';
import { newId } from '../hub/test-hub.ts';

/** The checks of a stub hub: the domain's own functions, without a log and without people. */
export class StubChecks {
  readonly known = new Map<CheckId, Check>();
  readonly #outcomes = new Map<string, OpOutcome>();

  /** Takes an op of a handheld; an act that was asked for may be refused. */
  take(op: Op, installId: string): void {
    const of = checkActOf(op.kind, op.body);
    if (of === null) return;
    const turn = this.#turn(of.checkId, of.act, { installId, at: op.at, staffId: op.staffId });
    const problem = checkProblem(this.known.get(of.checkId) ?? null, turn);
    const { seq, opId } = op;
    if (problem !== null)
      this.#outcomes.set(opId, { seq, opId, status: op.happened ? 'flagged' : 'refused', codes: [problem] });
    if (problem === null || op.happened) this.#fold(turn);
  }

  outcomesOf(ops: readonly Op[]): OpOutcome[] {
    return ops.flatMap(({ opId }) => this.#outcomes.get(opId) ?? []);
  }

  /** Another device does something; gives the op it would have sent, without a number of this handheld. */
  elsewhere(checkId: CheckId, act: CheckAct): Op {
    const at = Date.now();
    this.#fold(this.#turn(checkId, act, { installId: elsewhere, at, staffId: null }));
    const body = { checkId };
    const shared = { opId: newId() as never, seq: 0, v: 1, at, staffId: null, happened: false };
    return { ...shared, kind: 'check.released', body };
  }

  changeOf(op: Op): Change[] {
    const of = checkActOf(op.kind, op.body);
    const put = of === null ? undefined : this.known.get(of.checkId);
    return of === null || put === undefined ? [] : [{ topic: 'checks', id: of.checkId, put }];
  }

  #turn(checkId: CheckId, act: CheckAct, mark: { installId: string; at: number; staffId: Op['staffId'] }) {
    return { checkId, act, hubAt: Date.now(), mark: { ...mark, installId: brandId<InstallId>(mark.installId) } };
  }

  #fold(turn: Parameters<typeof checkAfter>[1]): void {
    this.known.set(turn.checkId, checkAfter(this.known.get(turn.checkId) ?? null, turn));
  }
}

/** Install id of another device of the store. */
export const elsewhere = newId();

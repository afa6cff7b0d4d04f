import { type CheckOpKind, checkActs } from '../../../contracts/check-act.ts';
import { type CheckAct, checkLeaseMs } from '../../../domain/check/check.ts';
import { checkAfter } from '../../../domain/check/check-after.ts';
import { checkProblem } from '../../../domain/check/decide-check.ts';
import type { CheckId } from '../../../domain/id.ts';
import type { OpRefs } from '../../../domain/op/op.ts';
import { type Applier, type Appliers, problemIf, type Verdict } from '../op/applier.ts';
import { type CheckBook, turnOf } from './check-book.ts';

type CheckBody = { readonly checkId: CheckId };

/** Ops about open checks: judged and folded by the domain's own functions (CH1 … CH14). */
export function checkAppliers(book: CheckBook): Pick<Appliers, CheckOpKind> {
  const applier = <Kind extends CheckOpKind>(kind: Kind): Applier<Kind> => ({
    decide: (op) => decided(book, op, checkActs[kind](op.body)),
    record: (op) => book.fold(op, op.body.checkId, checkActs[kind](op.body)),
  });
  const made = Object.keys(checkActs).map((kind) => [kind, applier(kind as CheckOpKind)]);
  return Object.fromEntries(made) as Pick<Appliers, CheckOpKind>;
}

type Deciding = Parameters<typeof turnOf>[0] & { readonly body: CheckBody };

function decided(book: CheckBook, op: Deciding, act: CheckAct): Verdict {
  const { checkId } = op.body;
  const known = book.get(checkId);
  const turn = turnOf(op, checkId, act);
  const problem = checkProblem(known, turn);
  const problems = problemIf(problem !== null, problem ?? '', 'see the check');
  return { problems, refs: act.kind === 'claimed' ? claimRefs(checkAfter(known, turn).token, op.hubAt) : {} };
}

/** What the device that claims must know: its token, and how long it holds by the hub's clock. */
function claimRefs(token: number, hubAt: number): OpRefs {
  return { token, until: hubAt + checkLeaseMs };
}

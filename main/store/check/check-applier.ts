import type { OpBody, OpKindName } from '../../../contracts/op-catalog.ts';
import { type CheckAct, checkLeaseMs } from '../../../domain/check/check.ts';
import { checkAfter } from '../../../domain/check/check-after.ts';
import { checkProblem } from '../../../domain/check/decide-check.ts';
import type { CheckId } from '../../../domain/id.ts';
import type { OpRefs } from '../../../domain/op/op.ts';
import { type Applier, type Appliers, problemIf, type Verdict } from '../op/applier.ts';
import { type CheckBook, turnOf } from './check-book.ts';

type CheckKind = Extract<OpKindName, `check.${string}`>;
type CheckBody = { readonly checkId: CheckId };

/** What each kind does to its check. */
const acts: { readonly [Kind in CheckKind]: (body: OpBody<Kind>) => CheckAct } = {
  'check.opened': ({ table, guests, note }) => ({ kind: 'opened', table, guests, note }),
  'check.line-added': ({ line }) => ({ kind: 'line-added', line }),
  'check.line-served': ({ line }) => ({ kind: 'line-served', line }),
  'check.line-voided': ({ lineId, reasonCode }) => ({ kind: 'line-voided', lineId, reasonCode }),
  'check.detailed': ({ table, guests, note }) => ({ kind: 'detailed', table, guests, note }),
  'check.claimed': ({ token }) => ({ kind: 'claimed', token }),
  'check.released': () => ({ kind: 'released' }),
  'check.checked-out': () => ({ kind: 'checked-out' }),
  'check.transferred': () => ({ kind: 'transferred' }),
  'check.closed': () => ({ kind: 'closed' }),
};

/** Ops about open checks: judged and folded by the domain's own functions (CH1 … CH14). */
export function checkAppliers(book: CheckBook): Pick<Appliers, CheckKind> {
  const applier = <Kind extends CheckKind>(kind: Kind): Applier<Kind> => ({
    decide: (op) => decided(book, op, acts[kind](op.body)),
    record: (op) => book.fold(op, op.body.checkId, acts[kind](op.body)),
  });
  const made = Object.keys(acts).map((kind) => [kind, applier(kind as CheckKind)]);
  return Object.fromEntries(made) as Pick<Appliers, CheckKind>;
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

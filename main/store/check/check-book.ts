import { paidAct } from '../../../contracts/check-act.ts';
import { type Check, type CheckAct, checkStatus, unpaidLines } from '../../../domain/check/check.ts';
import { checkAfter, paidLineIds } from '../../../domain/check/check-after.ts';
import { payProblem } from '../../../domain/check/decide-check.ts';
import type { CheckId } from '../../../domain/id.ts';
import { type OpToDecide, type Problem, problemIf } from '../op/applier.ts';
import { canonicalJson } from '../op/canonical-json.ts';
import type { RecordedOp } from '../op/op-row.ts';
import type { Reader } from '../sqlite/reader.ts';
import { putRow, statement } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';
import { checkOfDocument } from './check-reads.ts';

/** An op as far as a check is concerned. */
export type CheckOpFrame = Pick<RecordedOp, 'installId' | 'staffId' | 'at' | 'hubAt'>;

type Completing = OpToDecide<'sale.completed'>;

/** The checks as the log has them; every op about one folds through here. */
export interface CheckBook {
  readonly get: (checkId: CheckId) => Check | null;
  /** Folds an act into its check. */
  readonly fold: (op: CheckOpFrame & { readonly no: number }, checkId: CheckId, act: CheckAct) => void;
  /** Why a sale should not pay the check it names. */
  readonly payProblems: (op: Completing) => Problem[];
  /** What a person should look at, although the sale stands: lines of the check it leaves unpaid. */
  readonly payNotes: (op: Completing) => string[];
  readonly paid: (op: RecordedOp<'sale.completed'>) => void;
}

/** The mark of an op: a clock that runs ahead can not put an act into the future. */
export function turnOf(op: CheckOpFrame, checkId: CheckId, act: CheckAct) {
  const { installId, staffId, at, hubAt } = op;
  return { checkId, act, hubAt, mark: { installId, staffId, at: Math.min(at, hubAt) } };
}

export function checkBook({ connection }: Reader): CheckBook {
  const row = statement<{ checkId: CheckId }, Row<'check_state'>>(connection, (query, param) =>
    query.selectFrom('check_state').selectAll().where('check_id', '=', param('checkId')),
  );
  const put = putRow(connection, 'check_state');
  const get = (checkId: CheckId): Check | null => {
    const found = row.get({ checkId });
    return found === undefined ? null : checkOfDocument(found.document);
  };
  const fold: CheckBook['fold'] = (op, checkId, act) => {
    const check = checkAfter(get(checkId), turnOf(op, checkId, act));
    const document = canonicalJson(check);
    put({ check_id: checkId, status: checkStatus(check), op_no: op.no, document });
  };
  return {
    get,
    fold,
    payProblems: (op) => payProblems(get, op),
    payNotes: (op) => payNotes(get, op),
    paid: (op) => {
      const paid = paidAct(op.body.sale);
      if (paid !== null) fold(op, paid.checkId, paid.act);
    },
  };
}

/**
 * A sale made away from the hub had no claim to ask for: it is judged as one (CH12, CH13). One that was paid under a live
 * claim stays good though its news comes late, unless somebody has claimed since (CH15).
 */
function payProblems(get: CheckBook['get'], { body, installId, at, hubAt, happened }: Completing): Problem[] {
  const paying = body.sale.check;
  if (paying === undefined) return [];
  const { checkId, token } = paying;
  const online = !happened || token !== null;
  const problem = payProblem(get(checkId), {
    installId,
    token,
    hubNow: happened ? Math.min(at, hubAt) : hubAt,
    online,
  });
  return problemIf(problem !== null, problem ?? '', 'see the check');
}

function payNotes(get: CheckBook['get'], { body }: Completing): string[] {
  const check = body.sale.check === undefined ? null : get(body.sale.check.checkId);
  if (check === null) return [];
  const paying = new Set(paidLineIds(body.sale.lines));
  const paidBefore = new Set(check.payments.flatMap(({ lineIds }) => lineIds));
  const left = unpaidLines(check).some(({ line }) => !paying.has(line.lineId));
  const twice = [...paying].some((lineId) => paidBefore.has(lineId));
  return [...(left ? ['check-lines-unpaid'] : []), ...(twice ? ['check-overpaid'] : [])];
}

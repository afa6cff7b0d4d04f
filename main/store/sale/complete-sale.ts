import { BugError } from '../../../domain/assert.ts';
import type { StaffId } from '../../../domain/id.ts';
import { decideComplete } from '../../../domain/sale/decide-complete.ts';
import type { SettledSale } from '../../../domain/sale/sale.ts';
import { settleSale } from '../../../domain/sale/settle-sale.ts';
import type { CheckBook } from '../check/check-book.ts';
import { type Applier, type Facts, type KnownShift, type OpToDecide, type Problem, problemIf } from '../op/applier.ts';
import { sameJson } from '../op/canonical-json.ts';
import type { OverrideBook } from '../override/override-use.ts';
import type { Reader } from '../sqlite/reader.ts';
import { numberFor } from './own-number.ts';
import type { PriceBook } from './price-check.ts';
import type { ReturnBook } from './return-check.ts';
import type { SaleBook } from './sale-book.ts';
import { saleRecorder } from './sale-record.ts';

/** A client's clock may be ahead of the hub's by this much before it is noted, in milliseconds. */
export const clockAheadMsMax = 300_000;

export interface SaleParts {
  readonly facts: Facts;
  readonly sales: SaleBook;
  readonly returns: ReturnBook;
  readonly overrides: OverrideBook;
  readonly prices: PriceBook;
  readonly checks: CheckBook;
}
type SaleOp = OpToDecide<'sale.completed'>;

/**
 * `sale.completed`: the sale is settled and decided again by the same pure functions the client used; the hub's result is
 * the record (SL1 … SL8). Its records may lag, unless it uses up a consent the next op could try to use again.
 */
export function completeSale(reader: Reader, parts: SaleParts): Applier<'sale.completed'> {
  const recorder = saleRecorder(reader);
  const { facts, overrides, checks } = parts;
  const shiftFor = (op: { readonly body: SaleOp['body']; readonly installId: string }): KnownShift | null =>
    facts.shift(op.body.shiftId) ?? facts.lastShift(op.installId);
  return {
    lags: ({ sale }) => sale.overrides.length === 0 && sale.check === undefined,
    decide: (op) => {
      const shift = shiftFor(op);
      if (!shift)
        return { problems: [{ code: 'till-not-open', detail: 'no shift was ever opened' }], recordable: false };
      const exists = problemIf(parts.sales.isKnown(op.body.sale.saleId), 'sale-exists', 'this sale is in the record');
      const settled = settleAgain(op, shift, parts);
      const problems = [...placeProblems(op, shift, facts), ...exists, ...settled.problems, ...checks.payProblems(op)];
      if (exists.length > 0 || !settled.sound) return { problems, recordable: false };
      const number = numberFor(op, shift, facts);
      const refs = { transactionNumber: number.text, businessDate: facts.businessDate(op.body.completedAt) };
      const ahead = op.body.completedAt > op.hubAt + clockAheadMsMax ? ['clock-ahead'] : [];
      const notes = [...number.notes, ...ahead, ...parts.prices.notes(op.body.sale.lines), ...checks.payNotes(op)];
      return { problems: [...problems, ...number.problems], notes, refs };
    },
    record: (op, fold) => {
      const shift = shiftFor(op);
      if (!shift) throw new BugError('a sale was decided without a shift');
      recorder.record(op, shift, fold);
      overrides.use(op.no, op.body.sale.overrides);
      checks.paid(op);
    },
  };
}

function placeProblems({ body, staffId, happened }: SaleOp, shift: KnownShift, facts: Facts): Problem[] {
  const policy = facts.settings()?.policy;
  return [
    ...shiftProblem({ body, happened }, shift),
    ...problemIf(staffId === null, 'staff-missing', 'nobody is named'),
    ...problemIf(!sameJson(policy, body.policy), 'policy-outdated', 'the store rounds otherwise now'),
  ];
}

/** A fact of a shift that was closed meanwhile is a late arrival: booked to that shift, and shown (YN53). */
function shiftProblem({ body, happened }: Pick<SaleOp, 'body' | 'happened'>, shift: KnownShift): Problem[] {
  const named = shift.shift_id === body.shiftId;
  if (named && shift.open) return [];
  if (named && happened) return [{ code: 'late-arrival', detail: 'this shift was closed before the sale arrived' }];
  return [{ code: 'till-not-open', detail: 'this shift is not open' }];
}

/** Settles and decides the sale again. What the domain can not even work out is unsound: kept in the log, not recorded. */
function settleAgain(
  op: SaleOp,
  shift: KnownShift,
  { returns, overrides }: SaleParts,
): { readonly problems: Problem[]; readonly sound: boolean } {
  const { sale, policy, shiftId, completedAt } = op.body;
  const hasReturns = sale.lines.some(({ returnOf }) => returnOf !== null);
  const returnedMilli = hasReturns ? returns.returnedMilli : () => 0;
  const staffId = op.staffId ?? (shift.opened_by as StaffId);
  try {
    const outcome = decideComplete(sale, policy, { shiftId, staffId, completedAt, returnedMilli });
    const settled = outcome.ok ? outcome.value.settled : settleSale(sale, policy);
    const refused = outcome.ok ? [] : [{ code: outcome.refusal.code, detail: limitText(outcome.refusal.limit) }];
    const problems = [
      ...refused,
      ...(hasReturns ? returns.problems(sale.lines) : []),
      ...(sale.overrides.length > 0 ? overrides.problems(sale.overrides) : []),
      ...differences(settled, op),
    ];
    return { problems, sound: true };
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TypeError || error instanceof BugError)) throw error;
    return { problems: [{ code: 'sale-unsound', detail: error.message }], sound: false };
  }
}

function differences(settled: SettledSale, { body }: SaleOp): Problem[] {
  if (sameJson(settled, body.settled)) return [];
  const detail = `the hub settles to ${settled.collect - settled.refund}, the client to ${body.settled.collect - body.settled.refund}`;
  return [{ code: 'settled-differs', detail }];
}

function limitText(limit: number | undefined): string {
  return limit === undefined ? '' : String(limit);
}

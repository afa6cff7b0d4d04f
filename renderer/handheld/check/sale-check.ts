import type { CheckId } from '../../../domain/id.ts';
import type { CheckView } from '../engine/check-engine.ts';
import type { HandheldState } from '../engine/handheld-state.ts';

/** Open no longer, as far as is known here: there is nothing to put goods back on. */
const goneCodes: readonly string[] = ['check-unknown', 'check-paid', 'check-closed'];

/** The check the open sale pays. */
export interface SaleCheck {
  readonly checkId: CheckId;
  /** Null when it is not known any more. */
  readonly check: CheckView | null;
  /** Why it may not be paid any more, a refusal; null while it may. */
  readonly lost: string | null;
  readonly isGone: boolean;
}

/** What the open sale has to do with a check; null when nothing. */
export function saleCheckOf({ sale, checks }: Pick<HandheldState, 'sale' | 'checks'>): SaleCheck | null {
  const paid = sale?.open.check;
  if (sale == null || paid === undefined) return null;
  const check = checks.find(({ checkId }) => checkId === paid.checkId) ?? null;
  const lost = sale.checkBarred;
  return { checkId: paid.checkId, check, lost, isGone: lost !== null && goneCodes.includes(lost) };
}

/** Lines that are rung and belong to no check yet. */
export function rungLines({ sale }: Pick<HandheldState, 'sale'>): number {
  if (sale === null || sale.open.check !== undefined) return 0;
  return sale.open.lines.filter(({ voided }) => voided === null).length;
}

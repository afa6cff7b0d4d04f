import type { CheckId } from '../../../domain/id.ts';
import type { CheckView } from '../engine/check-engine.ts';
import type { HandheldState } from '../engine/handheld-state.ts';

/** The check the open sale pays. */
export interface SaleCheck {
  readonly checkId: CheckId;
  /** Null when it is open no longer: paid or closed elsewhere. */
  readonly check: CheckView | null;
  /** Why it may not be paid any more, a refusal; null while it may. */
  readonly lost: string | null;
}

/** Somebody else having it now weighs more than any other reason; that a sale is open bars nothing here: it is this one. */
function lostReason(check: CheckView | null): string | null {
  if (check === null) return 'check-gone';
  if (check.holder !== null && !check.holder.isHere) return 'check-token-stale';
  return check.payBarred === 'sale-open' ? null : check.payBarred;
}

/** What the open sale has to do with a check; null when nothing. */
export function saleCheckOf({ sale, checks }: Pick<HandheldState, 'sale' | 'checks'>): SaleCheck | null {
  const paid = sale?.open.check;
  if (paid === undefined) return null;
  const check = checks.find(({ checkId }) => checkId === paid.checkId) ?? null;
  return { checkId: paid.checkId, check, lost: lostReason(check) };
}

/** Lines that are rung and belong to no check yet. */
export function rungLines({ sale }: Pick<HandheldState, 'sale'>): number {
  if (sale === null || sale.open.check !== undefined) return 0;
  return sale.open.lines.filter(({ voided }) => voided === null).length;
}

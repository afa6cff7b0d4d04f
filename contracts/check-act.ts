import type { CheckAct } from '../domain/check/check.ts';
import { paidLineIds } from '../domain/check/check-after.ts';
import type { CheckId } from '../domain/id.ts';
import type { OpenSale } from '../domain/sale/sale.ts';
import type { OpBody, OpKindName } from './op-catalog.ts';

export type CheckOpKind = Extract<OpKindName, `check.${string}`>;

/** What each kind of op does to its check; the hub folds by it, and a client that shows its own ops on top. */
export const checkActs: { readonly [Kind in CheckOpKind]: (body: OpBody<Kind>) => CheckAct } = {
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

/** An act, and the check it is about. */
export interface ActOfCheck {
  readonly checkId: CheckId;
  readonly act: CheckAct;
}

/** What a completed sale does to the check it names (CH20); null when it names none. */
export function paidAct({ saleId, lines, check }: OpenSale): ActOfCheck | null {
  if (check === undefined) return null;
  return { checkId: check.checkId, act: { kind: 'paid', saleId, lineIds: paidLineIds(lines) } };
}

/** What an op does to a check; null for an op that is about none. The body has been read by the schema of its kind. */
export function checkActOf(kind: string, body: unknown): ActOfCheck | null {
  if (kind === 'sale.completed') return paidAct((body as OpBody<'sale.completed'>).sale);
  if (!isCheckOp(kind)) return null;
  const read: (body: never) => CheckAct = checkActs[kind];
  return { checkId: (body as OpBody<CheckOpKind>).checkId, act: read(body as never) };
}

function isCheckOp(kind: string): kind is CheckOpKind {
  return Object.hasOwn(checkActs, kind);
}

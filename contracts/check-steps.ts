import { type Check, unpaidLines } from '../domain/check/check.ts';
import { brandId, type CheckId, type LineId } from '../domain/id.ts';
import type { OpenSale, SaleLine } from '../domain/sale/sale.ts';
import type { OpBody, OpKindName } from './op-catalog.ts';

/** An op about a check that is still to be sent. */
export type CheckStep = {
  readonly [Kind in Extract<OpKindName, `check.${string}`>]: { readonly kind: Kind; readonly body: OpBody<Kind> };
}[Extract<OpKindName, `check.${string}`>];

/** Why the goods of a sale can not go onto a check. */
export const ontoCheckRefusals = ['tender-taken', 'check-sale-discount', 'check-return'] as const;
export type OntoCheckRefusal = (typeof ontoCheckRefusals)[number];

/** What was struck off at the counter or on a handheld without a word gets this reason. */
const changedReason = 'changed';

/** The sale a check becomes where it is paid: its unpaid lines, and the token of the claim; null without one (CH12). */
export function saleOfCheck(sale: OpenSale, check: Check, token: number | null): OpenSale {
  const lines = unpaidLines(check).map(({ line }) => line);
  return { ...sale, lines, check: { checkId: check.checkId, token } };
}

/** A check holds goods: no money, nothing taken off the whole sale, nothing that was brought back (CH33). Null: it can go. */
export function ontoCheckProblem(sale: OpenSale): OntoCheckRefusal | null {
  if (sale.tenders.length > 0) return 'tender-taken';
  if (sale.discounts.length > 0 || sale.taxExempt !== null) return 'check-sale-discount';
  return activeLines(sale).some(({ direction }) => direction === 'return') ? 'check-return' : null;
}

/** The goods of a sale that belong to no check yet, as steps that put them onto one. */
export function lineSteps(sale: OpenSale, checkId: CheckId): readonly CheckStep[] {
  return activeLines(sale).map((line) => addStep(checkId, line));
}

/**
 * The sale with an id of its own for each line of the check that was changed in it: lines of a check never change (CH2), so
 * such a line goes onto it anew. Kept by the caller before anything is sent: a second try then sends the same lines.
 */
export function readdressed(sale: OpenSale, check: Check, newId: () => string): OpenSale {
  const known = new Map(check.lines.map(({ line }) => [line.lineId, line]));
  const changed = (line: SaleLine): boolean => {
    const before = known.get(line.lineId);
    return line.voided === null && before !== undefined && !isSame(before, line);
  };
  const lines = sale.lines.map((line) => (changed(line) ? { ...line, lineId: brandId<LineId>(newId()) } : line));
  return { ...sale, lines };
}

/**
 * What has to be sent so that the check says what the sale says (CH32), of a sale that was `readdressed`. Nothing when it
 * says so already; giving up the claim is not among it.
 */
export function putBackSteps(sale: OpenSale, check: Check): readonly CheckStep[] {
  const { checkId } = check;
  const held = activeLines(sale);
  const after = new Set(held.map(({ lineId }) => lineId));
  const known = new Set(check.lines.map(({ line }) => line.lineId));
  const struck = new Map(sale.lines.map(({ lineId, voided }) => [lineId, voided?.reasonCode]));
  const gone = unpaidLines(check).filter(({ line }) => !after.has(line.lineId));
  return [
    ...gone.map(({ line }) => voidStep(checkId, line.lineId, struck.get(line.lineId) ?? changedReason)),
    ...held.filter(({ lineId }) => !known.has(lineId)).map((line) => addStep(checkId, line)),
  ];
}

/**
 * The sale after its check was paid or closed elsewhere (CH37): the goods of the check leave it, what was keyed beyond them
 * stays as a plain sale.
 */
export function withoutCheck({ check: _, ...sale }: OpenSale, check: Check): OpenSale {
  const onCheck = new Set<LineId>([
    ...check.lines.map(({ line }) => line.lineId),
    ...check.voids.map(({ lineId }) => lineId),
    ...check.payments.flatMap(({ lineIds }) => lineIds),
  ]);
  return { ...sale, lines: sale.lines.filter(({ lineId }) => !onCheck.has(lineId)) };
}

function activeLines(sale: OpenSale): readonly SaleLine[] {
  return sale.lines.filter(({ voided }) => voided === null);
}

function voidStep(checkId: CheckId, lineId: LineId, reasonCode: string): CheckStep {
  return { kind: 'check.line-voided', body: { checkId, lineId, reasonCode } };
}

function addStep(checkId: CheckId, line: SaleLine): CheckStep {
  return { kind: 'check.line-added', body: { checkId, line } };
}

/** What a person can change of a line. What goods cost is not shown to everybody, so it does not count. */
function isSame(one: SaleLine, other: SaleLine): boolean {
  const seen = ({ quantity, unitPrice, discounts, note }: SaleLine): string =>
    JSON.stringify([quantity.milli, unitPrice, discounts, note]);
  return seen(one) === seen(other);
}

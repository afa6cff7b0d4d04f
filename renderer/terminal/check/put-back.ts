import type { OpBody, OpKindName } from '../../../contracts/op-catalog.ts';
import { type Check, unpaidLines } from '../../../domain/check/check.ts';
import { brandId, type CheckId, type LineId } from '../../../domain/id.ts';
import type { OpenSale, SaleLine } from '../../../domain/sale/sale.ts';

/** An op about a check that is still to be sent. */
export type CheckStep = {
  readonly [Kind in Extract<OpKindName, `check.${string}`>]: { readonly kind: Kind; readonly body: OpBody<Kind> };
}[Extract<OpKindName, `check.${string}`>];

/** The sale a check becomes at the counter: its unpaid lines, and the claim that lets it be paid. */
export function saleOfCheck(sale: OpenSale, check: Check, token: number): OpenSale {
  const lines = unpaidLines(check).map(({ line }) => line);
  return { ...sale, lines, check: { checkId: check.checkId, token } };
}

/** What was struck off at the counter without a word gets this reason. */
const changedReason = 'changed';

/**
 * What has to be sent so that the check says what the sale says (CH32), and is free for others again. Lines of a check never
 * change, so a line that was changed here is struck off and added anew.
 */
export function putBackSteps(sale: OpenSale, check: Check, newId: () => string): readonly CheckStep[] {
  const { checkId } = check;
  const before = new Map(unpaidLines(check).map(({ line }) => [line.lineId, line]));
  const after = new Map(sale.lines.filter(({ voided }) => voided === null).map((line) => [line.lineId, line]));
  const gone = [...before.values()].filter((line) => !same(line, after.get(line.lineId)));
  const added = [...after.values()].filter((line) => !same(line, before.get(line.lineId)));
  const struck = new Map(sale.lines.map(({ lineId, voided }) => [lineId, voided?.reasonCode]));
  return [
    ...gone.map(({ lineId }) => voidStep(checkId, lineId, struck.get(lineId) ?? changedReason)),
    ...added.map((line) =>
      addStep(checkId, before.has(line.lineId) ? { ...line, lineId: brandId<LineId>(newId()) } : line),
    ),
    { kind: 'check.released', body: { checkId } },
  ];
}

function voidStep(checkId: CheckId, lineId: LineId, reasonCode: string): CheckStep {
  return { kind: 'check.line-voided', body: { checkId, lineId, reasonCode } };
}

function addStep(checkId: CheckId, line: SaleLine): CheckStep {
  return { kind: 'check.line-added', body: { checkId, line } };
}

/** What a person can change of a line. What goods cost is not shown to everybody, so it does not count. */
function same(one: SaleLine, other: SaleLine | undefined): boolean {
  if (other === undefined) return false;
  const seen = ({ quantity, unitPrice, discounts, note }: SaleLine): string =>
    JSON.stringify([quantity.milli, unitPrice, discounts, note]);
  return seen(one) === seen(other);
}

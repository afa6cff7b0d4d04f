import {
  type Check,
  type CheckAct,
  type CheckMark,
  checksOfTable,
  liveLease,
  unpaidLines,
} from '../../../../domain/check/check.ts';
import { isOpenCheck } from '../../../../domain/check/check-after.ts';
import { type CheckRefusal, checkProblem, heldElsewhere } from '../../../../domain/check/decide-check.ts';
import { brandId, type CheckId, type SaleId, type StaffId } from '../../../../domain/id.ts';
import type { Minor } from '../../../../domain/money/minor.ts';
import { newSale } from '../../../../domain/sale/reduce-sale.ts';
import type { SettlePolicy } from '../../../../domain/sale/sale.ts';
import { settleSale } from '../../../../domain/sale/settle-sale.ts';
import type { CheckLineView, CheckView } from '../check-engine.ts';
import { isOutHere } from './check-claim.ts';
import type { HandheldCore } from './handheld-core.ts';
import type { ShownThings } from './shown-things.ts';

/** Open checks, oldest first: the hub's word with the own acts on top (HE9). */
export function checkViews(core: HandheldCore): readonly CheckView[] {
  const { things } = core;
  if (things?.settings == null) return [];
  const { policy } = things.settings;
  const open = [...things.checks.values()].filter(isOpenCheck);
  return open
    .sort((a, b) => (a.opened?.at ?? 0) - (b.opened?.at ?? 0) || (a.checkId < b.checkId ? -1 : 1))
    .map((check) => viewOf(core, check, { things, policy, open }));
}

interface Around {
  readonly things: ShownThings;
  readonly policy: SettlePolicy;
  readonly open: readonly Check[];
}

function viewOf(core: HandheldCore, check: Check, { things, policy, open }: Around): CheckView {
  const { checkId, table, guests, note, opened } = check;
  const name = nameIn(things);
  return {
    ...{ checkId, table, guests, note },
    openedAt: opened?.at ?? null,
    openedBy: name(opened?.staffId ?? null),
    isOwn: opened !== null && opened.installId === core.installId,
    lines: lineViews(check, things),
    total: totalOf(check, policy),
    ofTable: Math.max(1, checksOfTable(open, table).length),
    holder: holderOf(core, check, name),
    addBarred: isLeaseOver(core) ? 'lease-no-sales' : addProblem(core, check),
    payBarred: payBarred(core, check),
  };
}

type NameOf = (staffId: StaffId | null) => string;

function nameIn({ people }: Pick<ShownThings, 'people'>): NameOf {
  return (staffId) => people.find((each) => each.staffId === staffId)?.name ?? '';
}

/** In the order they were keyed. */
function lineViews(check: Check, things: ShownThings): readonly CheckLineView[] {
  const name = nameIn(things);
  return [...unpaidLines(check)]
    .sort((a, b) => a.added.at - b.added.at || (a.line.lineId < b.line.lineId ? -1 : 1))
    .map(({ line, added, served }) => ({
      ...{ line, served, addedAt: added.at, addedBy: name(added.staffId) },
      isPending: things.pendingLines.has(line.lineId),
    }));
}

/** Sums of checks that have not changed are not worked out again: each key that is pressed asks for all of them. */
const totals = new WeakMap<Check, { readonly policy: SettlePolicy; readonly total: Minor }>();
const noSale = brandId<SaleId>('00000000-0000-7000-8000-000000000000');

function totalOf(check: Check, policy: SettlePolicy): Minor {
  const known = totals.get(check);
  if (known?.policy === policy) return known.total;
  const lines = unpaidLines(check).map(({ line }) => line);
  const total = settleSale({ ...newSale(noSale, 0), lines }, policy).collect;
  totals.set(check, { policy, total });
  return total;
}

function holderOf(core: HandheldCore, check: Check, name: NameOf): CheckView['holder'] {
  const lease = liveLease(check, core.hubNow);
  const held: CheckMark | null = check.checkedOut ?? (lease === null ? null : { ...lease, at: lease.since });
  if (held === null) return null;
  const { installId, staffId, at: since } = held;
  const kind = check.checkedOut === null ? 'claimed' : 'checked-out';
  return { kind, isHere: installId === core.installId, staffName: name(staffId), since };
}

function isLeaseOver(core: HandheldCore): boolean {
  const may = core.mayAct('sale');
  return !may.ok && may.refusal.code === 'lease-no-sales';
}

function addProblem(core: HandheldCore, check: Check): CheckView['addBarred'] {
  return heldElsewhere(check, core.checkTurn());
}

function payBarred(core: HandheldCore, check: Check): CheckView['payBarred'] {
  if (isLeaseOver(core)) return 'lease-no-sales';
  const held = addProblem(core, check);
  if (held !== null) return held;
  if (core.desk !== null && !core.desk.isEmpty) return 'sale-open';
  if (core.isHubHere || isOutHere(core, check)) return null;
  return check.opened?.installId === core.installId ? null : 'hub-away';
}

/** The check as it is known here, with why this act should not be; asked before anything is sent. */
export function judged(
  core: HandheldCore,
  checkId: CheckId,
  act: CheckAct,
): { readonly check: Check | null; readonly problem: CheckRefusal | null } {
  const check = core.things?.checks.get(checkId) ?? null;
  return { check, problem: checkProblem(check, { ...core.checkTurn(), checkId, act }) };
}

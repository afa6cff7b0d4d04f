import { checkValue } from '../../../../contracts/check.ts';
import { checkActOf } from '../../../../contracts/check-act.ts';
import type { Check } from '../../../../domain/check/check.ts';
import { checkAfter } from '../../../../domain/check/check-after.ts';
import type { CheckId, LineId } from '../../../../domain/id.ts';
import type { Mirror } from '../../../../domain/sync/mirror.ts';
import type { HeldOp } from '../../../../domain/sync/outbox.ts';
import type { SyncMeta } from '../../../../domain/sync/sync-state.ts';

export type Checks = ReadonlyMap<CheckId, Check>;

/** What was read of the mirror once is not read again: a table has many lines, and each change of the mirror asks for all. */
const read = new WeakMap<object, Check | null>();

/** The hub's word about one check; null for what is not in the shape this program knows. */
export function checkOfPut(put: unknown): Check | null {
  if (typeof put !== 'object' || put === null) return null;
  const known = read.get(put);
  if (known !== undefined) return known;
  const parsed = checkValue.safeParse(put);
  const check = parsed.success ? parsed.data : null;
  read.set(put, check);
  return check;
}

/** All checks the mirror holds. */
export function checksOfMirror(mirror: Mirror): Checks {
  const checks = new Map<CheckId, Check>();
  for (const [key, put] of mirror) {
    if (!key.startsWith('checks/')) continue;
    const check = checkOfPut(put);
    if (check !== null) checks.set(check.checkId, check);
  }
  return checks;
}

/** Who holds a check, and whether it ends, the hub alone can say: such acts count when its word is here. */
const hubSays: readonly string[] = ['claimed', 'checked-out', 'transferred', 'closed'];

/** The checks with these own ops on top (HE9): what the hub has refused of them is left out. */
export function withOwnActs(checks: Checks, own: readonly HeldOp[], meta: SyncMeta): Checks {
  const refused = new Set(meta.outcomes.flatMap(({ seq, status }) => (status === 'refused' ? [seq] : [])));
  const after = new Map(checks);
  for (const { op } of own) {
    const of = refused.has(op.seq) ? null : checkActOf(op.kind, op.body);
    if (of === null || hubSays.includes(of.act.kind)) continue;
    const mark = { installId: meta.installId, staffId: op.staffId, at: op.at };
    const turn = { ...of, mark, hubAt: op.at };
    after.set(of.checkId, checkAfter(after.get(of.checkId) ?? null, turn));
  }
  return after;
}

/** Lines keyed here that the hub has not taken yet. */
export function pendingLines(own: readonly HeldOp[], acked: number): ReadonlySet<LineId> {
  const lines = new Set<LineId>();
  for (const { op } of own) {
    const act = op.seq <= acked ? undefined : checkActOf(op.kind, op.body)?.act;
    if (act?.kind === 'line-added') lines.add(act.line.lineId);
  }
  return lines;
}

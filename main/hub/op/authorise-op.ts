import { type KnownOp, type OpNeed, opNeeds, overridesOf } from '../../../contracts/op-needs.ts';
import type { OverrideId, StaffId } from '../../../domain/id.ts';
import { accept, type Outcome, refuse } from '../../../domain/outcome.ts';
import { authorise, type RoleLimits } from '../../../domain/staff/authorise.ts';
import type { Permission, Role } from '../../../domain/staff/permission.ts';

/** A consent as the record has it. */
export interface KnownOverride {
  readonly permission: string;
  readonly objectId: string;
  readonly askedBy: StaffId;
  /** The figure consented to, minor units or ppm; null covers only what has no figure. */
  readonly amount: number | null;
  /** UTC epoch ms. */
  readonly grantedAt: number;
  readonly used: boolean;
}

/** Everything that decides whether a person may do an op. */
export interface Actor {
  readonly staffId: StaffId;
  readonly role: Role;
  readonly limits: RoleLimits;
  /** UTC epoch ms. */
  readonly now: number;
  readonly override: (overrideId: OverrideId) => KnownOverride | null;
}

/** Why a person may not do an op; `permission` names what is missing. */
export interface OpRefusal {
  readonly refusal:
    | 'permission-override'
    | 'permission-hidden'
    | 'override-unknown'
    | 'override-used'
    | 'override-unfit';
  readonly permission: Permission;
}

/** An override that was not used is void after this, in milliseconds: as long as a session can last. */
export const overrideMsMax = 43_200_000;

/** May this person do this op? Every need is allowed to the role, or a fitting consent comes with the op (PM1 … PM9). */
export function authoriseOp(op: KnownOp, actor: Actor): Outcome<null, OpRefusal> {
  for (const need of opNeeds(op)) {
    const outcome = authoriseNeed(op, need, actor);
    if (!outcome.ok) return outcome;
  }
  return accept(null);
}

function authoriseNeed(op: KnownOp, need: OpNeed, actor: Actor): Outcome<null, OpRefusal> {
  const { permission } = need;
  const authority = authorise(actor.role, need, actor.limits);
  if (authority === 'allow') return accept(null);
  if (authority === 'hidden') return refuse({ refusal: 'permission-hidden', permission });
  const uses = overridesOf(op).filter((use) => use.permission === permission && use.objectId === need.objectId);
  if (uses.length === 0) return refuse({ refusal: 'permission-override', permission });
  const judged = uses.map((use) => judgeOverride(actor.override(use.overrideId), need, actor));
  if (judged.includes(null)) return accept(null);
  return refuse({ refusal: judged[0] ?? 'override-unfit', permission });
}

/** Null when the consent fits: for this person, this object, at least this figure, fresh and unused. */
function judgeOverride(known: KnownOverride | null, need: OpNeed, actor: Actor): OpRefusal['refusal'] | null {
  if (known === null) return 'override-unknown';
  if (known.used) return 'override-used';
  const bound =
    known.permission === need.permission && known.objectId === need.objectId && known.askedBy === actor.staffId;
  const figure = need.ratePpm ?? need.amount;
  const covers = figure === undefined || (known.amount !== null && known.amount >= figure);
  return bound && covers && actor.now - known.grantedAt <= overrideMsMax ? null : 'override-unfit';
}

import type { StaffId } from '../id.ts';
import { ppmWhole } from '../money/arithmetic.ts';
import { denominationsOf } from '../money/denominations.ts';
import { type Minor, minor, type RatePpm, ratePpm, zero } from '../money/minor.ts';
import { type Permission, type Role, roles } from './permission.ts';

/** `allow`: go on. `override`: visible, but someone who may must consent. `hidden`: not for this role at all. */
export type Authority = 'allow' | 'override' | 'hidden';

/** What a person wants to do. The figures are looked at where a role has a limit: discounts by rate, money by amount. */
export interface AuthorityRequest {
  readonly permission: Permission;
  /** The discount as a share of the price, ppm; a fixed sum is turned into a share by the caller. */
  readonly ratePpm?: RatePpm;
  /** Minor units refunded or paid out. */
  readonly amount?: Minor;
}

/** How far each role goes without a second person; `null` is no limit. */
export interface RoleLimits {
  readonly discount: Readonly<Record<Role, RatePpm>>;
  readonly refund: Readonly<Record<Role, Minor | null>>;
  readonly paidOut: Readonly<Record<Role, Minor | null>>;
}

/** Who may do a thing alone, and from which role on it is shown with the offer of an override. */
interface Rule {
  readonly allowFrom: Role;
  readonly overrideFrom: Role;
}

const everyone: Rule = { allowFrom: 'cashier', overrideFrom: 'cashier' };
const withSupervisor: Rule = { allowFrom: 'supervisor', overrideFrom: 'cashier' };
const withManager: Rule = { allowFrom: 'manager', overrideFrom: 'cashier' };
const supervisorsOnly: Rule = { allowFrom: 'supervisor', overrideFrom: 'supervisor' };
const managersOnly: Rule = { allowFrom: 'manager', overrideFrom: 'manager' };
const ownersOnly: Rule = { allowFrom: 'owner', overrideFrom: 'owner' };

const rules: Readonly<Record<Permission, Rule>> = {
  'sale.complete': everyone,
  'sale.suspend': everyone,
  'sale.void': withSupervisor,
  'check.use': everyone,
  'check.transfer': supervisorsOnly,
  'line.void': everyone,
  'discount.line': everyone,
  'discount.sale': everyone,
  'price.override': withSupervisor,
  'price.open': everyone,
  'tax.exempt': withSupervisor,
  'sale.return': everyone,
  'sale.return-without-receipt': withSupervisor,
  'cash.paid-in': everyone,
  'cash.paid-out': everyone,
  'cash.safe-drop': everyone,
  'cash.loan': withSupervisor,
  'cash.pickup': withSupervisor,
  'drawer.no-sale': withSupervisor,
  'shift.open': everyone,
  'shift.count': everyone,
  'shift.close': everyone,
  'report.x': supervisorsOnly,
  'report.z': supervisorsOnly,
  'journal.read': everyone,
  'receipt.reprint': everyone,
  'catalog.read': everyone,
  'catalog.edit': managersOnly,
  'catalog.import': managersOnly,
  'catalog.export': managersOnly,
  'cost.read': managersOnly,
  'stock.read': everyone,
  'stock.adjust': withManager,
  'stock.count': supervisorsOnly,
  'stock.receive': supervisorsOnly,
  'settings.read': managersOnly,
  'settings.edit': ownersOnly,
  'staff.read': managersOnly,
  'staff.edit': ownersOnly,
  'printer.test': everyone,
  'store.verify': managersOnly,
  'backup.run': managersOnly,
  'backup.edit': ownersOnly,
  'fleet.read': supervisorsOnly,
  'fleet.edit': managersOnly,
  'device.pair': managersOnly,
  'finding.read': managersOnly,
  'finding.settle': managersOnly,
};

/**
 * May this role do that? Above its limit an allowed thing needs an override; what a role may not see stays hidden
 * whatever the figures (SF1 … SF4).
 */
export function authorise(role: Role, request: AuthorityRequest, limits: RoleLimits): Authority {
  const rule = rules[request.permission];
  if (includesRole(role, rule.allowFrom)) return isWithinLimits(role, request, limits) ? 'allow' : 'override';
  return includesRole(role, rule.overrideFrom) ? 'override' : 'hidden';
}

/** May this person consent to what another asked for? Someone else, who could do it alone (SF5). */
export function canApprove(
  approver: { readonly staffId: StaffId; readonly role: Role },
  asked: AuthorityRequest & { readonly askedBy: StaffId },
  limits: RoleLimits,
): boolean {
  return approver.staffId !== asked.askedBy && authorise(approver.role, asked, limits) === 'allow';
}

/** Does `role` include everything `other` may? */
export function includesRole(role: Role, other: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(other);
}

/**
 * Limits a new store starts with: cashiers give up to 10 % off and pay up to the largest note back, supervisors 30 % and
 * ten of those notes; managers and owners are free.
 */
export function defaultRoleLimits(currency: { readonly code: string; readonly digits: number }): RoleLimits {
  const note = denominationsOf(currency).notes.at(-1) ?? zero;
  const money = { cashier: note, supervisor: minor(note * 10), manager: null, owner: null };
  return {
    discount: {
      cashier: ratePpm(100_000),
      supervisor: ratePpm(300_000),
      manager: ratePpm(ppmWhole),
      owner: ratePpm(ppmWhole),
    },
    refund: money,
    paidOut: money,
  };
}

function isWithinLimits(
  role: Role,
  { permission, ratePpm: rate, amount }: AuthorityRequest,
  limits: RoleLimits,
): boolean {
  switch (permission) {
    case 'discount.line':
    case 'discount.sale':
      return rate === undefined || rate <= limits.discount[role];
    case 'sale.return':
    case 'sale.return-without-receipt':
      return isWithin(amount, limits.refund[role]);
    case 'cash.paid-out':
      return isWithin(amount, limits.paidOut[role]);
    default:
      return true;
  }
}

function isWithin(amount: Minor | undefined, limit: Minor | null): boolean {
  return amount === undefined || limit === null || amount <= limit;
}

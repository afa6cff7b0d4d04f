import type { PermissionGrant, PermissionGrants } from '../../../contracts/session.ts';
import { authorise, type RoleLimits } from '../../../domain/staff/authorise.ts';
import { type Permission, permissions, type Role } from '../../../domain/staff/permission.ts';

/** What a role may do, permission by permission, for a client to show or hide its controls; the hub checks again anyway. */
export function grantsOf(role: Role, limits: RoleLimits): PermissionGrants {
  const entries = permissions.map((permission) => [permission, grantOf(role, permission, limits)] as const);
  return Object.fromEntries(entries) as Record<Permission, PermissionGrant>;
}

function grantOf(role: Role, permission: Permission, limits: RoleLimits): PermissionGrant {
  return { answer: authorise(role, { permission }, limits), limit: limitOf(role, permission, limits) };
}

function limitOf(role: Role, permission: Permission, limits: RoleLimits): number | null {
  switch (permission) {
    case 'discount.line':
    case 'discount.sale':
      return limits.discount[role];
    case 'sale.return':
    case 'sale.return-without-receipt':
      return limits.refund[role];
    case 'cash.paid-out':
      return limits.paidOut[role];
    default:
      return null;
  }
}

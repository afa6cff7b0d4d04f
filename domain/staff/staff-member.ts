import type { StaffId } from '../id.ts';
import type { Role } from './permission.ts';

/** A person who works here, as everyone may see them. The PIN's verifier is kept by the store alone. */
export interface StaffMember {
  readonly staffId: StaffId;
  readonly name: string;
  readonly role: Role;
  readonly active: boolean;
}

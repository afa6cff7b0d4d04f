import type { OverrideId, StaffId } from '../../../domain/id.ts';
import { type Reader, reading } from '../sqlite/reader.ts';
import type { Row } from '../sqlite/tables.ts';

/** A consent as the record has it. `amount`: minor units or ppm, null where the permission has no figure. */
export interface GrantedOverride {
  readonly permission: string;
  readonly objectId: string;
  readonly reasonCode: string;
  readonly approverId: StaffId;
  readonly askedBy: StaffId;
  readonly amount: number | null;
  /** UTC epoch ms. */
  readonly grantedAt: number;
  readonly used: boolean;
}

export interface OverrideReads {
  readonly get: (overrideId: OverrideId) => GrantedOverride | null;
}

export function overrideReads(reader: Reader): OverrideReads {
  const byId = reading<{ id: string }, Row<'override_grant'> & { used_no: number | null }>(reader, (query, param) =>
    query
      .selectFrom('override_grant')
      .leftJoin('override_use', 'override_use.override_id', 'override_grant.override_id')
      .selectAll('override_grant')
      .select('override_use.op_no as used_no')
      .where('override_grant.override_id', '=', param('id')),
  );
  return {
    get: (overrideId) => {
      const row = byId.get({ id: overrideId });
      if (!row) return null;
      return {
        permission: row.permission,
        objectId: row.object_id,
        reasonCode: row.reason_code,
        approverId: row.approver_id as StaffId,
        askedBy: row.asked_by as StaffId,
        amount: row.amount,
        grantedAt: row.granted_at,
        used: row.used_no !== null,
      };
    },
  };
}

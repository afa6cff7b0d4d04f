import type { OverrideUse } from '../../../domain/sale/sale.ts';
import type { Problem } from '../op/applier.ts';
import type { Reader } from '../sqlite/reader.ts';
import { reading } from '../sqlite/reader.ts';
import { insertRow, statement } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';

/** Checks the consents an op carries and uses them up: each once, by the op that names it (OV1 … OV3). */
export interface OverrideBook {
  readonly problems: (uses: readonly OverrideUse[]) => Problem[];
  readonly use: (opNo: number, uses: readonly OverrideUse[]) => void;
}

type Known = Row<'override_grant'> & { readonly used_no: number | null };

export function overrideBook(reader: Reader): OverrideBook {
  const grantOf = reading<{ id: string }, Known>(reader, (query, param) =>
    query
      .selectFrom('override_grant')
      .leftJoin('override_use', 'override_use.override_id', 'override_grant.override_id')
      .selectAll('override_grant')
      .select('override_use.op_no as used_no')
      .where('override_grant.override_id', '=', param('id')),
  );
  const known = statement<{ id: string }, Known>(reader.connection, (query, param) =>
    query
      .selectFrom('override_grant')
      .leftJoin('override_use', 'override_use.override_id', 'override_grant.override_id')
      .selectAll('override_grant')
      .select('override_use.op_no as used_no')
      .where('override_grant.override_id', '=', param('id')),
  );
  const insert = insertRow(reader.connection, 'override_use');
  return {
    problems: (uses) => uses.flatMap((use) => problemOf(use, grantOf.get({ id: use.overrideId }))),
    use: (op_no, uses) => {
      for (const { overrideId } of uses) {
        const grant = known.get({ id: overrideId });
        if (grant && grant.used_no === null) insert({ override_id: overrideId, op_no });
      }
    },
  };
}

function problemOf(use: OverrideUse, grant: Known | undefined): Problem[] {
  const detail = `${use.permission} for ${use.objectId}`;
  if (!grant) return [{ code: 'override-unknown', detail }];
  if (grant.used_no !== null) return [{ code: 'override-used', detail }];
  const same =
    grant.permission === use.permission &&
    grant.object_id === use.objectId &&
    grant.reason_code === use.reasonCode &&
    grant.approver_id === use.approverId;
  return same ? [] : [{ code: 'override-unfit', detail }];
}

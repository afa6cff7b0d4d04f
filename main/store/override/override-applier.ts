import type { Appliers } from '../op/applier.ts';
import { problemIf } from '../op/applier.ts';
import type { Reader } from '../sqlite/reader.ts';
import { reading } from '../sqlite/reader.ts';
import { insertRow } from '../sqlite/statement.ts';

export function overrideAppliers(reader: Reader): Pick<Appliers, 'override.granted'> {
  const known = reading<{ id: string }, { op_no: number }>(reader, (query, param) =>
    query.selectFrom('override_grant').select('op_no').where('override_id', '=', param('id')),
  );
  const insert = insertRow(reader.connection, 'override_grant');
  return {
    'override.granted': {
      decide: ({ body }) => {
        const exists = known.get({ id: body.overrideId }) !== undefined;
        const own = body.askedBy === body.approverId;
        return { problems: [...problemIf(exists, 'override-exists'), ...problemIf(own, 'override-own')] };
      },
      record: ({ body, hubAt, no }) => {
        insert({
          override_id: body.overrideId,
          permission: body.permission,
          object_id: body.objectId,
          reason_code: body.reasonCode,
          approver_id: body.approverId,
          asked_by: body.askedBy,
          amount: body.amount,
          granted_at: hubAt,
          op_no: no,
        });
      },
    },
  };
}

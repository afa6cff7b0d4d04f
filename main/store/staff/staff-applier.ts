import { type Appliers, sound } from '../op/applier.ts';
import type { Reader } from '../sqlite/reader.ts';
import { putRow, statement } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';

type StaffKinds = 'staff.put' | 'staff.signed-on' | 'staff.signed-off' | 'staff.sign-on-refused';

/** Signing on and off stand in the log alone and are read from it. */
const logOnly = { lags: () => true, decide: () => sound, record: () => undefined };

export function staffAppliers({ connection }: Reader): Pick<Appliers, StaffKinds> {
  const put = putRow(connection, 'staff');
  const known = statement<{ staffId: string }, Row<'staff'>>(connection, (query, param) =>
    query.selectFrom('staff').selectAll().where('staff_id', '=', param('staffId')),
  );
  return {
    'staff.put': {
      decide: () => sound,
      record: ({ body, no }) => {
        const { staffId: staff_id, name, role } = body;
        const verifier = body.pin?.verifier ?? known.get({ staffId: staff_id })?.verifier ?? '';
        put({ staff_id, name, role, active: body.active ? 1 : 0, verifier, op_no: no });
      },
    },
    'staff.signed-on': logOnly,
    'staff.signed-off': logOnly,
    'staff.sign-on-refused': logOnly,
  };
}

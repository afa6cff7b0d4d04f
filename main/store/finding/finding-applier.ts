import { type Appliers, problemIf } from '../op/applier.ts';
import { type Reader, reading } from '../sqlite/reader.ts';
import { insertRow } from '../sqlite/statement.ts';

/** Findings a person is done with. Settled once: what was noted is never overwritten (FI5). */
export function findingAppliers(reader: Reader): Pick<Appliers, 'finding.settled'> {
  const known = reading<{ opId: string; rawHash: string }, { op_no: number }>(reader, (query, param) =>
    query
      .selectFrom('finding_settled')
      .select('op_no')
      .where('op_id', '=', param('opId'))
      .where('raw_hash', '=', param('rawHash')),
  );
  const insert = insertRow(reader.connection, 'finding_settled');
  return {
    'finding.settled': {
      decide: ({ body }) => ({
        problems: problemIf(
          known.get({ opId: body.opId, rawHash: body.rawHash ?? '' }) !== undefined,
          'finding-settled',
        ),
      }),
      record: ({ body, staffId, hubAt, no }) => {
        const { opId: op_id, rawHash, how, note } = body;
        insert({ op_id, raw_hash: rawHash ?? '', how, staff_id: staffId, at: hubAt, note, op_no: no });
      },
    },
  };
}

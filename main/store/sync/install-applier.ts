import { type Appliers, problemIf, sound } from '../op/applier.ts';
import type { OpLog } from '../op/op-log.ts';
import type { Reader } from '../sqlite/reader.ts';
import { insertRow, putRow, statement } from '../sqlite/statement.ts';

type InstallKinds = 'install.series-given' | 'install.gap-declared';

/** What the hub notes about installs: the series they number in, and `seq`s that will never come. */
export function installAppliers({ connection }: Reader, log: OpLog): Pick<Appliers, InstallKinds> {
  const insertSeries = insertRow(connection, 'install_series');
  const putInstall = putRow(connection, 'install');
  const known = statement<{ series: string }, { op_no: number }>(connection, (query, param) =>
    query.selectFrom('install_series').select('op_no').where('series', '=', param('series')),
  );
  return {
    'install.series-given': {
      decide: ({ body }) => ({
        problems: problemIf(known.get({ series: body.series }) !== undefined, 'series-given', body.series),
      }),
      record: ({ body, no }) => void insertSeries({ series: body.series, install_id: body.installId, op_no: no }),
    },
    'install.gap-declared': {
      decide: ({ body }) => {
        const wrong = body.from !== log.lastSeq(body.installId) + 1 || body.to < body.from;
        return wrong ? { problems: [{ code: 'gap-unfit', detail: '' }] } : { ...sound, notes: ['ops-missing'] };
      },
      record: ({ body }) => {
        putInstall({ install_id: body.installId, last_seq: body.to });
        log.skipSeq(body.installId, body.to);
      },
    },
  };
}

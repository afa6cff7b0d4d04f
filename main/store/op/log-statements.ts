import type { Connection } from '../sqlite/load-sqlite.ts';
import { statement } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';

/** Queries of the log's own tables: its end, its ops, the last `seq` of each install. */
export function logStatements(connection: Connection) {
  return {
    mark: statement<object, { no: number }>(connection, (query) => query.selectFrom('fold_mark').select('no')),
    hashOf: statement<{ no: number }, { hash: string }>(connection, (query, param) =>
      query.selectFrom('op').select('hash').where('no', '=', param('no')),
    ),
    after: statement<{ no: number }, Row<'op'>>(connection, (query, param) =>
      query.selectFrom('op').selectAll().where('no', '>', param('no')).orderBy('no'),
    ),
    byId: statement<{ opId: string }, Row<'op'>>(connection, (query, param) =>
      query
        .selectFrom('op_key')
        .innerJoin('op', 'op.no', 'op_key.no')
        .selectAll('op')
        .where('op_key.op_id', '=', param('opId')),
    ),
    lastSeq: statement<{ installId: string }, { last_seq: number }>(connection, (query, param) =>
      query.selectFrom('install').select('last_seq').where('install_id', '=', param('installId')),
    ),
    lastQuarantined: statement<{ installId: string }, { seq: number }>(connection, (query, param) =>
      query
        .selectFrom('op_quarantine')
        .select('seq')
        .where('install_id', '=', param('installId'))
        .orderBy('seq', 'desc')
        .limit(1),
    ),
    installs: statement<object, { install_id: string }>(connection, (query) =>
      query
        .selectFrom('install')
        .select('install_id')
        .union(query.selectFrom('op_quarantine').select('install_id'))
        .union(query.selectFrom('op_refused').select('install_id')),
    ),
    lastRefused: statement<{ installId: string }, { seq: number }>(connection, (query, param) =>
      query
        .selectFrom('op_refused')
        .select('seq')
        .where('install_id', '=', param('installId'))
        .orderBy('seq', 'desc')
        .limit(1),
    ),
  };
}

/** Queries of the numbers that were given. */
export function numberStatements(connection: Connection) {
  return {
    lastCounter: statement<{ series: string }, { counter: number }>(connection, (query, param) =>
      query
        .selectFrom('transaction_number')
        .select('counter')
        .where('series', '=', param('series'))
        .orderBy('counter', 'desc')
        .limit(1),
    ),
    numberOf: statement<{ series: string; counter: number }, { op_no: number }>(connection, (query, param) =>
      query
        .selectFrom('transaction_number')
        .select('op_no')
        .where('series', '=', param('series'))
        .where('counter', '=', param('counter')),
    ),
    usedByOf: statement<{ series: string }, { install_id: string }>(connection, (query, param) =>
      query
        .selectFrom('transaction_number')
        .innerJoin('op', 'op.no', 'transaction_number.op_no')
        .select('op.install_id')
        .where('series', '=', param('series'))
        .limit(1),
    ),
    lastZ: statement<object, { z_number: number }>(connection, (query) =>
      query.selectFrom('z_report').select('z_number').orderBy('z_number', 'desc').limit(1),
    ),
  };
}

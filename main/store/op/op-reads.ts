import type { OpId } from '../../../domain/id.ts';
import { type Reader, reading } from '../sqlite/reader.ts';
import type { Row } from '../sqlite/tables.ts';
import { chainStart } from './hash-chain.ts';
import { opOfRow, type RecordedOp } from './op-row.ts';

/** Most ops on one page of the log. */
export const opPageMax = 500;

export interface QuarantinedOp {
  readonly opId: OpId;
  readonly installId: string;
  readonly seq: number;
  readonly reason: string;
  /** UTC epoch ms. */
  readonly receivedAt: number;
  /** The op as it came, JSON. */
  readonly raw: string;
}

export interface OpReads {
  /** Ops after a position, oldest first, at most `opPageMax`. */
  readonly page: (after: number, limit: number) => RecordedOp[];
  readonly quarantined: (limit: number) => QuarantinedOp[];
}

export function opReads(reader: Reader): OpReads {
  const after = reading<{ no: number; limit: number }, Row<'op'>>(reader, (query, param) =>
    query.selectFrom('op').selectAll().where('no', '>', param('no')).orderBy('no').limit(param('limit')),
  );
  const hashOf = reading<{ no: number }, { hash: string }>(reader, (query, param) =>
    query.selectFrom('op').select('hash').where('no', '=', param('no')),
  );
  const quarantine = reading<{ limit: number }, Row<'op_quarantine'>>(reader, (query, param) =>
    query.selectFrom('op_quarantine').selectAll().orderBy('quarantine_no', 'desc').limit(param('limit')),
  );
  return {
    page: (no, limit) => {
      let prevHash = hashOf.get({ no })?.hash ?? chainStart;
      return after.all({ no, limit: Math.min(limit, opPageMax) }).map((row) => {
        const op = opOfRow(row, prevHash);
        prevHash = row.hash;
        return op;
      });
    },
    quarantined: (limit) => quarantine.all({ limit }).map(quarantinedOf),
  };
}

function quarantinedOf(row: Row<'op_quarantine'>): QuarantinedOp {
  const { install_id: installId, seq, reason, received_at: receivedAt, raw } = row;
  return { opId: row.op_id as OpId, installId, seq, reason, receivedAt, raw };
}

import type { Op } from '../../../domain/op/op.ts';
import type { Connection } from '../sqlite/load-sqlite.ts';
import { statement } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';
import { sha256 } from './hash-chain.ts';

/** Keeps ops that could not be taken exactly as they came; the same one again changes nothing. */
export class Quarantine {
  readonly #known;
  readonly #insert;

  constructor(connection: Connection) {
    type Args = Omit<Row<'op_quarantine'>, 'quarantine_no'>;
    this.#known = statement<{ opId: string; rawHash: string }, { reason: string }>(connection, (query, param) =>
      query
        .selectFrom('op_quarantine')
        .select('reason')
        .where('op_id', '=', param('opId'))
        .where('raw_hash', '=', param('rawHash')),
    );
    this.#insert = statement<Args, unknown>(connection, (query, param) =>
      query.insertInto('op_quarantine').values({
        quarantine_no: null,
        op_id: param('op_id'),
        install_id: param('install_id'),
        seq: param('seq'),
        reason: param('reason'),
        received_at: param('received_at'),
        raw_hash: param('raw_hash'),
        raw: param('raw'),
      }),
    );
  }

  /** Why exactly this op was put aside before; null when it was not. */
  reasonOf(op: Op): string | null {
    return this.#known.get({ opId: op.opId, rawHash: sha256(JSON.stringify(op)) })?.reason ?? null;
  }

  keep(op: Op, facts: { readonly installId: string; readonly reason: string; readonly receivedAt: number }): void {
    const raw = JSON.stringify(op);
    const raw_hash = sha256(raw);
    if (this.#known.get({ opId: op.opId, rawHash: raw_hash })) return;
    const { installId: install_id, reason, receivedAt: received_at } = facts;
    this.#insert.run({ op_id: op.opId, install_id, seq: op.seq, reason, received_at, raw_hash, raw });
  }
}

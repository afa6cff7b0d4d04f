import type { Op } from '../../../domain/op/op.ts';
import type { Connection } from '../sqlite/load-sqlite.ts';
import { insertRow, statement } from '../sqlite/statement.ts';
import { sha256 } from './hash-chain.ts';

/** Why an op was refused: a code and one sentence. */
export interface RefusedAnswer {
  readonly code: string;
  readonly detail: string;
}

/** Remembers which ops of an outbox were refused, so that the same op gets the same answer whenever it comes again. */
export class RefusedOps {
  readonly #insert;
  readonly #known;

  constructor(connection: Connection) {
    this.#insert = insertRow(connection, 'op_refused');
    this.#known = statement<{ opId: string; rawHash: string }, { refusal: string; detail: string }>(
      connection,
      (query, param) =>
        query
          .selectFrom('op_refused')
          .select(['refusal', 'detail'])
          .where('op_id', '=', param('opId'))
          .where('raw_hash', '=', param('rawHash')),
    );
  }

  /** The answer exactly this op got before; null when it was never refused. */
  answerTo(op: Op): RefusedAnswer | null {
    const row = this.#known.get({ opId: op.opId, rawHash: sha256(JSON.stringify(op)) });
    return row === undefined ? null : { code: row.refusal, detail: row.detail };
  }

  keep(op: Op, facts: RefusedAnswer & { readonly installId: string; readonly refusedAt: number }): void {
    this.#insert({
      op_id: op.opId,
      install_id: facts.installId,
      seq: op.seq,
      refusal: facts.code,
      detail: facts.detail,
      raw_hash: sha256(JSON.stringify(op)),
      refused_at: facts.refusedAt,
    });
  }
}

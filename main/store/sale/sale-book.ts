import type { SaleId } from '../../../domain/id.ts';
import type { OpLog } from '../op/op-log.ts';
import type { Connection } from '../sqlite/load-sqlite.ts';
import { statement } from '../sqlite/statement.ts';

/** Is a sale completed or voided already? Looks at the records and at what waits for its fold. */
export interface SaleBook {
  readonly isKnown: (saleId: SaleId) => boolean;
}

export function saleBook(connection: Connection, log: OpLog): SaleBook {
  const completed = statement<{ saleId: SaleId }, { no: number }>(connection, (query, param) =>
    query.selectFrom('sale').select('no').where('sale_id', '=', param('saleId')),
  );
  const voided = statement<{ saleId: SaleId }, { no: number }>(connection, (query, param) =>
    query.selectFrom('voided_sale').select('no').where('sale_id', '=', param('saleId')),
  );
  return {
    isKnown: (saleId) =>
      log.isPendingSale(saleId) || completed.get({ saleId }) !== undefined || voided.get({ saleId }) !== undefined,
  };
}

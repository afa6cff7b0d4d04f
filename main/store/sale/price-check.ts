import type { SaleLine } from '../../../domain/sale/sale.ts';
import type { Reader } from '../sqlite/reader.ts';
import { statement } from '../sqlite/statement.ts';

/** Compares what was charged as the catalog's price with the catalog. */
export interface PriceBook {
  readonly notes: (lines: readonly SaleLine[]) => string[];
}

/**
 * Prices may change between ringing and arriving, so a difference is noted, never refused and never charged anew (YN54).
 * A price that was set by hand says so (`override`, `open`) and needs leave of its own.
 */
export function priceBook({ connection }: Reader): PriceBook {
  const priceOf = statement<{ itemId: string }, { unit_price: number }>(connection, (query, param) =>
    query.selectFrom('item').select('unit_price').where('item_id', '=', param('itemId')),
  );
  const differs = ({ itemId, unitPrice, listPrice, priceSource, voided, returnOf }: SaleLine): boolean => {
    if (itemId === null || priceSource !== 'list' || voided !== null || returnOf !== null) return false;
    const known = priceOf.get({ itemId });
    return known !== undefined && (known.unit_price !== unitPrice || known.unit_price !== listPrice);
  };
  return { notes: (lines) => (lines.some(differs) ? ['price-differs'] : []) };
}

import type { ItemId } from '../../../domain/id.ts';
import type { Quantity } from '../../../domain/quantity/quantity.ts';
import { type Appliers, type Problem, problemIf } from '../op/applier.ts';
import type { Reader } from '../sqlite/reader.ts';
import { statement } from '../sqlite/statement.ts';

type StockKinds = 'stock.counted' | 'stock.adjusted' | 'stock.received';

/** When something happened to stock: by the client's clock, but never after the hub heard of it. */
export function happenedAt({ at, hubAt }: { readonly at: number; readonly hubAt: number }): number {
  return Math.min(at, hubAt);
}

export function stockAppliers({ connection }: Reader): Pick<Appliers, StockKinds> {
  const unitOf = statement<{ itemId: string }, { unit: string }>(connection, (query, param) =>
    query.selectFrom('item').select('unit').where('item_id', '=', param('itemId')),
  );
  const setCost = statement<{ itemId: string; unitCost: number }, unknown>(connection, (query, param) =>
    query
      .updateTable('item')
      .set({ unit_cost: param('unitCost') })
      .where('item_id', '=', param('itemId')),
  );
  const decide = ({ body }: { readonly body: { readonly itemId: ItemId; readonly quantity: Quantity } }) => {
    const unit = unitOf.get({ itemId: body.itemId })?.unit;
    if (unit === undefined) return { problems: [{ code: 'item-unknown', detail: body.itemId }], recordable: false };
    const problems: Problem[] = problemIf(unit !== body.quantity.unit, 'unit-differs', `the item is kept in ${unit}`);
    return { problems, recordable: problems.length === 0 };
  };
  return {
    'stock.counted': {
      decide,
      record: (op, fold) => {
        const { itemId, quantity, note } = op.body;
        const entry = { itemId, lineNo: 0, kind: 'count' as const, milli: quantity.milli };
        fold.moveStock(op.no, { ...entry, at: happenedAt(op), reference: note });
      },
    },
    'stock.adjusted': {
      decide,
      record: (op, fold) => {
        const { itemId, quantity, direction, reasonCode } = op.body;
        const milli = direction === 'in' ? quantity.milli : -quantity.milli;
        const entry = { itemId, lineNo: 0, kind: 'adjustment' as const, milli };
        fold.moveStock(op.no, { ...entry, at: happenedAt(op), reference: reasonCode });
      },
    },
    'stock.received': {
      decide,
      record: (op, fold) => {
        const { itemId, quantity, unitCost, note } = op.body;
        const entry = { itemId, lineNo: 0, kind: 'receipt' as const, milli: quantity.milli };
        fold.moveStock(op.no, { ...entry, at: happenedAt(op), reference: note });
        if (unitCost !== null) setCost.run({ itemId, unitCost });
      },
    },
  };
}

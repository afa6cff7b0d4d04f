import type { ItemId } from '../../../domain/id.ts';
import type { QuantityUnit } from '../../../domain/quantity/quantity.ts';
import { type Reader, reading } from '../sqlite/reader.ts';
import type { Row } from '../sqlite/tables.ts';

/** One change of stock as it is shown; names as in `contracts/stock.ts`. */
export interface ShownMovement {
  readonly no: number;
  readonly kind: 'sale' | 'return' | 'count' | 'adjust-in' | 'adjust-out' | 'receive';
  readonly deltaMilli: number;
  readonly countedMilli: number | null;
  /** UTC epoch ms. */
  readonly at: number;
  readonly staffName: string | null;
  readonly reference: string;
}

export interface ItemStock {
  readonly itemId: ItemId;
  readonly unit: QuantityUnit;
  readonly tracked: boolean;
  readonly onHandMilli: number;
  readonly movements: ShownMovement[];
}

export interface StockReads {
  /** On hand and the last movements, newest first; null for an item the catalog does not have. */
  readonly item: (itemId: ItemId, movementsMax: number) => ItemStock | null;
}

interface StockRow {
  readonly item_no: number;
  readonly unit: string;
  readonly stock_tracked: number;
  readonly on_hand_milli: number | null;
  readonly last_no: number | null;
}
type MovementRow = Row<'stock_movement'> & { readonly staff_name: string | null };

export function stockReads(reader: Reader): StockReads {
  const stockOf = reading<{ itemId: string }, StockRow>(reader, (query, param) =>
    query
      .selectFrom('item')
      .leftJoin('stock', 'stock.item_no', 'item.item_no')
      .select(['item.item_no', 'item.unit', 'item.stock_tracked', 'stock.on_hand_milli', 'stock.last_no'])
      .where('item.item_id', '=', param('itemId')),
  );
  const movementOf = reading<{ no: number }, MovementRow>(reader, (query, param) =>
    query
      .selectFrom('stock_movement')
      .innerJoin('op', 'op.no', 'stock_movement.op_no')
      .leftJoin('staff', 'staff.staff_id', 'op.staff_id')
      .selectAll('stock_movement')
      .select('staff.name as staff_name')
      .where('movement_no', '=', param('no')),
  );
  const lastMovements = (lastNo: number | null, max: number): ShownMovement[] => {
    const shown: ShownMovement[] = [];
    for (let no = lastNo; no !== null && no > 0 && shown.length < max; ) {
      const row: MovementRow | undefined = movementOf.get({ no });
      if (!row) break;
      shown.push(shownOfRow(row));
      no = row.previous_no;
    }
    return shown;
  };
  return {
    item: (itemId, movementsMax) => {
      const row = stockOf.get({ itemId });
      if (!row) return null;
      return {
        itemId,
        unit: row.unit as QuantityUnit,
        tracked: row.stock_tracked === 1,
        onHandMilli: row.on_hand_milli ?? 0,
        movements: lastMovements(row.last_no, movementsMax),
      };
    },
  };
}

function shownOfRow(row: MovementRow): ShownMovement {
  const counted = row.kind === 'count';
  return {
    no: row.movement_no,
    kind: shownKind(row),
    deltaMilli: counted ? 0 : row.milli,
    countedMilli: counted ? row.milli : null,
    at: row.at,
    staffName: row.staff_name,
    reference: row.reference,
  };
}

function shownKind({ kind, milli }: Row<'stock_movement'>): ShownMovement['kind'] {
  switch (kind) {
    case 'sale':
    case 'return':
    case 'count':
      return kind;
    case 'receipt':
      return 'receive';
    default:
      return milli < 0 ? 'adjust-out' : 'adjust-in';
  }
}

import type { StockEntry } from '../op/applier.ts';
import type { Connection } from '../sqlite/load-sqlite.ts';
import { insertRow, putRow, statement } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';

/** Items whose short key is remembered; above it the memory starts anew. */
const itemKeysMax = 200_000;

/** One batch of stock changes: items read once, movements appended, each touched item written once at `flush`. */
export interface StockBatch {
  readonly move: (opNo: number, entry: StockEntry) => void;
  readonly flush: () => void;
}

/**
 * Writes the stock ledger and keeps on-hand, movement by movement, as `domain/stock` defines it: the last count and every
 * change after it, in the order of when things happened and, at the same moment, of the ids of their ops (ST1, ST2).
 */
export class StockFold {
  readonly #insert;
  readonly #put;
  readonly #stockOf;
  readonly #itemNoOf;
  readonly #movementOf;
  readonly #lastNo;
  readonly #opIdOf;
  readonly #itemNos = new Map<string, number>();

  constructor(connection: Connection) {
    this.#insert = insertRow(connection, 'stock_movement');
    this.#put = putRow(connection, 'stock');
    this.#stockOf = statement<{ itemNo: number }, Row<'stock'>>(connection, (query, param) =>
      query.selectFrom('stock').selectAll().where('item_no', '=', param('itemNo')),
    );
    this.#itemNoOf = statement<{ itemId: string }, { item_no: number }>(connection, (query, param) =>
      query.selectFrom('item').select('item_no').where('item_id', '=', param('itemId')),
    );
    this.#movementOf = statement<{ no: number }, Row<'stock_movement'>>(connection, (query, param) =>
      query.selectFrom('stock_movement').selectAll().where('movement_no', '=', param('no')),
    );
    this.#opIdOf = statement<{ no: number }, { op_id: string }>(connection, (query, param) =>
      query.selectFrom('op').select('op_id').where('no', '=', param('no')),
    );
    this.#lastNo = statement<object, { movement_no: number }>(connection, (query) =>
      query.selectFrom('stock_movement').select('movement_no').orderBy('movement_no', 'desc').limit(1),
    );
  }

  /** Short key of an item; null for one the catalog never held. */
  itemNo(itemId: string): number | null {
    const known = this.#itemNos.get(itemId);
    if (known !== undefined) return known;
    const found = this.#itemNoOf.get({ itemId })?.item_no ?? null;
    if (found === null) return null;
    if (this.#itemNos.size >= itemKeysMax) this.#itemNos.clear();
    this.#itemNos.set(itemId, found);
    return found;
  }

  /** What is remembered of items may come from a transaction that was rolled back. */
  forget(): void {
    this.#itemNos.clear();
  }

  begin(): StockBatch {
    const touched = new Map<number, Row<'stock'>>();
    let lastNo: number | null = null;
    const move = (opNo: number, entry: StockEntry): void => {
      const itemNo = this.itemNo(entry.itemId);
      if (itemNo === null) return;
      lastNo = (lastNo ?? this.#lastNo.get({})?.movement_no ?? 0) + 1;
      const before = touched.get(itemNo) ?? this.#stockOf.get({ itemNo });
      const { lineNo: line_no, kind, milli, at, reference } = entry;
      const previous_no = before?.last_no ?? null;
      const movement = { movement_no: lastNo, item_no: itemNo, op_no: opNo, line_no, kind, milli, at, reference };
      this.#insert({ ...movement, previous_no });
      touched.set(itemNo, this.#after(before ?? emptyStock(itemNo), { no: lastNo, opNo, ...entry }));
    };
    const flush = (): void => {
      for (const row of touched.values()) this.#put(row);
      touched.clear();
    };
    return { move, flush };
  }

  #after(before: Row<'stock'>, entry: NewMovement): Row<'stock'> {
    const moved = { ...before, last_no: entry.no, last_at: Math.max(before.last_at, entry.at) };
    if (this.#isBeforeCount(before, entry)) return moved;
    if (entry.kind !== 'count') return { ...moved, on_hand_milli: before.on_hand_milli + entry.milli };
    const later = entry.at <= before.last_at ? this.#changesAfter(before.last_no, entry) : 0;
    return { ...moved, on_hand_milli: entry.milli + later, counted_at: entry.at, counted_no: entry.no };
  }

  /** Of the same moment the op with the lower id was first, in whatever order they arrived (ST2). */
  #isBeforeCount({ counted_at, counted_no }: Row<'stock'>, { at, opNo }: NewMovement): boolean {
    if (counted_no === 0 || at > counted_at) return false;
    if (at < counted_at) return true;
    const counted = this.#movementOf.get({ no: counted_no });
    return counted !== undefined && this.#idOf(opNo) < this.#idOf(counted.op_no);
  }

  /** A count that arrives late: what happened after it, found along the item's own chain of movements. */
  #changesAfter(lastNo: number, count: NewMovement): number {
    let total = 0;
    for (let no: number | null = lastNo; no !== null && no > 0; ) {
      const movement: Row<'stock_movement'> | undefined = this.#movementOf.get({ no });
      if (!movement) break;
      if (movement.kind !== 'count' && this.#isAfter(movement, count)) total += movement.milli;
      no = movement.previous_no;
    }
    return total;
  }

  #isAfter({ at, op_no }: Row<'stock_movement'>, count: NewMovement): boolean {
    return at > count.at || (at === count.at && this.#idOf(op_no) > this.#idOf(count.opNo));
  }

  #idOf(opNo: number): string {
    return this.#opIdOf.get({ no: opNo })?.op_id ?? '';
  }
}

type NewMovement = StockEntry & { readonly no: number; readonly opNo: number };

function emptyStock(item_no: number): Row<'stock'> {
  return { item_no, on_hand_milli: 0, last_no: 0, last_at: 0, counted_at: 0, counted_no: 0 };
}

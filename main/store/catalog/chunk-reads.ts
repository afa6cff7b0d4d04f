import { sql } from 'kysely';
import type { Item } from '../../../domain/catalog/item.ts';
import { type Reader, reading } from '../sqlite/reader.ts';
import type { Row } from '../sqlite/tables.ts';
import { itemOfRow } from './item-row.ts';

/** Reads the catalog in pieces that stay together: items in the order they were first put, so many a piece. */
export interface ChunkReads {
  /** Items of a piece (from 0), in their order; no costs are read. */
  readonly chunk: (no: number, itemsMax: number) => Item[];
  /** Numbers of pieces in which an op after `opNo` put an item, rising; all that have items for -1. */
  readonly changedAfter: (opNo: number, itemsMax: number) => number[];
  /** Position of the log of the last op that put an item; 0 when there is none. */
  readonly lastOpNo: () => number;
  /** Position of the log of the settings in force, which prices depend on too; 0 before the first run. */
  readonly settingsNo: () => number;
}

type CostFree = Omit<Row<'item'>, 'unit_cost'>;

const costFreeColumns = [
  'item_no',
  'item_id',
  'sku',
  'name',
  'brand',
  'size',
  'category',
  'tax_category',
  'unit_price',
  'unit',
  'label_code',
  'stock_tracked',
  'active',
  'grid_place',
  'colour',
  'barcodes',
  'op_no',
] as const;

export function chunkReads(reader: Reader): ChunkReads {
  const chunk = reading<{ from: number; to: number }, CostFree>(reader, (query, param) =>
    query
      .selectFrom('item')
      .select([...costFreeColumns])
      .where('item_no', '>', param('from'))
      .where('item_no', '<=', param('to'))
      .orderBy('item_no'),
  );
  const changed = reading<{ opNo: number; itemsMax: number }, { no: number }>(reader, (query, param) =>
    query
      .selectFrom('item')
      .select(sql<number>`(item_no - 1) / CAST(${param('itemsMax')} AS INTEGER)`.as('no'))
      .where('op_no', '>', param('opNo'))
      .groupBy('no')
      .orderBy('no'),
  );
  const last = reading<object, { last: number | null }>(reader, (query) =>
    query.selectFrom('item').select((columns) => columns.fn.max('op_no').as('last')),
  );
  const settings = reading<object, { op_no: number }>(reader, (query) => query.selectFrom('settings').select('op_no'));
  return {
    chunk: (no, itemsMax) =>
      chunk.all({ from: no * itemsMax, to: (no + 1) * itemsMax }).map((row) => itemOfRow({ ...row, unit_cost: null })),
    changedAfter: (opNo, itemsMax) => changed.all({ opNo, itemsMax }).map(({ no }) => no),
    lastOpNo: () => last.get({})?.last ?? 0,
    settingsNo: () => settings.get({})?.op_no ?? 0,
  };
}

import { sql } from 'kysely';
import { type Reader, reading } from '../sqlite/reader.ts';
import type { QueryBuilder } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';

export type StockedRow = Row<'item'> & { readonly on_hand_milli: number | null };
export interface ItemPageArgs {
  readonly name: string;
  readonly itemNo: number;
  readonly category: string | null;
  readonly active: number | null;
  readonly limit: number;
}

function stocked(query: QueryBuilder) {
  return query
    .selectFrom('item')
    .leftJoin('stock', 'stock.item_no', 'item.item_no')
    .selectAll('item')
    .select('stock.on_hand_milli');
}

/** The compiled queries behind `ItemReads`. */
export function itemQueries(reader: Reader) {
  return { ...oneItem(reader), ...manyItems(reader) };
}

function oneItem(reader: Reader) {
  return {
    byId: reading<{ itemId: string }, StockedRow>(reader, (query, param) =>
      stocked(query).where('item.item_id', '=', param('itemId')),
    ),
    byBarcode: reading<{ barcode: string }, StockedRow>(reader, (query, param) =>
      stocked(query)
        .innerJoin('item_barcode', 'item_barcode.item_no', 'item.item_no')
        .where('item_barcode.barcode', '=', param('barcode')),
    ),
    bySku: reading<{ sku: string }, StockedRow>(reader, (query, param) =>
      stocked(query).where('item.sku', '=', param('sku')).where('item.sku', '<>', ''),
    ),
  };
}

function manyItems(reader: Reader) {
  return {
    all: reading<object, Row<'item'>>(reader, (query) => query.selectFrom('item').selectAll().orderBy('item_no')),
    changedAfter: reading<{ opNo: number }, Row<'item'>>(reader, (query, param) =>
      query.selectFrom('item').selectAll().where('op_no', '>', param('opNo')).orderBy('item_no'),
    ),
    page: reading<ItemPageArgs, StockedRow>(reader, (query, param) =>
      stocked(query)
        .where(sql<boolean>`(item.name, item.item_no) > (${param('name')}, ${param('itemNo')})`)
        .where(sql<boolean>`(${param('category')} IS NULL OR item.category = ${param('category')})`)
        .where(sql<boolean>`(${param('active')} IS NULL OR item.active = ${param('active')})`)
        .orderBy('item.name')
        .orderBy('item.item_no')
        .limit(param('limit')),
    ),
    grid: reading<{ limit: number }, StockedRow>(reader, (query, param) =>
      stocked(query)
        .where('item.grid_place', 'is not', null)
        .where('item.active', '=', 1)
        .orderBy('item.grid_place')
        .orderBy('item.item_no')
        .limit(param('limit')),
    ),
    taxUse: reading<object, { taxCategory: string; items: number }>(reader, (query) =>
      query
        .selectFrom('item')
        .select('tax_category as taxCategory')
        .select((columns) => columns.fn.countAll<number>().as('items'))
        .groupBy('tax_category')
        .orderBy('tax_category'),
    ),
    categories: reading<object, { name: string; items: number }>(reader, (query) =>
      query
        .selectFrom('item')
        .select('category as name')
        .select((columns) => columns.fn.countAll<number>().as('items'))
        .where('active', '=', 1)
        .where('category', '<>', '')
        .groupBy('category')
        .orderBy('category'),
    ),
  };
}

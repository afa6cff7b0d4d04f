import { sql } from 'kysely';
import type { Item } from '../../../domain/catalog/item.ts';
import type { ItemId } from '../../../domain/id.ts';
import { type Reader, reading } from '../sqlite/reader.ts';
import type { Row } from '../sqlite/tables.ts';
import { itemOfRow } from './item-row.ts';

/** An item with what is on the shelf, thousandths; null when its stock is not tracked. */
export interface StockedItem {
  readonly item: Item;
  readonly onHandMilli: number | null;
}

export interface ItemPageRequest {
  /** `next` of the page before; null for the first. */
  readonly after: string | null;
  readonly limit: number;
  readonly category: string | null;
  readonly active: boolean | null;
}

export interface ItemReads {
  /** The whole catalog, for the search index. */
  readonly all: () => Item[];
  /** Items put by ops after `opNo`: what a search index has missed. */
  readonly changedAfter: (opNo: number) => Item[];
  readonly get: (itemId: ItemId) => StockedItem | null;
  readonly byBarcode: (barcode: string) => StockedItem | null;
  readonly bySku: (sku: string) => StockedItem | null;
  readonly page: (request: ItemPageRequest) => { readonly items: StockedItem[]; readonly next: string | null };
  /** Items with a place on the grid, in the order of their places. */
  readonly grid: (limit: number) => StockedItem[];
  readonly categories: () => { readonly name: string; readonly items: number }[];
  readonly onHandMilli: (itemId: ItemId) => number;
}

type StockedRow = Row<'item'> & { readonly on_hand_milli: number | null };

export function itemReads(reader: Reader): ItemReads {
  const queries = itemQueries(reader);
  const found = (row: StockedRow | undefined): StockedItem | null => (row ? stockedOfRow(row) : null);
  return {
    all: () => queries.all.all({}).map(itemOfRow),
    changedAfter: (opNo) => queries.changedAfter.all({ opNo }).map(itemOfRow),
    get: (itemId) => found(queries.byId.get({ itemId })),
    byBarcode: (barcode) => found(queries.byBarcode.get({ barcode })),
    bySku: (sku) => found(queries.bySku.get({ sku })),
    page: (request) => itemPage(queries, request),
    grid: (limit) => queries.grid.all({ limit }).map(stockedOfRow),
    categories: () => queries.categories.all({}),
    onHandMilli: (itemId) => queries.byId.get({ itemId })?.on_hand_milli ?? 0,
  };
}

function stockedOfRow(row: StockedRow): StockedItem {
  return { item: itemOfRow(row), onHandMilli: row.stock_tracked === 1 ? (row.on_hand_milli ?? 0) : null };
}

/** The cursor is the last row's name and key: a page stays right while items are added. */
function itemPage(queries: ReturnType<typeof itemQueries>, { after, limit, category, active }: ItemPageRequest) {
  const [name, itemNo] = after === null ? ['', 0] : cursorOf(after);
  const onlyActive = active === null ? null : active ? 1 : 0;
  const rows = queries.page.all({ name, itemNo, category, active: onlyActive, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last ? `${last.item_no}:${last.name}` : null;
  return { items: shown.map(stockedOfRow), next };
}

function cursorOf(after: string): [string, number] {
  const colon = after.indexOf(':');
  return [after.slice(colon + 1), Number(after.slice(0, colon)) || 0];
}

function itemQueries(reader: Reader) {
  interface PageArgs {
    readonly name: string;
    readonly itemNo: number;
    readonly category: string | null;
    readonly active: number | null;
    readonly limit: number;
  }
  return {
    all: reading<object, Row<'item'>>(reader, (query) => query.selectFrom('item').selectAll().orderBy('item_no')),
    changedAfter: reading<{ opNo: number }, Row<'item'>>(reader, (query, param) =>
      query.selectFrom('item').selectAll().where('op_no', '>', param('opNo')).orderBy('item_no'),
    ),
    byId: reading<{ itemId: string }, StockedRow>(reader, (query, param) =>
      query
        .selectFrom('item')
        .leftJoin('stock', 'stock.item_no', 'item.item_no')
        .selectAll('item')
        .select('stock.on_hand_milli')
        .where('item.item_id', '=', param('itemId')),
    ),
    byBarcode: reading<{ barcode: string }, StockedRow>(reader, (query, param) =>
      query
        .selectFrom('item_barcode')
        .innerJoin('item', 'item.item_no', 'item_barcode.item_no')
        .leftJoin('stock', 'stock.item_no', 'item.item_no')
        .selectAll('item')
        .select('stock.on_hand_milli')
        .where('item_barcode.barcode', '=', param('barcode')),
    ),
    bySku: reading<{ sku: string }, StockedRow>(reader, (query, param) =>
      query
        .selectFrom('item')
        .leftJoin('stock', 'stock.item_no', 'item.item_no')
        .selectAll('item')
        .select('stock.on_hand_milli')
        .where('item.sku', '=', param('sku'))
        .where('item.sku', '<>', ''),
    ),
    page: reading<PageArgs, StockedRow>(reader, (query, param) =>
      query
        .selectFrom('item')
        .leftJoin('stock', 'stock.item_no', 'item.item_no')
        .selectAll('item')
        .select('stock.on_hand_milli')
        .where(sql<boolean>`(item.name, item.item_no) > (${param('name')}, ${param('itemNo')})`)
        .where(sql<boolean>`(${param('category')} IS NULL OR item.category = ${param('category')})`)
        .where(sql<boolean>`(${param('active')} IS NULL OR item.active = ${param('active')})`)
        .orderBy('item.name')
        .orderBy('item.item_no')
        .limit(param('limit')),
    ),
    grid: reading<{ limit: number }, StockedRow>(reader, (query, param) =>
      query
        .selectFrom('item')
        .leftJoin('stock', 'stock.item_no', 'item.item_no')
        .selectAll('item')
        .select('stock.on_hand_milli')
        .where('item.grid_place', 'is not', null)
        .where('item.active', '=', 1)
        .orderBy('item.grid_place')
        .orderBy('item.item_no')
        .limit(param('limit')),
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

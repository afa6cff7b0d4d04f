import type { Item } from '../../../domain/catalog/item.ts';
import type { ItemId } from '../../../domain/id.ts';
import type { Reader } from '../sqlite/reader.ts';
import { itemQueries, type StockedRow } from './item-queries.ts';
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
  /** How many items carry each tax class, sold or not. */
  readonly taxUse: () => { readonly taxCategory: string; readonly items: number }[];
  readonly onHandMilli: (itemId: ItemId) => number;
}

/** Everything that is read of the catalog. */
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
    taxUse: () => queries.taxUse.all({}),
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

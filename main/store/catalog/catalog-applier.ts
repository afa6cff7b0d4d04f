import type { Item } from '../../../domain/catalog/item.ts';
import type { Appliers, Problem } from '../op/applier.ts';
import type { Reader } from '../sqlite/reader.ts';
import { insertRow, putRow, statement } from '../sqlite/statement.ts';
import { rowOfItem } from './item-row.ts';

/** Puts items into the catalog, one or many: skus and barcodes belong to one item each (CT1, CT2). */
export function catalogAppliers({ connection }: Reader): Pick<Appliers, 'item.put' | 'catalog.imported'> {
  const book = catalogStatements({ connection });
  const record = (items: readonly Item[], opNo: number): void => {
    for (const { itemId } of items) book.clear(itemId);
    for (const item of items) book.put(item, opNo);
  };
  return {
    'item.put': {
      decide: ({ body }) => verdictOf(takenCodes([body.item], book)),
      record: ({ body, no }) => record([body.item], no),
    },
    'catalog.imported': {
      decide: ({ body }) => verdictOf(takenCodes(body.items, book)),
      record: ({ body, no }) => record(body.items, no),
    },
  };
}

function verdictOf(problems: readonly Problem[]) {
  return { problems, recordable: problems.length === 0 };
}

interface Owners {
  readonly skuOwner: (sku: string) => string | undefined;
  readonly barcodeOwner: (barcode: string) => string | undefined;
}

/** Codes of these items that another item has: in the catalog, unless that item is among these too, or twice in here. */
function takenCodes(items: readonly Item[], { skuOwner, barcodeOwner }: Owners): Problem[] {
  const here = new Set<string>(items.map(({ itemId }) => itemId));
  const claimed = new Map<string, string>();
  const isTaken = (code: string, itemId: string, owner: string | undefined): boolean => {
    const first = claimed.get(code);
    claimed.set(code, itemId);
    if (first !== undefined) return first !== itemId;
    return owner !== undefined && owner !== itemId && !here.has(owner);
  };
  return items.flatMap(({ itemId, sku, barcodes }) => [
    ...(sku !== '' && isTaken(`sku ${sku}`, itemId, skuOwner(sku)) ? [{ code: 'sku-taken', detail: sku }] : []),
    ...barcodes
      .filter((barcode) => isTaken(`barcode ${barcode}`, itemId, barcodeOwner(barcode)))
      .map((barcode) => ({ code: 'barcode-taken', detail: barcode })),
  ]);
}

function catalogStatements({ connection }: Pick<Reader, 'connection'>) {
  const putItem = putRow(connection, 'item');
  const insertBarcode = insertRow(connection, 'item_barcode');
  const bySku = statement<{ sku: string }, { item_id: string }>(connection, (query, param) =>
    query.selectFrom('item').select('item_id').where('sku', '=', param('sku')).where('sku', '<>', ''),
  );
  const byBarcode = statement<{ barcode: string }, { item_id: string }>(connection, (query, param) =>
    query
      .selectFrom('item_barcode')
      .innerJoin('item', 'item.item_no', 'item_barcode.item_no')
      .select('item.item_id')
      .where('item_barcode.barcode', '=', param('barcode')),
  );
  const byId = statement<{ itemId: string }, { item_no: number }>(connection, (query, param) =>
    query.selectFrom('item').select('item_no').where('item_id', '=', param('itemId')),
  );
  const lastNo = statement<object, { item_no: number }>(connection, (query) =>
    query.selectFrom('item').select('item_no').orderBy('item_no', 'desc').limit(1),
  );
  const dropBarcodes = statement<{ itemNo: number }, unknown>(connection, (query, param) =>
    query.deleteFrom('item_barcode').where('item_no', '=', param('itemNo')),
  );
  const dropSku = statement<{ itemNo: number }, unknown>(connection, (query, param) =>
    query.updateTable('item').set({ sku: '' }).where('item_no', '=', param('itemNo')),
  );
  return {
    skuOwner: (sku: string) => bySku.get({ sku })?.item_id,
    barcodeOwner: (barcode: string) => byBarcode.get({ barcode })?.item_id,
    /** Takes an item's codes away first, so that two items of one import may swap them. */
    clear: (itemId: string): void => {
      const known = byId.get({ itemId });
      if (!known) return;
      dropBarcodes.run({ itemNo: known.item_no });
      dropSku.run({ itemNo: known.item_no });
    },
    put: (item: Item, op_no: number): void => {
      const { itemId } = item;
      const item_no = byId.get({ itemId })?.item_no ?? (lastNo.get({})?.item_no ?? 0) + 1;
      putItem(rowOfItem(item, { item_no, op_no }));
      for (const barcode of new Set(item.barcodes)) insertBarcode({ barcode, item_no });
    },
  };
}

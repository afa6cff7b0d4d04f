import type { Item } from '../../../domain/catalog/item.ts';
import type { ItemId } from '../../../domain/id.ts';
import type { Minor } from '../../../domain/money/minor.ts';
import type { QuantityUnit } from '../../../domain/quantity/quantity.ts';
import type { Row } from '../sqlite/tables.ts';

/** A row of the catalog as the item it holds. */
export function itemOfRow(row: Row<'item'>): Item {
  return {
    itemId: row.item_id as ItemId,
    sku: row.sku,
    name: row.name,
    brand: row.brand,
    size: row.size,
    category: row.category,
    taxCategory: row.tax_category,
    unitPrice: row.unit_price as Minor,
    unit: row.unit as QuantityUnit,
    unitCost: row.unit_cost as Minor | null,
    barcodes: JSON.parse(row.barcodes) as string[],
    labelCode: row.label_code,
    stockTracked: row.stock_tracked === 1,
    active: row.active === 1,
    gridPlace: row.grid_place,
    colour: row.colour,
  };
}

export function rowOfItem(item: Item, keys: { readonly item_no: number; readonly op_no: number }): Row<'item'> {
  return {
    ...keys,
    item_id: item.itemId,
    sku: item.sku,
    name: item.name,
    brand: item.brand,
    size: item.size,
    category: item.category,
    tax_category: item.taxCategory,
    unit_price: item.unitPrice,
    unit: item.unit,
    unit_cost: item.unitCost,
    label_code: item.labelCode,
    stock_tracked: item.stockTracked ? 1 : 0,
    active: item.active ? 1 : 0,
    grid_place: item.gridPlace,
    colour: item.colour,
    barcodes: JSON.stringify(item.barcodes),
  };
}

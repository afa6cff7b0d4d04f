import type { ItemId } from '../id.ts';
import type { Minor } from '../money/minor.ts';
import type { QuantityUnit } from '../quantity/quantity.ts';

/** One thing the store sells, as the catalog holds it. Prices are per whole unit, tax inside or outside by store setting. */
export interface Item {
  readonly itemId: ItemId;
  /** Our own code, unique when not empty. */
  readonly sku: string;
  readonly name: string;
  readonly brand: string;
  readonly size: string;
  readonly category: string;
  readonly taxCategory: string;
  readonly unitPrice: Minor;
  /** `kg` and the like make a weighed item: its quantity comes from a label or a scale, or is keyed. */
  readonly unit: QuantityUnit;
  readonly unitCost: Minor | null;
  /** GTINs as 14 digits, store-internal codes as they are printed. Each belongs to one item. */
  readonly barcodes: readonly string[];
  /** The item code inside this store's variable-measure labels, digits as printed, or empty. */
  readonly labelCode: string;
  readonly stockTracked: boolean;
  readonly active: boolean;
  /** Place on the item grid, from 0; null keeps it off the grid. */
  readonly gridPlace: number | null;
  /** A name of the kit's palette for the tile, or empty. */
  readonly colour: string;
}

import type { ItemId } from '../id.ts';
import type { Item } from './item.ts';
import type { ItemDraft, RowProblem } from './read-item-row.ts';

/** Who holds a key, and since when: an item of the catalog, or one this file has already spoken of. */
interface Holder {
  readonly item: Item;
  readonly fromFile: boolean;
}

/** The keys of a catalog while a file is laid over it: what finds an item again, and what must belong to one item only. */
export class CatalogKeys {
  readonly #byBarcode = new Map<string, ItemId>();
  readonly #bySku = new Map<string, ItemId>();
  readonly #byLabel = new Map<string, ItemId>();
  readonly #byName = new Map<string, ItemId>();
  readonly #holders = new Map<ItemId, Holder>();

  constructor(catalog: readonly Item[]) {
    for (const item of catalog) this.#put(item, false);
  }

  ofBarcode(code: string): Item | null {
    return this.#itemOf(this.#byBarcode.get(code));
  }

  /** The item a row speaks of: by a barcode, else by SKU, else (for a row with neither) by name, brand and size. */
  match({ barcodes = [], sku = '', name, brand = '', size = '' }: ItemDraft): Item | null {
    for (const code of barcodes) {
      const found = this.ofBarcode(code);
      if (found !== null) return found;
    }
    if (sku !== '') return this.#itemOf(this.#bySku.get(sku));
    return barcodes.length > 0 ? null : this.#itemOf(this.#byName.get(nameKey({ name, brand, size })));
  }

  /** Why this row cannot be taken beside what is there: a key of another item, or an item the file had already. */
  clash(draft: ItemDraft, match: Item | null): RowProblem | null {
    const { barcodes = [], sku = '', labelCode = '' } = draft;
    const own = match?.itemId;
    for (const code of barcodes) {
      const problem = this.#clashOf({ holder: this.#byBarcode.get(code), own, key: 'barcode', value: code });
      if (problem !== null) return problem;
    }
    return (
      this.#clashOf({ holder: this.#bySku.get(sku), own, key: 'sku', value: sku }) ??
      this.#clashOf({ holder: this.#byLabel.get(labelCode), own, key: 'label-code', value: labelCode }) ??
      (this.#isFromFile(own) ? rejectedTwice('item-twice-in-file', draft.name) : null)
    );
  }

  /** The item holds these keys from now on; those it had before and has no more are free. */
  take(item: Item, before: Item | null): void {
    if (before !== null) {
      if (before.sku !== item.sku) this.#bySku.delete(before.sku);
      if (before.labelCode !== item.labelCode) this.#byLabel.delete(before.labelCode);
    }
    this.#put(item, true);
  }

  #clashOf(claim: {
    holder: ItemId | undefined;
    own: ItemId | undefined;
    key: keyof typeof fieldOfKey;
    value: string;
  }): RowProblem | null {
    const { holder, own, key, value } = claim;
    if (holder === undefined) return null;
    const twice = this.#isFromFile(holder);
    if (holder === own && !twice) return null;
    const code = twice ? (`${key}-twice-in-file` as const) : (`${key}-of-other-item` as const);
    return { field: fieldOfKey[key], code, value, severity: 'rejected' };
  }

  #isFromFile(itemId: ItemId | undefined): boolean {
    return itemId !== undefined && this.#holders.get(itemId)?.fromFile === true;
  }

  #itemOf(itemId: ItemId | undefined): Item | null {
    return itemId === undefined ? null : (this.#holders.get(itemId)?.item ?? null);
  }

  #put(item: Item, fromFile: boolean): void {
    this.#holders.set(item.itemId, { item, fromFile });
    for (const code of item.barcodes) this.#byBarcode.set(code, item.itemId);
    if (item.sku !== '') this.#bySku.set(item.sku, item.itemId);
    if (item.labelCode !== '') this.#byLabel.set(item.labelCode, item.itemId);
    if (item.sku === '' && item.barcodes.length === 0) this.#byName.set(nameKey(item), item.itemId);
  }
}

const fieldOfKey = { barcode: 'barcodes', sku: 'sku', 'label-code': 'labelCode' } as const;

function rejectedTwice(code: 'item-twice-in-file', value: string): RowProblem {
  return { field: 'name', code, value, severity: 'rejected' };
}

function nameKey({ name, brand, size }: Pick<Item, 'name' | 'brand' | 'size'>): string {
  return [name, brand, size].map((part) => part.toLowerCase()).join('\u0000');
}

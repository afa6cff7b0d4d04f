import type { Item } from '../../../domain/catalog/item.ts';
import { ItemIndex } from '../../../domain/search/item-index.ts';
import type { StockedItem } from '../../store/catalog/item-reads.ts';
import type { Store } from '../../store/store.ts';

/** Items changed at once from which on the index is made anew instead of mended. */
const reloadFrom = 2_000;

/** The search index over the store's items, brought up to date after each commit that touched the catalog. */
export class LiveIndex {
  readonly #store: Store;
  readonly #index = new ItemIndex();
  #seenNo = 0;

  constructor(store: Store) {
    this.#store = store;
    this.refresh();
  }

  refresh(): void {
    const { no } = this.#store.head();
    const changed = this.#seenNo === 0 ? null : this.#store.items.changedAfter(this.#seenNo);
    if (changed === null || changed.length >= reloadFrom) this.#index.load(this.#store.items.all());
    else for (const item of changed) this.#index.put(item);
    this.#seenNo = no;
  }

  search(text: string, limit: number): StockedItem[] {
    return this.#index.search(text, limit).flatMap((item) => this.stocked(item) ?? []);
  }

  byBarcode(code: string): StockedItem | null {
    return this.#found(this.#index.byBarcode(code));
  }

  byLabelCode(code: string): StockedItem | null {
    return this.#found(this.#index.byLabelCode(code));
  }

  /** The item with what is on the shelf now. */
  stocked(item: Item): StockedItem | null {
    return this.#store.items.get(item.itemId);
  }

  #found(item: Item | null): StockedItem | null {
    return item?.active ? this.stocked(item) : null;
  }
}

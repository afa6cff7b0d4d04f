import type { Store } from '../store/store.ts';
import type { CatalogDesk } from './catalog-desk/catalog-desk.ts';
import type { EventBoard } from './events/event-board.ts';
import type { PrintDesk } from './print/print-desk.ts';

/** Pushes that arrive within this, in milliseconds, bring one poke and one look for new paper. */
const gatherMs = 5;

/** Kinds whose ops may bring paper or a pulse. */
const printing: ReadonlySet<string> = new Set([
  'sale.completed',
  'receipt.reprinted',
  'cash.moved',
  'drawer.no-sale',
  'shift.opened',
  'shift.closed',
]);
/** Kinds that change what is on sale; settings may move items to another tax class. */
const stocking: ReadonlySet<string> = new Set(['item.put', 'catalog.imported', 'settings.changed']);

export interface AfterCommitParts {
  readonly store: Store;
  readonly board: EventBoard;
  readonly print: PrintDesk;
  readonly catalog: CatalogDesk;
}

/** What follows a commit: the answer is out already, a sale waits for none of this. */
export class AfterCommit {
  readonly #parts: AfterCommitParts;
  readonly #kinds = new Set<string>();
  readonly #listeners = new Set<(kinds: readonly string[]) => void>();
  #planned = false;

  constructor(parts: AfterCommitParts) {
    this.#parts = parts;
  }

  /** Tells of each commit at once, with the kinds of its ops. */
  onCommit(listener: (kinds: readonly string[]) => void): void {
    this.#listeners.add(listener);
  }

  committed(kinds: readonly string[]): void {
    if (kinds.length > 0) for (const listener of this.#listeners) listener(kinds);
    for (const kind of kinds) this.#kinds.add(kind);
    if (kinds.some((kind) => stocking.has(kind))) this.#parts.catalog.refresh();
    if (this.#planned || kinds.length === 0) return;
    this.#planned = true;
    setTimeout(() => this.#follow(), gatherMs).unref();
  }

  #follow(): void {
    this.#planned = false;
    const kinds = [...this.#kinds];
    this.#kinds.clear();
    const { store, board, print } = this.#parts;
    board.tell({ kind: 'poke', no: store.head().no });
    if (kinds.includes('settings.changed') || kinds.includes('store.initialised')) print.bindPrinter();
    if (kinds.some((kind) => printing.has(kind))) print.offer();
  }
}

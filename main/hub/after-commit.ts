import type { InstallId } from '../../domain/id.ts';
import type { Store } from '../store/store.ts';
import type { CatalogDesk } from './catalog-desk/catalog-desk.ts';
import type { DeviceDesk } from './device-desk/device-desk.ts';
import type { EventBoard } from './events/event-board.ts';
import type { PrintDesk } from './print/print-desk.ts';

/** Pushes that arrive within this, in milliseconds, bring one poke. */
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
  /** Told when a shift was closed. */
  readonly backup: { readonly closed: () => void };
  readonly store: Store;
  readonly board: EventBoard;
  readonly print: PrintDesk;
  readonly devices: DeviceDesk;
  readonly catalog: CatalogDesk;
}

/** Told of each commit: the kinds of its ops, and the install that sent them; null when the hub made them itself. */
export type CommitListener = (kinds: readonly string[], installId: InstallId | null) => void;

/** What follows a commit: the answer is out already, a sale waits for none of this. */
export class AfterCommit {
  readonly #parts: AfterCommitParts;
  readonly #kinds = new Set<string>();
  readonly #listeners = new Set<CommitListener>();
  #planned = false;
  #offering = false;

  constructor(parts: AfterCommitParts) {
    this.#parts = parts;
  }

  /** Tells of each commit at once. */
  onCommit(listener: CommitListener): void {
    this.#listeners.add(listener);
  }

  /** A push that brings paper is about to be committed: the printer is asked meanwhile how it is. */
  coming(kinds: readonly string[]): void {
    if (kinds.some((kind) => printing.has(kind))) this.#parts.print.expectPaper();
  }

  committed(kinds: readonly string[], installId: InstallId | null = null): void {
    if (kinds.length > 0) for (const listener of this.#listeners) listener(kinds, installId);
    for (const kind of kinds) this.#kinds.add(kind);
    if (kinds.some((kind) => stocking.has(kind))) this.#parts.catalog.refresh();
    if (kinds.some((kind) => printing.has(kind))) this.#offerSoon();
    if (this.#planned || kinds.length === 0) return;
    this.#planned = true;
    setTimeout(() => this.#follow(), gatherMs).unref();
  }

  #follow(): void {
    this.#planned = false;
    const kinds = [...this.#kinds];
    this.#kinds.clear();
    const { store, board, devices, backup, print } = this.#parts;
    board.tell({ kind: 'poke', no: store.head().no });
    if (kinds.some((kind) => printing.has(kind))) print.offer();
    if (kinds.includes('settings.changed') || kinds.includes('store.initialised')) devices.use();
    if (kinds.includes('shift.closed')) backup.closed();
  }

  /** Paper does not wait for the poke: one look for all commits of this turn. What it leaves is done with the poke. */
  #offerSoon(): void {
    if (this.#offering) return;
    this.#offering = true;
    setImmediate(() => {
      this.#offering = false;
      this.#parts.print.offerFirst();
    });
  }
}

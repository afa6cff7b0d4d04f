import type { Ambient } from '../ambient.ts';
import { brandId, type LineId, type SaleId } from '../id.ts';
import type { Outcome } from '../outcome.ts';
import { newSale, reduceSale } from './reduce-sale.ts';
import type { OpenSale, SettledSale, SettlePolicy } from './sale.ts';
import type { SaleAction } from './sale-action.ts';
import type { SaleRefusal } from './sale-refusal.ts';
import { settleSale } from './settle-sale.ts';

/** Steps that can be undone. */
export const undoStepsMax = 50;

/** A step back: the sale as it was, and what undoing it is called. */
interface UndoStep {
  readonly sale: OpenSale;
  readonly text: string;
}
/** The open sale, what it comes to, the chosen line, and the way back. */
export interface DeskState {
  readonly sale: OpenSale;
  readonly settled: SettledSale;
  readonly selectedLineId: LineId | null;
  readonly undo: readonly UndoStep[];
}

function lastActiveLine(sale: OpenSale): LineId | null {
  return sale.lines.findLast((line) => line.voided === null)?.lineId ?? null;
}

/** The line an action touched: the one it names, or the one whose figures grew. */
function touchedLine(before: OpenSale, after: OpenSale): LineId | null {
  const old = new Map(before.lines.map((line) => [line.lineId, line]));
  const changed = after.lines.findLast((line) => old.get(line.lineId) !== line && line.voided === null);
  return changed?.lineId ?? lastActiveLine(after);
}

/**
 * The open sale on this counter: one immutable value, changed by the domain's reducer alone, with a way back. It is a
 * store for `useSyncExternalStore`; nothing in it waits for the hub.
 */
export class SaleDesk {
  readonly #ambient: Ambient;
  readonly #listeners = new Set<() => void>();
  #policy: SettlePolicy;
  #state: DeskState;

  constructor(ambient: Ambient, policy: SettlePolicy) {
    this.#ambient = ambient;
    this.#policy = policy;
    this.#state = this.#fresh();
  }

  readonly state = (): DeskState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get policy(): SettlePolicy {
    return this.#policy;
  }

  set policy(policy: SettlePolicy) {
    this.#policy = policy;
    this.#become({ ...this.#state, settled: settleSale(this.#state.sale, policy) });
  }

  get isEmpty(): boolean {
    return this.#state.sale.lines.length === 0;
  }

  /** Applies an action; with `undoText` it can be undone under that name. A refusal changes nothing. */
  act(action: SaleAction, undoText?: string): Outcome<OpenSale, SaleRefusal> {
    const before = this.#state;
    const next = reduceSale(before.sale, action, this.#policy);
    if (!next.ok) return next;
    const undo =
      undoText === undefined ? [] : [...before.undo, { sale: before.sale, text: undoText }].slice(-undoStepsMax);
    this.#become({
      sale: next.value,
      settled: settleSale(next.value, this.#policy),
      selectedLineId: touchedLine(before.sale, next.value),
      undo: action.kind === 'recordOverride' ? before.undo : undo,
    });
    return next;
  }

  undo(): void {
    const step = this.#state.undo.at(-1);
    if (step === undefined) return;
    const undo = this.#state.undo.slice(0, -1);
    this.#become({
      sale: step.sale,
      settled: settleSale(step.sale, this.#policy),
      selectedLineId: lastActiveLine(step.sale),
      undo,
    });
  }

  select(lineId: LineId | null): void {
    this.#become({ ...this.#state, selectedLineId: lineId });
  }

  /** Moves the selection over the lines that are not voided. */
  selectBy(step: 1 | -1): void {
    const lines = this.#state.sale.lines.filter((line) => line.voided === null);
    const at = lines.findIndex((line) => line.lineId === this.#state.selectedLineId);
    const next = lines[Math.min(lines.length - 1, Math.max(0, at + step))];
    if (next !== undefined) this.select(next.lineId);
  }

  /** Takes a sale over: resumed, or come back after a crash. */
  take(sale: OpenSale): void {
    this.#become({ sale, settled: settleSale(sale, this.#policy), selectedLineId: lastActiveLine(sale), undo: [] });
  }

  /** The sale is in the record, on hold or voided: the next one begins. */
  clear(): void {
    this.#become(this.#fresh());
  }

  #fresh(): DeskState {
    const sale = newSale(brandId<SaleId>(this.#ambient.newId()), this.#ambient.now());
    return { sale, settled: settleSale(sale, this.#policy), selectedLineId: null, undo: [] };
  }

  #become(state: DeskState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

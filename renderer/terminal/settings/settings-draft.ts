import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import type { TaxMove } from '../../../domain/tax/tax-edit.ts';
import type { Theme } from './settings-view.tsx';

/** Everything that can be changed and is not saved yet: the store's settings and how this screen looks. */
export interface SettingsDraft {
  readonly settings: StoreSettings;
  /** What items of tax classes become that were taken out. */
  readonly taxMoves: readonly TaxMove[];
  readonly theme: Theme;
}

/** The document as the hub has it now, with those fields that were changed since `before`: what others wrote stays (SG7). */
export function withChangesOf(
  { before, after }: { readonly before: StoreSettings; readonly after: StoreSettings },
  now: StoreSettings,
): StoreSettings {
  const was: Readonly<Record<string, unknown>> = { ...before };
  const changed = Object.entries(after).filter(([key, value]) => !isSameDocument(value ?? null, was[key] ?? null));
  return { ...now, ...Object.fromEntries(changed) };
}

/** How many items carry each tax class, as the hub counted. */
export type TaxUse = readonly { readonly taxCategory: string; readonly items: number }[];

/** Adds a move. What went to the class that goes now, goes on with it. */
export function withMove(moves: readonly TaxMove[], move: TaxMove | null): readonly TaxMove[] {
  if (move === null) return moves;
  return [...moves.map((each) => (each.to === move.from ? { ...each, to: move.to } : each)), move];
}

/** Items a class has once the draft is saved. */
export function itemsOfClass(
  { taxUse, taxMoves }: { readonly taxUse: TaxUse; readonly taxMoves: readonly TaxMove[] },
  code: string,
): number {
  const codes = [code, ...taxMoves.filter(({ to }) => to === code).map(({ from }) => from)];
  return taxUse.filter(({ taxCategory }) => codes.includes(taxCategory)).reduce((all, { items }) => all + items, 0);
}

/** Do two documents say the same, whatever the order of their keys? */
export function isSameDocument(a: unknown, b: unknown): boolean {
  return sortedJson(a) === sortedJson(b);
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  );
}

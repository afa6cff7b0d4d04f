import type { DrawerOpening } from '../../../domain/till/drawer-opening.ts';
import type { SaleSummary } from './journal-view.tsx';

/** A line of the journal: a sale, or a drawer that was opened without a reason. */
export type JournalRow =
  | { readonly kind: 'sale'; readonly sale: SaleSummary }
  | { readonly kind: 'opening'; readonly opening: DrawerOpening };

/** Openings between the sales by their time, both newest first; the sales keep the sequence they have. */
export function journalRows(sales: readonly SaleSummary[], openings: readonly DrawerOpening[]): JournalRow[] {
  const left = [...openings];
  const rows: JournalRow[] = [];
  for (const sale of sales) {
    for (let [next] = left; next !== undefined && next.openedAt > sale.completedAt; [next] = left) {
      rows.push({ kind: 'opening', opening: next });
      left.shift();
    }
    rows.push({ kind: 'sale', sale });
  }
  return [...rows, ...left.map((opening) => ({ kind: 'opening' as const, opening }))];
}

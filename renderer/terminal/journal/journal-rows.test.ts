import { expect, test } from 'vitest';
import type { DrawerOpening } from '../../../domain/till/drawer-opening.ts';
import { journalRows } from './journal-rows.ts';
import type { SaleSummary } from './journal-view.tsx';

const sale = (completedAt: number): SaleSummary => ({ completedAt }) as SaleSummary;
const opening = (openedAt: number): DrawerOpening => ({ no: openedAt, drawer: 'drawer-a', openedAt });

test('BD17 openings stand between the sales by their time, and the sales keep their sequence', () => {
  // A sale of a handheld that was away stands where the log has it.
  const rows = journalRows([sale(50), sale(20), sale(30)], [opening(60), opening(40), opening(35), opening(1)]);
  expect(
    rows.map((row) => (row.kind === 'sale' ? `sale ${row.sale.completedAt}` : `opened ${row.opening.no}`)),
  ).toEqual(['opened 60', 'sale 50', 'opened 40', 'opened 35', 'sale 20', 'sale 30', 'opened 1']);
  expect(journalRows([], [opening(2)])).toHaveLength(1);
  expect(journalRows([], [])).toEqual([]);
});

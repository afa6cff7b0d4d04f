import { add } from '../money/arithmetic.ts';
import { zero } from '../money/minor.ts';
import { taxKey } from '../tax/tax-together.ts';
import type { Direction, SaleLine, SettledLine, TaxTotal } from './sale.ts';

/**
 * Base and tax per rate over the whole sale, goods sold and goods returned apart, in the order in which the taxes first
 * appear. Zero and exempt rates keep their own rows (TX15).
 */
export function taxTotalsOf(lines: readonly SaleLine[], settled: readonly SettledLine[]): TaxTotal[] {
  const settledById = new Map(settled.map((line) => [line.lineId, line]));
  const totals = new Map<string, TaxTotal>();
  for (const direction of ['sale', 'return'] as const) {
    for (const line of lines) {
      const amounts = settledById.get(line.lineId);
      if (line.direction === direction && amounts) addLine(totals, line, amounts);
    }
  }
  return [...totals.values()];
}

function addLine(totals: Map<string, TaxTotal>, line: SaleLine, settled: SettledLine): void {
  for (const [index, rate] of line.taxes.entries()) {
    const row = settled.taxes[index];
    if (!row) continue;
    const key = `${line.direction} ${taxKey(rate)}`;
    const before = totals.get(key) ?? emptyTotal(rate, line.direction);
    totals.set(key, { ...before, base: add(before.base, row.base), amount: add(before.amount, row.amount) });
  }
}

function emptyTotal(rate: SaleLine['taxes'][number], direction: Direction): TaxTotal {
  const { taxId, name, ratePpm, included } = rate;
  return { taxId, name, ratePpm, included, direction, base: zero, amount: zero };
}

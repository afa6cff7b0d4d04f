import { allocate } from '../../domain/money/allocate.ts';
import { type Minor, minor } from '../../domain/money/minor.ts';
import { type Ratio, ratioZero, subtractRatios } from '../../domain/money/ratio.ts';
import { cashDue } from '../../domain/tender/amount-due.ts';
import { agrees, decimal, magnitude, placesOf, scaled, shown } from './decimal.ts';
import type { Figure } from './tax-entry.ts';
import { majorOf, roundingOf } from './tax-sale.ts';
import { judged, runEach, skipped, type VectorResult } from './vector-result.ts';

export interface CashEntry {
  readonly id: string;
  readonly amount: Figure;
  readonly increment: Figure;
  readonly mode?: string;
  readonly card_part_first?: Figure;
  readonly expect_paid?: Figure;
  readonly rounding?: Figure;
  readonly policy?: string;
}

export interface ProrateEntry {
  readonly id: string;
  readonly weights: readonly number[];
  readonly total: number;
  readonly expect: readonly number[];
  readonly policy?: string;
}

/** Runs `cash_rounding` entries: what is left after the card part is rounded by `cashDue`; a negative amount is a refund. */
export function runCash(entries: readonly CashEntry[]): VectorResult[] {
  return runEach(entries, { key: 'cash_rounding', fields: ['amount', 'increment'] }, (entry) =>
    entry.policy ? skipped(entry.id, entry.policy) : runCashEntry(entry),
  );
}

function runCashEntry(entry: CashEntry): VectorResult {
  const figures = [entry.amount, entry.increment, entry.card_part_first ?? 0];
  const digits = Math.max(...figures.map(placesOf));
  const toMinor = (value: Ratio): Minor => minor(scaled(value, digits));
  const total = decimal(entry.amount);
  const card = decimal(entry.card_part_first ?? 0);
  const rest = subtractRatios(total, card);
  const cash = cashDue(toMinor(magnitude(rest)), {
    cashIncrement: toMinor(decimal(entry.increment)),
    cashRounding: roundingOf(entry.mode),
  });
  const paidCash = majorOf(rest.numerator < 0n ? -cash : cash, digits);
  const rounding = subtractRatios(paidCash, rest);
  const paid = subtractRatios(paidCash, subtractRatios(ratioZero, card));
  return judged(entry.id, [
    ...differing('paid', paid, entry.expect_paid),
    ...differing('rounding', rounding, entry.rounding),
  ]);
}

function differing(name: string, actual: Ratio, expected: Figure | undefined): string[] {
  if (expected === undefined || agrees(actual, decimal(expected))) return [];
  return [`${name} is ${shown(actual)}, expected ${expected}`];
}

/** Runs `prorate` entries through `allocate`. */
export function runProrate(entries: readonly ProrateEntry[]): VectorResult[] {
  return runEach(entries, { key: 'prorate', fields: ['weights', 'total', 'expect'] }, (entry) => {
    if (entry.policy) return skipped(entry.id, entry.policy);
    const parts = allocate(minor(entry.total), entry.weights);
    const same = parts.length === entry.expect.length && parts.every((part, at) => part === entry.expect[at]);
    return judged(entry.id, same ? [] : [`shares are ${parts.join(', ')}, expected ${entry.expect.join(', ')}`]);
  });
}

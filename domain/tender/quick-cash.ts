import type { Denominations } from '../money/denominations.ts';
import { type Minor, minor } from '../money/minor.ts';

/** Most sums offered on the tender screen. */
export const quickCashMax = 6;

/**
 * Sums a customer is likely to hand over for what is due in cash, ascending: the amount itself, the next coin that alone
 * covers it, and the next whole number of each note. All in minor units; nothing due offers nothing (TN13).
 */
export function quickCash(due: Minor, { coins, notes }: Denominations): Minor[] {
  if (due <= 0) return [];
  const coin = coins.find((value) => value >= due);
  const byNote = notes.map((value) => Math.ceil(due / value) * value);
  const offered = new Set([due, ...(coin === undefined ? [] : [coin]), ...byNote]);
  return [...offered]
    .sort((a, b) => a - b)
    .slice(0, quickCashMax)
    .map(minor);
}

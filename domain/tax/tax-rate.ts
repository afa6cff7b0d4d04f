import type { Minor, RatePpm } from '../money/minor.ts';

/**
 * One tax as it applies to a line, copied onto the line when it is rung: last year's report never asks today's table.
 * The order in a line's list is the order of computation.
 * - `percent`: rate of the base. `division`: rate of the price including this tax (base = price × (1 − rate)).
 * - `fixed`: `amountPerUnit` for each whole unit (bottle deposit, eco fee).
 * - `included`: the shelf price already contains it.
 * - `affectsNext` / `affectedByPrevious`: tax on tax (Quebec before 2013, Indian cess).
 */
export interface TaxRate {
  readonly taxId: string;
  readonly name: string;
  readonly kind: 'percent' | 'division' | 'fixed';
  readonly ratePpm: RatePpm;
  readonly amountPerUnit: Minor;
  readonly included: boolean;
  readonly affectsNext: boolean;
  readonly affectedByPrevious: boolean;
  /**
   * The part of the price that is taxed, when the law says so: Indonesia's PPN is 12 % of 11/12 of the price
   * ("DPP nilai lain", PMK 131/2024). Absent means all of it. The base reported is the part that is taxed.
   */
  readonly baseShare?: { readonly numerator: number; readonly denominator: number } | undefined;
}

/** Where tax is rounded; the store's choice, printed in its settings and never mixed (domain page, "Settling a sale"). */
export type TaxRoundingLevel = 'per_line' | 'per_unit' | 'global';

import { ppmWhole } from '../money/arithmetic.ts';
import type { TaxRate } from './tax-rate.ts';
import { type DatedTaxRate, type ServiceKind, serviceKinds, type TaxCategory, type TaxTable } from './tax-table.ts';

/** What decides which taxes a line carries: the item's category, eaten here or taken away, and the business date. */
export interface TaxQuestion {
  readonly category: string;
  readonly serviceKind: ServiceKind;
  /** `YYYY-MM-DD` in the store's calendar. */
  readonly businessDate: string;
}

/**
 * The taxes of a category on a day, in the order of computation, ready to be copied onto a line. A category the table
 * does not know carries none; a tax that is not in force that day is left out (TX16, TX17).
 */
export function taxesFor(table: TaxTable, { category, serviceKind, businessDate }: TaxQuestion): TaxRate[] {
  const ids = table.categories.find(({ code }) => code === category)?.taxIds[serviceKind] ?? [];
  return ids.flatMap((taxId) => {
    const rate = table.rates.find((each) => each.taxId === taxId && isInForce(each, businessDate));
    return rate ? [withoutDates(rate)] : [];
  });
}

/** Is this rate in force on a business date? Both ends count. Dates compare as text because they are `YYYY-MM-DD`. */
export function isInForce({ validFrom, validTo }: DatedTaxRate, businessDate: string): boolean {
  return (validFrom === null || validFrom <= businessDate) && (validTo === null || businessDate <= validTo);
}

/** What makes a tax table unfit to sell by (TX18, TX24). */
export const taxTableFaultCodes = [
  'tax-undefined',
  'tax-twice-in-force',
  'tax-dates-reversed',
  'tax-eats-price',
  'tax-class-twice',
  'tax-class-missing',
] as const;

/** One fault of a table: `name` is the tax id or the class it is about. */
export interface TaxTableFault {
  readonly code: (typeof taxTableFaultCodes)[number];
  readonly name: string;
}

/**
 * Everything that is wrong with a table: a tax a class names and no rate defines, one in force twice on some day, one
 * that ends before it begins, taxes of the price that leave nothing of it, a class twice, and no class at all.
 */
export function taxTableFaults(table: TaxTable): TaxTableFault[] {
  const { rates, categories } = table;
  const named = new Set(categories.flatMap(({ taxIds }) => Object.values(taxIds).flat()));
  const undefinedIds = [...named].filter((taxId) => !rates.some((rate) => rate.taxId === taxId));
  const doubled = rates.filter((rate, index) =>
    rates.slice(index + 1).some((other) => other.taxId === rate.taxId && overlap(rate, other)),
  );
  const reversed = rates.filter(
    ({ validFrom, validTo }) => validFrom !== null && validTo !== null && validTo < validFrom,
  );
  const codes = categories.map(({ code }) => code);
  const twice = codes.filter((code, index) => codes.indexOf(code) !== index);
  return [
    ...undefinedIds.map((name) => ({ code: 'tax-undefined' as const, name })),
    ...doubled.map(({ taxId: name }) => ({ code: 'tax-twice-in-force' as const, name })),
    ...reversed.map(({ taxId: name }) => ({ code: 'tax-dates-reversed' as const, name })),
    ...categories
      .filter((each) => eatsPrice(table, each))
      .map(({ code: name }) => ({ code: 'tax-eats-price' as const, name })),
    ...twice.map((name) => ({ code: 'tax-class-twice' as const, name })),
    ...(codes.length === 0 ? [{ code: 'tax-class-missing' as const, name: '' }] : []),
  ];
}

/** Do the division taxes of a class, each at its highest, take the whole price? Such a line could not be computed. */
function eatsPrice({ rates }: TaxTable, { taxIds }: TaxCategory): boolean {
  const highest = (taxId: string): number =>
    rates
      .filter((rate) => rate.taxId === taxId && rate.kind === 'division')
      .reduce((most, { ratePpm }) => Math.max(most, ratePpm), 0);
  return serviceKinds.some((kind) => taxIds[kind].reduce((all, taxId) => all + highest(taxId), 0) >= ppmWhole);
}

function overlap(a: DatedTaxRate, b: DatedTaxRate): boolean {
  const startsBeforeEnd = (start: string | null, end: string | null): boolean =>
    start === null || end === null || start <= end;
  return startsBeforeEnd(a.validFrom, b.validTo) && startsBeforeEnd(b.validFrom, a.validTo);
}

function withoutDates({ validFrom: _from, validTo: _to, ...rate }: DatedTaxRate): TaxRate {
  return rate;
}

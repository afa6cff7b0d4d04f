import type { DatedTaxRate, TaxCategory, TaxTable } from './tax-table.ts';

/** Items of one tax class become items of another; both are codes of the table. */
export interface TaxMove {
  readonly from: string;
  readonly to: string;
}

/** Puts a rate at its place in the table, or at the end for null. */
export function withRate(table: TaxTable, place: number | null, rate: DatedTaxRate): TaxTable {
  const rates =
    place === null ? [...table.rates, rate] : table.rates.map((each, index) => (index === place ? rate : each));
  return { ...table, rates };
}

/** Takes a rate out. Its classes lose the tax only with the last rate that has its id (TX21). */
export function withoutRate(table: TaxTable, place: number): TaxTable {
  const gone = table.rates[place];
  const rates = table.rates.filter((_, index) => index !== place);
  if (gone === undefined || rates.some(({ taxId }) => taxId === gone.taxId)) return { ...table, rates };
  const kept = (ids: readonly string[]): string[] => ids.filter((taxId) => taxId !== gone.taxId);
  const categories = table.categories.map((each) => ({
    ...each,
    taxIds: { 'take-away': kept(each.taxIds['take-away']), 'eat-in': kept(each.taxIds['eat-in']) },
  }));
  return { rates, categories };
}

/**
 * The same tax with another rate from a day on: the rate at `place` ends the day before, its successor follows it in the
 * table (TX22). `from` is `YYYY-MM-DD`.
 */
export function withSuccessor(
  table: TaxTable,
  place: number,
  successor: DatedTaxRate & { validFrom: string },
): TaxTable {
  const rates = table.rates.flatMap((each, index) =>
    index === place ? [{ ...each, validTo: dayBefore(successor.validFrom) }, successor] : [each],
  );
  return { ...table, rates };
}

/** The day before a `YYYY-MM-DD`. */
export function dayBefore(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

/** Puts a class at the place of the one with its code, or at the end. */
export function withClass(table: TaxTable, category: TaxCategory): TaxTable {
  const isKnown = table.categories.some(({ code }) => code === category.code);
  const categories = isKnown
    ? table.categories.map((each) => (each.code === category.code ? category : each))
    : [...table.categories, category];
  return { ...table, categories };
}

/** Takes a class out. What its items become is a `TaxMove`, decided by a person (TX23). */
export function withoutClass(table: TaxTable, code: string): TaxTable {
  return { ...table, categories: table.categories.filter((each) => each.code !== code) };
}

/** Makes a class the first one: what new items and rows without a tax get. */
export function withStandard(table: TaxTable, code: string): TaxTable {
  const { categories } = table;
  const first = categories.filter((each) => each.code === code);
  return { ...table, categories: [...first, ...categories.filter((each) => each.code !== code)] };
}

/** Classes that carry a tax, taken away or eaten here. */
export function classesOfTax({ categories }: TaxTable, taxId: string): TaxCategory[] {
  return categories.filter(({ taxIds }) => Object.values(taxIds).some((ids) => ids.includes(taxId)));
}

/** A code for something a person named: `Wein & Bier` is `wein-bier`; numbered when it is taken. */
export function freshCode(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss');
  const slug =
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 48) || 'tax';
  for (let number = 1; ; number += 1) {
    const code = number === 1 ? slug : `${slug}-${number}`;
    if (!taken.includes(code)) return code;
  }
}

import type { TaxCategory, TaxTable } from './tax-table.ts';

/** What a name in somebody's file means here: a decision a person took once and the store remembers. */
export interface TaxName {
  /** As it stands in files, without regard to case. */
  readonly text: string;
  /** Code of a tax class. */
  readonly taxCategory: string;
}

/** A tax a file names, understood. `table`: code, name or rate of a class; `chosen`: a person said so; `common`: a usual word. */
export interface ReadTaxName {
  readonly taxCategory: string;
  readonly source: 'table' | 'chosen' | 'common';
}

/** A name as names are compared. */
export function foldTaxName(text: string): string {
  return text.trim().toLowerCase();
}

type CommonClass = 'standard' | 'reduced' | 'zero' | 'exempt';
/** What files call the usual classes, in English, German and Indonesian. */
const commonWords: Readonly<Record<CommonClass, string>> = {
  standard: 'standard|std|normal|full|full rate|general|regular|taxable|voll|regelsatz|regelsteuersatz|standar|umum',
  reduced: 'reduced|red|reduced rate|low|lower|ermässigt|ermäßigt|ermaessigt|reduziert|rendah|dikurangi',
  zero: 'zero|zero rated|zero-rated|nil|null|nullsatz|nol',
  exempt:
    'exempt|exempted|tax exempt|tax free|tax-free|free|none|no tax|steuerfrei|befreit|ohne|bebas|bebas pajak|tanpa pajak',
};
const commonOf: ReadonlyMap<string, CommonClass> = new Map(
  (Object.keys(commonWords) as CommonClass[]).flatMap((kind) =>
    commonWords[kind].split('|').map((word) => [word, kind] as const),
  ),
);

/**
 * The tax class a cell names: by its code or its name, by what a person chose for this name, by a usual word
 * (`reduced`), or by a rate (`19 %`, `0.19`) exactly one class of that single rate has. Null when nothing fits (CA8).
 */
export function readTaxName(cell: string, table: TaxTable, chosen: readonly TaxName[] = []): ReadTaxName | null {
  const text = foldTaxName(cell);
  if (text === '') return null;
  const { categories } = table;
  const named = categories.find(({ code, name }) => foldTaxName(code) === text || foldTaxName(name) === text);
  if (named !== undefined) return { taxCategory: named.code, source: 'table' };
  const decided = chosen.find((each) => foldTaxName(each.text) === text);
  if (decided !== undefined && categories.some(({ code }) => code === decided.taxCategory))
    return { taxCategory: decided.taxCategory, source: 'chosen' };
  const kind = commonOf.get(text);
  const common = kind === undefined ? undefined : commonClass(table, kind);
  if (common !== undefined) return { taxCategory: common.code, source: 'common' };
  const rated = classOfRate(text, table);
  return rated === undefined ? null : { taxCategory: rated.code, source: 'table' };
}

/** The class of the table a usual word means; undefined when the store has none such. */
function commonClass(table: TaxTable, kind: CommonClass): TaxCategory | undefined {
  const { categories } = table;
  const untaxed = categories.filter(({ taxIds }) => taxIds['take-away'].length === 0);
  const zeroRated = categories.find((each) => singlePpm(table, each) === 0 && each.taxIds['take-away'].length > 0);
  switch (kind) {
    case 'standard':
      return categories[0];
    case 'reduced':
      return reducedClass(table);
    case 'zero':
      return zeroRated ?? untaxed.find(({ code }) => code === 'exempt') ?? untaxed[0];
    case 'exempt':
      return untaxed.find(({ code }) => code === 'exempt') ?? untaxed[0];
  }
}

/** The class of the one rate below the standard one; undefined with none or several, where only a person knows. */
function reducedClass(table: TaxTable): TaxCategory | undefined {
  const [standard] = table.categories;
  const full = standard === undefined ? null : singlePpm(table, standard);
  if (full === null) return undefined;
  const below = table.categories.filter((each) => {
    const ppm = singlePpm(table, each);
    return ppm !== null && ppm > 0 && ppm < full;
  });
  const rates = new Set(below.map((each) => singlePpm(table, each)));
  return rates.size === 1 ? below[0] : undefined;
}

/** The rate of a class that carries one percent tax with one rate, 0 for a class without taxes; null otherwise. */
function singlePpm({ rates }: TaxTable, { taxIds }: TaxCategory): number | null {
  const [only, ...more] = taxIds['take-away'];
  if (only === undefined) return 0;
  const own = rates.filter(({ taxId }) => taxId === only);
  const newest = own.at(-1);
  return more.length === 0 && newest?.kind === 'percent' ? newest.ratePpm : null;
}

function classOfRate(text: string, { categories, rates }: TaxTable): TaxCategory | undefined {
  const ppm = ppmOf(text);
  if (ppm === null) return undefined;
  const ofRate = categories.filter(({ taxIds }) => {
    const [only, ...more] = taxIds['take-away'];
    if (only === undefined) return ppm === 0;
    return (
      more.length === 0 &&
      rates.some(({ taxId, kind, ratePpm }) => taxId === only && kind === 'percent' && ratePpm === ppm)
    );
  });
  return ofRate.length === 1 || ofRate[0] === categories[0] ? ofRate[0] : undefined;
}

/** Parts per million of `19`, `19 %`, `8,1%` or `0.19`; null when it is no rate. */
function ppmOf(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,4}))?\s*(%?)$/.exec(text);
  if (match === null) return null;
  const [, whole = '', fraction = '', sign = ''] = match;
  const percentPpm = Number(`${whole}${fraction.padEnd(4, '0')}`);
  return sign === '' && percentPpm > 0 && percentPpm < 10_000 ? percentPpm * 100 : percentPpm;
}

import type { QuantityUnit } from '../quantity/quantity.ts';
import type { TaxTable } from '../tax/tax-table.ts';

function words<Value>(groups: readonly (readonly [Value, string])[]): Readonly<Record<string, Value>> {
  return Object.fromEntries(groups.flatMap(([value, list]) => list.split(' ').map((word) => [word, value])));
}

/** How files write units, in English, German and Indonesian. An empty cell is pieces. */
export const unitWords: Readonly<Record<string, QuantityUnit>> = words<QuantityUnit>([
  ['each', ' each ea pc pcs piece pieces unit units st stk stck stück stueck pce buah biji pak dus botol'],
  ['kg', 'kg kilo kilogram kilogramm'],
  ['g', 'g gr gram gramm'],
  ['l', 'l lt ltr liter litre'],
  ['m', 'm meter metre mtr'],
  ['h', 'h hr hour hours std stunde stunden jam'],
]);

/** Yes and no, in English, German and Indonesian. */
export const flagWords: Readonly<Record<string, boolean>> = words<boolean>([
  [true, '1 yes y true x on active ja wahr aktiv ya benar aktif'],
  [false, '0 no n false - off inactive nein falsch inaktiv tidak salah nonaktif'],
]);

/**
 * The tax category a cell names: by its code, by its name, or by a rate (`19 %`, `0.19`) exactly one category of that
 * single rate has. Null when there is none or more than one.
 */
export function findTaxCategory(cell: string, { categories, rates }: TaxTable): string | null {
  const text = cell.trim().toLowerCase();
  if (text === '') return null;
  const named = categories.find(({ code, name }) => code.toLowerCase() === text || name.toLowerCase() === text);
  if (named !== undefined) return named.code;
  const ppm = ppmOf(text);
  if (ppm === null) return null;
  const ofRate = categories.filter(({ taxIds }) => {
    const [only, ...more] = taxIds['take-away'];
    if (only === undefined) return ppm === 0;
    return (
      more.length === 0 &&
      rates.some(({ taxId, kind, ratePpm }) => taxId === only && kind === 'percent' && ratePpm === ppm)
    );
  });
  return ofRate[0] !== undefined ? (ofRate.length === 1 || ofRate[0] === categories[0] ? ofRate[0].code : null) : null;
}

/** Parts per million of `19`, `19 %`, `8,1%` or `0.19`; null when it is no rate. */
function ppmOf(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,4}))?\s*(%?)$/.exec(text);
  if (match === null) return null;
  const [, whole = '', fraction = '', sign = ''] = match;
  const percentPpm = Number(`${whole}${fraction.padEnd(4, '0')}`);
  return sign === '' && percentPpm > 0 && percentPpm < 10_000 ? percentPpm * 100 : percentPpm;
}

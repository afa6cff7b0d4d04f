import type { QuantityUnit } from '../quantity/quantity.ts';

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

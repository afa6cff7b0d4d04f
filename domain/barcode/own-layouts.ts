import { type LabelLayout, labelLayouts } from './label.ts';

/** One layout of the store's own scale, as a person describes it. The value takes what the others leave of 12 digits. */
export interface OwnLayout {
  readonly measure: LabelLayout['measure'];
  /** Digits every such label begins with. */
  readonly prefix: string;
  /** How many digits the item code has. */
  readonly itemDigits: number;
  /** Is there a verifier digit before the value? */
  readonly hasVerifier: boolean;
  /** Decimals of the value: 3 for grams of a kilogram, 2 for cents of a euro. */
  readonly decimals: number;
}

/** Digits of a label before its check digit. */
const labelDigits = 12;
/** Most layouts a scale is described by. */
export const ownLayoutsMax = 6;

/** How many digits are left for the value. */
export function valueDigits({ prefix, itemDigits, hasVerifier }: OwnLayout): number {
  return labelDigits - prefix.length - itemDigits - (hasVerifier ? 1 : 0);
}

/** Can labels be read by this description? It has a prefix of digits, an item code and a value with its decimals. */
export function isSoundLayout(own: OwnLayout): boolean {
  const digits = valueDigits(own);
  return /^\d{1,4}$/.test(own.prefix) && own.itemDigits >= 1 && digits >= 1 && own.decimals <= digits;
}

/** The code of the sound layouts as `layoutsOfRegion` reads it; `none` when there is not one. */
export function regionOfOwn(own: readonly OwnLayout[]): string {
  const codes = own.filter(isSoundLayout).map((each) => {
    const places = `${'I'.repeat(each.itemDigits)}${each.hasVerifier ? 'C' : ''}${'V'.repeat(valueDigits(each))}`;
    return `${each.measure}-${each.prefix}${places}.${each.decimals}`;
  });
  return codes.length === 0 ? 'none' : codes.slice(0, ownLayoutsMax).join('_');
}

/** The store's own layouts in a region code; none for a country and for a code that says nothing. */
export function ownOfRegion(region: string): OwnLayout[] {
  if (labelLayouts[region] !== undefined) return [];
  return region.split('_').flatMap((code) => {
    const match = /^(price|weight|count)-(\d+)(I+)(C?)V+\.([0-5])$/.exec(code);
    if (match === null) return [];
    const [, measure, prefix = '', item = '', verifier, decimals] = match;
    return [
      {
        measure: measure as OwnLayout['measure'],
        prefix,
        itemDigits: item.length,
        hasVerifier: verifier === 'C',
        decimals: Number(decimals),
      },
    ];
  });
}

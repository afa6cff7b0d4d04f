import type { ReactElement } from 'react';
import type { GalleryShop } from './fixtures/shop.ts';

/** Draws one view in one state, with the goods, words and money of a shop. */
export type State = (shop: GalleryShop) => ReactElement;

/** One view with all states it can be in. Ids are kebab-case: they stand in the address and name the screenshots. */
export interface Specimen {
  readonly id: string;
  readonly states: Readonly<Record<string, State>>;
  /** Sizes it has to be whole at, the smallest last; absent: those of the till. */
  readonly screens?: readonly Screen[];
}

/** Width and height in CSS pixels. */
export type Screen = readonly [width: number, height: number];
export const tillScreens: readonly Screen[] = [
  [1366, 768],
  [1024, 768],
];
/** A tablet, a large and a small phone. */
export const phoneScreens: readonly Screen[] = [
  [820, 1180],
  [390, 844],
  [360, 640],
];

/** What a `*.gallery.tsx` file exports. */
export interface SpecimenFile {
  readonly specimens: readonly Specimen[];
}

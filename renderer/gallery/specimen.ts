import type { ReactElement } from 'react';
import type { GalleryShop } from './fixtures/shop.ts';

/** Draws one view in one state, with the goods, words and money of a shop. */
export type State = (shop: GalleryShop) => ReactElement;

/** One view with all states it can be in. Ids are kebab-case: they stand in the address and name the screenshots. */
export interface Specimen {
  readonly id: string;
  readonly states: Readonly<Record<string, State>>;
}

/** What a `*.gallery.tsx` file exports. */
export interface SpecimenFile {
  readonly specimens: readonly Specimen[];
}

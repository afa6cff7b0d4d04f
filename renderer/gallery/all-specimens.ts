import type { Specimen, SpecimenFile } from './specimen.ts';

const files = import.meta.glob<SpecimenFile>('./*/*.gallery.tsx', { eager: true });

/** Every view of the product, by the order of its files. */
export const allSpecimens: readonly Specimen[] = Object.values(files).flatMap(({ specimens }) => specimens);

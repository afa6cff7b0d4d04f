import { assert } from '../assert.ts';

/** The units a quantity can be counted in. `each` is whole pieces; the others are measured. */
export const quantityUnits = ['each', 'kg', 'g', 'l', 'm', 'h'] as const;
export type QuantityUnit = (typeof quantityUnits)[number];

/** An amount of goods in integer thousandths of its unit: 1.250 kg is `{ milli: 1250, unit: 'kg' }`. Never negative. */
export interface Quantity {
  readonly milli: number;
  readonly unit: QuantityUnit;
}

/** 100,000 units on one line; more is a scanner typed into the quantity. Source: docs/spec/sale.md. */
export const quantityMilliMax = 100_000_000;

/** Makes a quantity from integer thousandths; a fraction, a negative or one above `quantityMilliMax` is a bug. */
export function quantity(milli: number, unit: QuantityUnit = 'each'): Quantity {
  assert(Number.isSafeInteger(milli) && milli >= 0 && milli <= quantityMilliMax, `not a quantity: ${milli}`);
  return { milli, unit };
}

/** How many whole pieces this is, or null when the goods are measured or the count is not whole. */
export function wholePieces({ milli, unit }: Quantity): number | null {
  return unit === 'each' && milli % 1000 === 0 ? milli / 1000 : null;
}

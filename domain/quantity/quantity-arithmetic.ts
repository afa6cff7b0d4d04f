import { assert } from '../assert.ts';
import { mulDiv } from '../money/arithmetic.ts';
import type { Minor, Rounding } from '../money/minor.ts';
import { type Quantity, quantity } from './quantity.ts';

/** a + b of one unit; different units are a bug. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  assert(a.unit === b.unit, `${a.unit} and ${b.unit} do not add up`);
  return quantity(a.milli + b.milli, a.unit);
}

/** a − b of one unit; less than nothing is a bug, since a quantity has no sign. */
export function subtractQuantities(a: Quantity, b: Quantity): Quantity {
  assert(a.unit === b.unit, `${a.unit} and ${b.unit} do not add up`);
  return quantity(a.milli - b.milli, a.unit);
}

/** quantity × price of one whole unit, in minor units, rounded once (QU5). */
export function multiplyByQuantity(unitPrice: Minor, { milli }: Quantity, rounding: Rounding): Minor {
  return mulDiv(unitPrice, { numerator: milli, denominator: 1000 }, rounding);
}

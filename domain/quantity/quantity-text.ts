import { accept, type Outcome, refuse } from '../outcome.ts';
import { type Quantity, type QuantityUnit, quantityMilliMax } from './quantity.ts';

/** Why a text is not a quantity. */
export const quantityRefusals = [
  'quantity-empty',
  'quantity-not-a-number',
  'quantity-zero',
  'quantity-not-whole',
  'quantity-too-many-decimals',
  'quantity-too-large',
] as const;
export type QuantityRefusal = (typeof quantityRefusals)[number];

/**
 * Reads a quantity as a person types it, thousandths at most, in the decimal separator of the language. Pieces are
 * whole; nothing is rounded (QU2, QU3).
 */
export function parseQuantity(
  text: string,
  unit: QuantityUnit,
  format: { readonly decimal: string },
): Outcome<Quantity, QuantityRefusal> {
  const bare = text.replace(/[\s\u00a0]+/g, '');
  if (bare === '') return refuse('quantity-empty');
  const parts = bare.split(format.decimal);
  const [whole = '', fraction = ''] = parts;
  if (parts.length > 2 || !/^\d*$/.test(whole + fraction) || whole + fraction === '') {
    return refuse('quantity-not-a-number');
  }
  if (unit === 'each' && /[1-9]/.test(fraction)) return refuse('quantity-not-whole');
  if (fraction.length > 3) return refuse('quantity-too-many-decimals');
  const milli = BigInt(`${whole}${fraction.padEnd(3, '0')}`);
  if (milli === 0n) return refuse('quantity-zero');
  if (milli > BigInt(quantityMilliMax)) return refuse('quantity-too-large');
  return accept({ milli: Number(milli), unit });
}

/** A quantity as people read it, without its unit: `3`, `0.250`; measured goods always with three decimals (QU4). */
export function formatQuantity({ milli, unit }: Quantity, format: { readonly decimal: string }): string {
  const whole = Math.floor(milli / 1000);
  const fraction = String(milli % 1000).padStart(3, '0');
  return unit === 'each' && fraction === '000' ? String(whole) : `${whole}${format.decimal}${fraction}`;
}

import type { Gs1Element } from './gs1-elements.ts';

/** What a label measures: digits with their decimal places; a price is in the store's currency, a weight in kilograms. */
export interface LabelMeasure {
  readonly kind: 'price' | 'weight' | 'count';
  readonly digits: string;
  readonly decimals: number;
}

/** Units of the metric trade measures a till can sell by, by the first three digits of the AI. */
const metricUnits: Readonly<Record<string, string>> = { '310': 'kg', '311': 'm', '314': 'm2', '315': 'l', '316': 'm3' };

/** The amount in an AI whose last digit counts decimals (31nn to 36nn, 39nn), as a plain decimal text; null for others. */
export function elementMeasure({ ai, value }: Gs1Element): { readonly measure: string; readonly unit: string } | null {
  if (!/^3[1-69]\d\d$/.test(ai)) return null;
  const coded = /^39[13]/.test(ai) ? value.slice(3) : value;
  return { measure: decimalText(coded, Number(ai.slice(3))), unit: metricUnits[ai.slice(0, 3)] ?? '' };
}

/** `017230` with 3 decimals is `17.230`. */
export function decimalText(digits: string, decimals: number): string {
  const padded = digits.padStart(decimals + 1, '0');
  const whole = padded.slice(0, padded.length - decimals).replace(/^0+(?=\d)/, '');
  return decimals === 0 ? whole : `${whole}.${padded.slice(padded.length - decimals)}`;
}

/** How much of the goods an element string says there is: price first, then net weight, then pieces. */
export function measureOfElements(elements: readonly Gs1Element[]): LabelMeasure | null {
  const starting = (prefix: string): Gs1Element | undefined => elements.find(({ ai }) => ai.startsWith(prefix));
  const price = starting('392');
  if (price) return { kind: 'price', digits: price.value, decimals: Number(price.ai.slice(3)) };
  const weight = starting('310');
  if (weight) return { kind: 'weight', digits: weight.value, decimals: Number(weight.ai.slice(3)) };
  const count = elements.find(({ ai }) => ai === '30');
  return count ? { kind: 'count', digits: count.value, decimals: 0 } : null;
}

/** Thousandths of a kilogram or piece, rounded half up when the label is finer; null for a price. */
export function measureMilli({ kind, digits, decimals }: LabelMeasure): number | null {
  if (kind === 'price') return null;
  return scaled(digits, 3 - decimals);
}

/** The price in minor units of a currency with so many digits, rounded half up when the label is finer; null for a measure. */
export function measureMinor({ kind, digits, decimals }: LabelMeasure, currencyDigits: number): number | null {
  return kind === 'price' ? scaled(digits, currencyDigits - decimals) : null;
}

function scaled(digits: string, power: number): number {
  const value = BigInt(digits);
  if (power >= 0) return Number(value * 10n ** BigInt(power));
  const divisor = 10n ** BigInt(-power);
  return Number((value + divisor / 2n) / divisor);
}

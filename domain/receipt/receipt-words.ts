import { assert } from '../assert.ts';
import type { Minor, RatePpm } from '../money/minor.ts';
import type { Quantity } from '../quantity/quantity.ts';
import { receiptLabelKeys } from './receipt-labels.ts';

export type ReceiptLabelKey = (typeof receiptLabelKeys)[number];
/** The fixed words of a receipt in one language, from `resources/locales/<language>/receipt.json`. */
export type ReceiptLabels = Readonly<Record<ReceiptLabelKey, string>>;

/**
 * How a receipt speaks: its words and how it writes figures. Everything that depends on language, currency or time zone
 * is in here, so the builders stay pure.
 */
export interface ReceiptWords {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly labels: ReceiptLabels;
  /** Minor units to text, with a minus for negatives. */
  readonly money: (amount: Minor) => string;
  readonly quantity: (quantity: Quantity) => string;
  /** Parts per million to text, e.g. `8.875 %`. */
  readonly rate: (ratePpm: RatePpm) => string;
  /** UTC epoch ms to date and time of the store's zone. */
  readonly dateTime: (epochMs: number) => string;
}

/** Checks that a locale file has every label and no other; a missing word is a bug found by the tests, not on paper. */
export function receiptLabels(file: Readonly<Record<string, string>>): ReceiptLabels {
  for (const key of receiptLabelKeys) assert(typeof file[key] === 'string', `receipt.json lacks "${key}"`);
  for (const key of Object.keys(file)) {
    assert((receiptLabelKeys as readonly string[]).includes(key), `receipt.json has an unknown "${key}"`);
  }
  return file as ReceiptLabels;
}

/** Puts values into a label: `fillLabel('Copy {count}', { count: 2 })`. Every placeholder must have its value. */
export function fillLabel(label: string, values: Readonly<Record<string, string | number>>): string {
  return label.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    assert(value !== undefined, `no value for {${name}} in "${label}"`);
    return String(value);
  });
}

import { assert } from '../assert.ts';
import type { Currency } from '../money/currency.ts';
import type { Minor } from '../money/minor.ts';
import { formatAmount, formatMoney, moneyFormats } from '../money/money-format.ts';
import type { Quantity } from '../quantity/quantity.ts';
import { formatQuantity } from '../quantity/quantity-text.ts';
import type { Language } from '../store/store-settings.ts';
import { businessDateOf, type ZoneOffset } from '../time/business-date.ts';
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
  /** Minor units to text with the currency's sign: for what is to be paid. Negatives carry a minus. */
  readonly money: (amount: Minor) => string;
  /** Minor units to text without the sign: for lines and tables, where columns are narrow. */
  readonly amount: (amount: Minor) => string;
  /** A quantity with its unit, `each` without: `3`, `0.250 kg`. */
  readonly quantity: (quantity: Quantity) => string;
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

/** What the words of a store's receipts depend on. `zone` gives the minutes its clock is ahead of UTC at a moment. */
export interface WordsSetting {
  readonly language: Language;
  readonly labels: ReceiptLabels;
  readonly currency: Currency;
  readonly zone: ZoneOffset;
}

/** Receipt words of a shipped language: money and quantities as this language writes them, times in the store's zone. */
export function receiptWords({ language, labels, currency, zone }: WordsSetting): ReceiptWords {
  const format = moneyFormats[language];
  return {
    language,
    direction: 'ltr',
    labels,
    money: (amount) => formatMoney(amount, currency, format),
    amount: (amount) => formatAmount(amount, currency, format),
    quantity: (quantity) => {
      const figure = formatQuantity(quantity, format);
      return quantity.unit === 'each' ? figure : `${figure} ${quantity.unit}`;
    },
    dateTime: (epochMs) => writeDateTime(epochMs + zone(epochMs) * 60_000, language),
  };
}

/** Dates as the language writes them with digits; English in the one way no reader can take for another. */
const dateTimePatterns = {
  en: 'Y-M-D h:m',
  id: 'D/M/Y h.m',
  de: 'D.M.Y h:m',
} as const satisfies Record<Language, string>;

function writeDateTime(localMs: number, language: Language): string {
  const [date = '', time = ''] = isoOf(localMs);
  const [year = '', month = '', day = ''] = date.split('-');
  const [hour = '', minute = ''] = time.split(':');
  const parts: Readonly<Record<string, string>> = { Y: year, M: month, D: day, h: hour, m: minute };
  return dateTimePatterns[language].replace(/[YMDhm]/g, (letter) => parts[letter] ?? letter);
}

/** Date and time of a moment that is already local, from the pure calendar of `domain/time`. */
function isoOf(localMs: number): [string, string] {
  const minutes = Math.floor(localMs / 60_000);
  const minuteOfDay = ((minutes % 1_440) + 1_440) % 1_440;
  const two = (value: number): string => String(value).padStart(2, '0');
  return [businessDateOf(localMs, () => 0, 0), `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`];
}

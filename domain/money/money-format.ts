import type { Currency } from './currency.ts';

/** How a language writes numbers and money: data, so that nothing here asks `Intl` or the machine's locale. */
export interface MoneyFormat {
  readonly decimal: string;
  readonly group: string;
  /** Where the sign stands; `¤` is the sign, `#` the number. A code in place of a sign always gets a space. */
  readonly pattern: '¤#' | '¤ #' | '# ¤';
}

/** Formats of the languages we ship. Source: CLDR 48 number patterns of en, id and de. */
export const moneyFormats = {
  en: { decimal: '.', group: ',', pattern: '¤#' },
  id: { decimal: ',', group: '.', pattern: '¤ #' },
  de: { decimal: ',', group: '.', pattern: '# ¤' },
} as const satisfies Record<string, MoneyFormat>;

const space = '\u00a0';

/**
 * Money as people read it: sign, groups of three, the digits the currency shows. A figure is never rounded by its
 * format: minor units that are usually not shown are, when there are any (MO12). `amount` in minor units.
 */
export function formatMoney(amount: number, currency: Currency, format: MoneyFormat): string {
  const number = formatAmount(Math.abs(amount), currency, format);
  const isCode = currency.sign === currency.code;
  const pattern = format.pattern === '¤#' && isCode ? '¤ #' : format.pattern;
  const text = pattern
    .replace(' ', space)
    .replace('¤', () => currency.sign)
    .replace('#', number);
  return amount < 0 ? `-${text}` : text;
}

/** The number alone, grouped, without sign of currency; for columns and fields. `amount` in minor units. */
export function formatAmount(amount: number, currency: Currency, format: MoneyFormat): string {
  const digits = String(Math.abs(amount)).padStart(currency.digits + 1, '0');
  const cut = digits.length - currency.digits;
  const whole = digits.slice(0, cut).replace(/\B(?=(\d{3})+$)/g, format.group);
  const fraction = digits.slice(cut);
  const shown = /^0*$/.test(fraction) ? fraction.slice(0, currency.shownDigits) : fraction;
  const text = shown === '' ? whole : `${whole}${format.decimal}${shown}`;
  return amount < 0 ? `-${text}` : text;
}

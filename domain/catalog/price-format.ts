import type { Currency } from '../money/currency.ts';
import { type MoneyFormat, moneyFormats } from '../money/money-format.ts';
import { parseMoney } from '../money/parse-money.ts';

/** How many prices of a file are looked at to see how it writes them. */
export const priceSamplesMax = 2_000;

/**
 * How a file writes its prices: with decimal point or comma, whichever reads more of them; the store's own language
 * decides when both read the same (`1.250` alone says nothing).
 */
export function guessPriceFormat(prices: readonly string[], currency: Currency, own: MoneyFormat): MoneyFormat {
  const other = own.decimal === '.' ? moneyFormats.de : moneyFormats.en;
  const readable = (format: MoneyFormat): number =>
    prices.slice(0, priceSamplesMax).filter((price) => parseMoney(price, currency, format).ok).length;
  return readable(other) > readable(own) ? other : own;
}

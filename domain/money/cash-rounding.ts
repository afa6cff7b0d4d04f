import { type Minor, minor, type Rounding } from './minor.ts';

/** How a country rounds what is paid in cash; `increment` in minor units of its currency. */
export interface CashRoundingRule {
  readonly country: string;
  readonly currency: string;
  readonly increment: Minor;
  readonly rounding: Rounding;
}

function rule(place: `${string} ${string}`, increment: number, rounding: Rounding = 'half_up'): CashRoundingRule {
  const [country = '', currency = ''] = place.split(' ');
  return { country, currency, increment: minor(increment), rounding };
}

/**
 * Cash rounding by country: a starting value of a store's settings, which the owner may change. Where it is voluntary
 * (IE, NL, BE before 2019) shops may also stay exact. Sources: ACCC and RBA (AU, 5 cents, 1 and 2 down), Reserve Bank of
 * New Zealand (10 cents; 5 is the merchant's choice, most round down), Canada Revenue Agency (5 cents), Bank Negara
 * Malaysia (5 sen), Riksbank and Norges Bank (1 krone), Danish coin act (50 øre), Czech and Hungarian coin rules
 * (1 Kč, 5 Ft), Swiss coinage (5 Rappen), Belgian law of 2019-12-01, Dutch, Irish and Finnish central banks (5 cents).
 * Indonesia has no law; Rp 100 is the smallest coin in general use.
 */
export const cashRoundingRules: readonly CashRoundingRule[] = [
  rule('AU AUD', 5),
  rule('BE EUR', 5),
  rule('CA CAD', 5),
  rule('CH CHF', 5),
  rule('CZ CZK', 100),
  rule('DK DKK', 50),
  rule('FI EUR', 5),
  rule('HU HUF', 500),
  rule('ID IDR', 10_000),
  rule('IE EUR', 5),
  rule('MY MYR', 5),
  rule('NL EUR', 5),
  rule('NO NOK', 100),
  rule('NZ NZD', 10, 'half_down'),
  rule('SE SEK', 100),
];

/** The usual cash rounding of a country: its rule, or none (every minor unit can be paid). */
export function cashRoundingOf(country: string): Pick<CashRoundingRule, 'increment' | 'rounding'> {
  const found = cashRoundingRules.find((each) => each.country === country);
  return found ?? { increment: minor(1), rounding: 'half_up' };
}

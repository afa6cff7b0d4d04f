import { type Minor, minor } from './minor.ts';

/** Coins and notes in use of one currency, ascending, in minor units. */
export interface Denominations {
  readonly coins: readonly Minor[];
  readonly notes: readonly Minor[];
}

interface MajorDenominations {
  readonly digits: number;
  readonly coins: string;
  readonly notes: string;
}

/**
 * What lies in a drawer, in major units. Sources: the central banks' lists of coins and notes in circulation (2025);
 * what is legal tender but not handed out any more (500 €, 1,000 kr of Denmark) is left out, except the 500 € note,
 * which shops still get.
 */
const byCurrency: Readonly<Record<string, MajorDenominations>> = {
  AUD: { digits: 2, coins: '0.05 0.1 0.2 0.5 1 2', notes: '5 10 20 50 100' },
  CAD: { digits: 2, coins: '0.05 0.1 0.25 1 2', notes: '5 10 20 50 100' },
  CHF: { digits: 2, coins: '0.05 0.1 0.2 0.5 1 2 5', notes: '10 20 50 100 200 1000' },
  CZK: { digits: 2, coins: '1 2 5 10 20 50', notes: '100 200 500 1000 2000 5000' },
  DKK: { digits: 2, coins: '0.5 1 2 5 10 20', notes: '50 100 200 500' },
  EUR: { digits: 2, coins: '0.01 0.02 0.05 0.1 0.2 0.5 1 2', notes: '5 10 20 50 100 200 500' },
  GBP: { digits: 2, coins: '0.01 0.02 0.05 0.1 0.2 0.5 1 2', notes: '5 10 20 50' },
  HUF: { digits: 2, coins: '5 10 20 50 100 200', notes: '500 1000 2000 5000 10000 20000' },
  IDR: { digits: 2, coins: '100 200 500', notes: '1000 2000 5000 10000 20000 50000 100000' },
  INR: { digits: 2, coins: '1 2 5', notes: '10 20 50 100 200 500' },
  JPY: { digits: 0, coins: '1 5 10 50 100 500', notes: '1000 2000 5000 10000' },
  KWD: { digits: 3, coins: '0.005 0.01 0.02 0.05 0.1', notes: '0.25 0.5 1 5 10 20' },
  MYR: { digits: 2, coins: '0.05 0.1 0.2 0.5', notes: '1 5 10 20 50 100' },
  NOK: { digits: 2, coins: '1 5 10 20', notes: '50 100 200 500 1000' },
  NZD: { digits: 2, coins: '0.1 0.2 0.5 1 2', notes: '5 10 20 50 100' },
  PLN: { digits: 2, coins: '0.01 0.02 0.05 0.1 0.2 0.5 1 2 5', notes: '10 20 50 100 200 500' },
  SEK: { digits: 2, coins: '1 2 5 10', notes: '20 50 100 200 500 1000' },
  SGD: { digits: 2, coins: '0.05 0.1 0.2 0.5 1', notes: '2 5 10 50 100' },
  THB: { digits: 2, coins: '0.25 0.5 1 2 5 10', notes: '20 50 100 500 1000' },
  USD: { digits: 2, coins: '0.01 0.05 0.1 0.25 0.5', notes: '1 2 5 10 20 50 100' },
};

/** Coins and notes of a currency; one we have no list of gets the steps 1, 2, 5 from its minor unit up to 1,000. */
export function denominationsOf(currency: { readonly code: string; readonly digits: number }): Denominations {
  const known = byCurrency[currency.code];
  if (known) return { coins: toMinor(known.coins, known.digits), notes: toMinor(known.notes, known.digits) };
  const unit = 10 ** currency.digits;
  const steps = [1, 10, 100].flatMap((ten) => [ten, 2 * ten, 5 * ten]);
  const coins = steps.filter((step) => step < unit);
  const notes = [...steps, 1000].map((step) => step * unit);
  return { coins: coins.map(minor), notes: notes.map(minor) };
}

function toMinor(list: string, digits: number): Minor[] {
  return list.split(' ').map((major) => {
    const [whole = '0', fraction = ''] = major.split('.');
    return minor(Number(`${whole}${fraction.padEnd(digits, '0')}`));
  });
}

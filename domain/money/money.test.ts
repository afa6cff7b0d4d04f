import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { money, rate, rounding } from '../../tests/domain/sale-samples.ts';
import { allocate, largestRemainder, roundTogether } from './allocate.ts';
import { add, mulDiv, negate, roundedSmall, roundToIncrement, shareOf, subtract, sum } from './arithmetic.ts';
import { cashRoundingOf, cashRoundingRules } from './cash-rounding.ts';
import { currencies, currencyOfCode } from './currency.ts';
import { denominationsOf } from './denominations.ts';
import { minor, minorMax, type Rounding, ratePpm } from './minor.ts';
import { formatAmount, formatMoney, moneyFormats } from './money-format.ts';
import { parseMoney } from './parse-money.ts';
import { ratio, roundRatio } from './ratio.ts';

const signed = fc.integer({ min: -10_000_000, max: 10_000_000 }).map(minor);
const languages = fc.constantFrom('en' as const, 'id' as const, 'de' as const);

function currency(code: string) {
  const found = currencyOfCode(code);
  if (!found) throw new TypeError(`no ${code}`);
  return found;
}

describe('amounts', () => {
  test('MO1 a fraction is never money', () => {
    expect(() => minor(0.5)).toThrow('not an amount of money');
    expect(() => minor(Number.NaN)).toThrow('not an amount of money');
    expect(Object.is(minor(-0), 0)).toBe(true);
  });
  test('MO2 an amount beyond the limit is a bug, also when a sum gets there', () => {
    expect(add(minor(minorMax - 1), minor(1))).toBe(minorMax);
    expect(() => add(minor(minorMax), minor(1))).toThrow('not an amount of money');
    expect(() => mulDiv(minor(minorMax), { numerator: 2, denominator: 1 }, 'down')).toThrow('not an amount of money');
  });
  test('MO3 a product is exact where a float is not, and is rounded once', () => {
    expect(mulDiv(minor(999_999_999_999_999), { numerator: 333_333, denominator: 1_000_000 }, 'down')).toBe(
      333_332_999_999_999,
    );
    fc.assert(
      fc.property(signed, fc.integer({ min: 1, max: 10 ** 9 }), (amount, by) => {
        expect(mulDiv(amount, { numerator: by, denominator: by }, 'half_even')).toBe(amount);
      }),
    );
  });
  test('MO1 sums, differences and negatives agree with each other', () => {
    fc.assert(
      fc.property(signed, signed, (a, b) => {
        expect(subtract(a, b)).toBe(add(a, negate(b)));
        expect(sum([a, b, negate(a)])).toBe(b);
      }),
    );
  });
});

describe('rounding', () => {
  const halves: Record<Rounding, readonly number[]> = {
    half_up: [1, 2, 3, -1, -2, 0],
    half_even: [0, 2, 2, 0, -2, 0],
    half_down: [0, 1, 2, 0, -1, 0],
    up: [1, 2, 3, -1, -2, 1],
    down: [0, 1, 2, 0, -1, 0],
  };
  test.each(Object.entries(halves))('MO4 %s rounds 0.5, 1.5, 2.5, −0.5, −1.5 and 0.4 by its name', (name, expected) => {
    const tenths = [5, 15, 25, -5, -15, 4];
    expect(tenths.map((each) => Number(roundRatio(ratio(each, 10), name as Rounding)))).toEqual(expected);
  });
  test('MO4 dividing in plain integers rounds as dividing in big ones, or says that it can not', () => {
    const whole = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    const small = fc.integer({ min: 0, max: 100_000 });
    const increments = fc.constantFrom(1, 5, 50, 100).map(minor);
    const division = fc.record({ above: fc.oneof(whole, small), below: fc.integer({ min: 1, max: 2_000_000 }) });
    fc.assert(
      fc.property(division, increments, rounding, ({ above, below }, increment, how) => {
        fc.pre(above / below < minorMax - increment);
        const quick = roundedSmall(above, { denominator: below, increment }, how);
        expect(quick).toBe(roundToIncrement(ratio(above, below), increment, how));
      }),
    );
    expect(roundedSmall(Number.MAX_SAFE_INTEGER + 1, { denominator: 3, increment: minor(1) }, 'up')).toBeNull();
    expect(roundedSmall(7, { denominator: Number.MAX_SAFE_INTEGER, increment: minor(1) }, 'up')).toBeNull();
  });
  test('MO4 rounding never moves a value by a whole unit and mirrors on zero', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        rounding,
        (n, d, how) => {
          const rounded = roundRatio(ratio(n, d), how);
          const distance = rounded * d - n;
          expect(distance > -d && distance < d).toBe(true);
          expect(roundRatio(ratio(-n, d), how)).toBe(-rounded);
        },
      ),
    );
  });
  test('MO5 8.875 % of 10.00 is 0.89 half up and 0.88 down', () => {
    expect(shareOf(minor(1000), ratePpm(88_750), 'half_up')).toBe(89);
    expect(shareOf(minor(1000), ratePpm(88_750), 'down')).toBe(88);
    expect(() => ratePpm(0.5)).toThrow('not a rate');
  });
  test('MO5 a share of the whole is the whole, of nothing nothing', () => {
    fc.assert(
      fc.property(money(), rate(), rounding, (amount, part, how) => {
        expect(shareOf(amount, ratePpm(1_000_000), how)).toBe(amount);
        expect(shareOf(minor(0), part, how)).toBe(0);
      }),
    );
  });
});

describe('sharing out', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 30 });
  test('MO6 parts sum to the whole and lie within one unit of their exact share', () => {
    fc.assert(
      fc.property(money(), weights, (total, each) => {
        const parts = allocate(total, each);
        expect(sum(parts)).toBe(total);
        const all = each.reduce((a, b) => a + b, 0);
        if (all === 0) return;
        for (const [index, part] of parts.entries()) {
          const exact = BigInt(total) * BigInt(each[index] ?? 0);
          expect(BigInt(part) * BigInt(all) - exact < BigInt(all)).toBe(true);
          expect(exact - BigInt(part) * BigInt(all) < BigInt(all)).toBe(true);
        }
      }),
    );
  });
  test('MO6 units left over go to the largest remainders, ties to the earlier part', () => {
    expect(allocate(minor(100), [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(minor(2020), [5605, 5605, 5604])).toEqual([674, 673, 673]);
    expect(allocate(minor(299), [4300, 1400, 2300])).toEqual([161, 52, 86]);
    expect(allocate(minor(7), [0, 0, 0])).toEqual([3, 2, 2]);
    expect(allocate(minor(0), [])).toEqual([]);
    expect(() => allocate(minor(1), [])).toThrow('nothing to share among');
    expect(() => allocate(minor(1), [-1])).toThrow('not negative');
  });
  test('MO6 parts are multiples of the step when the store has one', () => {
    expect(allocate(minor(500), [1, 1, 1], minor(100))).toEqual([200, 200, 100]);
    expect(() => allocate(minor(505), [1], minor(100))).toThrow('not a multiple');
  });
  test('MO7 sharing out the negative is the negative of sharing out', () => {
    fc.assert(
      fc.property(money(), weights, (total, each) => {
        expect(allocate(negate(total), each)).toEqual(allocate(total, each).map(negate));
      }),
    );
  });
  test('MO6 exact parts of any sign round together to their rounded sum', () => {
    const part = fc.tuple(fc.bigInt({ min: -10_000n, max: 10_000n }), fc.bigInt({ min: 1n, max: 999n }));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), rounding, (parts, how) => {
        const shares = parts.map(([n, d]) => ratio(n, d));
        const { total, parts: whole } = roundTogether(shares, how);
        expect(whole.reduce((a, b) => a + b, 0n)).toBe(total);
        expect(() => largestRemainder(shares, total + BigInt(shares.length) * 2n)).toThrow('not the sum');
      }),
    );
  });
});

describe('currencies', () => {
  const file = JSON.parse(readFileSync(new URL('../../tests/vectors/currencies.json', import.meta.url), 'utf8')) as {
    currencies: { code: string; numeric: string; digits: number; shown: number }[];
    formatted: { locale: 'en' | 'id' | 'de'; currency: string; minor: number; text: string }[];
  };
  test('MO8 every ISO 4217 currency has the digits of the list, whatever Intl shows', () => {
    const ours = file.currencies.map(({ code }) => currencies.get(code));
    expect(ours.map((each) => [each?.code, each?.numeric, each?.digits, each?.shownDigits])).toEqual(
      file.currencies.map(({ code, numeric, digits, shown }) => [code, numeric, digits, shown]),
    );
    expect(currencies.size).toBe(file.currencies.length + 1);
  });
  test('MO8 IDR, HUF and COP have two digits, IQD and KWD three, JPY none; an unknown code is none', () => {
    const digits = ['IDR', 'HUF', 'COP', 'IQD', 'KWD', 'JPY'].map((code) => currency(code).digits);
    expect(digits).toEqual([2, 2, 2, 3, 3, 0]);
    expect(currencyOfCode('XTS')).toBeNull();
    expect(currencyOfCode('eur')).toBeNull();
  });
  test('MO9 denominations ascend, each once, also where we have no list', () => {
    for (const code of [...currencies.keys()]) {
      const { coins, notes } = denominationsOf(currency(code));
      const values = [...coins, ...notes];
      expect(values, code).toEqual([...new Set(values)].sort((a, b) => a - b));
      expect(
        values.every((value) => Number.isSafeInteger(value) && value > 0),
        code,
      ).toBe(true);
    }
    expect(denominationsOf(currency('EUR')).coins).toEqual([1, 2, 5, 10, 20, 50, 100, 200]);
    expect(denominationsOf(currency('IDR')).notes.at(-1)).toBe(10_000_000);
    expect(denominationsOf(currency('KWD')).notes[0]).toBe(250);
  });
  test.each(file.formatted)('MO12 $minor minor units of $currency in $locale read $text', (each) => {
    expect(formatMoney(each.minor, currency(each.currency), moneyFormats[each.locale])).toBe(each.text);
  });
  test('MO12 sen are hidden only while there are none', () => {
    expect(formatAmount(1_500_000, currency('IDR'), moneyFormats.id)).toBe('15.000');
    expect(formatAmount(1_500_050, currency('IDR'), moneyFormats.id)).toBe('15.000,50');
    expect(formatAmount(-7, currency('EUR'), moneyFormats.de)).toBe('-0,07');
  });
  test('MO12 what is shown reads back as the same amount, in every currency and language', () => {
    fc.assert(
      fc.property(money(10 ** 12), fc.constantFrom(...currencies.values()), languages, (amount, of, language) => {
        const format = moneyFormats[language];
        expect(parseMoney(formatMoney(amount, of, format), of, format)).toEqual({ ok: true, value: amount });
        expect(parseMoney(formatAmount(amount, of, format), of, format)).toEqual({ ok: true, value: amount });
      }),
    );
  });
});

describe('typed amounts', () => {
  const read = (text: string, code = 'EUR', language: 'en' | 'id' | 'de' = 'en') =>
    parseMoney(text, currency(code), moneyFormats[language]);
  test.each([
    ['12.5', 'EUR', 'en', 1250],
    ['€ 1,234.50', 'EUR', 'en', 123_450],
    ['1.234,5 €', 'EUR', 'de', 123_450],
    ['Rp. 15.000', 'IDR', 'id', 1_500_000],
    ['15000', 'JPY', 'en', 15_000],
    ['.5', 'USD', 'en', 50],
    ['0.125', 'KWD', 'en', 125],
  ] as const)('MO10 "%s" %s in %s is an amount', (...[text, code, language, value]) => {
    expect(read(text, code, language)).toEqual({ ok: true, value });
  });
  test.each([
    ['1,23', 'money-not-a-number'],
    ['1,2345.00', 'money-not-a-number'],
    ['1.2.3', 'money-not-a-number'],
    ['12a', 'money-not-a-number'],
    ['.', 'money-not-a-number'],
    ['١٢', 'money-not-a-number'],
    ['1e3', 'money-not-a-number'],
  ] as const)('MO10 "%s" is no number', (text, refusal) => {
    expect(read(text)).toEqual({ ok: false, refusal });
  });
  test.each([
    ['1.23456', 'money-too-many-decimals'],
    ['1.500', 'money-too-many-decimals'],
    ['-1', 'money-negative'],
    ['−1', 'money-negative'],
    ['  ', 'money-empty'],
    ['€', 'money-empty'],
    ['99999999999999999999', 'money-too-large'],
  ] as const)('MO11 "%s" is refused as %s', (text, refusal) => {
    expect(read(text)).toEqual({ ok: false, refusal });
  });
  test('MO11 no text whatever is a crash', () => {
    fc.assert(
      fc.property(fc.string(), languages, (text, language) => {
        const outcome = read(text, 'EUR', language);
        if (outcome.ok) expect(Number.isSafeInteger(outcome.value) && outcome.value >= 0).toBe(true);
      }),
    );
  });
});

describe('cash rounding by country', () => {
  test('MO13 each country stands once with a step of its currency; others round nothing', () => {
    const countries = cashRoundingRules.map(({ country }) => country);
    expect(new Set(countries).size).toBe(countries.length);
    for (const each of cashRoundingRules) expect(currencyOfCode(each.currency), each.country).not.toBeNull();
    expect(cashRoundingOf('CH')).toMatchObject({ increment: 5, rounding: 'half_up' });
    expect(cashRoundingOf('NZ')).toMatchObject({ increment: 10, rounding: 'half_down' });
    expect(cashRoundingOf('DE')).toEqual({ increment: 1, rounding: 'half_up' });
  });
});

import { expect, test } from 'vitest';
import { currencyOfCode } from '../../../domain/money/currency.ts';
import { pressKey } from '../../kit/keypad.tsx';
import { zoneOffset } from '../sale/rung-line.ts';
import { keyedOfMinor, minorOfKeyed, pressDecimalKey } from './amount-entry.ts';
import { firstRunErrors } from './first-run-screen.tsx';

function currency(code: string) {
  const found = currencyOfCode(code);
  if (found === null) throw new Error(code);
  return found;
}

test('TL6 digits fill an amount from the right, in the digits the currency shows', () => {
  const keyed = ['EUR', 'IDR', 'JPY', 'KWD'].map((code) => minorOfKeyed('12345', currency(code)));
  expect(keyed).toEqual([12_345, 1_234_500, 12_345, 12_345]);
});

test('TL6 what was keyed comes back as the same digits', () => {
  expect(['EUR', 'IDR'].map((code) => keyedOfMinor(minorOfKeyed('900', currency(code)), currency(code)))).toEqual([
    '900',
    '900',
  ]);
});

test('TM1 the store clock is ahead of UTC as its zone says, summer and winter', () => {
  const summer = Date.UTC(2026, 6, 1, 12);
  const winter = Date.UTC(2026, 0, 1, 12);
  const ahead = ['Europe/Berlin', 'Asia/Jakarta', 'America/New_York', 'Asia/Kolkata'].map((zone) => [
    zoneOffset(zone)(summer),
    zoneOffset(zone)(winter),
  ]);
  expect(ahead).toEqual([
    [120, 60],
    [420, 420],
    [-240, -300],
    [330, 330],
  ]);
});

test('TL13 a point makes decimals of what follows, and one too many is refused', () => {
  const limits = { wholeMax: 9, decimals: 2 };
  const keyed = (keys: string): string | null =>
    [...keys].reduce<string | null>(
      (text, key) => (text === null ? null : pressDecimalKey(text, key === '.' ? 'point' : key, limits)),
      '',
    );
  expect(['450', '4.5', '4.50', '.5', '4..5', '1.234'].map(keyed)).toEqual(['450', '4.5', '4.50', '0.5', '4.5', null]);
  const minorOf = (text: string): number => minorOfKeyed(text, currency('EUR'));
  expect(['450', '4.5', '4.', '0.05'].map(minorOf)).toEqual([450, 450, 400, 5]);
  expect(pressDecimalKey('12', 'point', { wholeMax: 9, decimals: 0 })).toBe('12');
  expect(pressDecimalKey('2', 'point', { wholeMax: 9, decimals: null })).toBe(null);
});

test('TL16 zeros that do not fit whole are left out whole: no part of them makes another figure', () => {
  const limits = { wholeMax: 9, decimals: 0 };
  expect(pressDecimalKey('123456', '000', limits)).toBe('123456000');
  expect(pressDecimalKey('1234567', '000', limits)).toBe('1234567');
  expect(pressKey('12345678', '00', 9)).toBe('12345678');
});

const filled = {
  language: 'en',
  storeName: 'Corner',
  country: 'DE',
  taxRounding: 'per_line',
  ownerName: 'Ada',
  pin: '482915',
  pinAgain: '482915',
  shop: '',
} as const;

test('TL7 the first run wants a name, an owner and a repeated PIN that is not easily guessed', () => {
  const wrong = [
    { ...filled, storeName: ' ' },
    { ...filled, ownerName: '' },
    { ...filled, pin: '', pinAgain: '' },
    { ...filled, pin: '123456', pinAgain: '123456' },
    { ...filled, pinAgain: '482916' },
  ].map((form) => Object.keys(firstRunErrors(form)));
  expect(wrong).toEqual([['storeName'], ['ownerName'], ['pin'], ['pin'], ['pinAgain']]);
});

test('TL7 a filled form has no errors', () => {
  expect(firstRunErrors(filled)).toEqual({});
});

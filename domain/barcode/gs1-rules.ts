import { hasMod10CheckDigit } from './check-digit.ts';
import { iso3166Letters, iso3166Numbers, iso4217Numbers } from './gs1-codes.ts';
import { isCouponCode, isOfferCoupon } from './gs1-coupon.ts';
import { isRealDate } from './gs1-date.ts';

/** The 82 characters of GS1 keys in the order their check characters count them. Source: GS1 General Specifications 7.11. */
const charset82 = `!"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz`;
const charset32 = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const primes = [83, 79, 73, 71, 67, 61, 59, 53, 47, 43, 41, 37, 31, 29, 23, 19, 17, 13, 11, 7, 5, 3, 2];

/** Character sets by the letter the format table uses. */
export const gs1Charsets: Readonly<Record<string, RegExp>> = {
  N: /^[0-9]*$/,
  X: /^[!"%-/0-9:-?A-Z_a-z]*$/,
  Y: /^[#\-/0-9A-Z]*$/,
  Z: /^[0-9A-Za-z_-]*={0,2}$/,
};

/** What the content of a field must satisfy beyond its characters, by name. Source: GS1 General Specifications 3 and 7. */
export const gs1Rules = {
  csum: hasMod10CheckDigit,
  csumalpha: hasCheckCharacters,
  key: (value) => /^\d{4}/.test(value),
  yymmdd: (value) => isRealDate(value, 'day-required'),
  yymmd0: (value) => isRealDate(value, 'day-00-allowed'),
  yymmddhh: (value) => isRealDate(value.slice(0, 6), 'day-required') && Number(value.slice(6)) < 24,
  hhmm: (value) => Number(value.slice(0, 2)) < 24 && Number(value.slice(2)) < 60,
  mmoptss: (value) => /^([0-5]\d){1,2}$/.test(value),
  iso3166: (value) => iso3166Numbers.has(value),
  iso3166999: (value) => value === '999' || iso3166Numbers.has(value),
  iso3166list: (value) =>
    value.length % 3 === 0 && (value.match(/.{3}/g) ?? []).every((each) => iso3166Numbers.has(each)),
  iso3166alpha2: (value) => iso3166Letters.has(value),
  iso4217: (value) => iso4217Numbers.has(value),
  pcenc: (value) => !/%(?![0-9A-Fa-f]{2})/.test(value),
  latitude: (value) => Number(value) <= 1_800_000_000,
  longitude: (value) => Number(value) <= 3_600_000_000,
  yesno: (value) => value === '0' || value === '1',
  hyphen: (value) => /^-*$/.test(value),
  zero: (value) => /^0+$/.test(value),
  nonzero: (value) => !/^0*$/.test(value),
  nozeroprefix: (value) => value === '0' || !value.startsWith('0'),
  winding: (value) => ['0', '1', '9'].includes(value),
  pieceoftotal: isPieceOfTotal,
  mediatype: (value) => (value >= '01' && value <= '10') || value >= '80',
  importeridx: (value) => /^[-_0-9A-Za-z]$/.test(value),
  iban: isIban,
  couponcode: isCouponCode,
  couponposoffer: isOfferCoupon,
} as const satisfies Readonly<Record<string, (value: string) => boolean>>;

export type Gs1Rule = keyof typeof gs1Rules;

function isPieceOfTotal(value: string): boolean {
  const [piece, total] = [Number(value.slice(0, 2)), Number(value.slice(2))];
  return piece > 0 && total > 0 && piece <= total;
}

/** Two check characters over all before them, weighted with falling primes, modulo 1021. Source: GS1 General Specifications 7.9.5. */
function hasCheckCharacters(value: string): boolean {
  const body = value.slice(0, -2);
  if (body === '' || body.length > primes.length) return false;
  const weights = primes.slice(primes.length - body.length);
  const sum = weights.reduce((total, weight, at) => total + charset82.indexOf(body.charAt(at)) * weight, 0) % 1021;
  return value.slice(-2) === `${charset32[sum >> 5]}${charset32[sum & 31]}`;
}

/** ISO 13616: country, two check digits, account; rearranged and read in base 36 it is 1 modulo 97. */
function isIban(value: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{6,30}$/.test(value) || !iso3166Letters.has(value.slice(0, 2))) return false;
  const digits = Array.from(`${value.slice(4)}${value.slice(0, 4)}`, (each) => Number.parseInt(each, 36)).join('');
  return BigInt(digits) % 97n === 1n;
}

import {
  compareRatios,
  multiplyRatios,
  type Ratio,
  ratio,
  ratioZero,
  subtractRatios,
} from '../../domain/money/ratio.ts';

const decimalPattern = /^([+-]?)(\d*)(?:[.](\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Reads a decimal ("-12.345", "1e-6", "11/12", 3) exactly, as the vector files write them. */
export function decimal(value: unknown): Ratio {
  const text = String(value).trim();
  const slash = text.indexOf('/');
  if (slash > 0) return divided(text.slice(0, slash), text.slice(slash + 1));
  const match = decimalPattern.exec(text);
  const digits = `${match?.[2] ?? ''}${match?.[3] ?? ''}`;
  if (!match || digits === '') throw new TypeError(`not a decimal: ${text}`);
  const places = (match[3] ?? '').length - Number(match[4] ?? 0);
  const whole = BigInt(digits) * (match[1] === '-' ? -1n : 1n);
  return places >= 0 ? ratio(whole, 10n ** BigInt(places)) : ratio(whole * 10n ** BigInt(-places));
}

function divided(above: string, below: string): Ratio {
  const top = decimal(above);
  const bottom = decimal(below);
  return ratio(top.numerator * bottom.denominator, top.denominator * bottom.numerator);
}

/** How many decimal places a decimal text really uses ("12.340" → 2). */
export function placesOf(value: unknown): number {
  const { numerator: start, denominator } = decimal(value);
  let numerator = start;
  let places = 0;
  while (numerator % denominator !== 0n) {
    numerator *= 10n;
    places += 1;
    if (places > 30) throw new TypeError(`not a finite decimal: ${String(value)}`);
  }
  return places;
}

/** value × 10^digits as an integer; a rest is an error. */
export function scaled(value: Ratio, digits: number): number {
  const exact = multiplyRatios(value, ratio(10n ** BigInt(digits)));
  if (exact.numerator % exact.denominator !== 0n) throw new TypeError(`more than ${digits} decimals`);
  const whole = Number(exact.numerator / exact.denominator);
  if (!Number.isSafeInteger(whole)) throw new TypeError('too large');
  return whole;
}

/** The magnitude of a fraction. */
export function magnitude(value: Ratio): Ratio {
  return value.numerator < 0n ? { numerator: -value.numerator, denominator: value.denominator } : value;
}

/** Does `actual` equal what the file expects, within `tolerance`? */
export function agrees(actual: Ratio, expected: Ratio, tolerance: Ratio = ratioZero): boolean {
  return compareRatios(magnitude(subtractRatios(actual, expected)), tolerance) <= 0;
}

/** A fraction as a short decimal text for messages, 8 decimals at most. */
export function shown(value: Ratio): string {
  const size = magnitude(value);
  const units = (size.numerator * 100_000_000n * 2n + size.denominator) / (size.denominator * 2n);
  const digits = units.toString().padStart(9, '0');
  const text = `${digits.slice(0, -8)}.${digits.slice(-8)}`.replace(/[.]?0+$/, '');
  return value.numerator < 0n && units > 0n ? `-${text}` : text;
}

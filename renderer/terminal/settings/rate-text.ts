import { type RatePpm, ratePpm } from '../../../domain/money/minor.ts';

/** A rate as a person types it, without the percent sign: 88750 ppm is `8.875`. `decimal` is the language's sign. */
export function rateText(rate: number, decimal: string): string {
  return String(rate / 10_000).replace('.', decimal);
}

/** The rate in a text, exact to four decimals and at most 100 %; null when it is none. Comma and point both separate. */
export function rateOfText(text: string): RatePpm | null {
  const match = /^\s*(\d{1,3})(?:[.,](\d{1,4}))?\s*%?\s*$/.exec(text);
  if (match === null) return null;
  const ppm = Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'));
  return ppm <= 1_000_000 ? ratePpm(ppm) : null;
}

import { assert } from '../assert.ts';
import { transactionNumber } from '../till/transaction-number.ts';

/** The counter's own terminal is device 1 of each generation; handhelds follow from 2. */
export const terminalDeviceNo = 1;
/** Highest device number of a series. */
export const deviceNoMax = 999;
const lettersCount = 26;

/** Letters of a generation: 0 is `A`, 25 is `Z`, 26 is `AA`; as many as three letters can name. */
export function generationLetters(gen: number): string {
  assert(Number.isSafeInteger(gen) && gen >= 0, `not a generation: ${gen}`);
  let letters = '';
  for (let left = gen; left >= 0; left = Math.floor(left / lettersCount) - 1) {
    letters = String.fromCharCode(65 + (left % lettersCount)) + letters;
  }
  assert(letters.length <= 3, `more restores than letters: ${gen}`);
  return letters;
}

/**
 * Series of a device: `<generation letters><device number>`, e.g. `B7`. The letter is that of the generation in which the
 * series was given, so a restored hub, which has forgotten the newest ones, can never give one twice (YN30, YN31).
 */
export function deviceSeries(gen: number, deviceNo: number): string {
  assert(Number.isSafeInteger(deviceNo) && deviceNo >= 1 && deviceNo <= deviceNoMax, `not a device: ${deviceNo}`);
  return `${generationLetters(gen)}${deviceNo}`;
}

/** Generation and device number of a series; null for a text that names none. */
export function partsOfSeries(series: string): { readonly gen: number; readonly deviceNo: number } | null {
  const match = /^([A-Z]{1,3})(\d{1,3})$/.exec(series);
  if (!match?.[1] || !match[2]) return null;
  const gen = [...match[1]].reduce((value, letter) => value * lettersCount + letter.charCodeAt(0) - 64, 0) - 1;
  return { gen, deviceNo: Number(match[2]) };
}

/**
 * Was this a handheld's series in an earlier generation? A restored hub does not know all it gave; it must neither give
 * numbers in such a series nor doubt a device that does (YN35).
 */
export function isSeriesOfBefore(series: string, gen: number): boolean {
  const parts = partsOfSeries(series);
  return parts !== null && parts.gen < gen && parts.deviceNo > terminalDeviceNo;
}

/** Where an install stands in its own series of receipt numbers. */
export interface ReceiptCounter {
  readonly series: string;
  /** The last number that was given; 0 before the first. */
  readonly last: number;
}

/** Takes the next number. The caller saves the counter in the same transaction as the sale that carries it (YN32). */
export function takeReceiptNumber(counter: ReceiptCounter): {
  readonly number: string;
  readonly after: ReceiptCounter;
} {
  const last = counter.last + 1;
  return { number: transactionNumber(counter.series, last), after: { series: counter.series, last } };
}

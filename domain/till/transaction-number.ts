import { assert } from '../assert.ts';

/** Digits of the counter; after a million transactions it simply grows. */
const counterDigits = 6;
const numberPattern = /^([A-Z]{1,3}\d{1,3})-(\d{6,12})$/;

/** `A1` and 42 make `A1-000042`: what people read, gapless in each workstation's series (TI13). */
export function transactionNumber(series: string, counter: number): string {
  assert(/^[A-Z]{1,3}\d{1,3}$/.test(series), `not a series: ${series}`);
  assert(Number.isSafeInteger(counter) && counter >= 1, `not a counter: ${counter}`);
  return `${series}-${String(counter).padStart(counterDigits, '0')}`;
}

/** Takes a transaction number apart again; null when it is none. Small letters and spaces around it are forgiven. */
export function parseTransactionNumber(text: string): { readonly series: string; readonly counter: number } | null {
  const match = numberPattern.exec(text.trim().toUpperCase());
  if (!match?.[1] || !match[2]) return null;
  const counter = Number(match[2]);
  return counter >= 1 ? { series: match[1], counter } : null;
}

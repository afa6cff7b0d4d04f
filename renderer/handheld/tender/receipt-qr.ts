import { type LaidOutLine, laidOutText } from '../../../domain/receipt/lay-out.ts';
import { qrModules } from '../../kit/qr-code.tsx';

/** Most bytes of a receipt in one code, so that any phone reads it off a screen (version 25 at level L). */
export const receiptQrBytesMax = 1_200;

export interface ReceiptQr {
  readonly modules: readonly (readonly boolean[])[];
  /** False: only its head and its sums fitted; the whole is on paper. */
  readonly isWhole: boolean;
}

/** Lines of the paper as plain text for another phone: no rules, no blanks, no cut, one space where columns were. */
function plainLines(rows: readonly LaidOutLine[]): string[] {
  const shown = rows.filter(({ kind }) => kind === 'text');
  return laidOutText(shown)
    .split('\n')
    .map((line) => line.trim().replace(/ {2,}/g, '  '))
    .filter((line) => line !== '' && !/^([-=])\1+$/.test(line));
}

/** The receipt as a code for the customer's phone: plain text, so that it needs no network, no app and no hub. */
export function receiptQr(rows: readonly LaidOutLine[]): ReceiptQr {
  const lines = plainLines(rows);
  const bytesOf = (text: string): number => new TextEncoder().encode(text).length;
  const whole = lines.join('\n');
  const isWhole = bytesOf(whole) <= receiptQrBytesMax;
  let text = whole;
  for (let kept = lines.length - 1; !isWhole && bytesOf(text) > receiptQrBytesMax && kept > 1; kept -= 1) {
    const head = Math.min(6, kept >> 1);
    text = [...lines.slice(0, head), '…', ...lines.slice(lines.length - (kept - head))].join('\n');
  }
  return { modules: qrModules(text === '' ? ' ' : text, 'L'), isWhole };
}

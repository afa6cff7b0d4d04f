import type { BarcodeSymbology } from '../../../domain/receipt/receipt-document.ts';
import type { DotImage } from '../dot-image.ts';

/** A run of letters of one look on a printed line. */
export interface PrintedRun {
  readonly text: string;
  readonly bold: boolean;
  readonly wide: boolean;
  readonly tall: boolean;
}
export type PrintedAlign = 'left' | 'center' | 'right';

/** What stands on the paper, from top to bottom: the structured list the screen shows. */
export type PrintedItem =
  | { readonly kind: 'line'; readonly align: PrintedAlign; readonly runs: readonly PrintedRun[] }
  | { readonly kind: 'picture'; readonly align: PrintedAlign; readonly image: DotImage }
  | { readonly kind: 'qr'; readonly align: PrintedAlign; readonly data: string; readonly moduleDots: number }
  | {
      readonly kind: 'barcode';
      readonly align: PrintedAlign;
      readonly symbology: BarcodeSymbology;
      readonly data: string;
    }
  | { readonly kind: 'space'; readonly dots: number }
  | { readonly kind: 'cut' };

/** What pictures stand for, in their sequence, when the caller knows it; else their size is told. Null: not told at all. */
export type PictureWords = readonly (string | null)[];

/** The paper as text, one line each. Pictures appear as `[drawn WxH]`, or as the words they were drawn from. */
export function printedText(items: readonly PrintedItem[], pictureWords: PictureWords = []): string {
  let picture = 0;
  const lines: string[] = [];
  for (const item of items) {
    if (item.kind === 'line')
      lines.push(
        item.runs
          .map((run) => run.text)
          .join('')
          .trimEnd(),
      );
    else if (item.kind === 'picture') {
      const words = pictureWords[picture++];
      if (words !== null) lines.push(words ?? pictureSize(item.image));
    }
    if (item.kind === 'qr' || item.kind === 'barcode') lines.push(`[${item.kind} ${item.data}]`);
    else if (item.kind === 'cut') lines.push('[cut]');
  }
  return lines.join('\n');
}

function pictureSize({ widthDots, heightDots }: DotImage): string {
  return `[drawn ${widthDots}x${heightDots}]`;
}

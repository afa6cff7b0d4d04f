import type { DisplayContent } from '../../../contracts/line-display.ts';
import { assertNever } from '../../../domain/assert.ts';
import { printableText } from '../../../domain/receipt/printable-text.ts';
import { characterWidth, textWidth } from '../../../domain/receipt/text-width.ts';

/** Columns of a line display; two lines of it. */
export const displayColumns = 20;

/** The two lines, each exactly `displayColumns` columns wide (a wide character takes two). */
export interface DisplayRows {
  readonly upper: string;
  readonly lower: string;
}

/** Lays content out. Text that is too long is cut at its end; an amount is never cut while its label can give way (LD2, LD3). */
export function layOutDisplay(content: DisplayContent): DisplayRows {
  switch (content.kind) {
    case 'blank':
      return { upper: padded(''), lower: padded('') };
    case 'greeting':
      return { upper: centred(content.upper), lower: centred(content.lower) };
    case 'rows':
      return { upper: padded(printableText(content.upper)), lower: padded(printableText(content.lower)) };
    case 'item':
      return { upper: padded(clean(content.name)), lower: apart(content.quantity, content.amount) };
    case 'total':
      return { upper: padded(clean(content.total.label)), lower: apart('', content.total.amount) };
    case 'change':
      return {
        upper: apart(content.paid.label, content.paid.amount),
        lower: apart(content.change.label, content.change.amount),
      };
    default:
      return assertNever(content);
  }
}

function clean(text: string): string {
  return printableText(text).replace(/\s+/gu, ' ').trim();
}

/** The first so many columns of a text, never half a character: a wide one that does not fit leaves a space. */
export function cutToColumns(text: string, columns: number): string {
  let kept = '';
  let used = 0;
  for (const character of text) {
    const width = characterWidth(character);
    if (used + width > columns) break;
    kept += character;
    used += width;
  }
  return kept;
}

function padded(text: string): string {
  const cut = cutToColumns(text, displayColumns);
  return cut + ' '.repeat(displayColumns - textWidth(cut));
}

function centred(text: string): string {
  const cut = cutToColumns(clean(text), displayColumns);
  return padded(' '.repeat(Math.floor((displayColumns - textWidth(cut)) / 2)) + cut);
}

/** Left and right with at least one space between; the left gives way. */
function apart(left: string, right: string): string {
  const amount = cutToColumns(clean(right), displayColumns);
  const room = displayColumns - textWidth(amount);
  const label = cutToColumns(clean(left), Math.max(0, room - 1));
  return label + ' '.repeat(room - textWidth(label)) + amount;
}

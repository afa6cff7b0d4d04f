import { assertNever } from '../assert.ts';
import type { Currency } from '../money/currency.ts';
import { formatAmount, type MoneyFormat } from '../money/money-format.ts';
import { formatQuantity } from '../quantity/quantity-text.ts';
import { printableText } from '../receipt/printable-text.ts';
import { characterWidth, textWidth } from '../receipt/text-width.ts';
import type { CustomerDone, CustomerLine, CustomerScene } from './customer-scene.ts';

/** Columns of one row of the line displays that are sold for counters (20 by 2). */
export const lineDisplayColumns = 20;

/** The words a line display needs, by the keys of `customer-display.json`; a key it lacks shows itself. */
export type LineWords = Readonly<Record<string, string>>;

/** In whose words and money the rows are written. */
export interface LineWriting {
  readonly storeName: string;
  readonly words: LineWords;
  readonly currency: Currency;
  readonly format: MoneyFormat;
}

/** The upper and the lower row, each exactly `lineDisplayColumns` wide. */
export type LineRows = readonly [string, string];

/** What a display of two rows shows of a scene: a label left and its amount right; the label gives way, never the amount (CD18). */
export function lineRows(scene: CustomerScene, writing: LineWriting): LineRows {
  const row = (key: string, amount: number): string => pair(wordOf(writing, key), amount, writing);
  switch (scene.kind) {
    case 'idle':
      return [centred(wordOf(writing, 'display.welcome')), centred(writing.storeName)];
    case 'sale': {
      const line = scene.lines.find(({ no }) => no === scene.touched) ?? scene.lines.at(-1);
      const total = row(scene.direction === 'taken' ? 'display.total' : 'display.refund', scene.total);
      return [
        line === undefined ? centred(writing.storeName) : pair(lineLabel(line, writing), line.amount, writing),
        total,
      ];
    }
    case 'payment': {
      const due = row(scene.direction === 'taken' ? 'display.due' : 'display.refund-due', scene.due);
      return [row('display.total', scene.total), due];
    }
    case 'done':
      return doneRows(scene, writing);
    default:
      return assertNever(scene);
  }
}

function doneRows(done: CustomerDone, writing: LineWriting): LineRows {
  const row = (key: string, amount: number): string => pair(wordOf(writing, key), amount, writing);
  const thanks = centred(wordOf(writing, 'display.thanks'));
  if (done.direction === 'refunded') return [thanks, row('display.given-back', done.total)];
  if (done.change === 0) return [thanks, row('display.paid', done.total)];
  return [row('display.received', done.received), row('display.change', done.change)];
}

function wordOf({ words }: LineWriting, key: string): string {
  return words[key] ?? key;
}

function lineLabel({ name, quantity }: CustomerLine, { format }: LineWriting): string {
  if (quantity.unit !== 'each') return `${formatQuantity(quantity, format)}${quantity.unit} ${name}`;
  return quantity.milli === 1000 ? name : `${formatQuantity(quantity, format)}x ${name}`;
}

function pair(label: string, amount: number, { currency, format }: LineWriting): string {
  const written = formatAmount(amount, currency, format);
  // Figures nobody sells for: the groups go before a digit does.
  const figure = written.length <= lineDisplayColumns ? written : written.replaceAll(format.group, '');
  const room = lineDisplayColumns - figure.length - 1;
  return `${filled(label, Math.max(0, room))}${room < 0 ? '' : ' '}${figure}`;
}

/** As much of the text as fits, filled with spaces to the width. */
function filled(text: string, columns: number): string {
  const cut = cutTo(printableText(text), columns);
  return cut + ' '.repeat(columns - textWidth(cut));
}

function centred(text: string): string {
  const cut = cutTo(printableText(text), lineDisplayColumns);
  const left = Math.floor((lineDisplayColumns - textWidth(cut)) / 2);
  return filled(' '.repeat(left) + cut, lineDisplayColumns);
}

function cutTo(text: string, columns: number): string {
  let width = 0;
  let cut = '';
  for (const character of text) {
    width += characterWidth(character);
    if (width > columns) break;
    cut += character;
  }
  return cut;
}

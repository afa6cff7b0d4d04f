import { assertNever } from '../assert.ts';
import { printableText } from './printable-text.ts';
import {
  type BarcodeSymbology,
  type ColumnCell,
  plainStyle,
  type ReceiptBlock,
  type ReceiptDocument,
  type ReceiptImage,
  type TextAlign,
  type TextStyle,
  textBlock,
} from './receipt-document.ts';
import { textWidth } from './text-width.ts';
import { wrapText } from './wrap-text.ts';

/** A run of text at a place on the line. `start` and `width` count columns of the line's own size from the left edge. */
export interface Segment {
  readonly start: number;
  readonly width: number;
  readonly align: TextAlign;
  readonly text: string;
}

/** One line as it stands on the paper, on the screen and in the mail: every renderer shows exactly these. */
export type LaidOutLine =
  | { readonly kind: 'text'; readonly text: string; readonly style: TextStyle; readonly segments: readonly Segment[] }
  | { readonly kind: 'qr'; readonly data: string }
  | { readonly kind: 'barcode'; readonly data: string; readonly symbology?: BarcodeSymbology }
  | ({ readonly kind: 'image' } & ReceiptImage)
  | { readonly kind: 'cut' };

/** Widths of paper in columns of font A: 80 mm with 576 dots, 80 mm with 512 dots, 58 mm with 384 dots. */
export const paperColumns = [48, 42, 32] as const;
/** Fewest columns a receipt can be laid out in. */
export const columnsMin = 16;
/** Longest text of a code on paper, in bytes of UTF-8: a QR code of it still fits 58 mm paper. Longer ones stand there as text. */
export const codeBytesMax = 1_000;

/** Lays a document out for paper of `columns` columns. Pure: the same document gives the same lines everywhere. */
export function layOutReceipt(document: ReceiptDocument, columns: number): LaidOutLine[] {
  const paper: Paper = { columns: Math.max(columnsMin, columns), rtl: document.direction === 'rtl' };
  return document.blocks.flatMap((block) => layOutBlock(block, paper));
}

/** The lines as plain text, one line each; codes in brackets, the cut as a dashed line. */
export function laidOutText(lines: readonly LaidOutLine[]): string {
  return lines.map(lineText).join('\n');
}

interface Paper {
  readonly columns: number;
  readonly rtl: boolean;
}

function lineText(line: LaidOutLine): string {
  switch (line.kind) {
    case 'text':
      return line.text;
    case 'qr':
      return `[qr ${printableText(line.data)}]`;
    case 'barcode':
      return `[barcode ${printableText(line.data)}]`;
    case 'image':
      return `[image ${line.widthDots}x${line.heightDots}]`;
    case 'cut':
      return '[cut]';
    default:
      return assertNever(line);
  }
}

function layOutBlock(block: ReceiptBlock, paper: Paper): LaidOutLine[] {
  switch (block.kind) {
    case 'text':
      return layOutText(block, paper);
    case 'columns':
      return layOutColumns(block, paper);
    case 'rule':
      return [ruleLine(block.weight === 'double' ? '=' : '-', paper)];
    case 'blank':
      return Array.from({ length: Math.max(0, block.lines) }, () => textLine([], plainStyle, paper));
    case 'qr':
    case 'barcode':
      return layOutCode(block, paper);
    case 'image':
      return [block];
    case 'cut':
      return [{ kind: 'cut' }];
    default:
      return assertNever(block);
  }
}

/** What a scanner reads back is what was meant: a code is never shortened, and no character is taken out of it. */
function layOutCode(code: Extract<ReceiptBlock, { kind: 'qr' | 'barcode' }>, paper: Paper): LaidOutLine[] {
  if (code.data === '') return [];
  if (utf8Bytes(code.data) > codeBytesMax) return layOutBlock(textBlock(code.data), paper);
  if (code.kind === 'qr') return [{ kind: 'qr', data: code.data }];
  const { data, symbology } = code;
  return [symbology === undefined ? { kind: 'barcode', data } : { kind: 'barcode', data, symbology }];
}

function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

function isDoubleWide(style: TextStyle): boolean {
  return style.size === 'wide' || style.size === 'large';
}

function columnsOf(style: TextStyle, paper: Paper): number {
  return isDoubleWide(style) ? Math.floor(paper.columns / 2) : paper.columns;
}

function layOutText(block: Extract<ReceiptBlock, { kind: 'text' }>, paper: Paper): LaidOutLine[] {
  const columns = columnsOf(block.style, paper);
  const indent = indentOf(block, columns);
  const width = columns - indent;
  return wrapText(printableText(block.text), width).map((text) =>
    textLine([{ start: indent, width, align: block.align, text }], block.style, paper),
  );
}

function indentOf({ indent }: { readonly indent: number }, columns: number): number {
  return Math.min(Math.max(0, indent), columns >> 1);
}

function ruleLine(character: string, paper: Paper): LaidOutLine {
  const text = character.repeat(paper.columns);
  return textLine([{ start: 0, width: paper.columns, align: 'left', text }], plainStyle, paper);
}

function layOutColumns(block: Extract<ReceiptBlock, { kind: 'columns' }>, paper: Paper): LaidOutLine[] {
  const columns = columnsOf(block.style, paper);
  const indent = indentOf(block, columns);
  const cells = block.cells.map((cell) => ({ ...cell, text: printableText(cell.text).trim() }));
  const widths = cellWidths(cells, columns - indent);
  if (widths === null) return stackCells(cells, block.style, paper);
  const wrapped = cells.map((cell, index) => wrapText(cell.text, widths[index] ?? 1));
  const rows = Math.max(1, ...wrapped.map((lines) => lines.length));
  return Array.from({ length: rows }, (_, row) => {
    let start = indent;
    const segments = cells.map((cell, index): Segment => {
      const width = widths[index] ?? 1;
      const segment = { start, width, align: cell.align, text: wrapped[index]?.[row] ?? '' };
      start += width + 1;
      return segment;
    });
    return textLine(segments, block.style, paper);
  });
}

/** Narrowest a cell that takes what is left may become before the cells are stacked, in columns. */
const restColumnsMin = 6;

/** Widths of the cells with one column between them; null when they don't fit side by side. */
function cellWidths(cells: readonly ColumnCell[], columns: number): number[] | null {
  const rest = cells.findIndex((cell) => cell.width === null && cell.align === 'left');
  const widths = cells.map((cell, index) => {
    if (index === rest) return 0;
    const own = textWidth(cell.text);
    // Amounts are never broken: a cell grows with its text and takes the room from the name.
    return cell.width === null || cell.align === 'right' ? Math.max(own, cell.width ?? 0) : cell.width;
  });
  const left = columns - (cells.length - 1) - widths.reduce((all, width) => all + width, 0);
  if (rest < 0) return left >= 0 ? widths : null;
  const wanted = Math.min(restColumnsMin, textWidth(cells[rest]?.text ?? ''));
  if (left < Math.max(0, wanted)) return null;
  widths[rest] = left;
  return widths;
}

/** Cells that do not fit side by side follow each other, so that no digit of an amount is ever cut off. */
function stackCells(cells: readonly ColumnCell[], style: TextStyle, paper: Paper): LaidOutLine[] {
  const width = columnsOf(style, paper);
  return cells
    .filter((cell) => cell.text !== '')
    .flatMap((cell) =>
      wrapText(cell.text, width).map((text) => textLine([{ start: 0, width, align: cell.align, text }], style, paper)),
    );
}

function textLine(segments: readonly Segment[], style: TextStyle, paper: Paper): LaidOutLine {
  const columns = columnsOf(style, paper);
  const placed = segments
    .filter((segment) => segment.text !== '')
    .map((segment) => mirror(segment, columns, paper.rtl));
  placed.sort((a, b) => a.start - b.start);
  let text = '';
  for (const segment of placed) {
    const at = segment.start + freeBefore(segment);
    text += ' '.repeat(Math.max(0, at - textWidth(text))) + segment.text;
  }
  return { kind: 'text', text: text.trimEnd(), style, segments: placed };
}

function freeBefore({ align, width, text }: Segment): number {
  const free = Math.max(0, width - textWidth(text));
  return align === 'right' ? free : align === 'center' ? free >> 1 : 0;
}

function mirror(segment: Segment, columns: number, rtl: boolean): Segment {
  if (!rtl) return segment;
  const align = segment.align === 'left' ? 'right' : segment.align === 'right' ? 'left' : 'center';
  return { ...segment, align, start: columns - segment.start - segment.width };
}

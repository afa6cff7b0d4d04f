/** Size of printed characters: `wide` doubles the width, `tall` the height, `large` both. */
export const textSizes = ['normal', 'wide', 'tall', 'large'] as const;
export type TextSize = (typeof textSizes)[number];
export type TextAlign = 'left' | 'center' | 'right';

/** How a piece of text is printed. */
export interface TextStyle {
  readonly bold: boolean;
  readonly size: TextSize;
}
export const plainStyle: TextStyle = { bold: false, size: 'normal' };
export const boldStyle: TextStyle = { bold: true, size: 'normal' };
export const largeStyle: TextStyle = { bold: true, size: 'large' };

/** One cell of a `columns` block. `width` in printer columns; null is what is left (one cell) or what the text needs. */
export interface ColumnCell {
  readonly text: string;
  readonly align: 'left' | 'right';
  readonly width: number | null;
}

/** Barcodes a document may name. */
export const barcodeSymbologies = ['ean13', 'ean8', 'upca', 'code39', 'itf', 'code128'] as const;
export type BarcodeSymbology = (typeof barcodeSymbologies)[number];

/** Largest picture on paper, in dots: 80 mm paper has 576 across. */
export const imageDotsAcrossMax = 1_024;
export const imageDotsDownMax = 800;

/** A black-and-white picture (a logo). */
export interface ReceiptImage {
  readonly widthDots: number;
  readonly heightDots: number;
  /** Base64 of the rows from the top, `ceil(widthDots / 8)` bytes each, most significant bit left, 1 is black. */
  readonly rows: string;
}

/** One block of a receipt, in reading direction. Widths and indents are printer columns of normal size. */
export type ReceiptBlock =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly align: TextAlign;
      readonly indent: number;
      readonly style: TextStyle;
    }
  | {
      readonly kind: 'columns';
      readonly cells: readonly ColumnCell[];
      readonly indent: number;
      readonly style: TextStyle;
    }
  | { readonly kind: 'rule'; readonly weight: 'single' | 'double' }
  | { readonly kind: 'blank'; readonly lines: number }
  | { readonly kind: 'qr'; readonly data: string }
  | {
      readonly kind: 'barcode';
      readonly data: string;
      /** Left out: chosen by the data. */
      readonly symbology?: BarcodeSymbology | undefined;
    }
  | ({ readonly kind: 'image' } & ReceiptImage)
  | { readonly kind: 'cut' };

/** What kinds of paper there are. */
export const paperKinds = ['receipt', 'x-report', 'z-report', 'no-sale', 'cash-move', 'test-page'] as const;
export type PaperKind = (typeof paperKinds)[number];

/** Everything that is on one piece of paper, before it has a width. All renderers start from its one layout. */
export interface ReceiptDocument {
  readonly kind: PaperKind;
  /** BCP 47 language of the text. */
  readonly language: string;
  /** `rtl` mirrors alignment and the places of columns. */
  readonly direction: 'ltr' | 'rtl';
  readonly blocks: readonly ReceiptBlock[];
}

/** A line of text across the paper. */
export function textBlock(text: string, align: TextAlign = 'left', style: TextStyle = plainStyle): ReceiptBlock {
  return { kind: 'text', text, align, indent: 0, style };
}

/** A line of text moved in by `indent` columns, for what belongs to the line above. */
export function detailBlock(text: string, indent = 2): ReceiptBlock {
  return { kind: 'text', text, align: 'left', indent, style: plainStyle };
}

/** A name at the start and an amount at the end of the line; a long name wraps, an amount never does. */
export function pairBlock(name: string, amount: string, style: TextStyle = plainStyle): ReceiptBlock {
  return { kind: 'columns', cells: pairCells(name, amount), indent: 0, style };
}

/** A name and an amount that belong to the line above: moved in by two columns. */
export function detailPairBlock(name: string, amount: string): ReceiptBlock {
  return { kind: 'columns', cells: pairCells(name, amount), indent: 2, style: plainStyle };
}

function pairCells(name: string, amount: string): readonly ColumnCell[] {
  return [
    { text: name, align: 'left', width: null },
    { text: amount, align: 'right', width: null },
  ];
}

export const singleRule: ReceiptBlock = { kind: 'rule', weight: 'single' };
export const doubleRule: ReceiptBlock = { kind: 'rule', weight: 'double' };
export const blankLine: ReceiptBlock = { kind: 'blank', lines: 1 };
export const cutMarker: ReceiptBlock = { kind: 'cut' };

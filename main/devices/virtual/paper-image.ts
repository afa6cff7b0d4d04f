import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { DotImage } from '../dot-image.ts';
import { rowBytes } from '../dot-image.ts';
import { monoFamily, registerFonts } from '../fonts.ts';
import { barWidths } from '../protocols/bar-widths.ts';
import { qrModules } from '../qr-modules.ts';
import type { PrintedAlign, PrintedItem, PrintedRun } from './printed-item.ts';

/** How the paper looks; all in dots of the printer (8 a millimetre). */
const lineDots = 30;
const cellDots = 12;
const marginDots = 24;
const barcodeBarsDots = 80;
const cutDots = 24;
const codeMarginDots = 8;
/** Tallest paper one picture shows, in dots: a receipt of 1,000 lines. */
export const paperDotsMax = 60_000;

const ink = '#1c1b1a';
const paperColour = '#fdfcf8';
const tableColour = '#e9e5dc';

/** Paints printed items as paper, PNG bytes. `dotsAcross` is the printable width of the printer. */
export function paperImage(items: readonly PrintedItem[], dotsAcross: number, resourcesDir: string): Uint8Array {
  registerFonts(resourcesDir);
  const height = Math.min(
    paperDotsMax,
    items.reduce((all, item) => all + itemDots(item), 2 * marginDots),
  );
  const canvas = createCanvas(dotsAcross + 2 * marginDots, height);
  const context = canvas.getContext('2d');
  context.fillStyle = paperColour;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const sheet: Sheet = { context, dotsAcross };
  let y = marginDots;
  for (const item of items) {
    if (y > paperDotsMax) break;
    paintItem(item, y, sheet);
    y += itemDots(item);
  }
  return canvas.toBuffer('image/png');
}

interface Sheet {
  readonly context: SKRSContext2D;
  readonly dotsAcross: number;
}

function itemDots(item: PrintedItem): number {
  switch (item.kind) {
    case 'line':
      return lineDots * (item.runs.some((run) => run.tall) ? 2 : 1);
    case 'picture':
      return item.image.heightDots;
    case 'qr':
      return qrModules(item.data).size * item.moduleDots + 2 * codeMarginDots;
    case 'barcode':
      return barcodeBarsDots + lineDots + codeMarginDots;
    case 'space':
      return item.dots;
    case 'cut':
      return cutDots;
  }
}

function paintItem(item: PrintedItem, y: number, sheet: Sheet): void {
  sheet.context.fillStyle = ink;
  if (item.kind === 'line') paintLine(item, y, sheet);
  else if (item.kind === 'picture') paintPicture(item, y, sheet);
  else if (item.kind === 'qr') paintQr(item, y, sheet);
  else if (item.kind === 'barcode') paintBarcode(item, y, sheet);
  else if (item.kind === 'cut') paintCut(y, sheet);
}

function leftOf(align: PrintedAlign, width: number, { dotsAcross }: Sheet): number {
  const free = Math.max(0, dotsAcross - width);
  return marginDots + (align === 'center' ? Math.floor(free / 2) : align === 'right' ? free : 0);
}

function runDots(run: PrintedRun): number {
  return [...run.text].length * cellDots * (run.wide ? 2 : 1);
}

function paintLine(item: Extract<PrintedItem, { kind: 'line' }>, y: number, sheet: Sheet): void {
  const { context } = sheet;
  const isTallLine = item.runs.some((run) => run.tall);
  let x = leftOf(
    item.align,
    item.runs.reduce((all, run) => all + runDots(run), 0),
    sheet,
  );
  context.font = `20px "${monoFamily}"`;
  for (const run of item.runs) {
    const wide = run.wide ? 2 : 1;
    const tall = run.tall ? 2 : 1;
    context.save();
    context.translate(x, y + (isTallLine && !run.tall ? lineDots : 0));
    context.scale(wide, tall);
    for (const [index, character] of [...run.text].entries()) {
      context.fillText(character, index * cellDots, 22);
      if (run.bold) context.fillText(character, index * cellDots + 0.8, 22);
    }
    context.restore();
    x += runDots(run);
  }
}

function paintPicture({ align, image }: Extract<PrintedItem, { kind: 'picture' }>, y: number, sheet: Sheet): void {
  paintDots(image, { x: leftOf(align, image.widthDots, sheet), y }, sheet.context);
}

function paintDots(image: DotImage, at: { readonly x: number; readonly y: number }, context: SKRSContext2D): void {
  const across = rowBytes(image.widthDots);
  for (let row = 0; row < image.heightDots; row += 1) {
    for (let x = 0; x < image.widthDots; x += 1) {
      const byte = image.rows[row * across + (x >> 3)] ?? 0;
      if ((byte & (0x80 >> (x & 7))) !== 0) context.fillRect(at.x + x, at.y + row, 1, 1);
    }
  }
}

function paintQr({ align, data, moduleDots }: Extract<PrintedItem, { kind: 'qr' }>, y: number, sheet: Sheet): void {
  const modules = qrModules(data);
  const left = leftOf(align, modules.size * moduleDots, sheet);
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (!modules.isDark(row, column)) continue;
      const x = left + column * moduleDots;
      sheet.context.fillRect(x, y + codeMarginDots + row * moduleDots, moduleDots, moduleDots);
    }
  }
}

function paintBarcode(item: Extract<PrintedItem, { kind: 'barcode' }>, y: number, sheet: Sheet): void {
  const { align, data } = item;
  const bars = barWidths(item);
  const width = bars.reduce((all, bar) => all + bar * 2, 0);
  const left = leftOf(align, width, sheet);
  let x = left;
  for (const [index, bar] of bars.entries()) {
    if (index % 2 === 0) sheet.context.fillRect(x, y, bar * 2, barcodeBarsDots);
    x += bar * 2;
  }
  sheet.context.font = `20px "${monoFamily}"`;
  sheet.context.fillText(data, left + Math.max(0, (width - data.length * cellDots) / 2), y + barcodeBarsDots + 22);
}

/** Where the knife went, the table shows through. */
function paintCut(y: number, { context, dotsAcross }: Sheet): void {
  const tooth = 12;
  context.fillStyle = tableColour;
  context.fillRect(0, y + tooth, dotsAcross + 2 * marginDots, cutDots - tooth);
  context.beginPath();
  for (let x = 0; x < dotsAcross + 2 * marginDots; x += tooth) {
    context.moveTo(x, y + tooth);
    context.lineTo(x + tooth / 2, y + tooth / 2);
    context.lineTo(x + tooth, y + tooth);
  }
  context.fill();
}

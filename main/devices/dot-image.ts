import type { ReceiptImage } from '../../domain/receipt/receipt-document.ts';

/** A black-and-white picture: `rows` holds `ceil(widthDots / 8)` bytes a row, most significant bit left, 1 is black. */
export interface DotImage {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly rows: Uint8Array;
}

/** Bytes of one row of a picture. */
export function rowBytes(widthDots: number): number {
  return (widthDots + 7) >> 3;
}

/** Darkest-first threshold: pixels with less than this luminance (0–255) become black. */
const blackBelow = 150;

/** Turns RGBA pixels into dots. */
export function dotsOfPixels(pixels: Uint8ClampedArray, widthDots: number, heightDots: number): DotImage {
  const across = rowBytes(widthDots);
  const rows = new Uint8Array(across * heightDots);
  for (let y = 0; y < heightDots; y += 1) {
    for (let x = 0; x < widthDots; x += 1) {
      const at = (y * widthDots + x) * 4;
      const light = (pixels[at] ?? 255) * 0.299 + (pixels[at + 1] ?? 255) * 0.587 + (pixels[at + 2] ?? 255) * 0.114;
      if (light < blackBelow) rows[y * across + (x >> 3)] = (rows[y * across + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { widthDots, heightDots, rows };
}

/** How a grid of modules becomes dots: dots of one module across and down, and modules of white around. */
export interface ModuleDots {
  readonly across: number;
  readonly down: number;
  readonly quiet: number;
}

/** Makes dots from a grid of modules (a QR code). */
export function dotsOfModules(
  modules: { readonly size: number; readonly isDark: (row: number, column: number) => boolean },
  { across: acrossDots, down: downDots, quiet }: ModuleDots,
): DotImage {
  const side = modules.size + 2 * quiet;
  const widthDots = side * acrossDots;
  const heightDots = side * downDots;
  const across = rowBytes(widthDots);
  const rows = new Uint8Array(across * heightDots);
  for (let y = 0; y < heightDots; y += 1) {
    const row = Math.floor(y / downDots) - quiet;
    for (let x = 0; x < widthDots; x += 1) {
      const column = Math.floor(x / acrossDots) - quiet;
      const inside = row >= 0 && row < modules.size && column >= 0 && column < modules.size;
      if (inside && modules.isDark(row, column)) {
        rows[y * across + (x >> 3)] = (rows[y * across + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
      }
    }
  }
  return { widthDots, heightDots, rows };
}

/** Makes dots from widths of bars and spaces in turn, in narrowest bars of `barDots` dots. */
export function dotsOfBars(widths: readonly number[], barDots: number, heightDots: number): DotImage {
  const widthDots = widths.reduce((all, width) => all + width, 0) * barDots;
  const row = new Uint8Array(rowBytes(widthDots));
  let x = 0;
  for (const [index, width] of widths.entries()) {
    const end = x + width * barDots;
    if (index % 2 === 0) for (; x < end; x += 1) row[x >> 3] = (row[x >> 3] ?? 0) | (0x80 >> (x & 7));
    x = end;
  }
  return { widthDots, heightDots, rows: repeated(row, heightDots) };
}

function repeated(row: Uint8Array, times: number): Uint8Array {
  const rows = new Uint8Array(row.length * times);
  for (let at = 0; at < times; at += 1) rows.set(row, at * row.length);
  return rows;
}

/** The picture in the middle of white `widthDots` (a multiple of 8) wide, moved to a whole byte; wider ones stay as they are. */
export function centredImage(image: DotImage, widthDots: number): DotImage {
  const across = rowBytes(image.widthDots);
  const wide = rowBytes(widthDots);
  if (across >= wide) return image;
  const left = (wide - across) >> 1;
  const rows = new Uint8Array(wide * image.heightDots);
  for (let y = 0; y < image.heightDots; y += 1) {
    rows.set(image.rows.subarray(y * across, (y + 1) * across), y * wide + left);
  }
  return { widthDots, heightDots: image.heightDots, rows };
}

/** Two pictures of the same width, one above the other. */
export function stackedImages(above: DotImage, below: DotImage): DotImage {
  const rows = new Uint8Array(above.rows.length + below.rows.length);
  rows.set(above.rows);
  rows.set(below.rows, above.rows.length);
  return { widthDots: below.widthDots, heightDots: above.heightDots + below.heightDots, rows };
}

/** Fitted pictures kept: a shop has one logo, in a few widths. */
const fittedImagesMax = 20;
const fitted = new Map<string, DotImage>();

/**
 * A document's picture as dots, made smaller when the paper is narrower. Missing rows are white. The same picture gives
 * the same object, so that its bytes are made once.
 */
export function fittedImage(image: ReceiptImage, dotsAcross: number): DotImage {
  const key = `${dotsAcross} ${image.widthDots} ${image.heightDots} ${image.rows}`;
  const known = fitted.get(key);
  if (known !== undefined) return known;
  if (fitted.size >= fittedImagesMax) fitted.clear();
  const { widthDots, heightDots } = image;
  const rows = new Uint8Array(rowBytes(widthDots) * heightDots);
  rows.set(Buffer.from(image.rows, 'base64').subarray(0, rows.length));
  const whole = { widthDots, heightDots, rows };
  const dots = widthDots <= dotsAcross ? whole : shrunk(whole, dotsAcross / widthDots);
  fitted.set(key, dots);
  return dots;
}

/** Every dot of the smaller picture is black when any dot it stands for is: thin lines stay. */
function shrunk(image: DotImage, scale: number): DotImage {
  const widthDots = Math.floor(image.widthDots * scale);
  const heightDots = Math.max(1, Math.floor(image.heightDots * scale));
  const from = rowBytes(image.widthDots);
  const across = rowBytes(widthDots);
  const rows = new Uint8Array(across * heightDots);
  for (let y = 0; y < image.heightDots; y += 1) {
    const down = Math.min(heightDots - 1, Math.floor(y * scale));
    for (let x = 0; x < image.widthDots; x += 1) {
      if (((image.rows[y * from + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0) continue;
      const to = Math.min(widthDots - 1, Math.floor(x * scale));
      rows[down * across + (to >> 3)] = (rows[down * across + (to >> 3)] ?? 0) | (0x80 >> (to & 7));
    }
  }
  return { widthDots, heightDots, rows };
}

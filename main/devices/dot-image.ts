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

/** Makes dots from a grid of modules (a QR code), each `scale` dots wide and high, with `quiet` modules of white around. */
export function dotsOfModules(
  modules: { readonly size: number; readonly isDark: (row: number, column: number) => boolean },
  scale: number,
  quiet: number,
): DotImage {
  const side = (modules.size + 2 * quiet) * scale;
  const across = rowBytes(side);
  const rows = new Uint8Array(across * side);
  for (let y = 0; y < side; y += 1) {
    const row = Math.floor(y / scale) - quiet;
    for (let x = 0; x < side; x += 1) {
      const column = Math.floor(x / scale) - quiet;
      const inside = row >= 0 && row < modules.size && column >= 0 && column < modules.size;
      if (inside && modules.isDark(row, column)) {
        rows[y * across + (x >> 3)] = (rows[y * across + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
      }
    }
  }
  return { widthDots: side, heightDots: side, rows };
}

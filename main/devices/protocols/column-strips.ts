import { type DotImage, rowBytes } from '../dot-image.ts';

/**
 * A picture cut into strips `strip` dots high, each as the bytes of its columns from the left: `strip / 8` bytes a column,
 * most significant bit on top. The last strip is filled up with white.
 */
export function columnStrips(image: DotImage, strip: 8 | 24): Uint8Array[] {
  const strips: Uint8Array[] = [];
  for (let top = 0; top < image.heightDots; top += strip) strips.push(stripAt(image, top, strip));
  return strips;
}

function stripAt({ widthDots, heightDots, rows }: DotImage, top: number, strip: number): Uint8Array {
  const across = rowBytes(widthDots);
  const tall = strip / 8;
  const columns = new Uint8Array(widthDots * tall);
  const end = Math.min(heightDots, top + strip);
  for (let y = top; y < end; y += 1) {
    const bit = 0x80 >> ((y - top) & 7);
    const byte = (y - top) >> 3;
    for (let x = 0; x < widthDots; x += 1) {
      if (((rows[y * across + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0) continue;
      columns[x * tall + byte] = (columns[x * tall + byte] ?? 0) | bit;
    }
  }
  return columns;
}

import type { ReceiptImage } from '../../../domain/receipt/receipt-document.ts';

const headerBytes = 62;

/** A receipt's picture as a data URL of a two-colour BMP: the rows are the same bits, only from the bottom up. */
export function pictureUrl({ widthDots, heightDots, rows }: ReceiptImage): string {
  const from = Math.ceil(widthDots / 8);
  const across = Math.ceil(widthDots / 32) * 4;
  const bytes = new Uint8Array(headerBytes + across * heightDots);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  for (const [at, value] of [
    [2, bytes.length],
    [10, headerBytes],
    [14, 40],
    [18, widthDots],
    [22, heightDots],
    [26, 0x00010001],
    [54, 0xffffff],
  ] as const) {
    view.setUint32(at, value, true);
  }
  const dots = Uint8Array.from(atob(rows), (character) => character.charCodeAt(0));
  for (let y = 0; y < heightDots; y += 1) {
    bytes.set(dots.subarray(y * from, (y + 1) * from), headerBytes + (heightDots - 1 - y) * across);
  }
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return `data:image/bmp;base64,${btoa(characters)}`;
}

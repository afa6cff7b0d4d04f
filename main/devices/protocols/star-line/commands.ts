import type { BarcodeSymbology, TextAlign, TextSize } from '../../../../domain/receipt/receipt-document.ts';
import { type DotImage, rowBytes } from '../../dot-image.ts';
import type { Barcode } from '../barcode.ts';
import { asciiBytes, type Bytes, joinBytes } from '../bytes.ts';
import type { DrawerPulse } from '../drawer-pulse.ts';

/**
 * Star's commands as bytes; names are those of "STAR Line Mode Command Specifications" and "StarPRNT Command
 * Specifications". The two dialects share all of these but pictures. Text of people never comes through here.
 */
const esc = 0x1b;
const gs = 0x1d;
const rs = 0x1e;

/** ESC @: styles, code page and alignment to what they are after power-on. CAN would clear the ETB counter too. */
export function initialise(): Bytes {
  return Uint8Array.of(esc, 0x40);
}

/** ESC R 0: US character set. */
export function usCharacterSet(): Bytes {
  return Uint8Array.of(esc, 0x52, 0);
}

/** ESC z 1: 4 mm from line to line, 32 dots. */
export function lineSpacing(): Bytes {
  return Uint8Array.of(esc, 0x7a, 1);
}

/** ESC GS t n: code page for bytes from 0x80. */
export function selectCodePage(id: number): Bytes {
  return Uint8Array.of(esc, gs, 0x74, id);
}

/** ESC GS a n: justification of lines and codes. */
export function justify(align: TextAlign): Bytes {
  return Uint8Array.of(esc, gs, 0x61, { left: 0, center: 1, right: 2 }[align]);
}

/** ESC E and ESC F: emphasis on and off. */
export function emphasise(on: boolean): Bytes {
  return Uint8Array.of(esc, on ? 0x45 : 0x46);
}

/** ESC i n1 n2: height, then width, each 0 (once) or 1 (twice). */
export function characterSize(size: TextSize): Bytes {
  const isTall = size === 'tall' || size === 'large';
  const isWide = size === 'wide' || size === 'large';
  return Uint8Array.of(esc, 0x69, isTall ? 1 : 0, isWide ? 1 : 0);
}

/** LF: prints the line and feeds one line. */
export function lineFeed(): Bytes {
  return Uint8Array.of(0x0a);
}

/** ESC J n: feeds n/4 mm, two dots each; `dots` 0–510. */
export function feedDots(dots: number): Bytes {
  return Uint8Array.of(esc, 0x4a, Math.min(255, Math.round(dots / 2)));
}

/** ESC d n: 0 full and 1 partial cut where the paper stands, 2 and 3 the same after feeding to the cutter. */
export function cutPaper(cut: 'full' | 'partial', feed: boolean): Bytes {
  return Uint8Array.of(esc, 0x64, (feed ? 2 : 0) + (cut === 'partial' ? 1 : 0));
}

/**
 * ESC BEL n1 n2 sets the pulse of drawer 1 in steps of 10 ms (1–127), then BEL drives drawer 1 and SUB drawer 2. The
 * printer holds drawer 2 for its own fixed 200 ms.
 */
export function kickDrawer({ pin, onMs, offMs }: DrawerPulse): Bytes {
  const time = (ms: number): number => Math.min(127, Math.max(1, Math.round(ms / 10)));
  return Uint8Array.of(esc, 0x07, time(onMs), time(offMs), pin === 5 ? 0x1a : 0x07);
}

/** ESC ACK SOH: the automatic status in real time, also offline. Not while the printer tells it by itself. */
export function askStatus(): Bytes {
  return Uint8Array.of(esc, 0x06, 0x01);
}

/** ESC RS a n: the printer tells every change by itself (1), or only when asked (0). */
export function tellStatusBack(on: boolean): Bytes {
  return Uint8Array.of(esc, rs, 0x61, on ? 1 : 0);
}

/** ETB: once everything before is printed, the 5 bit counter in the status goes up by one. */
export function countBlock(): Bytes {
  return Uint8Array.of(0x17);
}

/** ESC GS y: a QR code, model 2, correction M, modules of `moduleDots` (1–8) dots. `data` is printable ASCII. */
export function qrCode(data: string, moduleDots: number): Bytes {
  const text = asciiBytes(data);
  const set = (what: number, value: number): number[] => [esc, gs, 0x79, 0x53, what, value];
  return Uint8Array.from([
    ...set(0x30, 2),
    ...set(0x31, 1),
    ...set(0x32, Math.min(8, moduleDots)),
    ...[esc, gs, 0x79, 0x44, 0x31, 0, text.length & 0xff, text.length >> 8, ...text],
    ...[esc, gs, 0x79, 0x50],
  ]);
}

const barcodeHeightDots = 80;
/** Numbers of the symbologies in ESC b, and the width mode with narrowest bars of 2 dots and wide ones of about 3 times. */
const barcodeSystems: Readonly<Record<BarcodeSymbology, { readonly number: number; readonly width: number }>> = {
  upca: { number: 1, width: 1 },
  ean8: { number: 2, width: 1 },
  ean13: { number: 3, width: 1 },
  code39: { number: 4, width: 1 },
  itf: { number: 5, width: 1 },
  code128: { number: 6, width: 1 },
};

/**
 * ESC b n1 n2 n3 n4 data RS: a barcode by the printer with its text below. Null for data with `%`, which begins a function
 * character in CODE128 here: such codes are drawn.
 */
export function barcodeImage({ symbology, data }: Barcode): Bytes | null {
  if (symbology === 'code128' && data.includes('%')) return null;
  const { number, width } = barcodeSystems[symbology];
  return Uint8Array.from([esc, 0x62, number, 2, width, barcodeHeightDots, ...asciiBytes(data), rs]);
}

/** The bytes of a picture without ESC ACK SOH: it would be answered wherever it stands. One dot more breaks it. */
export function withoutStatusRequests(rows: Bytes): Bytes {
  const safe = Uint8Array.from(rows);
  for (let at = 0; at + 2 < safe.length; at += 1) {
    if (safe[at] === esc && safe[at + 1] === 0x06 && safe[at + 2] === 0x01) safe[at] = esc | 0x04;
  }
  return safe;
}

/**
 * ESC * r: raster mode for one picture: in (A), endless page (P 0), no cut at its end (E 1, F 1), one `b` a row with its
 * bytes, out again (B). The only pictures a TSP100 knows; in raster mode the printer forgets styles.
 */
export function rasterMode(image: DotImage): Bytes {
  const across = rowBytes(image.widthDots);
  const safe = withoutStatusRequests(image.rows);
  const mode = (letter: number, ...value: number[]): Bytes => Uint8Array.of(esc, 0x2a, 0x72, letter, ...value);
  const parts: Bytes[] = [mode(0x41), mode(0x50, 0x30, 0), mode(0x45, 0x31, 0), mode(0x46, 0x31, 0)];
  for (let y = 0; y < image.heightDots; y += 1) {
    parts.push(Uint8Array.of(0x62, across & 0xff, across >> 8), safe.subarray(y * across, (y + 1) * across));
  }
  return joinBytes([...parts, mode(0x42)]);
}

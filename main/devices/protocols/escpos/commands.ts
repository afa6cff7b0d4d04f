import type { BarcodeSymbology, TextSize } from '../../../../domain/receipt/receipt-document.ts';
import { type DotImage, rowBytes } from '../../dot-image.ts';
import type { Barcode } from '../barcode.ts';
import { asciiBytes, type Bytes, joinBytes } from '../bytes.ts';
import { columnStrips } from '../column-strips.ts';
import type { DrawerPulse } from '../drawer-pulse.ts';

/**
 * ESC/POS commands as bytes. Names and sections are those of Epson's "ESC/POS Command Reference". Every function here
 * takes numbers and checked data; text of people never comes through here, it goes through `code-pages.ts`.
 */
const esc = 0x1b;
const gs = 0x1d;
const fs = 0x1c;
const dle = 0x10;

/** ESC @: styles, code page and alignment to what they are after power-on. Does not empty the receive buffer. */
export function initialise(): Bytes {
  return Uint8Array.of(esc, 0x40);
}

/** FS .: leaves the double-byte mode Asian models start in, where accented letters would pair up to Chinese ones. */
export function leaveKanjiMode(): Bytes {
  return Uint8Array.of(fs, 0x2e);
}

/** ESC R 0: US character set, so that # $ @ [ \ ] ^ ` { | } ~ are what they are, whatever the DIP switches say. */
export function usCharacterSet(): Bytes {
  return Uint8Array.of(esc, 0x52, 0);
}

/** ESC t n: code page for bytes from 0x80. */
export function selectCodePage(id: number): Bytes {
  return Uint8Array.of(esc, 0x74, id);
}

/** ESC a n: justification of lines, pictures and codes. */
export function justify(align: 'left' | 'center' | 'right'): Bytes {
  return Uint8Array.of(esc, 0x61, { left: 0, center: 1, right: 2 }[align]);
}

/** ESC E n: emphasis. */
export function emphasise(on: boolean): Bytes {
  return Uint8Array.of(esc, 0x45, on ? 1 : 0);
}

/** GS ! n: width in the high nibble, height in the low one, each times one or two. */
export function characterSize(size: TextSize): Bytes {
  return Uint8Array.of(gs, 0x21, { normal: 0x00, wide: 0x10, tall: 0x01, large: 0x11 }[size]);
}

/** LF: prints the line and feeds one line. */
export function lineFeed(): Bytes {
  return Uint8Array.of(0x0a);
}

/** ESC J n: feeds `dots` (0–255). */
export function feedDots(dots: number): Bytes {
  return Uint8Array.of(esc, 0x4a, dots);
}

/** GS V 66 n: feeds to the cutter plus `dots`, then cuts leaving a corner; GS V 65 n cuts all the way. */
export function feedAndCut(dots: number, cut: 'partial' | 'full' = 'partial'): Bytes {
  return Uint8Array.of(gs, 0x56, cut === 'full' ? 65 : 66, dots);
}

/** GS V 1 (partial) or GS V 0: cuts where the paper stands. */
export function cutHere(cut: 'partial' | 'full'): Bytes {
  return Uint8Array.of(gs, 0x56, cut === 'full' ? 0 : 1);
}

/**
 * ESC p m t1 t2: on for t1 × 2 ms, off for t2 × 2 ms. Both times always stand there: without them the printer takes the
 * next two bytes of the job for times. Off is at least four times on where the solenoid's duty cycle is 20 %.
 */
export function kickDrawer({ pin, onMs, offMs }: DrawerPulse): Bytes {
  const time = (ms: number): number => Math.min(255, Math.max(1, Math.round(ms / 2)));
  const on = time(onMs);
  const off = time(offMs);
  // 32 ms and then 8, 10 or 40 ms would read as DLE EOT, DLE ENQ or DLE DC4.
  const isCommand = on === dle && realTimeSeconds.has(off);
  return Uint8Array.of(esc, 0x70, pin === 5 ? 1 : 0, isCommand ? on + 1 : on, off);
}

/** What DLE EOT can be asked for. */
export const realTimeStatusKinds = { printer: 1, offlineCause: 2, error: 3, paper: 4 } as const;

/** DLE EOT n: status in real time, answered with one byte even when offline or with a full buffer. */
export function askStatus(kind: keyof typeof realTimeStatusKinds): Bytes {
  return Uint8Array.of(dle, 0x04, realTimeStatusKinds[kind]);
}

/** GS a 15: the printer tells every change of drawer, power, cover, error and paper by itself. ESC @ ends it. */
export function tellStatusBack(): Bytes {
  return Uint8Array.of(gs, 0x61, 0x0f);
}

/** Characters of a process id; the printer sends them back once everything before has been processed. */
export const processIdChars = 4;

/** GS ( H fn 48: asks for a process id response; `token` is 4 printable ASCII characters. */
export function askProcessId(token: string): Bytes {
  return Uint8Array.of(gs, 0x28, 0x48, 6, 0, 0x30, 0x30, ...asciiBytes(token));
}

/** GS r 1: paper status as a queued command, so its answer says that all before it has been processed. */
export function askBarrier(): Bytes {
  return Uint8Array.of(gs, 0x72, 1);
}

/** Most rows in one picture command: printers with small buffers stop at more. */
export const rasterRowsMax = 255;

/** GS v 0: a picture, in slices of at most `rowsMax` rows. Bytes that look like commands are taken out first. */
export function rasterImage(image: DotImage, rowsMax: number = rasterRowsMax): Bytes {
  const across = rowBytes(image.widthDots);
  const safe = withoutRealTimeCommands(image.rows);
  const parts: Bytes[] = [];
  for (let top = 0; top < image.heightDots; top += rowsMax) {
    const rows = Math.min(rowsMax, image.heightDots - top);
    parts.push(Uint8Array.of(gs, 0x76, 0x30, 0, across & 0xff, across >> 8, rows & 0xff, rows >> 8));
    parts.push(safe.subarray(top * across, (top + rows) * across));
  }
  return joinBytes(parts);
}

/**
 * ESC *: a picture as strips of columns, 24 dots high (m 33) or 8 (m 1), each ended by LF, with the line pitch set to the
 * strip's height (ESC 3) and back (ESC 2). The only way for needle printers, whose pitch counts 1/144 inch: two a dot.
 */
export function columnImage(image: DotImage, strip: 8 | 24): Bytes {
  const mode = strip === 24 ? 33 : 1;
  const pitch = strip === 24 ? 24 : 16;
  const width = image.widthDots;
  const parts: Bytes[] = [Uint8Array.of(esc, 0x33, pitch)];
  for (const columns of columnStrips(image, strip)) {
    parts.push(Uint8Array.of(esc, 0x2a, mode, width & 0xff, width >> 8), withoutRealTimeCommands(columns), lineFeed());
  }
  return joinBytes([...parts, Uint8Array.of(esc, 0x32)]);
}

/** Second bytes that make a command of DLE. */
const realTimeSeconds: ReadonlySet<number> = new Set([0x04, 0x05, 0x14]);

/**
 * DLE EOT, DLE ENQ and DLE DC4 act anywhere in the stream, also inside a picture, and DLE DC4 can open the drawer. One
 * dot more on the first byte of such a pair breaks it, and nobody sees one dot.
 */
function withoutRealTimeCommands(rows: Bytes): Bytes {
  const safe = Uint8Array.from(rows);
  for (let at = 0; at + 1 < safe.length; at += 1) {
    if (safe[at] === dle && realTimeSeconds.has(safe[at + 1] ?? 0)) safe[at] = dle | 0x08;
  }
  return safe;
}

function symbolFunction(code: number, ...parameters: number[]): number[] {
  const length = parameters.length + 2;
  return [gs, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, code, ...parameters];
}

/** GS ( k: a QR code, model 2, error correction M, modules of `moduleDots` dots. `data` is printable ASCII. */
export function qrCode(data: string, moduleDots: number): Bytes {
  const text = asciiBytes(data);
  return Uint8Array.from([
    ...symbolFunction(0x41, 0x32, 0),
    ...symbolFunction(0x43, moduleDots),
    ...symbolFunction(0x45, 0x31),
    ...symbolFunction(0x50, 0x30, ...text),
    ...symbolFunction(0x51, 0x30),
  ]);
}

/** Height of a barcode and width of its narrowest bar, in dots. */
const barcodeHeightDots = 80;
const barcodeBarDots = 2;

const barcodeSetUp = [gs, 0x68, barcodeHeightDots, gs, 0x77, barcodeBarDots, gs, 0x48, 2];

/** GS k 73: CODE128 in code set B, text below. `data` is printable ASCII; `{` is doubled as the manual wants. */
export function code128(data: string): Bytes {
  const content = [0x7b, 0x42, ...asciiBytes(data.replace(/\{/g, '{{'))];
  return Uint8Array.from([...barcodeSetUp, gs, 0x6b, 73, content.length, ...content]);
}

/** Numbers of the symbologies in GS k, function B. */
const barcodeSystems: Readonly<Record<BarcodeSymbology, number>> = {
  upca: 65,
  ean13: 67,
  ean8: 68,
  code39: 69,
  itf: 70,
  code128: 73,
};

/** GS k m n: a barcode by the printer, text below, bars of 2 dots. */
export function barcodeImage({ symbology, data }: Barcode): Bytes {
  if (symbology === 'code128') return code128(data);
  const content = asciiBytes(data);
  return Uint8Array.from([...barcodeSetUp, gs, 0x6b, barcodeSystems[symbology], content.length, ...content]);
}

import type { BarcodeSymbology } from '../../../domain/receipt/receipt-document.ts';
import {
  CommandView,
  faulty,
  hex,
  latin1,
  type PrinterCommand,
  type ReadCommand,
  readLetters,
  rowsOfColumns,
  setting,
} from './printer-command.ts';

const single: Readonly<Record<number, PrinterCommand>> = {
  7: { kind: 'drive', pin: 2 },
  10: { kind: 'line-feed' },
  13: { kind: 'setting' },
  23: { kind: 'count-block' },
  24: { kind: 'clear-count' },
  25: { kind: 'drive', pin: 5 },
  26: { kind: 'drive', pin: 5 },
  28: { kind: 'drive', pin: 2 },
};

/** Reads the Star command at `at` (Line Mode or StarPRNT); null when its last byte has not come yet. For reading only. */
export function readStarCommand(bytes: Uint8Array, at: number): ReadCommand | null {
  const lead = bytes[at];
  if (lead === undefined) return null;
  const command = single[lead];
  if (command !== undefined) return { length: 1, command };
  if (lead === 0x1b) return readEscape(new CommandView(bytes, at));
  return lead < 0x20 || lead === 0x7f ? faulty(1, `control ${hex(lead)}`) : readLetters(bytes, at);
}

/** ESC commands without a parameter: what they do. */
const bare: Readonly<Record<number, PrinterCommand>> = {
  48: { kind: 'setting' },
  64: { kind: 'reset' },
  69: { kind: 'bold', on: true },
  70: { kind: 'bold', on: false },
};

function readEscape(view: CommandView): ReadCommand | null {
  const second = view.byte(1);
  if (second === undefined) return null;
  const command = bare[second];
  if (command !== undefined) return { length: 2, command };
  const value = view.byte(2);
  if (value === undefined) return null;
  switch (second) {
    case 0x1d:
      return readGroup(view, value);
    case 0x1e:
      return readRecord(view, value);
    case 0x2a:
      return readRaster(view);
    case 0x62:
      return readBarcode(view);
    case 0x58:
      return readColumns(view);
    default:
      return readShort(view, second, value);
  }
}

/** ESC commands with one or two parameters. */
function readShort(view: CommandView, second: number, value: number): ReadCommand | null {
  const more = view.byte(3);
  switch (second) {
    case 0x06:
      return value === 1 ? { length: 3, command: { kind: 'real-time' } } : faulty(3, `ESC ACK ${hex(value)}`);
    case 0x07:
      if (more === undefined) return null;
      return { length: 4, command: { kind: 'pulse-times', onMs: value * 10, offMs: more * 10 } };
    case 0x49:
      return { length: 3, command: { kind: 'feed-dots', dots: value } };
    case 0x4a:
      return { length: 3, command: { kind: 'feed-dots', dots: value * 2 } };
    case 0x61:
      return { length: 3, command: { kind: 'feed-lines', lines: value } };
    case 0x64:
      return value <= 3 ? { length: 3, command: { kind: 'cut', feedDots: value >= 2 ? 80 : 0 } } : faulty(3, 'ESC d');
    case 0x69:
      if (more === undefined) return null;
      return { length: 4, command: { kind: 'size', tall: value > 0, wide: more > 0 } };
    case 0x2d:
    case 0x52:
    case 0x7a:
      return setting(3);
    default:
      return faulty(2, `ESC ${hex(second)}`);
  }
}

const alignments = ['left', 'center', 'right'] as const;

/** ESC GS …: code page, alignment, pictures, QR codes, print start. */
function readGroup(view: CommandView, name: number): ReadCommand | null {
  if (name === 0x53) return readPicture(view);
  const value = view.byte(3);
  if (value === undefined) return null;
  if (name === 0x79) return readSymbol(view, value);
  if (name === 0x74) return { length: 4, command: { kind: 'code-page', id: value } };
  if (name === 0x50) return setting(4);
  const align = name === 0x61 ? alignments[value % 0x30] : undefined;
  return align === undefined ? faulty(4, `ESC GS ${hex(name)}`) : { length: 4, command: { kind: 'align', align } };
}

/** ESC RS …: automatic status, ETB counter, font. */
function readRecord(view: CommandView, name: number): ReadCommand | null {
  const value = view.byte(3);
  if (value === undefined) return null;
  if (name === 0x61) return { length: 4, command: { kind: 'status-back', on: value !== 0 } };
  if (name === 0x45) return { length: 4, command: { kind: 'clear-count' } };
  return name === 0x46 ? setting(4) : faulty(4, `ESC RS ${hex(name)}`);
}

/** ESC GS S m xL xH yL yH n: rows. */
function readPicture(view: CommandView): ReadCommand | null {
  const across = view.word(4);
  const heightDots = view.word(6);
  if (across === undefined || heightDots === undefined) return null;
  if (view.byte(3) !== 1 || across === 0 || heightDots === 0) return faulty(9, 'ESC GS S without a picture');
  const rows = view.slice(9, across * heightDots);
  if (rows === null) return null;
  return { length: 9 + rows.length, command: { kind: 'picture', widthDots: across * 8, heightDots, rows } };
}

/** ESC GS y: S sets, D stores, P prints. */
function readSymbol(view: CommandView, name: number): ReadCommand | null {
  if (name === 0x50) return { length: 4, command: { kind: 'qr-print' } };
  const what = view.byte(4);
  const value = view.byte(5);
  if (what === undefined || value === undefined) return null;
  if (name === 0x53) {
    const named = ({ 48: 'model', 49: 'correction', 50: 'module' } as const)[what];
    return named === undefined
      ? faulty(6, 'ESC GS y S')
      : { length: 6, command: { kind: 'qr-setting', setting: named, value } };
  }
  const length = view.word(6);
  if (length === undefined) return null;
  const data = view.slice(8, length);
  if (data === null) return null;
  return name === 0x44
    ? { length: 8 + length, command: { kind: 'qr-store', data: latin1(data) } }
    : faulty(4, `ESC GS y ${hex(name)}`);
}

const symbologies: Readonly<Record<number, BarcodeSymbology>> = {
  1: 'upca',
  2: 'ean8',
  3: 'ean13',
  4: 'code39',
  5: 'itf',
  6: 'code128',
};

/** ESC b n1 n2 n3 n4 … RS. */
function readBarcode(view: CommandView): ReadCommand | null {
  let length = 0;
  for (let byte = view.byte(6); byte !== 0x1e; byte = view.byte(6 + length)) {
    if (byte === undefined) return null;
    length += 1;
  }
  const system = (view.byte(2) ?? 0) % 0x30;
  const data = latin1(view.slice(6, length) ?? new Uint8Array());
  return { length: 7 + length, command: { kind: 'barcode', symbology: symbologies[system] ?? null, data } };
}

/** ESC X nL nH: one strip of columns, 24 dots high. */
function readColumns(view: CommandView): ReadCommand | null {
  const widthDots = view.word(2);
  const columns = widthDots === undefined ? null : view.slice(4, widthDots * 3);
  if (widthDots === undefined || columns === null) return null;
  const rows = rowsOfColumns(columns, widthDots, 3);
  return { length: 4 + columns.length, command: { kind: 'strip', widthDots, heightDots: 24, rows, columns } };
}

/** ESC * r A … ESC * r B: everything between is one picture, a `b` with its bytes for each row. */
function readRaster(view: CommandView): ReadCommand | null {
  const letter = view.byte(3);
  if (letter === undefined) return null;
  if (view.byte(2) !== 0x72 || letter !== 0x41) return faulty(4, 'ESC * outside raster mode');
  const rows: Uint8Array[] = [];
  let at = 4;
  for (;;) {
    const part = readRasterPart(view, at);
    if (part === null) return null;
    if (part.row === 'fault') return faulty(at + 1, 'raster mode with something else in it');
    at += part.length;
    if (part.row === 'end') return rasterPicture(rows, at);
    if (part.row !== 'setting') rows.push(part.row);
  }
}

interface RasterPart {
  readonly length: number;
  readonly row: Uint8Array | 'setting' | 'end' | 'fault';
}

/** A row, or ESC * r with a letter: B ends; all others have a number in ASCII and NUL. */
function readRasterPart(view: CommandView, at: number): RasterPart | null {
  const lead = view.byte(at);
  const across = view.word(at + 1);
  if (lead === undefined || across === undefined) return null;
  if (lead === 0x62) {
    const row = view.slice(at + 3, across);
    return row === null ? null : { length: 3 + across, row };
  }
  if (lead !== 0x1b || view.byte(at + 1) !== 0x2a) return { length: 1, row: 'fault' };
  const letter = view.byte(at + 3);
  if (letter === undefined) return null;
  if (letter === 0x42) return { length: 4, row: 'end' };
  return view.byte(at + 5) === undefined ? null : { length: 6, row: 'setting' };
}

function rasterPicture(rows: readonly Uint8Array[], length: number): ReadCommand {
  const across = Math.max(0, ...rows.map((row) => row.length));
  if (across === 0) return setting(length);
  const all = new Uint8Array(across * rows.length);
  for (const [y, row] of rows.entries()) all.set(row, y * across);
  return { length, command: { kind: 'picture', widthDots: across * 8, heightDots: rows.length, rows: all } };
}

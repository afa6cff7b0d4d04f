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

/** Reads the ESC/POS command at `at`; null when its last byte has not come yet. Written from the manual, for reading only. */
export function readEscposCommand(bytes: Uint8Array, at: number): ReadCommand | null {
  const lead = bytes[at];
  if (lead === undefined) return null;
  const view = new CommandView(bytes, at);
  switch (lead) {
    case 0x0a:
      return { length: 1, command: { kind: 'line-feed' } };
    case 0x0c:
    case 0x0d:
      return setting(1);
    case 0x1b:
      return readEscape(view);
    case 0x1d:
      return readGroup(view);
    case 0x1c:
      return readField(view);
    case 0x10:
      return readRealTime(view);
    default:
      return lead < 0x20 || lead === 0x7f ? faulty(1, `control ${hex(lead)}`) : readLetters(bytes, at);
  }
}

const alignments = ['left', 'center', 'right'] as const;

/** ESC commands with one parameter that only set something this paper does not show, by their second byte. */
const silentEscapes: ReadonlySet<number> = new Set([0x20, 0x2d, 0x3d, 0x47, 0x4d, 0x52, 0x56, 0x65, 0x72, 0x7b]);

/** ESC commands with parameters that change what is seen. */
const showingEscapes: ReadonlySet<number> = new Set([0x2a, 0x33, 0x45, 0x4a, 0x61, 0x63, 0x64, 0x70, 0x74]);

function readEscape(view: CommandView): ReadCommand | null {
  const second = view.byte(1);
  if (second === undefined) return null;
  if (second === 0x40) return { length: 2, command: { kind: 'reset' } };
  if (second === 0x32) return { length: 2, command: { kind: 'line-spacing', dots: null } };
  if (!silentEscapes.has(second) && !showingEscapes.has(second)) return faulty(2, `ESC ${hex(second)}`);
  const value = view.byte(2);
  if (value === undefined) return null;
  return silentEscapes.has(second) ? setting(3) : readShowingEscape(view, second, value);
}

function readShowingEscape(view: CommandView, second: number, value: number): ReadCommand | null {
  switch (second) {
    case 0x2a:
      return readColumns(view, value);
    case 0x33:
      return { length: 3, command: { kind: 'line-spacing', dots: value } };
    case 0x63:
      return view.byte(3) === undefined ? null : setting(4);
    case 0x61: {
      const align = alignments[value % 0x30];
      return align === undefined ? faulty(3, `ESC a ${hex(value)}`) : { length: 3, command: { kind: 'align', align } };
    }
    case 0x45:
      return { length: 3, command: { kind: 'bold', on: (value & 1) === 1 } };
    case 0x74:
      return { length: 3, command: { kind: 'code-page', id: value } };
    case 0x4a:
      return { length: 3, command: { kind: 'feed-dots', dots: value } };
    case 0x64:
      return { length: 3, command: { kind: 'feed-lines', lines: value } };
    case 0x70:
      return readPulse(view, value);
    default:
      return faulty(2, `ESC ${hex(second)}`);
  }
}

/** ESC * m nL nH: 8 dots high for m 0 and 1, 24 for m 32 and 33. */
function readColumns(view: CommandView, mode: number): ReadCommand | null {
  const widthDots = view.word(3);
  if (widthDots === undefined) return null;
  if (![0, 1, 32, 33].includes(mode)) return faulty(5, `ESC * ${hex(mode)}`);
  const tall = mode >= 32 ? 3 : 1;
  const columns = view.slice(5, widthDots * tall);
  if (columns === null) return null;
  const rows = rowsOfColumns(columns, widthDots, tall);
  return { length: 5 + columns.length, command: { kind: 'strip', widthDots, heightDots: tall * 8, rows, columns } };
}

function readPulse(view: CommandView, connector: number): ReadCommand | null {
  const on = view.byte(3);
  const off = view.byte(4);
  if (on === undefined || off === undefined) return null;
  if (![0, 1, 0x30, 0x31].includes(connector)) return faulty(5, `ESC p ${hex(connector)}`);
  const pin = (connector & 1) === 1 ? 5 : 2;
  return { length: 5, command: { kind: 'pulse', pin, onMs: on * 2, offMs: Math.max(on, off) * 2 } };
}

function readGroup(view: CommandView): ReadCommand | null {
  const second = view.byte(1);
  const value = view.byte(2);
  if (second === undefined || value === undefined) return null;
  switch (second) {
    case 0x21:
      return { length: 3, command: { kind: 'size', wide: value >> 4 > 0, tall: (value & 7) > 0 } };
    case 0x76:
      return readPicture(view);
    case 0x28:
      return readExtended(view, value);
    case 0x56:
      return readCut(view, value);
    case 0x6b:
      return readBarcode(view, value);
    case 0x72:
      return { length: 3, command: { kind: 'barrier' } };
    case 0x61:
      return { length: 3, command: { kind: 'status-back', on: value !== 0 } };
    case 0x4c:
    case 0x57:
      return view.byte(3) === undefined ? null : setting(4);
    case 0x42:
    case 0x48:
    case 0x66:
    case 0x68:
    case 0x77:
      return { length: 3, command: { kind: 'barcode-setting' } };
    default:
      return faulty(2, `GS ${hex(second)}`);
  }
}

function readPicture(view: CommandView): ReadCommand | null {
  const across = view.word(4);
  const height = view.word(6);
  if (across === undefined || height === undefined) return null;
  if (view.byte(2) !== 0x30 || across === 0 || height === 0) return faulty(8, 'GS v 0 without a picture');
  const rows = view.slice(8, across * height);
  if (rows === null) return null;
  return { length: 8 + rows.length, command: { kind: 'picture', widthDots: across * 8, heightDots: height, rows } };
}

function readCut(view: CommandView, mode: number): ReadCommand | null {
  if ([0, 1, 0x30, 0x31].includes(mode)) return { length: 3, command: { kind: 'cut', feedDots: 0 } };
  const dots = view.byte(3);
  if (dots === undefined) return null;
  return [65, 66].includes(mode)
    ? { length: 4, command: { kind: 'cut', feedDots: dots } }
    : faulty(4, `GS V ${hex(mode)}`);
}

/** Symbologies by their number in GS k: 0–6 ended by NUL, 65–79 with their length. */
const symbologies: Readonly<Record<number, BarcodeSymbology>> = {
  0: 'upca',
  2: 'ean13',
  3: 'ean8',
  4: 'code39',
  5: 'itf',
  65: 'upca',
  67: 'ean13',
  68: 'ean8',
  69: 'code39',
  70: 'itf',
  73: 'code128',
};

function readBarcode(view: CommandView, system: number): ReadCommand | null {
  const length = view.byte(3);
  if (length === undefined) return null;
  if (system <= 6) return readEndedBarcode(view, system);
  if (system < 65 || system > 79) return faulty(3, `GS k ${system}`);
  const data = view.slice(4, length);
  if (data === null) return null;
  const symbology = symbologies[system] ?? null;
  const text = latin1(data);
  // CODE128 begins with its code set, and doubles braces.
  const said = symbology === 'code128' && text.startsWith('{B') ? text.slice(2).replaceAll('{{', '{') : text;
  return { length: 4 + length, command: { kind: 'barcode', symbology, data: said } };
}

function readEndedBarcode(view: CommandView, system: number): ReadCommand | null {
  let length = 0;
  for (let byte = view.byte(3); byte !== 0; byte = view.byte(3 + length)) {
    if (byte === undefined) return null;
    length += 1;
  }
  const data = latin1(view.slice(3, length) ?? new Uint8Array());
  return { length: 4 + length, command: { kind: 'barcode', symbology: symbologies[system] ?? null, data } };
}

/** GS ( x pL pH …: the length says where the command ends, whatever it is. */
function readExtended(view: CommandView, name: number): ReadCommand | null {
  const length = view.word(3);
  if (length === undefined) return null;
  const parameters = view.slice(5, length);
  if (parameters === null) return null;
  const whole = 5 + length;
  if (name === 0x6b) return { length: whole, command: symbolCommand(parameters) };
  if (name === 0x48 && parameters[0] === 0x30 && parameters[1] === 0x30) {
    return { length: whole, command: { kind: 'process-id', token: latin1(parameters.subarray(2)) } };
  }
  if (name === 0x4c) return { length: whole, command: graphicsCommand(parameters) };
  // GS ( D: which real-time commands act.
  if (name === 0x44) return setting(whole);
  return faulty(whole, `GS ( ${hex(name)}`);
}

/** GS ( L: fn 112 stores rows, fn 50 prints what is stored. */
function graphicsCommand(parameters: Uint8Array): PrinterCommand {
  const [, code = 0] = parameters;
  if (code === 50 || code === 2) return { kind: 'graphics-print' };
  if (code !== 112) return { kind: 'fault', fault: `GS ( L function ${hex(code)}` };
  const word = (at: number): number => (parameters[at] ?? 0) | ((parameters[at + 1] ?? 0) << 8);
  return { kind: 'graphics-store', widthDots: word(6), heightDots: word(8), rows: parameters.slice(10) };
}

function symbolCommand(parameters: Uint8Array): PrinterCommand {
  const [kind, code, value = 0] = parameters;
  if (kind === 0x30) return { kind: 'other-symbol' };
  if (kind !== 0x31) return { kind: 'fault', fault: `GS ( k symbol ${hex(kind ?? 0)}` };
  switch (code) {
    case 0x41:
      return { kind: 'qr-setting', setting: 'model', value };
    case 0x43:
      return { kind: 'qr-setting', setting: 'module', value };
    case 0x45:
      return { kind: 'qr-setting', setting: 'correction', value };
    case 0x50:
      return { kind: 'qr-store', data: latin1(parameters.subarray(3)) };
    case 0x51:
      return { kind: 'qr-print' };
    default:
      return { kind: 'fault', fault: `GS ( k function ${hex(code ?? 0)}` };
  }
}

function readField(view: CommandView): ReadCommand | null {
  const second = view.byte(1);
  if (second === undefined) return null;
  return second === 0x2e || second === 0x26 ? setting(2) : faulty(2, `FS ${hex(second)}`);
}

/** Real-time commands have been acted on when they came in; here they only take up their bytes. */
function readRealTime(view: CommandView): ReadCommand | null {
  const second = view.byte(1);
  if (second === undefined) return null;
  const length = second === 0x14 ? 5 : 3;
  if (second !== 0x04 && second !== 0x05 && second !== 0x14) return faulty(1, `DLE ${hex(second)}`);
  return view.byte(length - 1) === undefined ? null : { length, command: { kind: 'real-time' } };
}

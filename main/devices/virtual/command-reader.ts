/** One thing the bytes tell a printer to do. Written from the manual for reading, independent of the encoder. */
export type PrinterCommand =
  | { readonly kind: 'letters'; readonly bytes: Uint8Array }
  | { readonly kind: 'line-feed' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'code-page'; readonly id: number }
  | { readonly kind: 'align'; readonly align: 'left' | 'center' | 'right' }
  | { readonly kind: 'bold'; readonly on: boolean }
  | { readonly kind: 'size'; readonly wide: boolean; readonly tall: boolean }
  | { readonly kind: 'feed-dots'; readonly dots: number }
  | { readonly kind: 'feed-lines'; readonly lines: number }
  | { readonly kind: 'picture'; readonly widthDots: number; readonly heightDots: number; readonly rows: Uint8Array }
  | { readonly kind: 'qr-setting'; readonly setting: 'model' | 'module' | 'correction'; readonly value: number }
  | { readonly kind: 'qr-store'; readonly data: string }
  | { readonly kind: 'qr-print' }
  | { readonly kind: 'barcode-setting' }
  | { readonly kind: 'barcode'; readonly system: number; readonly data: string }
  | { readonly kind: 'cut'; readonly feedDots: number }
  | { readonly kind: 'pulse'; readonly pin: 2 | 5; readonly onMs: number; readonly offMs: number }
  | { readonly kind: 'process-id'; readonly token: string }
  | { readonly kind: 'barrier' }
  | { readonly kind: 'status-back'; readonly on: boolean }
  | { readonly kind: 'real-time' }
  | { readonly kind: 'setting' }
  | { readonly kind: 'fault'; readonly fault: string };

/** A command and how many bytes it took. */
export interface ReadCommand {
  readonly length: number;
  readonly command: PrinterCommand;
}

/** Reads the command at `at`; null when its last byte has not come yet. */
export function readCommand(bytes: Uint8Array, at: number): ReadCommand | null {
  const lead = bytes[at];
  if (lead === undefined) return null;
  const view = new CommandView(bytes, at);
  switch (lead) {
    case 0x0a:
      return { length: 1, command: { kind: 'line-feed' } };
    case 0x0d:
      return { length: 1, command: { kind: 'setting' } };
    case 0x1b:
      return readEscape(view);
    case 0x1d:
      return readGroup(view);
    case 0x1c:
      return readField(view);
    case 0x10:
      return readRealTime(view);
    default:
      return lead < 0x20 || lead === 0x7f ? fault(1, `control ${hex(lead)}`) : readLetters(bytes, at);
  }
}

/** The bytes of one command, from its first one; undefined beyond what has come. */
class CommandView {
  readonly #bytes: Uint8Array;
  readonly #at: number;
  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }
  byte(offset: number): number | undefined {
    return this.#bytes[this.#at + offset];
  }
  word(offset: number): number | undefined {
    const low = this.byte(offset);
    const high = this.byte(offset + 1);
    return low === undefined || high === undefined ? undefined : low | (high << 8);
  }
  /** A copy of `length` bytes, or null when they have not all come. */
  slice(offset: number, length: number): Uint8Array | null {
    const start = this.#at + offset;
    return start + length <= this.#bytes.length ? this.#bytes.slice(start, start + length) : null;
  }
}

function hex(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`;
}

function fault(length: number, text: string): ReadCommand {
  return { length, command: { kind: 'fault', fault: text } };
}

function readLetters(bytes: Uint8Array, at: number): ReadCommand {
  let end = at;
  while (end < bytes.length && (bytes[end] ?? 0) >= 0x20 && bytes[end] !== 0x7f) end += 1;
  return { length: end - at, command: { kind: 'letters', bytes: bytes.slice(at, end) } };
}

const alignments = ['left', 'center', 'right'] as const;

/** ESC commands with one parameter that only set something this paper does not show, by their second byte. */
const silentEscapes: ReadonlySet<number> = new Set([0x20, 0x2d, 0x33, 0x47, 0x4d, 0x52, 0x56, 0x7b]);

/** ESC commands with parameters that change what is seen. */
const showingEscapes: ReadonlySet<number> = new Set([0x61, 0x45, 0x74, 0x4a, 0x64, 0x70]);

function readEscape(view: CommandView): ReadCommand | null {
  const second = view.byte(1);
  if (second === undefined) return null;
  if (second === 0x40) return { length: 2, command: { kind: 'reset' } };
  if (second === 0x32) return { length: 2, command: { kind: 'setting' } };
  if (!silentEscapes.has(second) && !showingEscapes.has(second)) return fault(2, `ESC ${hex(second)}`);
  const value = view.byte(2);
  if (value === undefined) return null;
  if (silentEscapes.has(second)) return { length: 3, command: { kind: 'setting' } };
  switch (second) {
    case 0x61: {
      const align = alignments[value % 0x30];
      return align === undefined ? fault(3, `ESC a ${hex(value)}`) : { length: 3, command: { kind: 'align', align } };
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
      return fault(2, `ESC ${hex(second)}`);
  }
}

function readPulse(view: CommandView, connector: number): ReadCommand | null {
  const on = view.byte(3);
  const off = view.byte(4);
  if (on === undefined || off === undefined) return null;
  if (![0, 1, 0x30, 0x31].includes(connector)) return fault(5, `ESC p ${hex(connector)}`);
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
    case 0x42:
    case 0x48:
    case 0x66:
    case 0x68:
    case 0x77:
      return { length: 3, command: { kind: 'barcode-setting' } };
    default:
      return fault(2, `GS ${hex(second)}`);
  }
}

function readPicture(view: CommandView): ReadCommand | null {
  const across = view.word(4);
  const height = view.word(6);
  if (across === undefined || height === undefined) return null;
  if (view.byte(2) !== 0x30 || across === 0 || height === 0) return fault(8, 'GS v 0 without a picture');
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
    : fault(4, `GS V ${hex(mode)}`);
}

function readBarcode(view: CommandView, system: number): ReadCommand | null {
  const length = view.byte(3);
  if (length === undefined) return null;
  if (system < 65 || system > 79) return fault(3, `GS k ${system}`);
  const data = view.slice(4, length);
  if (data === null) return null;
  return { length: 4 + length, command: { kind: 'barcode', system, data: latin1(data) } };
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
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
  return fault(whole, `GS ( ${hex(name)}`);
}

function symbolCommand(parameters: Uint8Array): PrinterCommand {
  const [kind, code, value = 0] = parameters;
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
  return second === 0x2e || second === 0x26
    ? { length: 2, command: { kind: 'setting' } }
    : fault(2, `FS ${hex(second)}`);
}

/** Real-time commands have been acted on when they came in; here they only take up their bytes. */
function readRealTime(view: CommandView): ReadCommand | null {
  const second = view.byte(1);
  if (second === undefined) return null;
  const length = second === 0x14 ? 5 : 3;
  if (second !== 0x04 && second !== 0x05 && second !== 0x14) return fault(1, `DLE ${hex(second)}`);
  return view.byte(length - 1) === undefined ? null : { length, command: { kind: 'real-time' } };
}

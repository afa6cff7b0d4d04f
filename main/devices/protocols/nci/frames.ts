import type { SerialLine } from '../../device-channel.ts';
import type { FrameReader } from '../../scale/weighing.ts';

/**
 * NCI (SCP-01), spoken by Avery Weigh-Tronix, Brecknell, OHAUS and Fairbanks scales. Sources: NCI 7800 User's Manual p. 32,
 * NCI 6702 User Manual p. 14, OHAUS Aviator 7000 Service Manual pp. 47–49 (its variant puts `S` before the status bytes).
 * `W` CR → LF weight unit CR LF [S]hh… CR ETX. Without a weight to tell, some send the status alone.
 */
export const lineNci: SerialLine = { baudRate: 9_600, dataBits: 7, parity: 'even', stopBits: 1 };

const etx = 0x03;
/** Longest answer up to ETX, in bytes; a longer one is noise. */
export const nciFrameBytesMax = 48;

/** What two or three status bytes say. */
export interface NciStatus {
  readonly moving: boolean;
  readonly atZero: boolean;
  readonly under: boolean;
  readonly over: boolean;
  /** Memory, program or calibration is broken. */
  readonly broken: boolean;
  readonly initialZeroError: boolean;
  readonly net: boolean;
}

/** `weight` as displayed, null when only the status came. `unknown-command` is the scale's `?`. */
export type NciFrame =
  | { readonly kind: 'answer'; readonly weight: string | null; readonly unit: string; readonly status: NciStatus }
  | { readonly kind: 'unknown-command' }
  | { readonly kind: 'garbled' };

/** Cuts the stream at ETX. The parity bit is taken off. */
export class NciReader implements FrameReader<NciFrame> {
  #held: number[] = [];
  #tooLong = false;

  feed(bytes: Uint8Array): NciFrame[] {
    const found: NciFrame[] = [];
    for (const raw of bytes) {
      const byte = raw & 0x7f;
      if (byte !== etx) this.#add(byte);
      else found.push(this.#end());
    }
    return found;
  }

  #add(byte: number): void {
    this.#tooLong ||= this.#held.length >= nciFrameBytesMax;
    if (!this.#tooLong) this.#held.push(byte);
  }

  #end(): NciFrame {
    const frame: NciFrame = this.#tooLong ? { kind: 'garbled' } : readNciFrame(String.fromCharCode(...this.#held));
    this.#held = [];
    this.#tooLong = false;
    return frame;
  }
}

/** Reads what stands before ETX: one or two lines, each LF … CR. */
export function readNciFrame(text: string): NciFrame {
  const lines = text.split('\n');
  const [before, first = '', second] = lines.map((each) => (each.endsWith('\r') ? each.slice(0, -1) : each));
  const isSound =
    before === '' && lines.length >= 2 && lines.length <= 3 && lines.slice(1).every((each) => each.endsWith('\r'));
  if (!isSound) return { kind: 'garbled' };
  if (first === '?' && second === undefined) return { kind: 'unknown-command' };
  const status = readNciStatus(second ?? first);
  if (status === null) return { kind: 'garbled' };
  if (second === undefined) return { kind: 'answer', weight: null, unit: '', status };
  const weight = /^ *([-^_]+|-? *\d+\.?\d*) *([A-Za-z]*) *$/.exec(first);
  if (weight === null) return { kind: 'garbled' };
  return {
    kind: 'answer',
    weight: (weight[1] ?? '').replaceAll(' ', ''),
    unit: (weight[2] ?? '').toLowerCase(),
    status,
  };
}

/** Reads two or three status bytes with or without the `S`; null when they have not the fixed bits (4 and 5 set). */
export function readNciStatus(text: string): NciStatus | null {
  const bare = text.startsWith('S') ? text.slice(1) : text;
  const bytes = Array.from(bare, (character) => character.charCodeAt(0));
  const [first = 0, second = 0, third = 0x30] = bytes;
  if (bytes.length < 2 || bytes.length > 4) return null;
  if ((first & 0x70) !== 0x30 || bytes.some((byte) => (byte & 0x30) !== 0x30)) return null;
  return {
    moving: (first & 1) !== 0,
    atZero: (first & 2) !== 0,
    under: (second & 1) !== 0,
    over: (second & 2) !== 0,
    broken: (first & 0x0c) !== 0 || (second & 0x0c) !== 0,
    initialZeroError: (third & 8) !== 0,
    net: (third & 4) !== 0,
  };
}

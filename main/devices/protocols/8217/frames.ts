import type { SerialLine } from '../../device-channel.ts';
import type { FrameReader } from '../../scale/weighing.ts';

/**
 * Mettler Toledo 8217, the weight-only protocol of checkout scales. Source: METTLER TOLEDO Diva Service Manual 72191202,
 * 6.1.3 "Command Descriptions" and "Scale Status Byte Bit Definitions" (the same in the Viva and Ariva-S manuals).
 * `W` → STX weight CR, or STX ? status CR when there is no weight to tell.
 */
export const line8217: SerialLine = { baudRate: 9_600, dataBits: 7, parity: 'even', stopBits: 1 };

const stx = 0x02;
const cr = 0x0d;
/** Longest answer between STX and CR, in bytes; a longer one is noise. */
export const frameBytesMax = 16;

/** What a status byte says; only the low seven bits count. */
export interface Status8217 {
  readonly moving: boolean;
  readonly over: boolean;
  readonly underZero: boolean;
  /** Outside the range in which zero can be caught: it must be emptied and set to zero. */
  readonly outsideZero: boolean;
  readonly centreOfZero: boolean;
  readonly net: boolean;
  readonly badCommand: boolean;
}

/** `weight`: the digits as they came. `text`: anything else between STX and CR, e.g. the answer to an echo test. */
export type Frame8217 =
  | { readonly kind: 'weight'; readonly digits: string; readonly net: boolean }
  | { readonly kind: 'status'; readonly status: Status8217 }
  | { readonly kind: 'text'; readonly text: string };

function bit(byte: number, at: number): boolean {
  return ((byte >> at) & 1) === 1;
}

/** Reads a status byte: bits 0 motion, 1 over, 2 under zero, 3 outside zero, 4 centre of zero, 5 net, 6 bad command. */
export function readStatus8217(byte: number): Status8217 {
  return {
    moving: bit(byte, 0),
    over: bit(byte, 1),
    underZero: bit(byte, 2),
    outsideZero: bit(byte, 3),
    centreOfZero: bit(byte, 4),
    net: bit(byte, 5),
    badCommand: bit(byte, 6),
  };
}

/** Cuts the stream at STX and CR. The parity bit is taken off, should the line be opened with eight bits. */
export class Reader8217 implements FrameReader<Frame8217> {
  #held: number[] | null = null;

  feed(bytes: Uint8Array): Frame8217[] {
    const found: Frame8217[] = [];
    for (const raw of bytes) {
      const byte = raw & 0x7f;
      // A status byte may be any value, so STX and CR right after the question mark are the status.
      const isStatus = this.#held?.length === 1 && this.#held[0] === 0x3f;
      if (byte === stx && !isStatus) this.#held = [];
      else if (byte === cr && !isStatus) found.push(...this.#end());
      else this.#add(byte);
    }
    return found;
  }

  #add(byte: number): void {
    if (this.#held === null) return;
    this.#held.push(byte);
    if (this.#held.length > frameBytesMax) this.#held = null;
  }

  #end(): Frame8217[] {
    const held = this.#held;
    this.#held = null;
    return held === null ? [] : [readFrame8217(held)];
  }
}

/** Reads what stands between STX and CR. */
export function readFrame8217(held: readonly number[]): Frame8217 {
  const [first = 0, second = 0] = held;
  if (first === 0x3f && held.length === 2) return { kind: 'status', status: readStatus8217(second) };
  const text = String.fromCharCode(...held);
  const weight = /^ *(\d{1,5}\.?\d{0,3})(N?)$/.exec(text);
  if (weight === null) return { kind: 'text', text };
  return { kind: 'weight', digits: weight[1] ?? '', net: weight[2] === 'N' };
}

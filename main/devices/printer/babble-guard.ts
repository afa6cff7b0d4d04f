/**
 * Most a printer says in a second, in bytes. A status is 4 to 15 bytes and a confirmation 7: no printer comes near. A line
 * that says more is no printer, or a broken one.
 */
export const printerSaysBytesPerSecondMax = 65_536;
/** Most bytes of one read that are looked at; the rest of it only counts. */
export const printerReadBytesMax = 16_384;
/** Most bytes a second that fit no pattern: flow control and a word of a maker are let pass, a babble is not. */
export const printerNoiseBytesPerSecondMax = 64;

/** What was heard since `from` (epoch ms), at most a second ago. */
export interface BabbleState {
  readonly from: number;
  readonly heardBytes: number;
  readonly noiseBytes: number;
  /** Is the printer not to be believed any more? Stays so until a new connection. */
  readonly babbles: boolean;
}
/** Nothing was heard yet. */
export const quiet: BabbleState = { from: 0, heardBytes: 0, noiseBytes: 0, babbles: false };

/** One more read: how many bytes it had, and how many of those looked at fitted no pattern (PJ15). */
export function foldBabble(
  state: BabbleState,
  read: { readonly at: number; readonly bytes: number; readonly noiseBytes: number },
): BabbleState {
  const isSameSecond = read.at - state.from < 1_000 && read.at >= state.from;
  const heardBytes = (isSameSecond ? state.heardBytes : 0) + read.bytes;
  const noiseBytes = (isSameSecond ? state.noiseBytes : 0) + read.noiseBytes;
  const isTooMuch = heardBytes > printerSaysBytesPerSecondMax || noiseBytes > printerNoiseBytesPerSecondMax;
  return { from: isSameSecond ? state.from : read.at, heardBytes, noiseBytes, babbles: state.babbles || isTooMuch };
}

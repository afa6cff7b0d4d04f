import type { ScaleRefusal } from '../../../contracts/device-status.ts';
import { accept, type Outcome, refuse } from '../../../domain/outcome.ts';
import { quantityMilliMax } from '../../../domain/quantity/quantity.ts';
import type { SerialLine } from '../device-channel.ts';

/** A settled load in grams (thousandths of a kilogram), 0 when the scale is empty. `net`: a tare was taken off. */
export interface SettledLoad {
  readonly milli: number;
  readonly unit: 'kg';
  readonly net: boolean;
  /** What a price-computing scale reckoned: unit price and price to pay as the integers on its display. */
  readonly pricing: { readonly unitPrice: number; readonly toPay: number } | null;
}
/** What a scale answered: a settled load, empty included, or why there is none. */
export type ScaleAnswer = Outcome<SettledLoad, ScaleRefusal>;

/** What is wanted of a weighing. Scales that only weigh take no notice of price and text. */
export interface WeighRequest {
  /** Price of a kilogram in minor units, 1 … 999,999; a price-computing scale shows it. */
  readonly unitPrice: number;
  /** Known tare in grams, 0 for none. */
  readonly tareMilli: number;
  /** Name of the goods for the scale's display, empty for none. */
  readonly text: string;
}
/** A weighing of which only the weight is wanted: price-computing scales need a price, the smallest there is. */
export const plainWeighing: WeighRequest = { unitPrice: 1, tareMilli: 0, text: '' };

/** One conversation with a scale: what is not an answer to the question just asked never reaches the one who asked. */
export interface ScaleTalk<Frame> {
  /** Sends and waits for the next frame; null when none came in time. */
  readonly ask: (bytes: Uint8Array) => Promise<Frame | null>;
  /** Waits a moment, before the same thing is asked again. */
  readonly pause: () => Promise<void>;
  /** Has the time for this weighing run out? */
  readonly isOver: () => boolean;
}

/** Cuts what a scale says into frames. Bounded, and finds its way back after any garbage. */
export interface FrameReader<Frame> {
  feed(bytes: Uint8Array): Frame[];
}

/** How scales of one kind are spoken to. */
export interface ScaleProtocol<Frame> {
  readonly name: '8217' | 'nci' | 'dialog06';
  readonly line: SerialLine;
  readonly reader: () => FrameReader<Frame>;
  readonly weigh: (talk: ScaleTalk<Frame>, request: WeighRequest) => Promise<ScaleAnswer>;
  /** Sets the empty scale to zero; the answer is how it is then. */
  readonly zero: (talk: ScaleTalk<Frame>) => Promise<ScaleAnswer>;
  /** Takes off a known tare in grams, or what lies on the scale when null; 0 takes none off. */
  readonly tare: (talk: ScaleTalk<Frame>, tareMilli: number | null) => Promise<ScaleAnswer>;
  /** Bytes that end a conversation, where the protocol has such. */
  readonly reset?: () => Uint8Array;
}

/**
 * Digits with a decimal point as thousandths: `12.345` is 12,345. Exact: more than three digits behind the point, a sign
 * or anything else is null, as is more than a quantity can hold.
 */
export function milliOfDecimal(text: string): number | null {
  const match = /^(\d{1,7})(?:\.(\d{0,3}))?$/.exec(text);
  if (match === null) return null;
  const milli = Number(match[1]) * 1_000 + Number((match[2] ?? '').padEnd(3, '0'));
  return milli <= quantityMilliMax ? milli : null;
}

/** A settled load of so many grams, without a price. */
export function settled(milli: number, net: boolean): ScaleAnswer {
  return accept({ milli, unit: 'kg', net, pricing: null });
}

/** The protocol has no such command. */
export function notPossible(): Promise<ScaleAnswer> {
  return Promise.resolve(refuse('not-possible'));
}

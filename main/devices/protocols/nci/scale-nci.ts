import { refuse } from '../../../../domain/outcome.ts';
import { quantityMilliMax } from '../../../../domain/quantity/quantity.ts';
import { milliOfDecimal, type ScaleAnswer, type ScaleProtocol, type ScaleTalk, settled } from '../../scale/weighing.ts';
import { lineNci, type NciFrame, NciReader, type NciStatus } from './frames.ts';

function commandBytes(letter: string): Uint8Array {
  return Uint8Array.of(letter.charCodeAt(0), 0x0d);
}

function whyNot(status: NciStatus): ScaleAnswer | null {
  if (status.broken) return refuse('hardware');
  if (status.initialZeroError) return refuse('zero-lost');
  if (status.over) return refuse('overload');
  if (status.under) return refuse('under-zero');
  return status.moving ? refuse('moving') : null;
}

/** Bars on the display instead of digits: `^` over capacity, `_` under capacity, `-` zeroing error. */
function whyBars(weight: string): ScaleAnswer | null {
  if (/^\^+$/.test(weight)) return refuse('overload');
  if (/^_+$/.test(weight)) return refuse('under-zero');
  return /^-+$/.test(weight) ? refuse('zero-lost') : null;
}

/** Digits in the unit the scale shows. Grams and kilograms are sold by; pounds and ounces are not. */
function weightOf(weight: string, unit: string, net: boolean): ScaleAnswer {
  if (weight.startsWith('-')) return refuse('under-zero');
  if (unit === 'kg') {
    const milli = milliOfDecimal(weight);
    return milli === null ? refuse('garbled') : settled(milli, net);
  }
  if (unit !== 'g') return refuse(unit === '' ? 'garbled' : 'unit-unsupported');
  // Fractions of a gram are below what a quantity can say; a scale that shows them is not for selling.
  if (!/^\d+(\.0*)?$/.test(weight)) return refuse('unit-unsupported');
  const grams = Number.parseInt(weight, 10);
  return grams <= quantityMilliMax ? settled(grams, net) : refuse('garbled');
}

function answerOf(frame: NciFrame | null): ScaleAnswer {
  if (frame === null) return refuse('silent');
  if (frame.kind === 'garbled') return refuse('garbled');
  if (frame.kind === 'unknown-command') return refuse('not-possible');
  const { weight, unit, status } = frame;
  const not = whyNot(status) ?? (weight === null ? null : whyBars(weight));
  if (not !== null) return not;
  if (weight !== null) return weightOf(weight, unit, status.net);
  return status.atZero ? settled(0, status.net) : refuse('garbled');
}

async function command(talk: ScaleTalk<NciFrame>, letter: string): Promise<ScaleAnswer> {
  const frame = await talk.ask(commandBytes(letter));
  if (frame?.kind !== 'answer') return answerOf(frame);
  return whyNot(frame.status) ?? settled(0, frame.status.net);
}

/** The NCI protocol. The unit is in every answer. A known tare cannot be sent; what lies on the scale can be taken off. */
export const scaleNci: ScaleProtocol<NciFrame> = {
  name: 'nci',
  line: lineNci,
  reader: () => new NciReader(),
  weigh: async (talk) => answerOf(await talk.ask(commandBytes('W'))),
  zero: async (talk) => {
    const frame = await talk.ask(commandBytes('Z'));
    if (frame?.kind !== 'answer') return answerOf(frame);
    // Outside the zero range or in motion the command is passed over, and only the missing flag tells.
    return whyNot(frame.status) ?? (frame.status.atZero ? settled(0, frame.status.net) : refuse('zero-lost'));
  },
  tare: (talk, tareMilli) => (tareMilli === null ? command(talk, 'T') : Promise.resolve(refuse('not-possible'))),
};

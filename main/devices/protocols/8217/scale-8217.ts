import { refuse } from '../../../../domain/outcome.ts';
import { milliOfDecimal, type ScaleAnswer, type ScaleProtocol, type ScaleTalk, settled } from '../../scale/weighing.ts';
import { type Frame8217, line8217, Reader8217, type Status8217 } from './frames.ts';

const weightCommand = ascii('W');
const zeroCommand = ascii('Z');
const tareCommand = ascii('T');
const clearTareCommand = ascii('C');

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Why there is no weight: what is worst for a person comes first. Null when nothing speaks against one. */
function whyNot(status: Status8217): ScaleAnswer | null {
  if (status.badCommand) return refuse('not-possible');
  if (status.over) return refuse('overload');
  if (status.underZero) return refuse('under-zero');
  if (status.moving) return refuse('moving');
  return status.outsideZero ? refuse('zero-lost') : null;
}

function answerOf(frame: Frame8217 | null): ScaleAnswer {
  if (frame === null) return refuse('silent');
  if (frame.kind === 'text') return refuse('garbled');
  // A status instead of a weight that names no reason is no weight either, unless it says the scale is empty.
  if (frame.kind === 'status') {
    return whyNot(frame.status) ?? (frame.status.centreOfZero ? settled(0, frame.status.net) : refuse('garbled'));
  }
  const milli = frame.digits.includes('.') ? milliOfDecimal(frame.digits) : null;
  return milli === null ? refuse('garbled') : settled(milli, frame.net);
}

/** The scale's word on a command that changes its zero or tare. */
async function command(talk: ScaleTalk<Frame8217>, bytes: Uint8Array): Promise<ScaleAnswer> {
  const frame = await talk.ask(bytes);
  if (frame === null) return refuse('silent');
  if (frame.kind !== 'status') return refuse('garbled');
  return whyNot(frame.status) ?? settled(0, frame.status.net);
}

/** `Twwwww` CR: a known tare in five digits, grams on a kilogram scale. */
function knownTare(tareMilli: number): Uint8Array {
  return ascii(`T${String(tareMilli).padStart(5, '0')}\r`);
}

/**
 * The 8217 protocol on a scale set to kilograms. One set to pounds sends two digits behind the point
 * (`0WW.WW`), which no kilogram scale does: `unit-unsupported`.
 */
export const scale8217: ScaleProtocol<Frame8217> = {
  name: '8217',
  line: line8217,
  reader: () => new Reader8217(),
  weigh: async (talk) => {
    const frame = await talk.ask(weightCommand);
    if (frame?.kind === 'weight' && /\.\d{0,2}$/.test(frame.digits)) return refuse('unit-unsupported');
    return answerOf(frame);
  },
  zero: (talk) => command(talk, zeroCommand),
  tare: (talk, tareMilli) => {
    if (tareMilli === null) return command(talk, tareCommand);
    if (tareMilli === 0) return command(talk, clearTareCommand);
    if (tareMilli > 99_999) return Promise.resolve(refuse('tare-invalid'));
    return command(talk, knownTare(tareMilli));
  },
};

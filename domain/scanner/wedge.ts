/**
 * Tells a keyboard-wedge scanner from a person. With a prefix set up, what begins with it is a scan and everything else
 * is typing, at once and whatever its speed. Without one, speed decides: every printable key is held for a moment, and a
 * burst that ends with Enter is a scan. One pure reducer for the till and for its tests. Most scanners send a key every
 * 10 ms, slow ones every 80 with peaks of 100, and their prefix can have more still over a radio: by speed alone these
 * cannot be told from a person, so the set-up sheet asks for a prefix.
 */

/** Longest gap between two keys of one scan without a prefix, in milliseconds. */
export const scanGapMsMax = 40;
/** Longest gap inside a scan that began with its prefix, in milliseconds. */
export const prefixedGapMsMax = 250;
/** Longest mean gap of such a scan, in milliseconds: a person who types the prefix is slower. */
export const prefixedMeanMsMax = 120;
/** Fewest characters that make a scan by speed alone, or after a prefix without an end. */
export const scanCharsMin = 4;
/** Longest scan that is kept, in characters: the most a QR code holds. */
export const wedgeCharsMax = 4_296;

/** How the scanner is set up: what it types before and after each scan; both may be empty. */
export interface WedgeSettings {
  readonly prefix: string;
  readonly suffix: string;
}

/** What is held back. `startAt` and `lastAt`: first and last key of it, milliseconds of any steady clock. */
export interface WedgeState {
  readonly held: string;
  readonly startAt: number;
  readonly lastAt: number;
  /** Has the whole prefix come? */
  readonly prefixed: boolean;
  /** More came than is kept. */
  readonly tooLong: boolean;
}
/** Nothing is held. */
export const idleWedge: WedgeState = { held: '', startAt: 0, lastAt: 0, prefixed: false, tooLong: false };

/**
 * `hold`: keep the key from everybody; `release` is what was held before and turned out to be typing. `pass`: let the key
 * through, after releasing what was held. `scan`: one scan, of which no key reaches a field. `broken`: a scan that was cut
 * off or is too long; it is dropped whole.
 */
export type WedgeVerdict =
  | { readonly kind: 'hold'; readonly release: string }
  | { readonly kind: 'pass'; readonly release: string }
  | { readonly kind: 'scan'; readonly raw: string }
  | { readonly kind: 'broken' };

/** What one key did. */
export interface WedgeStep {
  readonly state: WedgeState;
  /** What the keys held until now were, when their time was over before this key; to be done first. */
  readonly settled: WedgeVerdict | null;
  readonly verdict: WedgeVerdict;
}

/** One key as it went down. `repeat`: it is being held down, which no scanner does. */
export interface WedgePress {
  readonly key: string;
  readonly at: number;
  readonly repeat?: boolean;
}

type Step = Omit<WedgeStep, 'settled'>;

/** Milliseconds after the last key at which the held keys are looked at again. */
export function wedgeWaitMs(settings: WedgeSettings): number {
  return settings.prefix === '' ? scanGapMsMax : prefixedGapMsMax;
}

/** One more key. Its timer may be late: what should have been settled before is settled here. */
export function foldWedgeKey(state: WedgeState, press: WedgePress, settings: WedgeSettings): WedgeStep {
  const isLate = state.held !== '' && press.at - state.lastAt > wedgeWaitMs(settings);
  const idle = isLate ? foldWedgeIdle(state, settings) : null;
  const from = idle === null ? state : idle.state;
  const step = settings.prefix === '' ? bySpeed(from, press, settings) : byPrefix(from, press, settings);
  return { ...step, settled: idle?.verdict ?? null };
}

/** Nothing came for a while: what was held was typing, unless it looks like a scan whose scanner sends no end. */
export function foldWedgeIdle(state: WedgeState, settings: WedgeSettings): Step {
  if (state.prefixed) return { state: idleWedge, verdict: unended(state, settings) };
  const isCode = settings.prefix === '' && settings.suffix === '' && /^\d{8,14}$/.test(state.held);
  if (state.tooLong) return { state: idleWedge, verdict: { kind: 'broken' } };
  if (isCode) return { state: idleWedge, verdict: { kind: 'scan', raw: state.held } };
  return { state: idleWedge, verdict: { kind: 'pass', release: state.held } };
}

function isPrintable(key: string): boolean {
  return Array.from(key).length === 1;
}

function isEnd(key: string): boolean {
  return key === 'Enter' || key === 'Tab';
}

function grown(state: WedgeState, { key, at }: WedgePress): WedgeState {
  const held = state.held + key;
  return {
    held: held.slice(0, wedgeCharsMax),
    startAt: state.held === '' ? at : state.startAt,
    lastAt: at,
    prefixed: state.prefixed,
    tooLong: state.tooLong || held.length > wedgeCharsMax,
  };
}

function released(state: WedgeState): Step {
  return { state: idleWedge, verdict: { kind: 'pass', release: state.held } };
}

function scanned(raw: string, tooLong: boolean): Step {
  return { state: idleWedge, verdict: tooLong ? { kind: 'broken' } : { kind: 'scan', raw } };
}

function bySpeed(state: WedgeState, press: WedgePress, { suffix }: WedgeSettings): Step {
  if (press.repeat === true) return released(state);
  if (isEnd(press.key) && state.held.length >= scanCharsMin)
    return scanned(withoutEnd(state.held, suffix), state.tooLong);
  if (!isPrintable(press.key)) return released(state);
  const next = grown(state, press);
  const isEnded = suffix !== '' && next.held.length >= scanCharsMin + suffix.length && next.held.endsWith(suffix);
  return isEnded
    ? scanned(withoutEnd(next.held, suffix), next.tooLong)
    : { state: next, verdict: { kind: 'hold', release: '' } };
}

/** A suffix that stands before Enter is no part of the scan. */
function withoutEnd(text: string, suffix: string): string {
  return suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
}

function byPrefix(state: WedgeState, press: WedgePress, settings: WedgeSettings): Step {
  if (state.prefixed) return inScan(state, press, settings);
  if (press.repeat === true || !isPrintable(press.key)) return released(state);
  const { prefix } = settings;
  const joined = state.held + press.key;
  const kept = partOfPrefix(joined, prefix);
  if (kept === '') return released(state);
  const isFresh = kept.length < joined.length || state.held === '';
  const next = {
    ...idleWedge,
    held: kept,
    startAt: isFresh ? press.at : state.startAt,
    lastAt: press.at,
    prefixed: kept === prefix,
  };
  return { state: next, verdict: { kind: 'hold', release: joined.slice(0, joined.length - kept.length) } };
}

/** The longest end of a text that the prefix begins with. */
function partOfPrefix(text: string, prefix: string): string {
  for (let from = Math.max(0, text.length - prefix.length); from < text.length; from += 1) {
    if (prefix.startsWith(text.slice(from))) return text.slice(from);
  }
  return '';
}

function inScan(state: WedgeState, press: WedgePress, settings: WedgeSettings): Step {
  const { prefix, suffix } = settings;
  const isEmpty = state.held.length === prefix.length;
  if (isEnd(press.key)) {
    if (isEmpty || !isQuick({ ...state, lastAt: press.at })) return released(state);
    return scanned(withoutEnd(state.held.slice(prefix.length), suffix), state.tooLong);
  }
  // A key of a person beside the scan: theirs, and no reason to let the scan into a field.
  if (press.repeat === true || !isPrintable(press.key)) {
    return isEmpty ? released(state) : { state, verdict: { kind: 'pass', release: '' } };
  }
  const next = grown(state, press);
  const body = next.held.slice(prefix.length);
  const isEnded = suffix !== '' && body.length > suffix.length && body.endsWith(suffix) && isQuick(next);
  return isEnded
    ? scanned(withoutEnd(body, suffix), next.tooLong)
    : { state: next, verdict: { kind: 'hold', release: '' } };
}

/** As quick as a scanner: by the mean of its gaps, since single ones may be long. */
function isQuick({ held, startAt, lastAt }: WedgeState): boolean {
  return lastAt - startAt <= held.length * prefixedMeanMsMax;
}

/** A prefix and no end. Quick and long enough, it is a scan where none is set up, else one that was cut off. */
function unended(state: WedgeState, { prefix, suffix }: WedgeSettings): WedgeVerdict {
  const body = state.held.slice(prefix.length);
  if (body.length < scanCharsMin || !isQuick(state)) return { kind: 'pass', release: state.held };
  if (state.tooLong || suffix !== '') return { kind: 'broken' };
  return { kind: 'scan', raw: body };
}

/**
 * Tells a keyboard-wedge scanner from a person, by prefix and suffix where they are set up, else by speed. Every printable
 * key is held for a moment: a burst that ends with Enter is a scan and reaches no field; anything else is released as
 * typing. One pure reducer for the till and for its tests. Source: devices-evidence, "Keyboard wedge" (40 ms gap, 10 ms a
 * key for most scanners; slower ones need a prefix).
 */

/** Longest gap between two keys of one scan without a prefix, in milliseconds. */
export const scanGapMsMax = 40;
/** Longest gap inside a scan that began with its prefix, in milliseconds (slow radios reach 100). */
export const prefixedGapMsMax = 250;
/** Fewest characters that make a scan by speed alone. */
export const scanCharsMin = 4;
/** Longest scan that is kept; more is cut by the hub's own limit anyway. */
export const wedgeCharsMax = 4_296;

export interface WedgeSettings {
  readonly prefix: string;
  readonly suffix: string;
}
export interface WedgeState {
  readonly held: string;
  readonly lastAt: number;
  readonly prefixed: boolean;
}
export const idleWedge: WedgeState = { held: '', lastAt: 0, prefixed: false };

/** `hold`: keep the key from everybody. `pass`: let it through, after releasing what was held. */
export type WedgeVerdict =
  | { readonly kind: 'hold' }
  | { readonly kind: 'pass'; readonly release: string }
  | { readonly kind: 'scan'; readonly raw: string };
export interface WedgeStep {
  readonly state: WedgeState;
  readonly verdict: WedgeVerdict;
}

/** Milliseconds after the last key at which the held keys are looked at again. */
export function wedgeWaitMs(state: WedgeState): number {
  return state.prefixed ? prefixedGapMsMax : scanGapMsMax;
}

function isPrintable(key: string): boolean {
  return Array.from(key).length === 1;
}

function endsScan(key: string, settings: WedgeSettings): boolean {
  if (key === 'Enter' || key === 'Tab') return true;
  return settings.suffix !== '' && key === settings.suffix.at(-1);
}

function asScan(state: WedgeState, settings: WedgeSettings): string | null {
  const enough = state.prefixed ? state.held.length > settings.prefix.length : state.held.length >= scanCharsMin;
  if (!enough) return null;
  const body = state.prefixed ? state.held.slice(settings.prefix.length) : state.held;
  return settings.suffix.length > 1 && body.endsWith(settings.suffix.slice(0, -1))
    ? body.slice(0, 1 - settings.suffix.length)
    : body;
}

/** One more key at `at` (milliseconds of any steady clock). */
export function foldWedgeKey(
  state: WedgeState,
  press: { readonly key: string; readonly at: number },
  settings: WedgeSettings,
): WedgeStep {
  const { key, at } = press;
  const burst = state.held !== '' && at - state.lastAt <= wedgeWaitMs(state);
  if (burst && endsScan(key, settings)) {
    const raw = asScan(state, settings);
    if (raw !== null) return { state: idleWedge, verdict: { kind: 'scan', raw } };
  }
  if (!isPrintable(key)) return { state: idleWedge, verdict: { kind: 'pass', release: state.held } };
  const held = ((burst ? state.held : '') + key).slice(0, wedgeCharsMax);
  const prefixed = settings.prefix !== '' && held.startsWith(settings.prefix);
  return { state: { held, lastAt: at, prefixed }, verdict: { kind: 'hold' } };
}

/** Nothing came for a while: what was held was typing, unless the scanner sends no end and was fast and long. */
export function foldWedgeIdle(state: WedgeState, settings: WedgeSettings): WedgeStep {
  const long = state.prefixed || (/^\d{8,14}$/.test(state.held) && settings.suffix === '');
  const raw = long ? asScan(state, settings) : null;
  if (raw !== null) return { state: idleWedge, verdict: { kind: 'scan', raw } };
  return { state: idleWedge, verdict: { kind: 'pass', release: state.held } };
}

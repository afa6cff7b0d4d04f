import type { DrawerData, DrawerPosition } from '../../../contracts/device-status.ts';

/** An opening belongs to a kick or a cash event of at most so long before, in milliseconds: solenoid, hand, and the poll. */
export const explainMsMax = 5_000;
/** Explanations kept; more are made by no till. */
export const explanationsMax = 16;

interface Explanation {
  readonly at: number;
  readonly reason: string;
}

/** What is known of a drawer over time. All times in UTC epoch ms. */
export interface DrawerWatch {
  readonly position: DrawerPosition;
  /** The last position that was not unknown; null before there was one. */
  readonly known: 'open' | 'closed' | null;
  /** Since when it is seen open; null when it is not. */
  readonly openSince: number | null;
  readonly leftOpenTold: boolean;
  readonly explanations: readonly Explanation[];
}
/** Nothing is known of the drawer yet. */
export const unwatched: DrawerWatch = {
  position: 'unknown',
  known: null,
  openSince: null,
  leftOpenTold: false,
  explanations: [],
};

/**
 * `explained`: a kick was sent or a cash event booked; `not-explained` takes one back that did not leave. `seen`: the sensor said so.
 * `passed`: time went by.
 */
export type DrawerInput =
  | { readonly kind: 'explained' | 'not-explained'; readonly at: number; readonly reason: string }
  | { readonly kind: 'seen'; readonly at: number; readonly position: DrawerPosition }
  | { readonly kind: 'passed'; readonly at: number };

/** What one input made of it, and what is to be told. */
export interface DrawerStep {
  readonly watch: DrawerWatch;
  readonly told: readonly DrawerData[];
}

/**
 * One more thing about a drawer (rules DW4 to DW6). An opening is told with the reason of the kick or cash event before it,
 * each of which explains one opening; without one it is `opened-unexplained`. A drawer first seen open was opened nobody
 * knows when: that is no opening.
 */
export function foldDrawer(watch: DrawerWatch, input: DrawerInput, leftOpenMs: number): DrawerStep {
  if (input.kind === 'explained') {
    const explanations = [...watch.explanations, { at: input.at, reason: input.reason }].slice(-explanationsMax);
    return { watch: { ...watch, explanations }, told: [] };
  }
  if (input.kind === 'not-explained') {
    const taken = watch.explanations.findIndex(({ at, reason }) => at === input.at && reason === input.reason);
    return { watch: { ...watch, explanations: watch.explanations.filter((_, index) => index !== taken) }, told: [] };
  }
  const seen = input.kind === 'seen' ? see(watch, input) : { watch, told: [] };
  const late = leftOpen(seen.watch, input.at, leftOpenMs);
  return { watch: late.watch, told: [...seen.told, ...late.told] };
}

function see(watch: DrawerWatch, { at, position }: Extract<DrawerInput, { kind: 'seen' }>): DrawerStep {
  if (position === watch.position) return { watch, told: [] };
  // Not known for a while: what it was before is remembered, so that an opening meanwhile is not overlooked.
  if (position === 'unknown') return { watch: { ...watch, position, openSince: null }, told: [] };
  if (position === watch.known) {
    const openSince = position === 'open' ? at : null;
    return { watch: { ...watch, position, openSince }, told: [] };
  }
  return position === 'open' ? opened(watch, at) : closed(watch, at);
}

function opened(watch: DrawerWatch, at: number): DrawerStep {
  const fresh = watch.explanations.filter((each) => at - each.at <= explainMsMax);
  const [reason, ...rest] = fresh;
  const next: DrawerWatch = {
    position: 'open',
    known: 'open',
    openSince: at,
    leftOpenTold: false,
    explanations: watch.known === null ? fresh : rest,
  };
  if (watch.known === null) return { watch: next, told: [] };
  const told: DrawerData = reason ? { kind: 'opened', reason: reason.reason } : { kind: 'opened-unexplained' };
  return { watch: next, told: [told] };
}

function closed(watch: DrawerWatch, at: number): DrawerStep {
  const next: DrawerWatch = { ...watch, position: 'closed', known: 'closed', openSince: null, leftOpenTold: false };
  if (watch.known === null) return { watch: next, told: [] };
  const openMs = watch.openSince === null ? null : Math.max(0, at - watch.openSince);
  return { watch: next, told: [{ kind: 'closed', openMs }] };
}

function leftOpen(watch: DrawerWatch, at: number, leftOpenMs: number): DrawerStep {
  if (watch.openSince === null || watch.leftOpenTold || at - watch.openSince < leftOpenMs) return { watch, told: [] };
  const told: DrawerData = { kind: 'left-open', openMs: at - watch.openSince };
  return { watch: { ...watch, leftOpenTold: true }, told: [told] };
}

/** Most scans a second of one scanner; a person scans three, a conveyor ten. More is a broken line or an attack. */
export const scansPerSecondMax = 100;
/** A flood is over after this long without anything, in milliseconds: less than between two scans of a person trying again. */
export const floodQuietMs = 250;

/** What the guard remembers. */
export interface FloodState {
  /** UTC epoch ms of what was let through in the last second. */
  readonly recent: readonly number[];
  /** Last time anything came; 0 before. */
  readonly lastAt: number;
  readonly flooded: boolean;
  /** What was kept back since the flood began. */
  readonly dropped: number;
}
/** No flood, nothing came yet. */
export const calm: FloodState = { recent: [], lastAt: 0, flooded: false, dropped: 0 };

/** `pass`: let it through. `drop`: keep it back. */
export interface FloodStep {
  readonly state: FloodState;
  readonly verdict: 'pass' | 'drop';
  /** Did a flood begin with this one? */
  readonly began: boolean;
}

/** One more scan (or piece of noise) at `at`. The state is bounded by `scansPerSecondMax` (SR6). */
export function foldFlood(state: FloodState, at: number): FloodStep {
  if (state.flooded && at - state.lastAt < floodQuietMs) {
    return { state: { ...state, lastAt: at, dropped: state.dropped + 1 }, verdict: 'drop', began: false };
  }
  const recent = state.flooded ? [] : state.recent.filter((each) => at - each < 1_000 && each <= at);
  if (recent.length < scansPerSecondMax) {
    return {
      state: { recent: [...recent, at], lastAt: at, flooded: false, dropped: 0 },
      verdict: 'pass',
      began: false,
    };
  }
  return { state: { recent: [], lastAt: at, flooded: true, dropped: 1 }, verdict: 'drop', began: true };
}

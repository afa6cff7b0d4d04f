/** Time, handed in so that tests can move it; all in milliseconds. `main/devices/clock.ts` fits it. */
export interface Clock {
  /** UTC epoch ms. */
  readonly now: () => number;
  /** Calls back after a while; the answer takes it back. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

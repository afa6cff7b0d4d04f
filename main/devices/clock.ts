/** Time as the devices need it: handed in, so that tests can move it. All in milliseconds. */
export interface Clock {
  /** UTC epoch ms. */
  readonly now: () => number;
  /** Calls back after a while; the answer takes it back. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

/** The machine's clock; only process entries take it. */
export const machineClock: Clock = {
  now: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/** Resolves after a while. */
export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve));
}

/** The first of both to come: the promise's value, or `null` when the time is over before. */
export async function within<Value>(clock: Clock, ms: number, promise: Promise<Value>): Promise<Value | null> {
  let takeBack: () => void = () => undefined;
  const over = new Promise<null>((resolve) => {
    takeBack = clock.after(ms, () => resolve(null));
  });
  try {
    return await Promise.race([promise, over]);
  } finally {
    takeBack();
  }
}

/** Wait before the first new start, in milliseconds; it doubles with every further failure. */
export const restartWaitMsMin = 100;
/** Longest wait before a new start, in milliseconds. */
export const restartWaitMsMax = 10_000;
/** Failures in a row after which the supervisor gives up and leaves it to a person. */
export const restartsMax = 6;
/** A child that was ready for this long, in milliseconds, has recovered: its failures are forgotten. */
export const recoveredAfterMs = 60_000;

/** Milliseconds to wait before start number `failures + 1`, or null when enough is enough. */
export function restartWaitMs(failures: number): number | null {
  if (failures > restartsMax) return null;
  return Math.min(restartWaitMsMax, restartWaitMsMin * 2 ** Math.max(0, failures - 1));
}

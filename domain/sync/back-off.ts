/** The first pause after a failure is at most this long, in milliseconds. */
export const backOffFirstMs = 500;
/** No pause is longer, in milliseconds. */
export const backOffMsMax = 30_000;
/** A client in front asks again at least this often though nothing poked it, in milliseconds. */
export const heartbeatMs = 15_000;

/**
 * Pause before the next try after so many failures in a row, in milliseconds: full jitter, so that fifty handhelds do not
 * come back at once. There is no last try (YN40). `random` is in [0, 1).
 */
export function backOffMs(failures: number, random: number): number {
  const ceiling = Math.min(backOffMsMax, backOffFirstMs * 2 ** Math.min(failures, 16));
  return Math.max(1, Math.floor(random * ceiling));
}

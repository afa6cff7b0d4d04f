/** A clock that differs by more is shown to people and flagged, never a reason to refuse; in milliseconds. */
export const clockSkewMsMax = 300_000;

/** How far the own clock is behind the hub's, in milliseconds, from one exchange: asked at, answered at (own), hub's now. */
export function clockSkewMs(exchange: {
  readonly askedAt: number;
  readonly answeredAt: number;
  readonly hubNow: number;
}): number {
  return Math.round(exchange.hubNow - (exchange.askedAt + exchange.answeredAt) / 2);
}

/** Is the own clock so wrong that somebody should set it? */
export function isClockWrong(skewMs: number): boolean {
  return Math.abs(skewMs) > clockSkewMsMax;
}

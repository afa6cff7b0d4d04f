/** What pure code may not reach for by itself: the clock and new ids are handed in. */
export interface Ambient {
  /** UTC epoch milliseconds. */
  readonly now: () => number;
  /** A fresh UUIDv7 in lowercase text. */
  readonly newId: () => string;
}

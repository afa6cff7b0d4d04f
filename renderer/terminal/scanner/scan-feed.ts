import type { TillScan } from '../../../contracts/device-told.ts';

/**
 * Scans of the counter's scanners in the order of their numbers, each once: those of the stream of events, and after a
 * broken stream those the hub has kept meanwhile.
 */
export class ScanFeed {
  readonly #listeners = new Set<(scan: TillScan) => void>();
  /** Null before the hub said where its numbers stand: what was scanned before this window is not rung again. */
  #last: number | null = null;

  readonly subscribe = (listener: (scan: TillScan) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A scan of the stream. */
  take(scan: TillScan): void {
    if (this.#last !== null && scan.no <= this.#last) return;
    this.#last = scan.no;
    for (const listener of this.#listeners) listener(scan);
  }

  /** What the hub has kept, after the stream was begun again. */
  caughtUp(kept: readonly TillScan[]): void {
    const newest = kept.at(-1)?.no ?? 0;
    if (this.#last === null) this.#last = newest;
    // A hub that was started again counts from 1; what it kept came after the line broke.
    else if (newest < this.#last) this.#last = 0;
    for (const scan of kept) this.take(scan);
  }
}

/** A scan as keys would have brought it: the symbology first where the scanner named one. */
export function rawOfScan({ scan }: TillScan): string {
  return `${scan.aimId ?? ''}${scan.data}`;
}

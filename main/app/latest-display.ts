import type { NumberedDisplay } from '../../contracts/customer-display.ts';
import type { CustomerDisplay } from '../../domain/customer-display/customer-scene.ts';

/**
 * Between a till that never waits and a display that may be slow, hung or gone: only the latest display is kept. The page
 * asks for the next one when it has drawn the last, so nothing queues for a page that does not draw (CD4).
 */
export class LatestDisplay {
  #latest: NumberedDisplay | null = null;
  #waiting: ((next: NumberedDisplay | null) => void) | null = null;

  /** Takes the place of whatever was kept. */
  put(display: CustomerDisplay): void {
    this.#latest = { no: (this.#latest?.no ?? 0) + 1, display };
    this.#answer(this.#latest);
  }

  /** The latest display as soon as its number is above `seen`; a question asked before this one is answered with null. */
  next(seen: number): Promise<NumberedDisplay | null> {
    this.#answer(null);
    // A page that was loaded anew starts at 0; one that saw more than there is belongs to another life of the app.
    if (this.#latest !== null && this.#latest.no !== seen) return Promise.resolve(this.#latest);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  #answer(next: NumberedDisplay | null): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.(next);
  }
}

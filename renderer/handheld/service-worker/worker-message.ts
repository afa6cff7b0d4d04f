/** What the page says to a service worker. */
export type WorkerMessage =
  | { readonly kind: 'take-over'; readonly pending: number }
  /** Asks for the worker's edition, answered on the port that comes along. */
  | { readonly kind: 'edition' };

/** An edition that waits takes over only when the outbox is drained (HE30). */
export function mayTakeOver({ pending }: { readonly pending: number }): boolean {
  return pending === 0;
}

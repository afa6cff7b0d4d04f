/** One caller of the load: an install with its own session, connection and numbered ops. */
export interface Caller {
  readonly installId: string;
  readonly staffId: string;
  readonly token: string;
  readonly shiftId: string;
  /** Next `seq` of the install. */
  readonly seq: number;
}

/** A hub under load and who calls it. */
export interface Target {
  readonly name: string;
  readonly url: string;
  readonly caPem: string;
  readonly callers: readonly Caller[];
  /** Body of a `sale.completed` op as JSON; its ids are replaced for each sale. */
  readonly bodyText: string;
}

/** Bench → clients. */
export type Command =
  | { readonly kind: 'target'; readonly target: Target }
  | { readonly kind: 'run'; readonly name: string; readonly sales: number };

/** Clients → bench. `latencies` in milliseconds, one a sale. */
export type Done =
  | { readonly kind: 'connected' }
  | { readonly kind: 'ran'; readonly tookMs: number; readonly latencies: readonly number[] };

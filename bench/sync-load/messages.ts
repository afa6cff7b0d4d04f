/** One handheld of the load: its line, and the requests it makes one after the other. */
export interface Handheld {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodies: readonly string[];
}

/** Bench → handhelds' process: everybody at once, each its requests in order, over one connection each. */
export interface Command {
  readonly port: number;
  readonly servername: string;
  readonly caPem: string;
  readonly handhelds: readonly Handheld[];
  /** What an answer that took the sale holds. */
  readonly taken: string;
}

export interface Ran {
  readonly tookMs: number;
  /** Of each request, in milliseconds. */
  readonly latencies: readonly number[];
}

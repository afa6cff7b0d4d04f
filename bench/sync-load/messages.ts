export interface Asked {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: string;
}

/** One handheld of the load: what it says until some sales are safe, again and again. */
export interface Handheld {
  readonly headers: Readonly<Record<string, string>>;
  /** Requests of an exchange follow each other; its time is theirs together. */
  readonly exchanges: readonly (readonly Asked[])[];
}

/** Bench → handhelds' process: everybody at once, each its requests in order, over one connection each. */
export interface Command {
  readonly port: number;
  readonly servername: string;
  readonly caPem: string;
  readonly handhelds: readonly Handheld[];
  /** What the answer to the last request of an exchange holds when all went well. */
  readonly taken: string;
}

export interface Ran {
  readonly tookMs: number;
  /** Of each exchange, in milliseconds. */
  readonly latencies: readonly number[];
}

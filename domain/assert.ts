/** A broken assertion is a bug: it throws `BugError`, which nobody catches in the middle; the supervisor restarts the process. */
export class BugError extends Error {
  override name = 'BugError';
}

/** Throws `BugError` unless `condition` holds. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new BugError(message);
}

/** Makes a `switch` exhaustive: a case that was forgotten does not compile. */
export function assertNever(value: never): never {
  throw new BugError(`unexpected case: ${JSON.stringify(value)}`);
}

/** One line of the hub's log: what happened and bare facts. Never names, PINs, amounts of a person, tokens or bodies. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;
export type Log = (event: string, facts: LogFacts) => void;

/** Writes log lines as JSON to standard error, where the supervisor keeps them. */
export function stderrLog(now: () => number): Log {
  return (event, facts) => console.error(JSON.stringify({ at: new Date(now()).toISOString(), event, ...facts }));
}

/** What may be logged of an error that nobody expected: its name and where it came from, not what it says. */
export function bugFacts(error: unknown): LogFacts {
  if (!(error instanceof Error)) return { error: typeof error };
  const [, first = '', second = ''] = (error.stack ?? '').split('\n    at ');
  return { error: error.name, at: first.slice(0, 200), from: second.slice(0, 200) };
}

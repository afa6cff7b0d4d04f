import type { Compilable } from 'kysely';
import type { Connection } from './load-sqlite.ts';
import { withFaults } from './sqlite-fault.ts';
import { type Param, type QueryBuilder, statement } from './statement.ts';

/** A compiled query of the records; both ways bring the records up to date first. */
export interface Query<Args, Result> {
  readonly get: (args: Args) => Result | undefined;
  readonly all: (args: Args) => Result[];
}

/** What reading needs: the connection, and the fold that must come before. */
export interface Reader {
  readonly connection: Connection;
  readonly catchUp: () => void;
}

/** Compiles a query whose answers always include every op in the log. */
export function reading<Args extends object, Result>(
  { connection, catchUp }: Reader,
  build: (query: QueryBuilder, param: Param<Args>) => Compilable<Result>,
): Query<Args, Result> {
  const compiled = statement<Args, Result>(connection, build);
  const upToDate = <Value>(read: () => Value): Value =>
    withFaults(() => {
      catchUp();
      return read();
    });
  return { get: (args) => upToDate(() => compiled.get(args)), all: (args) => upToDate(() => compiled.all(args)) };
}

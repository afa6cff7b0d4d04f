import { createHash } from 'node:crypto';
import type { Connection } from '../sqlite/load-sqlite.ts';
import { type TableName, tableRoles } from '../sqlite/tables.ts';

/** The tables that follow from the log, in the order they are hashed. */
export const projectionTables = Object.entries(tableRoles)
  .filter(([, role]) => role === 'projection')
  .map(([name]) => name as TableName)
  .sort();

interface ColumnInfo {
  readonly name: string;
  readonly pk: number;
}

/** SHA-256 over all rows of a table in the order of its primary key; each row as a JSON list and a line feed. */
export function tableHash(connection: Connection, table: TableName): string {
  const digest = createHash('sha256');
  for (const row of rowsInOrder(connection, table)) digest.update(`${JSON.stringify(row)}\n`);
  return digest.digest('hex');
}

/** One hash over all projections: the state a replay of the log has to reach. */
export function stateHashOf(hashes: ReadonlyMap<TableName, string>): string {
  const digest = createHash('sha256');
  for (const table of projectionTables) digest.update(`${table} ${hashes.get(table) ?? ''}\n`);
  return digest.digest('hex');
}

export function tableHashes(connection: Connection): Map<TableName, string> {
  return new Map(projectionTables.map((table) => [table, tableHash(connection, table)]));
}

/** The first row in which two databases differ, as text for a person; null when the tables are the same. */
export function firstDifference(live: Connection, replayed: Connection, table: TableName): string | null {
  const expected = rowsInOrder(replayed, table);
  try {
    for (const row of rowsInOrder(live, table)) {
      const other = expected.next();
      if (other.done) return `${table}: the log has no such row: ${shortJson(row)}`;
      if (JSON.stringify(row) !== JSON.stringify(other.value)) {
        return `${table}: ${shortJson(row)} should be ${shortJson(other.value)}`;
      }
    }
    const rest = expected.next();
    return rest.done ? null : `${table}: a row is missing: ${shortJson(rest.value)}`;
  } finally {
    expected.return?.();
  }
}

function shortJson(row: unknown): string {
  return JSON.stringify(row).slice(0, 200);
}

/** Table and column names come from our own list and from SQLite itself, never from outside. */
function rowsInOrder(connection: Connection, table: TableName): IterableIterator<unknown[]> {
  const columns = connection.pragma(`table_info(${table})`) as ColumnInfo[];
  const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  const names = columns.map(({ name }) => name).sort();
  const sql = `SELECT ${names.join(', ')} FROM ${table} ORDER BY ${key.map(({ name }) => name).join(', ')}`;
  return connection.prepare<[], unknown[]>(sql).raw().iterate() as IterableIterator<unknown[]>;
}

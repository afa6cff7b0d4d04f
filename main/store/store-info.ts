import { existsSync, statSync } from 'node:fs';
import { type Reader, reading } from './sqlite/reader.ts';
import { statement } from './sqlite/statement.ts';

/** Facts about the file, for Settings → About and for support. */
export interface StoreInfo {
  readonly schemaVersion: number;
  readonly encrypted: boolean;
  readonly counts: { readonly ops: number; readonly sales: number; readonly items: number; readonly staff: number };
  readonly fileBytes: { readonly database: number; readonly writeAheadLog: number };
  readonly hubId: string;
}

type Counted = 'op' | 'sale' | 'item' | 'staff';

export function storeInfo(reader: Reader, path: string): StoreInfo {
  const { connection } = reader;
  const count = (table: Counted): number =>
    reading<object, { rows: number }>(reader, (query) =>
      query.selectFrom(table).select((columns) => columns.fn.countAll<number>().as('rows')),
    ).get({})?.rows ?? 0;
  const hubId = statement<object, { hub_id: string }>(connection, (query) =>
    query.selectFrom('settings').select('hub_id'),
  );
  return {
    schemaVersion: Number(connection.pragma('user_version', { simple: true })),
    encrypted: connection.pragma('cipher', { simple: true }) === 'sqlcipher',
    counts: { ops: count('op'), sales: count('sale'), items: count('item'), staff: count('staff') },
    fileBytes: { database: bytesOf(path), writeAheadLog: bytesOf(`${path}-wal`) },
    hubId: hubId.get({})?.hub_id ?? '',
  };
}

function bytesOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0;
}

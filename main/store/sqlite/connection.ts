import { FaultError } from '../../../domain/fault-catalog.ts';
import { type Connection, loadSqlite } from './load-sqlite.ts';
import { faultOf, withFaults } from './sqlite-fault.ts';

/** Bytes of a page: SQLCipher's own size, and the fastest of 1, 2, 4 and 8 KiB here (ADR 0005). */
export const pageBytes = 4_096;
/** Page cache, in KiB. */
const cacheKib = 32_768;
/** A write that finds the file locked by a reader's checkpoint waits this long, in milliseconds. */
export const busyMs = 2_000;

export interface ConnectionOptions {
  readonly path: string;
  /** The store's data key, 32 bytes; null opens without encryption, which only a bench or a simulation may do. */
  readonly key: Uint8Array | null;
  readonly readonly?: boolean | undefined;
}

/** Opens the file, sets the key before anything else is asked of it, then the pragmas every connection needs. */
export function openConnection({ path, key, readonly = false }: ConnectionOptions): Connection {
  if (key === null && process.env['KAUNTER_PLAIN_STORE'] !== '1') {
    throw new FaultError('store-key-missing', 'a store is opened with its key; there is no unencrypted store');
  }
  const Sqlite = loadSqlite();
  const database = withFaults(() => new Sqlite(path, { readonly, timeout: busyMs }));
  try {
    if (key !== null) unlock(database, key);
    setPragmas(database, readonly);
    return database;
  } catch (error) {
    database.close();
    throw faultOf(error) ?? error;
  }
}

/**
 * SQLCipher 4 (AES-256-CBC, HMAC-SHA512 a page) with a raw key. Without the `raw:` mark the library takes the 32 bytes for
 * a passphrase and derives a key from it for 100 ms; with it the file is that of `PRAGMA key = "x'…'"` in any SQLCipher.
 */
function unlock(database: Connection, key: Uint8Array): void {
  if (key.byteLength !== 32) throw new FaultError('store-key-wrong', 'the data key has 32 bytes');
  database.pragma("cipher = 'sqlcipher'");
  database.pragma('legacy = 4');
  const raw = Buffer.concat([Buffer.from('raw:'), key]);
  database.key(raw);
  raw.fill(0);
}

function setPragmas(database: Connection, readonly: boolean): void {
  database.pragma('temp_store = MEMORY');
  if (database.pragma('temp_store', { simple: true }) !== 2) {
    throw new FaultError('disk-error', 'temporary data would be written in clear');
  }
  database.pragma(`cache_size = -${cacheKib}`);
  database.pragma('foreign_keys = ON');
  database.pragma('recursive_triggers = ON');
  database.pragma('trusted_schema = OFF');
  database.pragma('cell_size_check = ON');
  if (readonly) {
    database.pragma('query_only = ON');
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return;
  }
  database.pragma(`page_size = ${pageBytes}`);
  if (database.pragma('journal_mode = WAL', { simple: true }) !== 'wal') {
    throw new FaultError('store-read-only', 'the store cannot keep a write-ahead log here');
  }
  database.pragma('synchronous = FULL');
  database.pragma('wal_autocheckpoint = 0');
}

/** Bytes the write-ahead log is grown to at the start; between checkpoints it is overwritten, not lengthened. */
export const walStartBytes = 6_291_456;

/**
 * Lengthens the write-ahead log once, while nobody waits: a commit into a file that grows syncs its metadata too
 * (measured: 0.3 ms instead of 0.09). Pages of a transaction that spills and is rolled back do it without a trace.
 */
export function growWriteAheadLog(database: Connection, bytes: number): void {
  database.pragma('cache_size = 8');
  database.exec('BEGIN IMMEDIATE; CREATE TABLE wal_room (bytes BLOB)');
  database.prepare('INSERT INTO wal_room (bytes) VALUES (zeroblob(?))').run(bytes);
  database.exec('ROLLBACK');
  database.pragma(`cache_size = -${cacheKib}`);
}

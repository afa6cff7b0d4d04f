import { type FaultCode, FaultError } from '../../../domain/fault-catalog.ts';

const byPrefix: readonly (readonly [string, FaultCode])[] = [
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_READONLY', 'store-read-only'],
  ['SQLITE_CANTOPEN', 'store-read-only'],
  ['SQLITE_PERM', 'store-read-only'],
  ['SQLITE_NOTADB', 'store-key-wrong'],
  ['SQLITE_CORRUPT', 'store-corrupt'],
  ['SQLITE_IOERR', 'disk-error'],
  ['SQLITE_BUSY', 'store-busy'],
  ['SQLITE_LOCKED', 'store-busy'],
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EROFS', 'store-read-only'],
  ['EACCES', 'store-read-only'],
  ['EPERM', 'store-read-only'],
  ['ENOTDIR', 'store-read-only'],
];

function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/** The fault behind an error of the database library or the file system; null when it is a bug and must crash. */
export function faultOf(error: unknown): FaultError | null {
  if (error instanceof FaultError) return error;
  const code = codeOf(error);
  const found = byPrefix.find(([prefix]) => code.startsWith(prefix));
  return found ? new FaultError(found[1], `${code}: ${error instanceof Error ? error.message : ''}`, error) : null;
}

/** Runs something at the edge to the disk: its errors leave as faults, bugs as they are. */
export function withFaults<Value>(act: () => Value): Value {
  try {
    return act();
  } catch (error) {
    throw faultOf(error) ?? error;
  }
}

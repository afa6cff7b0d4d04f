import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { FaultError } from '../../../domain/fault-catalog.ts';
import { withFaults } from '../sqlite/sqlite-fault.ts';

/** Name of the file that holds the wrapped data key, beside the store. */
export const keyFileName = 'keys.json';

/** How a passphrase was turned into a key. All cost figures are written down, so that they may grow later. */
export type Derivation =
  | { readonly kdf: 'argon2id'; readonly salt: string; readonly memoryKib: number; readonly passes: number }
  | { readonly kdf: 'scrypt'; readonly salt: string; readonly n: number; readonly r: number; readonly p: number };

/** One way to open the data key; all bytes base64. Losing one slot never locks the shop out while another is left. */
export type KeySlot =
  | { readonly kind: 'os'; readonly wrapped: string }
  | {
      readonly kind: 'passphrase-file';
      readonly derivation: Derivation;
      readonly nonce: string;
      readonly wrapped: string;
      readonly tag: string;
    };

export interface KeyFile {
  readonly version: 1;
  readonly slots: readonly KeySlot[];
}

/** Writes a small secret file so that a crash leaves the old one or the new one, never half, and nobody else may read it. */
export function writeSecretFile(path: string, text: string): void {
  const fresh = `${path}.new`;
  withFaults(() => {
    const file = openSync(fresh, 'w', 0o600);
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(fresh, path);
    syncDirectory(dirname(path));
  });
}

/** The new name is only safe when the directory is; Windows has no such call and needs none. */
function syncDirectory(dir: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(dir, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The key file, or null when there is none; throws `store-key-unreadable` for one that makes no sense. */
export function readKeyFile(path: string): KeyFile | null {
  if (!existsSync(path)) return null;
  try {
    const file: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isKeyFile(file)) return file;
  } catch (error) {
    throw new FaultError('store-key-unreadable', 'the key file cannot be read', error);
  }
  throw new FaultError('store-key-unreadable', 'the key file is not one of this version');
}

function isKeyFile(file: unknown): file is KeyFile {
  if (typeof file !== 'object' || file === null || !('version' in file) || !('slots' in file)) return false;
  return file.version === 1 && Array.isArray(file.slots) && file.slots.every(isSlot);
}

function isSlot(slot: unknown): boolean {
  if (typeof slot !== 'object' || slot === null || !('kind' in slot) || !('wrapped' in slot)) return false;
  return (slot.kind === 'os' || slot.kind === 'passphrase-file') && typeof slot.wrapped === 'string';
}

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FaultError } from '../../../domain/fault-catalog.ts';
import { withFaults } from '../sqlite/sqlite-fault.ts';
import { storeFileName } from '../store.ts';
import { type KeyFile, type KeySlot, keyFileName, readKeyFile, writeSecretFile } from './key-file.ts';
import { unwrapWithPassphrase, wrapWithPassphrase } from './passphrase-slot.ts';

/** Name of the file with the random passphrase, where the operating system keeps no keys. */
export const passphraseFileName = 'store.passphrase';

/** The keystore of the operating system as the app hands it in. `backend` names it where it is known. */
export interface OsKeystore {
  readonly available: boolean;
  readonly backend?: string;
  readonly wrap: (bytes: Uint8Array) => Promise<KeystoreAnswer>;
  readonly unwrap: (bytes: Uint8Array) => Promise<KeystoreAnswer>;
}
type KeystoreAnswer =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: string };

export interface KeyOptions {
  /** Data directory. */
  readonly dir: string;
  /** Null where there is none (headless, tools). */
  readonly os: OsKeystore | null;
  /** Where the passphrase file lies; default: in the data directory. Elsewhere it protects a copied directory too. */
  readonly passphrasePath?: string;
}

/** The opened data key (32 bytes, to be zeroed by who asked for it) and the slot that opened it, for Settings. */
export interface OpenedKey {
  readonly key: Buffer;
  readonly storage: KeySlot['kind'];
}

/**
 * Opens the data key, or makes one for a directory that has no store yet. With a real OS keystore the key is wrapped by
 * it; else by a random passphrase in a 0600 file. A store without its key file is never given a new key.
 */
export async function openDataKey(options: KeyOptions): Promise<OpenedKey> {
  const { dir } = options;
  withFaults(() => mkdirSync(dir, { recursive: true, mode: 0o700 }));
  const file = readKeyFile(join(dir, keyFileName));
  if (file) return openKnown(file, options);
  if (existsSync(join(dir, storeFileName))) {
    throw new FaultError('store-key-missing', `there is a store but no ${keyFileName}: restore it from a backup`);
  }
  return makeKey(options);
}

/** A keystore whose key is public (Chromium's `basic_text`) is none. */
function usable(os: OsKeystore | null): OsKeystore | null {
  return os?.available && os.backend !== 'basic_text' && os.backend !== 'unknown' ? os : null;
}

async function openKnown(file: KeyFile, options: KeyOptions): Promise<OpenedKey> {
  for (const slot of file.slots) {
    const key = slot.kind === 'os' ? await unwrapByOs(slot, options) : unwrapByFile(slot, options);
    if (key) return { key, storage: slot.kind };
  }
  const kinds = file.slots.map(({ kind }) => kind).join(', ');
  throw new FaultError('store-key-unreadable', `no slot of ${keyFileName} opens here (${kinds})`);
}

async function unwrapByOs(slot: KeySlot, { os }: KeyOptions): Promise<Buffer | null> {
  const keystore = usable(os);
  if (!keystore) return null;
  const answer = await keystore.unwrap(Buffer.from(slot.wrapped, 'base64'));
  return answer.ok && answer.bytes.byteLength === 32 ? Buffer.from(answer.bytes) : null;
}

function unwrapByFile(slot: Extract<KeySlot, { kind: 'passphrase-file' }>, options: KeyOptions): Buffer | null {
  const path = passphrasePathOf(options);
  return existsSync(path) ? unwrapWithPassphrase(slot, readFileSync(path, 'utf8').trim()) : null;
}

function passphrasePathOf({ dir, passphrasePath }: KeyOptions): string {
  return passphrasePath ?? join(dir, passphraseFileName);
}

async function makeKey(options: KeyOptions): Promise<OpenedKey> {
  return await keepDataKey(options, randomBytes(32));
}

/** Wraps a data key for this machine and writes the key file: a fresh key, or the one out of a backup. */
export async function keepDataKey(options: KeyOptions, key: Buffer): Promise<OpenedKey> {
  const slot = (await wrapByOs(key, options)) ?? wrapByFile(key, options);
  writeSecretFile(join(options.dir, keyFileName), `${JSON.stringify({ version: 1, slots: [slot] }, null, 2)}\n`);
  return { key, storage: slot.kind };
}

async function wrapByOs(key: Buffer, { os }: KeyOptions): Promise<KeySlot | null> {
  const keystore = usable(os);
  if (!keystore) return null;
  const answer = await keystore.wrap(key);
  return answer.ok ? { kind: 'os', wrapped: Buffer.from(answer.bytes).toString('base64') } : null;
}

function wrapByFile(key: Buffer, options: KeyOptions): KeySlot {
  const path = passphrasePathOf(options);
  if (!existsSync(path)) writeSecretFile(path, `${randomBytes(32).toString('base64url')}\n`);
  return wrapWithPassphrase(key, readFileSync(path, 'utf8').trim());
}

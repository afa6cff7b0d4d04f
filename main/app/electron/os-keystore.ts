import { safeStorage } from 'electron';
import type { Keystore, KeystoreAnswer } from '../keystore.ts';
import { noKeystore } from '../keystore.ts';

/** On Linux Electron may fall back to a fixed password in its own binary: that is no keystore. */
function isRealKeystore(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  if (process.platform !== 'linux') return true;
  const backend = safeStorage.getSelectedStorageBackend();
  return backend !== 'basic_text' && backend !== 'unknown';
}

async function answer(work: () => Uint8Array): Promise<KeystoreAnswer> {
  try {
    return { ok: true, bytes: work() };
  } catch {
    // Electron's message may quote its input: only the code goes on.
    return { ok: false, reason: 'os-keystore-refused' };
  }
}

/** The operating system's keystore (DPAPI, Keychain, libsecret, KWallet), or the one that always says no. Call after `ready`. */
export function osKeystore(): Keystore {
  if (!isRealKeystore()) return noKeystore;
  return {
    available: true,
    wrap: (bytes) => answer(() => safeStorage.encryptString(Buffer.from(bytes).toString('base64'))),
    unwrap: (bytes) => answer(() => Buffer.from(safeStorage.decryptString(Buffer.from(bytes)), 'base64')),
  };
}

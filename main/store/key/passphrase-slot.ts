import * as crypto from 'node:crypto';
import type { Derivation, KeySlot } from './key-file.ts';

type PassphraseSlot = Extract<KeySlot, { readonly kind: 'passphrase-file' }>;

const cipher = 'aes-256-gcm';
const keyBytes = 32;
/** Binds a wrapped key to what it is: another file's bytes do not unwrap as a store's key. */
const purpose = Buffer.from('kaunter data key 1');
/** RFC 9106's second choice of memory with one lane; about 60 ms once at start. */
const argon2Cost = { memoryKib: 65_536, passes: 3 };
/** The same order of work where the engine has no argon2 (Electron's BoringSSL). */
const scryptCost = { n: 32_768, r: 8, p: 3 };
const scryptBytesMax = 67_108_864;

/** Wraps the data key with a passphrase; `argon2id` where the engine has it, and the slot says which was used. */
export function wrapWithPassphrase(dataKey: Uint8Array, passphrase: string): PassphraseSlot {
  const salt = crypto.randomBytes(16).toString('base64');
  const derivation: Derivation = hasArgon2()
    ? { kdf: 'argon2id', salt, ...argon2Cost }
    : { kdf: 'scrypt', salt, ...scryptCost };
  const kek = derive(passphrase, derivation);
  const nonce = crypto.randomBytes(12);
  const writer = crypto.createCipheriv(cipher, kek, nonce).setAAD(purpose);
  const wrapped = Buffer.concat([writer.update(dataKey), writer.final()]);
  kek.fill(0);
  const tag = writer.getAuthTag().toString('base64');
  return {
    kind: 'passphrase-file',
    derivation,
    nonce: nonce.toString('base64'),
    wrapped: wrapped.toString('base64'),
    tag,
  };
}

/** The data key, or null when the passphrase is another or the slot was changed. The caller zeroes the key after use. */
export function unwrapWithPassphrase(slot: PassphraseSlot, passphrase: string): Buffer | null {
  if (slot.derivation.kdf === 'argon2id' && !hasArgon2()) return null;
  const kek = derive(passphrase, slot.derivation);
  try {
    const reader = crypto.createDecipheriv(cipher, kek, Buffer.from(slot.nonce, 'base64')).setAAD(purpose);
    reader.setAuthTag(Buffer.from(slot.tag, 'base64'));
    const dataKey = Buffer.concat([reader.update(Buffer.from(slot.wrapped, 'base64')), reader.final()]);
    return dataKey.length === keyBytes ? dataKey : null;
  } catch {
    return null;
  } finally {
    kek.fill(0);
  }
}

function hasArgon2(): boolean {
  return 'argon2Sync' in crypto && typeof crypto.argon2Sync === 'function';
}

function derive(passphrase: string, derivation: Derivation): Buffer {
  const nonce = Buffer.from(derivation.salt, 'base64');
  switch (derivation.kdf) {
    case 'argon2id': {
      const { memoryKib: memory, passes } = derivation;
      const message = Buffer.from(passphrase);
      return crypto.argon2Sync('argon2id', { message, nonce, parallelism: 1, memory, passes, tagLength: keyBytes });
    }
    case 'scrypt': {
      const { n: N, r, p } = derivation;
      return crypto.scryptSync(passphrase, nonce, keyBytes, { N, r, p, maxmem: scryptBytesMax });
    }
  }
}

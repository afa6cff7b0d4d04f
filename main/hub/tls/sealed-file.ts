import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** Writes a small file so that a crash leaves the old or the new one, never half of it. */
export function writeFileWhole(path: string, bytes: Uint8Array): void {
  const fresh = `${path}.new`;
  const file = openSync(fresh, 'w', 0o600);
  try {
    writeSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(fresh, path);
}

/** Encrypts bytes with a 32-byte key; `label` binds them to their purpose, so that two files cannot be exchanged. */
export function seal(bytes: Uint8Array, key: Uint8Array, label: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const writer = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(label));
  const body = Buffer.concat([writer.update(bytes), writer.final()]);
  return Buffer.concat([nonce, writer.getAuthTag(), body]);
}

/** Takes sealed bytes apart; null when the key or the label is another, or the bytes were changed. */
export function unseal(sealed: Uint8Array, key: Uint8Array, label: string): Buffer | null {
  if (sealed.length < nonceBytes + tagBytes) return null;
  const reader = createDecipheriv(cipher, key, sealed.subarray(0, nonceBytes)).setAAD(Buffer.from(label));
  reader.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    return Buffer.concat([reader.update(sealed.subarray(nonceBytes + tagBytes)), reader.final()]);
  } catch {
    return null;
  }
}

/** The bytes of a file, or null when there is none. */
export function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

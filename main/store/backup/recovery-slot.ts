import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import type { RecoverySlot } from '../../../contracts/backup.ts';
import { normalPassphrase } from '../../../domain/backup/recovery-passphrase.ts';

const cipher = 'aes-256-gcm';
const keyBytes = 32;
const purpose = Buffer.from('kaunter backup key 1');
/**
 * scrypt and not argon2id: the file must open in every engine the program runs in, and Electron's has no argon2. 64 MiB and
 * two lanes are one of the equal choices of the OWASP Password Storage Cheat Sheet; about 0.3 s.
 */
const cost = { n: 65_536, r: 8, p: 2 };
/** Room beside the 128·N·r bytes the function needs. */
const spareBytes = 8_388_608;

/** Wraps the backup key under a recovery passphrase. */
export function wrapBackupKey(backupKey: Uint8Array, passphrase: string): RecoverySlot {
  const salt = randomBytes(16).toString('base64');
  const kek = derived(passphrase, { salt, ...cost });
  const nonce = randomBytes(12);
  const writer = createCipheriv(cipher, kek, nonce).setAAD(purpose);
  const wrapped = Buffer.concat([writer.update(backupKey), writer.final()]).toString('base64');
  kek.fill(0);
  return { kdf: 'scrypt', salt, ...cost, nonce: nonce.toString('base64'), wrapped, tag: base64(writer.getAuthTag()) };
}

/** The backup key, or null: another passphrase, or a changed slot. */
export function unwrapBackupKey(slot: RecoverySlot, passphrase: string): Buffer | null {
  const kek = derived(passphrase, slot);
  try {
    const reader = createDecipheriv(cipher, kek, Buffer.from(slot.nonce, 'base64')).setAAD(purpose);
    reader.setAuthTag(Buffer.from(slot.tag, 'base64'));
    const key = Buffer.concat([reader.update(Buffer.from(slot.wrapped, 'base64')), reader.final()]);
    return key.length === keyBytes ? key : null;
  } catch {
    return null;
  } finally {
    kek.fill(0);
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function derived(passphrase: string, { salt, n: N, r, p }: Pick<RecoverySlot, 'salt' | 'n' | 'r' | 'p'>): Buffer {
  const maxmem = 128 * N * r * 2 + spareBytes;
  return scryptSync(normalPassphrase(passphrase), Buffer.from(salt, 'base64'), keyBytes, { N, r, p, maxmem });
}

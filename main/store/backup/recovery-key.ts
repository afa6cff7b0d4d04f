import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RecoverySlot, recoverySlot } from '../../../contracts/backup.ts';
import { FaultError } from '../../../domain/fault-catalog.ts';
import { writeSecretFile } from '../key/key-file.ts';
import { unwrapBackupKey, wrapBackupKey } from './recovery-slot.ts';

/** Name of the file with the recovery key in the data directory: under the passphrase, and under the data key. */
export const recoveryFileName = 'recovery.json';
const purpose = Buffer.from('kaunter recovery file 1');
const nonceBytes = 12;
const tagBytes = 16;

/** The recovery key as the store can use it by itself, and the slot every backup carries (BK11). */
export interface RecoveryKey {
  readonly backupKey: Buffer;
  readonly slot: RecoverySlot;
  /** UTC epoch ms. */
  readonly setAt: number;
}

/** Makes a new backup key for a new passphrase; older files keep the one they were made with (BK12). */
export function setRecovery(dir: string, dataKey: Uint8Array, chosen: { passphrase: string; at: number }): void {
  const backupKey = randomBytes(32);
  const nonce = randomBytes(nonceBytes);
  const writer = createCipheriv('aes-256-gcm', own(dataKey), nonce).setAAD(purpose);
  const body = Buffer.concat([writer.update(backupKey), writer.final()]);
  const sealed = Buffer.concat([nonce, writer.getAuthTag(), body]).toString('base64');
  const slot = wrapBackupKey(backupKey, chosen.passphrase);
  backupKey.fill(0);
  writeSecretFile(join(dir, recoveryFileName), `${JSON.stringify({ version: 1, setAt: chosen.at, slot, sealed })}\n`);
}

/** The recovery key; null when none was set. Throws `backup-key-unreadable` for a file that is damaged or another store's. */
export function readRecovery(dir: string, dataKey: Uint8Array): RecoveryKey | null {
  const path = join(dir, recoveryFileName);
  if (!existsSync(path)) return null;
  try {
    const { setAt, slot, sealed } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    const bytes = Buffer.from(String(sealed), 'base64');
    const reader = createDecipheriv('aes-256-gcm', own(dataKey), bytes.subarray(0, nonceBytes)).setAAD(purpose);
    reader.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    const backupKey = Buffer.concat([reader.update(bytes.subarray(nonceBytes + tagBytes)), reader.final()]);
    return { backupKey, slot: recoverySlot.parse(slot), setAt: Number(setAt) };
  } catch (error) {
    throw new FaultError('backup-key-unreadable', 'the recovery key cannot be read', error);
  }
}

/** Does this passphrase open the backups made from now on? */
export function opensRecovery({ slot }: Pick<RecoveryKey, 'slot'>, passphrase: string): boolean {
  const key = unwrapBackupKey(slot, passphrase);
  key?.fill(0);
  return key !== null;
}

function own(dataKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, '', 'kaunter recovery key', 32));
}

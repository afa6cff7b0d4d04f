import { calculateThumbprint, generateKeyPair, type KeyPair } from 'dpop';
import { type DeviceKey, deviceKey } from '../../../../contracts/pairing.ts';
import type { HandheldDatabase } from '../disk/handheld-database.ts';
import { writeStrictly } from '../disk/handheld-database.ts';

const keyName = 'device';

/** The key this handheld proves itself with: P-256, made here, and its private half can not be taken out. */
export async function deviceKeyOf(database: HandheldDatabase): Promise<KeyPair> {
  const kept = await database.keys.get(keyName);
  if (kept !== undefined) return kept.pair as KeyPair;
  const pair = await generateKeyPair('ES256', { extractable: false });
  await writeStrictly(database, ['keys'], (transaction) => {
    transaction.objectStore('keys').put({ key: keyName, pair });
  });
  return pair;
}

/** Its public half as the hub keeps it, and the thumbprint (RFC 7638) that stands for it. */
export async function publicKeyOf(pair: KeyPair): Promise<{ readonly key: DeviceKey; readonly jkt: string }> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return { key: deviceKey.parse({ kty, crv, x, y }), jkt: await calculateThumbprint(pair.publicKey) };
}

import { join } from 'node:path';
import type { KeyedCertificate } from './certificates.ts';
import { readIfThere, seal, unseal, writeFileWhole } from './sealed-file.ts';

/** Where a certificate and its wrapped key lie. */
export interface KeyPlace {
  readonly dir: string;
  readonly wrapKey: Uint8Array;
  readonly part: 'authority' | 'leaf' | 'network-leaf';
}

/** Reads a certificate with its key; makes both when one is missing or cannot be unwrapped. */
export async function readOrMake(
  place: KeyPlace,
  make: () => Promise<KeyedCertificate>,
): Promise<{ readonly pair: KeyedCertificate; readonly made: boolean }> {
  const certificate = readIfThere(join(place.dir, `${place.part}.pem`));
  const sealed = readIfThere(join(place.dir, `${place.part}-key.sealed`));
  const privateKey = sealed === null ? null : unseal(sealed, place.wrapKey, place.part);
  if (certificate === null || privateKey === null) return { pair: await makeAndKeep(place, make), made: true };
  return { pair: { certificatePem: certificate.toString('utf8'), privateKey }, made: false };
}

/** Makes a certificate and writes it with its wrapped key. */
export async function makeAndKeep(place: KeyPlace, make: () => Promise<KeyedCertificate>): Promise<KeyedCertificate> {
  const pair = await make();
  writeFileWhole(join(place.dir, `${place.part}-key.sealed`), seal(pair.privateKey, place.wrapKey, place.part));
  writeFileWhole(join(place.dir, `${place.part}.pem`), Buffer.from(pair.certificatePem));
  return pair;
}

/** PKCS #8 DER as PEM. */
export function pemOf(pkcs8: Buffer): string {
  const lines = pkcs8.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
}

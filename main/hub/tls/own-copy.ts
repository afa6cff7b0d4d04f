import { join } from 'node:path';
import { z } from 'zod';
import type { OwnCertificateFiles, OwnPair } from './own-certificate.ts';
import { readIfThere, seal, unseal, writeFileWhole } from './sealed-file.ts';

/** Where the copy lies, and the key it is wrapped with. */
export interface OwnCopyPlace {
  readonly dir: string;
  readonly wrapKey: Uint8Array;
}

const fileName = 'own-domain.sealed';
const label = 'own-domain';
const ownCopy = z.strictObject({
  host: z.string(),
  certificateFile: z.string(),
  keyFile: z.string(),
  certificatePem: z.string(),
  privateKeyPem: z.string(),
});
type OwnCopy = z.output<typeof ownCopy>;

/** Keeps a sealed copy of an own domain's certificate that was served; the same one again writes nothing. */
export function keepOwn(place: OwnCopyPlace, files: OwnCertificateFiles, pair: OwnPair): void {
  const { host, certificateFile, keyFile } = files;
  const { certificatePem, privateKeyPem } = pair;
  const copy: OwnCopy = { host, certificateFile, keyFile, certificatePem, privateKeyPem };
  const text = JSON.stringify(copy);
  if (JSON.stringify(readCopy(place)) === text) return;
  writeFileWhole(join(place.dir, fileName), seal(Buffer.from(text), place.wrapKey, label));
}

/** The copy that was made from these very files; null when there is none, or another. */
export function keptOwn(place: OwnCopyPlace, files: OwnCertificateFiles): OwnPair | null {
  const copy = readCopy(place);
  const isOf = (['host', 'certificateFile', 'keyFile'] as const).every((name) => copy?.[name] === files[name]);
  return isOf ? copy : null;
}

function readCopy({ dir, wrapKey }: OwnCopyPlace): OwnCopy | null {
  const sealed = readIfThere(join(dir, fileName));
  const text = sealed === null ? null : unseal(sealed, wrapKey, label);
  return text === null ? null : ownCopy.parse(JSON.parse(text.toString('utf8')));
}

import { CompactEncrypt, importJWK } from 'jose';
import type { SealKey } from '../../../../contracts/pairing.ts';
import type { SyncRecord } from '../../../../domain/sync/sync-state.ts';

/** An op nobody but the hub can read. */
export interface SealedOp {
  readonly seq: number;
  /** JWE compact, ECDH-ES and A256GCM, to the hub's seal key. */
  readonly jwe: string;
}

/** Every op this phone holds, encrypted to the hub's key: whoever finds it learns nothing. */
export async function sealedOps({ meta, held }: SyncRecord, sealKey: SealKey): Promise<SealedOp[]> {
  const key = await importJWK({ ...sealKey }, 'ECDH-ES');
  return await Promise.all(
    held.map(async ({ op }) => {
      const header = { alg: 'ECDH-ES', enc: 'A256GCM', kid: sealKey.kid, kt: `${meta.installId}/${op.seq}` };
      const plain = new TextEncoder().encode(JSON.stringify(op));
      return { seq: op.seq, jwe: await new CompactEncrypt(plain).setProtectedHeader(header).encrypt(key) };
    }),
  );
}

/** The sealed outbox as a file that can be carried. */
export function sealedText(installId: string, ops: readonly SealedOp[]): string {
  return JSON.stringify({ kaunter: 'sealed-outbox', v: 1, installId, ops });
}

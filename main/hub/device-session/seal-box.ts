import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { compactDecrypt } from 'jose';
import { opEnvelope } from '../../../contracts/op.ts';
import { deviceKey, type SealKey } from '../../../contracts/pairing.ts';
import type { InstallId } from '../../../domain/id.ts';
import type { Op } from '../../../domain/op/op.ts';

/** RFC 7638 thumbprint of a P-256 public key. */
export function thumbprintOf({ crv, kty, x, y }: { crv: string; kty: string; x: string; y: string }): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}

/** A fresh private key as JWK text, for the store to keep: every backup carries it, or sealed outboxes would be lost. */
export function freshSealKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return JSON.stringify(privateKey.export({ format: 'jwk' }));
}

/** Opens ops that a handheld sealed to this hub: it can hand them in when its own keys are gone already. */
export class SealBox {
  readonly publicKey: SealKey;
  readonly #key: KeyObject;

  /** `text` is the private JWK. */
  constructor(text: string) {
    const jwk = JSON.parse(text) as Record<string, string>;
    this.#key = createPrivateKey({ key: jwk, format: 'jwk' });
    const key = deviceKey.parse({ kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y });
    this.publicKey = { ...key, kid: thumbprintOf(key) };
  }

  /** The op in an envelope of this install and number; null when it is for another key, another place, or broken. */
  async open(jwe: string, place: { readonly installId: InstallId; readonly seq: number }): Promise<Op | null> {
    try {
      const { plaintext, protectedHeader } = await compactDecrypt(jwe, this.#key, {
        keyManagementAlgorithms: ['ECDH-ES'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      if (protectedHeader.kt !== `${place.installId}/${place.seq}`) return null;
      const op = opEnvelope.parse(JSON.parse(new TextDecoder().decode(plaintext)));
      return op.seq === place.seq ? op : null;
    } catch {
      return null;
    }
  }
}

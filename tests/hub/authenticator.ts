import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

const userPresent = 0x01;
const userVerified = 0x04;
const attested = 0x40;

/** What an authenticator may do otherwise than it should. */
export interface Misbehaviour {
  readonly verified?: boolean;
  readonly origin?: string;
  readonly rpId?: string;
  readonly counter?: number;
}

/** A passkey in software (WebAuthn §6): one P-256 key, `none` attestation; signs whatever it is told to. */
export class Authenticator {
  readonly credentialId = randomBytes(16);
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #origin: string;
  counter = 0;

  constructor(origin: string) {
    this.#origin = origin;
  }

  get id(): string {
    return this.credentialId.toString('base64url');
  }

  /** Answers creation options. */
  create(challenge: string, wrong: Misbehaviour = {}) {
    const length = Buffer.from([0, this.credentialId.length]);
    const credential = Buffer.concat([Buffer.alloc(16), length, this.credentialId, coseKey(this.#keys.publicKey)]);
    const authData = Buffer.concat([this.#head(wrong, attested), credential]);
    const object = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', new Uint8Array(authData)],
    ]);
    const attestationObject = Buffer.from(isoCBOR.encode(object as never)).toString('base64url');
    const clientDataJSON = this.#client('webauthn.create', challenge, wrong).toString('base64url');
    return { ...this.#outside(), response: { clientDataJSON, attestationObject, transports: ['internal'] } };
  }

  /** Answers request options. */
  get(challenge: string, wrong: Misbehaviour = {}) {
    this.counter += 1;
    const head = this.#head(wrong, 0);
    const client = this.#client('webauthn.get', challenge, wrong);
    const signed = Buffer.concat([head, createHash('sha256').update(client).digest()]);
    const signature = sign('sha256', signed, this.#keys.privateKey).toString('base64url');
    const authenticatorData = head.toString('base64url');
    return {
      ...this.#outside(),
      response: { clientDataJSON: client.toString('base64url'), authenticatorData, signature },
    };
  }

  #outside() {
    return { id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {} };
  }

  #head(
    { verified = true, rpId = new URL(this.#origin).hostname, counter = this.counter }: Misbehaviour,
    more: number,
  ) {
    const flags = userPresent | (verified ? userVerified : 0) | more;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), count]);
  }

  #client(type: string, challenge: string, { origin = this.#origin }: Misbehaviour): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }
}

/** COSE_Key (RFC 9053 §7.1.1): EC2, ES256, P-256. */
function coseKey(key: KeyObject): Buffer {
  const { x, y } = key.export({ format: 'jwk' });
  const bytes = (text?: string) => new Uint8Array(Buffer.from(text ?? '', 'base64url'));
  const cose = new Map<number, unknown>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, bytes(x)],
    [-3, bytes(y)],
  ]);
  return Buffer.from(isoCBOR.encode(cose as never));
}

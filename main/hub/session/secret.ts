import { createHash, randomBytes } from 'node:crypto';

/** A fresh bearer secret: 256 random bits in base64url, 43 characters. */
export function freshSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What the hub keeps of a secret: a memory dump shows no token, and the look-up tells nothing by its time. */
export function secretDigest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

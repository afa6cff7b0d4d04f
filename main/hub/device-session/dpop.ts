import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, compactVerify, EmbeddedJWK } from 'jose';
import { z } from 'zod';
import { proofCharsMax } from '../../../contracts/device-session.ts';
import { type DeviceKey, deviceKey } from '../../../contracts/pairing.ts';
import { accept, type Outcome, refuse } from '../../../domain/outcome.ts';
import type { NonceClock } from './nonce-clock.ts';

/** What a proof has to be about. */
export interface ProofDemand {
  readonly method: string;
  /** The hub's own origin and the path, never taken from the request's Host. */
  readonly url: string;
  /** The token that comes with it; null for a request without one. */
  readonly accessToken: string | null;
}

/** A sound proof: whose key made it, and the id under which it is used up. */
export interface Proof {
  readonly jkt: string;
  readonly key: DeviceKey;
  readonly jti: string;
}

export type ProofError = 'use_dpop_nonce' | 'invalid_dpop_proof';

const claims = z.object({
  jti: z.string().min(8).max(128),
  htm: z.string().max(16),
  htu: z.string().max(512),
  iat: z.number(),
  nonce: z.string().max(64).optional(),
  ath: z.string().max(64).optional(),
});
const header = z.object({ typ: z.literal('dpop+jwt'), jwk: z.object(deviceKey.shape) });

/**
 * Checks a DPoP proof (RFC 9449 §4.3): ES256 by the key it carries, for this method and address, with this token's hash
 * and a nonce of ours. Its time is not looked at: the nonce says it is fresh, and phones' clocks are wrong.
 */
export async function checkProof(
  proof: string | undefined,
  demand: ProofDemand,
  nonces: NonceClock,
): Promise<Outcome<Proof, ProofError>> {
  const read = proof === undefined || proof.length > proofCharsMax ? null : await readProof(proof);
  if (read === null) return refuse(proof === undefined ? 'use_dpop_nonce' : 'invalid_dpop_proof');
  const { htm, htu, ath, nonce, jti } = read.claims;
  const meant = htm === demand.method && addressOf(htu) === demand.url && ath === hashOf(demand.accessToken);
  if (!meant) return refuse('invalid_dpop_proof');
  if (nonce === undefined || !nonces.accepts(nonce)) return refuse('use_dpop_nonce');
  return accept({ jkt: await calculateJwkThumbprint(read.key, 'sha256'), key: read.key, jti });
}

async function readProof(proof: string): Promise<{ claims: z.output<typeof claims>; key: DeviceKey } | null> {
  try {
    const { payload, protectedHeader } = await compactVerify(proof, EmbeddedJWK, { algorithms: ['ES256'] });
    const key = header.safeParse(protectedHeader);
    const said = claims.safeParse(JSON.parse(new TextDecoder().decode(payload)));
    return key.success && said.success ? { claims: said.data, key: key.data.jwk } : null;
  } catch {
    return null;
  }
}

/** The address without query and fragment, as RFC 9449 compares it; empty for what is no address. */
function addressOf(htu: string): string {
  if (!URL.canParse(htu)) return '';
  const { origin, pathname } = new URL(htu);
  return `${origin}${pathname}`;
}

function hashOf(token: string | null): string | undefined {
  return token === null ? undefined : createHash('sha256').update(token).digest('base64url');
}

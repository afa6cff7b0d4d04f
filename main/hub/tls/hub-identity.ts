import { mkdirSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { type KeyedCertificate, leafFacts, makeAuthority, makeLeaf } from './certificates.ts';
import { makeAndKeep, pemOf, readOrMake } from './kept-certificate.ts';

/**
 * A leaf is renewed at the first start with less than this left, in days. A hub runs for months, and the terminal learns
 * a new fingerprint with each start, so the margin is wide.
 */
export const renewLeftDaysMin = 180;
const dayMs = 86_400_000;

/** How the hub proves who it is. The private key stays in memory; on disk it is wrapped by the store's key. */
export interface HubIdentity {
  readonly authorityPem: string;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  /** SHA-256 of the leaf's DER, 64 lowercase hex digits. */
  readonly fingerprint: string;
  /** UTC epoch ms. */
  readonly notAfter: number;
  readonly names: readonly string[];
}

export interface IdentityRequest {
  /** Directory of the hub's certificates. */
  readonly dir: string;
  /** 32 bytes, derived from the store's key for this purpose alone. */
  readonly wrapKey: Uint8Array;
  /** The hub's DNS name, e.g. `kaunter-7f3a.local`. */
  readonly hubName: string;
  /** Address the hub listens on. */
  readonly host: string;
  readonly nowMs: number;
}

/** Reads or makes the authority, reads or renews the leaf. A key that cannot be unwrapped is made anew, its certificate too. */
export async function openIdentity(request: IdentityRequest): Promise<HubIdentity> {
  const { dir, wrapKey, hubName, nowMs } = request;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const names = hubNames(hubName, request.host);
  const authority = await readOrMake({ dir, wrapKey, part: 'authority' }, () => makeAuthority(hubName, nowMs));
  const makeFresh = (): Promise<KeyedCertificate> => makeLeaf({ authority: authority.pair, names, nowMs });
  const kept = await readOrMake({ dir, wrapKey, part: 'leaf' }, makeFresh);
  const keep = !authority.made && (await isStillGood(kept.pair, names, nowMs));
  const leaf = keep || kept.made ? kept.pair : await makeAndKeep({ dir, wrapKey, part: 'leaf' }, makeFresh);
  const facts = await leafFacts(leaf.certificatePem);
  return {
    ...facts,
    authorityPem: authority.pair.certificatePem,
    certificatePem: leaf.certificatePem,
    privateKeyPem: pemOf(leaf.privateKey),
  };
}

/** Every name and private address this hub may be reached by. */
export function hubNames(hubName: string, host: string): string[] {
  const everywhere = host === '0.0.0.0' || host === '::';
  const addresses = everywhere ? privateAddresses() : [host];
  return [...new Set(['localhost', hubName, '127.0.0.1', '::1', ...addresses])];
}

/** Addresses of this machine that only a private network reaches. */
export function privateAddresses(): string[] {
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const inside = /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|127\.|f[cd][0-9a-f]{2}:)/;
  return own.map(({ address }) => address).filter((address) => inside.test(address));
}

async function isStillGood(leaf: KeyedCertificate, names: readonly string[], nowMs: number): Promise<boolean> {
  const facts = await leafFacts(leaf.certificatePem);
  const known = new Set(facts.names);
  return names.every((name) => known.has(name)) && facts.notAfter - nowMs > renewLeftDaysMin * dayMs;
}

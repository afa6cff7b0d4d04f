import { X509Certificate } from 'node:crypto';
import { leafFacts, makeAuthority, makeLeaf } from './certificates.ts';
import { makeAndKeep, pemOf, readOrMake } from './kept-certificate.ts';

/** How long the network's leaf lives, in days. */
export const networkLeafDaysMax = 90;
/** It is renewed with less than this left, in days. */
export const networkLeafLeftDaysMin = 30;
const dayMs = 86_400_000;

/** What a TLS server serves with. */
export interface ServingCertificate {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  /** SHA-256 of the leaf's DER, 64 lowercase hex digits. */
  readonly fingerprint: string;
  /** UTC epoch ms. */
  readonly notAfter: number;
}

export interface NetworkLeafRequest {
  /** Directory of the hub's certificates. */
  readonly dir: string;
  /** 32 bytes, derived from the store's key for this purpose alone. */
  readonly wrapKey: Uint8Array;
  /** The hub's DNS name: the only one handhelds use. */
  readonly hubName: string;
  /** Private addresses the machine has now; a leaf may name more. */
  readonly addresses: readonly string[];
  readonly nowMs: number;
}

/** The leaf for the network, by the hub's own authority: kept while it is good, made anew when it is old or lacks a name. */
export async function openNetworkLeaf(
  request: NetworkLeafRequest,
): Promise<ServingCertificate & { readonly authorityPem: string }> {
  const { dir, wrapKey, hubName, nowMs } = request;
  const authority = await readOrMake({ dir, wrapKey, part: 'authority' }, () => makeAuthority(hubName, nowMs));
  const names = [hubName, ...request.addresses];
  const make = () => makeLeaf({ authority: authority.pair, names, nowMs, days: networkLeafDaysMax });
  const place = { dir, wrapKey, part: 'network-leaf' } as const;
  const kept = await readOrMake(place, make);
  const facts = await leafFacts(kept.pair.certificatePem);
  const good =
    isIssuedBy(kept.pair.certificatePem, authority.pair.certificatePem) &&
    names.every((name) => facts.names.includes(name)) &&
    facts.notAfter - nowMs > networkLeafLeftDaysMin * dayMs &&
    facts.notAfter - nowMs <= networkLeafDaysMax * dayMs;
  const pair = good || kept.made ? kept.pair : await makeAndKeep(place, make);
  const { fingerprint, notAfter } = await leafFacts(pair.certificatePem);
  return {
    certificatePem: pair.certificatePem,
    privateKeyPem: pemOf(pair.privateKey),
    fingerprint,
    notAfter,
    authorityPem: authority.pair.certificatePem,
  };
}

function isIssuedBy(leafPem: string, authorityPem: string): boolean {
  const leaf = new X509Certificate(leafPem);
  const authority = new X509Certificate(authorityPem);
  return leaf.checkIssued(authority) && leaf.verify(authority.publicKey);
}

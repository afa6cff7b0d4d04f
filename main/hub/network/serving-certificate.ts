import type { NetworkProblem } from '../../../contracts/network.ts';
import type { OwnDomain } from '../../../domain/store/network-settings.ts';
import { fingerprintOf } from '../tls/certificates.ts';
import { type NetworkLeafRequest, openNetworkLeaf, type ServingCertificate } from '../tls/network-leaf.ts';
import { readOwnCertificate } from '../tls/own-certificate.ts';

/** What the network's server serves with, or why it cannot. */
export type Serving =
  | {
      readonly ok: true;
      readonly certificate: ServingCertificate;
      /** The hub's own authority and its fingerprint; null with an own domain. */
      readonly authorityPem: string | null;
      readonly authority: string | null;
      readonly endsSoon: boolean;
    }
  | { readonly ok: false; readonly problem: NetworkProblem };

/** The certificate of the own domain where there is one, else a leaf by the hub's authority, renewed when it has to be. */
export async function servingCertificate(
  request: NetworkLeafRequest & { readonly ownDomain: OwnDomain | null },
): Promise<Serving> {
  if (request.ownDomain !== null) {
    const own = readOwnCertificate(request.ownDomain, request.nowMs);
    if (!own.ok) return { ok: false, problem: `own-${own.problem}` };
    return { ...own, authorityPem: null, authority: null };
  }
  const { authorityPem, ...certificate } = await openNetworkLeaf(request);
  return { ok: true, certificate, authorityPem, authority: await fingerprintOf(authorityPem), endsSoon: false };
}

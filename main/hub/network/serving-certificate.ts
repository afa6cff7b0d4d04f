import type { NetworkProblem } from '../../../contracts/network.ts';
import type { OwnDomain } from '../../../domain/store/network-settings.ts';
import { fingerprintOf } from '../tls/certificates.ts';
import { type NetworkLeafRequest, openNetworkLeaf, type ServingCertificate } from '../tls/network-leaf.ts';
import { checkOwnCertificate, readOwnCertificate } from '../tls/own-certificate.ts';
import { keepOwn, keptOwn } from '../tls/own-copy.ts';

/** What the network's server serves with, or why it cannot. */
export type Serving =
  | {
      readonly ok: true;
      readonly certificate: ServingCertificate;
      /** The hub's own authority and its fingerprint; null with an own domain. */
      readonly authorityPem: string | null;
      readonly authority: string | null;
      readonly endsSoon: boolean;
      /** Why the files of the own domain are not served, but the copy of the last good ones (LN6). */
      readonly problem: NetworkProblem | null;
    }
  | { readonly ok: false; readonly problem: NetworkProblem };

/** The certificate of the own domain where there is one, else a leaf by the hub's authority, renewed when it has to be. */
export async function servingCertificate(
  request: NetworkLeafRequest & { readonly ownDomain: OwnDomain | null },
): Promise<Serving> {
  if (request.ownDomain !== null) return ownServing(request, request.ownDomain);
  const { authorityPem, ...certificate } = await openNetworkLeaf(request);
  return {
    ok: true,
    certificate,
    authorityPem,
    authority: await fingerprintOf(authorityPem),
    endsSoon: false,
    problem: null,
  };
}

/** Files that were good and are not any more (half copied, expired) take nobody off the network while the copy is good. */
function ownServing({ dir, wrapKey, nowMs }: NetworkLeafRequest, ownDomain: OwnDomain): Serving {
  const place = { dir, wrapKey };
  const own = readOwnCertificate(ownDomain, nowMs);
  if (own.ok) {
    keepOwn(place, ownDomain, own.certificate);
    return { ...own, authorityPem: null, authority: null, problem: null };
  }
  const problem = `own-${own.problem}` as const;
  const pair = keptOwn(place, ownDomain);
  const kept = pair === null ? null : checkOwnCertificate(pair, ownDomain.host, nowMs);
  return kept?.ok ? { ...kept, authorityPem: null, authority: null, problem } : { ok: false, problem };
}

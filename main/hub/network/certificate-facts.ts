import { X509Certificate } from 'node:crypto';
import type { CertificateFacts, OwnDomainCheck, ShownCertificate } from '../../../contracts/network.ts';
import type { OwnDomain } from '../../../domain/store/network-settings.ts';
import { networkLeafLeftDaysMin, type ServingCertificate } from '../tls/network-leaf.ts';
import { readOwnCertificate } from '../tls/own-certificate.ts';

const dayMs = 86_400_000;
const namesShownMax = 20;

export interface CertificatesHeld {
  /** The hub's DNS name. */
  readonly hubName: string;
  readonly authorityPem: string;
  /** What the hub serves with now; null while it is not on the network. */
  readonly served: ServingCertificate | null;
  readonly ownDomain: OwnDomain | null;
}

/** Everything a person may want to compare or plan by; no key, nothing that has to stay secret. */
export function certificateFacts({ hubName, authorityPem, served, ownDomain }: CertificatesHeld): CertificateFacts {
  const isOwn = ownDomain !== null;
  const left = networkLeafLeftDaysMin * dayMs;
  return {
    hubName,
    authority: shownCertificate(authorityPem),
    served: served === null ? null : shownCertificate(served.certificatePem),
    renewsAt: served === null || isOwn ? null : served.notAfter - left,
    ownDomain,
  };
}

/** What is wrong with a certificate of an own domain before it is used, and what it says of itself (LN24). */
export function checkOwnDomain(ownDomain: OwnDomain, nowMs: number): OwnDomainCheck {
  const own = readOwnCertificate(ownDomain, nowMs);
  if (!own.ok) return { problem: `own-${own.problem}`, certificate: null, endsSoon: false };
  const { certificatePem } = own.certificate;
  return { problem: null, certificate: shownCertificate(certificatePem), endsSoon: own.endsSoon };
}

function shownCertificate(pem: string): ShownCertificate {
  const certificate = new X509Certificate(pem);
  const names = (certificate.subjectAltName ?? '').split(', ').filter((name) => name !== '');
  return {
    subject: commonName(certificate.subject),
    issuer: commonName(certificate.issuer),
    names: names.slice(0, namesShownMax).map((name) => name.replace(/^(DNS|IP Address):/, '').slice(0, 253)),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    notBefore: Date.parse(certificate.validFrom),
    notAfter: Date.parse(certificate.validTo),
  };
}

/** `CN=…` of a distinguished name, else all of it. */
function commonName(name: string): string {
  const found = /^CN=(.*)$/m.exec(name)?.[1] ?? name.replaceAll('\n', ', ');
  return found.slice(0, 200);
}

import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';
import { nameConstraintsOid, permittedNames } from './name-constraints.ts';

x509.cryptoProvider.set(webcrypto);

const keyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 86_400_000;
/** How long the hub's own authority lives, in days: longer than a till. */
export const authorityDaysMax = 7_300;
/** How long a leaf lives, in days: browsers refuse more than 398. */
export const leafDaysMax = 397;
/** Certificates start this long before they are made, in milliseconds: clients' clocks differ. */
const backdateMs = 2 * dayMs;
const serverAuth = '1.3.6.1.5.5.7.3.1';

/** A certificate (PEM) with its private key (PKCS #8 DER). */
export interface KeyedCertificate {
  readonly certificatePem: string;
  readonly privateKey: Buffer;
}

/**
 * Makes the authority of one hub: it may sign leaves for that hub's name and private addresses only, and no further
 * authority. Its common name is what a phone lists it by.
 */
export async function makeAuthority(hubName: string, nowMs: number): Promise<KeyedCertificate> {
  const keys = await webcrypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: `CN=Kaunter ${hubName}`,
    notBefore: new Date(nowMs - backdateMs),
    notAfter: new Date(nowMs + authorityDaysMax * dayMs),
    signingAlgorithm: keyAlgorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      new x509.Extension(nameConstraintsOid, true, permittedNames(['localhost', hubName])),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificatePem: certificate.toString('pem'), privateKey: await exportKey(keys.privateKey) };
}

export interface LeafOrder {
  readonly authority: KeyedCertificate;
  /** DNS names and addresses the hub is reached by. */
  readonly names: readonly string[];
  readonly nowMs: number;
  /** Days it lives; default `leafDaysMax`. */
  readonly days?: number;
}

/** Makes the certificate the hub serves with. */
export async function makeLeaf({ authority, names, nowMs, days = leafDaysMax }: LeafOrder): Promise<KeyedCertificate> {
  const keys = await webcrypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);
  const issuer = new x509.X509Certificate(authority.certificatePem);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: 'CN=Kaunter hub',
    issuer: issuer.subject,
    notBefore: new Date(nowMs - backdateMs),
    notAfter: new Date(Math.min(nowMs + days * dayMs, issuer.notAfter.getTime())),
    signingAlgorithm: keyAlgorithm,
    publicKey: keys.publicKey,
    signingKey: await importKey(authority.privateKey),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([serverAuth], false),
      new x509.SubjectAlternativeNameExtension(names.map(alternativeName), false),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return { certificatePem: certificate.toString('pem'), privateKey: await exportKey(keys.privateKey) };
}

/** What must be known of a leaf to serve with it. */
export interface LeafFacts {
  /** SHA-256 of the DER, 64 lowercase hex digits. */
  readonly fingerprint: string;
  readonly notAfter: number;
  readonly names: readonly string[];
}

/** SHA-256 of a certificate's DER, 64 lowercase hex digits. */
export async function fingerprintOf(certificatePem: string): Promise<string> {
  const digest = await webcrypto.subtle.digest('SHA-256', new x509.X509Certificate(certificatePem).rawData);
  return Buffer.from(digest).toString('hex');
}

/** Reads fingerprint, end and names of a certificate. */
export async function leafFacts(certificatePem: string): Promise<LeafFacts> {
  const certificate = new x509.X509Certificate(certificatePem);
  const names = certificate.getExtension(x509.SubjectAlternativeNameExtension)?.names.items ?? [];
  return {
    fingerprint: await fingerprintOf(certificatePem),
    notAfter: certificate.notAfter.getTime(),
    names: names.map((name) => name.value),
  };
}

function alternativeName(name: string): { readonly type: 'ip' | 'dns'; readonly value: string } {
  return { type: isIP(name) === 0 ? 'dns' : 'ip', value: name };
}

/** 127 random bits, positive, as hex. */
function serialNumber(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

async function exportKey(key: webcrypto.CryptoKey): Promise<Buffer> {
  return Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
}

async function importKey(bytes: Buffer): Promise<webcrypto.CryptoKey> {
  return await webcrypto.subtle.importKey('pkcs8', new Uint8Array(bytes), keyAlgorithm, false, ['sign']);
}

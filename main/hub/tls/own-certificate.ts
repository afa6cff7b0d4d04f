import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ServingCertificate } from './network-leaf.ts';

/** A certificate of an own domain is warned of with less than this left, in days. */
export const ownLeftDaysMin = 21;
const dayMs = 86_400_000;
const fileBytesMax = 262_144;

/** Where the certificate chain and its key lie, as PEM files, and the name the handhelds use. */
export interface OwnCertificateFiles {
  readonly host: string;
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** What is wrong with it; each has a next step in the locale files (`network.own.<code>`). */
export const ownCertificateProblems = [
  'file-unreadable',
  'not-a-certificate',
  'not-a-key',
  'key-differs',
  'name-differs',
  'not-yet-valid',
  'expired',
] as const;
export type OwnCertificateProblem = (typeof ownCertificateProblems)[number];

export type OwnCertificate =
  | { readonly ok: true; readonly certificate: ServingCertificate; readonly endsSoon: boolean }
  | { readonly ok: false; readonly problem: OwnCertificateProblem };

/** A certificate chain and its key, PEM. */
export interface OwnPair {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** Reads and checks a certificate of the store's own domain: the key fits, the name fits, it is valid now. */
export function readOwnCertificate(files: OwnCertificateFiles, nowMs: number): OwnCertificate {
  const certificatePem = readSmall(files.certificateFile);
  const privateKeyPem = readSmall(files.keyFile);
  if (certificatePem === null || privateKeyPem === null) return { ok: false, problem: 'file-unreadable' };
  return checkOwnCertificate({ certificatePem, privateKeyPem }, files.host, nowMs);
}

/** The same checks for a pair that was read before. */
export function checkOwnCertificate(pair: OwnPair, host: string, nowMs: number): OwnCertificate {
  const { certificatePem, privateKeyPem } = pair;
  const leaf = parsed(() => new X509Certificate(certificatePem));
  if (leaf === null) return { ok: false, problem: 'not-a-certificate' };
  const key = parsed(() => createPrivateKey(privateKeyPem));
  if (key === null) return { ok: false, problem: 'not-a-key' };
  if (!leaf.checkPrivateKey(key)) return { ok: false, problem: 'key-differs' };
  if (leaf.checkHost(host, { subject: 'never' }) === undefined) return { ok: false, problem: 'name-differs' };
  const notAfter = Date.parse(leaf.validTo);
  if (nowMs < Date.parse(leaf.validFrom)) return { ok: false, problem: 'not-yet-valid' };
  if (nowMs >= notAfter) return { ok: false, problem: 'expired' };
  const fingerprint = leaf.fingerprint256.replaceAll(':', '').toLowerCase();
  return {
    ok: true,
    certificate: { certificatePem, privateKeyPem, fingerprint, notAfter },
    endsSoon: notAfter - nowMs < ownLeftDaysMin * dayMs,
  };
}

function readSmall(path: string): string | null {
  try {
    const bytes = readFileSync(path);
    return bytes.length > fileBytesMax ? null : bytes.toString('utf8');
  } catch {
    return null;
  }
}

function parsed<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch {
    return null;
  }
}

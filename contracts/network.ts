import { z } from 'zod';
import type { NetworkSettings } from '../domain/store/network-settings.ts';
import { epochMs } from './values.ts';

const hostName = z
  .string()
  .regex(/^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/, 'a DNS name');
const filePath = z.string().min(1).max(1_000);

/** A certificate of the store's own domain: PEM files on the hub's machine. */
export const ownDomain = z.strictObject({ host: hostName, certificateFile: filePath, keyFile: filePath });

export const networkSettings = z.strictObject({
  enabled: z.boolean(),
  port: z.int().min(1_024).max(65_535),
  ownDomain: ownDomain.nullable(),
}) satisfies z.ZodType<NetworkSettings>;

/**
 * What may be wrong with the hub on the network, each with its text and next step in the locale files (`network.<code>`).
 * `own-…`: the certificate of the own domain. The first ones keep the hub off the network, the rest are warnings.
 */
export const networkProblems = [
  'port-taken',
  'port-forbidden',
  'own-file-unreadable',
  'own-not-a-certificate',
  'own-not-a-key',
  'own-key-differs',
  'own-name-differs',
  'own-not-yet-valid',
  'own-expired',
  'own-ends-soon',
  'name-taken',
  'name-silent',
  'no-address',
] as const;
export type NetworkProblem = (typeof networkProblems)[number];

/** How the hub stands on the network. */
export const networkStatus = z.strictObject({
  state: z.enum(['off', 'on', 'failed']),
  /** `https://kaunter-7f3a.local:8443`; null while off. */
  origin: z.string().nullable(),
  /** IPv4 addresses devices reach the machine by now, the likeliest first. */
  addresses: z.array(z.string().max(64)).max(32),
  /** SHA-256 of the authority's certificate, 64 hex digits; null with an own domain or while off. */
  authority: z.string().nullable(),
  /** End of the certificate that is served. */
  notAfter: epochMs.nullable(),
  /** Live sockets that are open. */
  sockets: z.int().min(0),
  problems: z.array(z.enum(networkProblems)).max(networkProblems.length),
});
export type NetworkStatus = z.output<typeof networkStatus>;

/** One certificate as a person may compare it. `fingerprint`: SHA-256, 64 hex digits. */
export const shownCertificate = z.strictObject({
  subject: z.string().max(200),
  issuer: z.string().max(200),
  names: z.array(z.string().max(253)).max(20),
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  notBefore: epochMs,
  notAfter: epochMs,
});
export type ShownCertificate = z.output<typeof shownCertificate>;

/** By which certificates devices know this hub. */
export const certificateFacts = z.strictObject({
  hubName: z.string().max(253),
  /** The hub's own authority: what devices were made to trust. */
  authority: shownCertificate,
  /** What the hub serves with; null while it is not on the network. */
  served: shownCertificate.nullable(),
  /** When it is renewed by itself; null with an own domain, whose files somebody else renews. */
  renewsAt: epochMs.nullable(),
  ownDomain: ownDomain.nullable(),
});
export type CertificateFacts = z.output<typeof certificateFacts>;

/** What makes a device trust the hub, to be given out by device management or by hand. */
export const trustFiles = z.strictObject({
  /** The authority's certificate, PEM. */
  certificatePem: z.string().max(16_384),
  /** The same as a configuration profile for Apple devices (`.mobileconfig`). */
  profile: z.string().max(32_768),
});

/** What a look at the files of an own domain found: a problem, or the certificate. */
export const ownDomainCheck = z.strictObject({
  problem: z.enum(networkProblems).nullable(),
  certificate: shownCertificate.nullable(),
  endsSoon: z.boolean(),
});
export type OwnDomainCheck = z.output<typeof ownDomainCheck>;

import { z } from 'zod';
import type { NetworkSettings } from '../domain/store/network-settings.ts';
import { epochMs } from './values.ts';

const hostName = z
  .string()
  .regex(/^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/, 'a DNS name');
const filePath = z.string().min(1).max(1_000);

export const networkSettings = z.strictObject({
  enabled: z.boolean(),
  port: z.int().min(1_024).max(65_535),
  ownDomain: z.strictObject({ host: hostName, certificateFile: filePath, keyFile: filePath }).nullable(),
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
  /** Private addresses of the machine now. */
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

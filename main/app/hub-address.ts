import { networkInterfaces } from 'node:os';

const everywhere = ['0.0.0.0', '::'];

/** Host this machine's window reaches the hub by: a hub that listens everywhere is reached by loopback. */
export function windowHost(host: string): string {
  return everywhere.includes(host) ? '127.0.0.1' : host;
}

/** Addresses of this machine other machines may reach it by, IPv4, without loopback and link-local ones. */
function lanAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))
    .map(({ address }) => address);
}

/** Hosts by which a hub that listens on `host` can be reached, this machine's own first. */
export function reachableHosts(host: string, lan: () => string[] = lanAddresses): string[] {
  return everywhere.includes(host) ? [windowHost(host), ...lan()] : [host];
}

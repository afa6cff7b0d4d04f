import { networkInterfaces } from 'node:os';
import { privateAddresses } from '../tls/hub-identity.ts';

/** What names of interfaces look like whose network ends inside this machine, or is another shop's: containers, machines in it, VPNs. */
const virtualNames =
  /^(docker|veth|virbr|vmnet|vboxnet|lxcbr|lxdbr|podman|cni|tun|tap|wg|utun|tailscale|zt)|^br-[0-9a-f]{12}$|vEthernet|VirtualBox|VMware/i;
const rangesBestFirst = [/^192\.168\./, /^10\./, /^172\.(1[6-9]|2\d|3[01])\./];
const selfGiven = /^169\.254\./;

function rankOf(name: string, address: string): number {
  if (selfGiven.test(address)) return 5;
  if (virtualNames.test(name)) return 4;
  const range = rangesBestFirst.findIndex((each) => each.test(address));
  return range < 0 ? rangesBestFirst.length : range;
}

/**
 * IPv4 addresses of `machine` other machines reach it by, the likeliest of a shop's own network first: 192.168, 10, 172.16/12,
 * others, then containers and VPNs, then self-given ones. No IPv6: the hub listens on IPv4 alone (LN28).
 */
export function addressesBestFirst(machine: ReturnType<typeof networkInterfaces>): string[] {
  return Object.entries(machine)
    .flatMap(([name, each = []]) => each.map((one) => ({ name, ...one })))
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ name, address }) => ({ address, rank: rankOf(name, address) }))
    .sort((a, b) => a.rank - b.rank || a.address.localeCompare(b.address))
    .map(({ address }) => address);
}

/** Private addresses of this machine but its own loop, sorted: what its certificate names. */
export function certifiedAddresses(): string[] {
  return privateAddresses()
    .filter((address) => !address.startsWith('127.') && !address.startsWith('fe80'))
    .sort();
}

/** Addresses of this machine that devices are told, best first: by its name, on the trust code and on the screen. */
export function networkAddresses(): string[] {
  return addressesBestFirst(networkInterfaces());
}

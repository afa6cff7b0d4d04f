import { networkInterfaces } from 'node:os';
import { privateAddresses } from '../tls/hub-identity.ts';

/** Addresses other machines of the shop reach this one by, sorted: private and not the machine's own loop. */
export function networkAddresses(): string[] {
  return privateAddresses()
    .filter((address) => !address.startsWith('127.') && !address.startsWith('fe80'))
    .sort();
}

/** Every IPv4 address of this machine but its own loop, sorted: what its name may rightly answer with. */
export function announcedAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)
    .sort();
}

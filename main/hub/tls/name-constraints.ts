import { derSequence, derValue } from './der.ts';

/** OID of the X.509 name constraints extension, RFC 5280 §4.2.1.10. */
export const nameConstraintsOid = '2.5.29.30';

/** Private and loopback networks as address and mask, RFC 1918, RFC 4193, RFC 4291. */
const networks: readonly (readonly [address: string, mask: string])[] = [
  ['7f000000', 'ff000000'],
  ['0a000000', 'ff000000'],
  ['ac100000', 'fff00000'],
  ['c0a80000', 'ffff0000'],
  ['a9fe0000', 'ffff0000'],
  [`${'0'.repeat(31)}1`, 'f'.repeat(32)],
  [`fc${'0'.repeat(30)}`, `fe${'0'.repeat(30)}`],
  [`fe80${'0'.repeat(28)}`, `ffc0${'0'.repeat(28)}`],
];

const tagDnsName = 0x82;
const tagIpAddress = 0x87;
const tagPermitted = 0xa0;

/** Content of the extension: only these DNS names and private addresses are permitted; whoever trusts the authority gives nothing else away. */
export function permittedNames(dnsNames: readonly string[]): Uint8Array<ArrayBuffer> {
  const names = dnsNames.map((name) => derSequence(derValue(tagDnsName, Buffer.from(name, 'ascii'))));
  const ranges = networks.map(([address, mask]) =>
    derSequence(derValue(tagIpAddress, Buffer.from(address + mask, 'hex'))),
  );
  return derSequence(derValue(tagPermitted, Buffer.concat([...names, ...ranges])));
}

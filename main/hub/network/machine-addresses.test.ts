import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { addressesBestFirst, networkAddresses } from './machine-addresses.ts';

function one(address: string, internal = false): NetworkInterfaceInfo[] {
  const rest = { netmask: '', mac: '', internal, cidr: null };
  return [
    address.includes(':') ? { address, family: 'IPv6', scopeid: 0, ...rest } : { address, family: 'IPv4', ...rest },
  ];
}

test('LN28 the address of the shop’s own network comes before containers and VPNs, IPv6 is not offered', () => {
  const machine = {
    lo: one('127.0.0.1', true),
    docker0: one('172.17.0.1'),
    'br-0123456789ab': one('192.168.240.1'),
    wg0: one('10.8.0.2'),
    usb0: one('169.254.7.7'),
    wan0: one('192.0.2.2'),
    lan2: one('172.20.1.5'),
    eth1: one('10.1.2.3'),
    wlan0: [...one('fd00::2'), ...one('fe80::1'), ...one('192.168.1.9')],
  };
  expect(addressesBestFirst(machine)).toEqual([
    ...['192.168.1.9', '10.1.2.3', '172.20.1.5', '192.0.2.2'],
    ...['10.8.0.2', '172.17.0.1', '192.168.240.1', '169.254.7.7'],
  ]);
});

test('LN28 a machine with IPv6 alone offers nothing, since nobody listens there', () => {
  expect(addressesBestFirst({ eth0: one('fd00::2') })).toEqual([]);
  expect(networkAddresses().filter((address) => address.includes(':'))).toEqual([]);
});

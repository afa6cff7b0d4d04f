import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoundDevice } from '../../contracts/device-discovery.ts';
import { TcpTransport } from '../tcp.ts';
import { foundByName } from './found.ts';
import { tcpIdentity } from './identity.ts';
import { type SystemTree, systemTree } from './sysfs.ts';

/** Longest wait for a host a person named, in milliseconds. */
export const probeMsMax = 2_000;
/** Hardware address of an entry the kernel has not resolved. */
const noMac = '00:00:00:00:00:00';

/** Host and port a person typed; `tree` for tests. */
export interface ProbeTarget {
  readonly host: string;
  readonly port: number;
  readonly tree?: SystemTree;
}

/**
 * Is something listening there? Connects and lets go; sends nothing, since a byte could print. Rejects with
 * `TransportError` (`refused`, `timeout`, `unreachable`). The hardware address comes from the kernel's neighbour table.
 */
export async function probeTcp(target: ProbeTarget): Promise<FoundDevice> {
  const { host, port, tree = systemTree } = target;
  const transport = new TcpTransport({ host, port, connectMs: probeMsMax });
  await transport.open();
  await transport.close();
  const mac = await macOf(host, tree);
  const identity = tcpIdentity(host, port, mac);
  return foundByName(identity, { kind: 'tcp', host, port }, { title: `${host}:${port}`, guess: 'printer' });
}

/** Hardware address of a neighbour by its IPv4 address; null when the kernel does not know it or is not Linux. */
export async function macOf(host: string, tree: SystemTree): Promise<string | null> {
  const table = await readFile(join(tree.proc, 'net/arp'), 'utf8').catch(() => '');
  const row = table.split('\n').find((line) => line.split(/\s+/)[0] === host);
  const mac = row?.split(/\s+/)[3]?.toLowerCase() ?? noMac;
  return mac === noMac ? null : mac;
}

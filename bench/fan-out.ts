import { fork } from 'node:child_process';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { livePath, liveProtocol, liveTicketPrefix } from '../contracts/live.ts';
import { makeAuthority, makeLeaf } from '../main/hub/tls/certificates.ts';
import { pemOf } from '../main/hub/tls/kept-certificate.ts';
import { coffee, removeHub } from '../tests/hub/test-hub.ts';
import { networkRig } from '../tests/network/network-rig.ts';
import type { Heard, Listen } from './fan-out/listeners.ts';
import { median, quantile, ratioOf, report } from './report.ts';

/**
 * From the commit until the last of fifty live lines has heard of it. Both servers live in this process and their listeners
 * in a second one; the bare one is `ws` over TLS that sends the same message to all its clients, from the moment it decides
 * to. With us the moment is the commit, and the answer to whoever pushed, projections and print queue share the time.
 */
const listenersCount = 50;
const pushes = Number(process.argv.find((each) => each.startsWith('--pushes='))?.slice(9) ?? 200);
const pauseMs = 25;

const rig = await networkRig();
const listeners = fork(new URL('./fan-out/listeners.ts', import.meta.url), { stdio: 'inherit' });
listeners.once('exit', (code) => {
  if (code !== 0) process.exit(1);
});
const waiting = new Map<string, (lastNs: bigint) => void>();
listeners.on('message', ({ name, no, lastNs }: Heard) => waiting.get(`${name} ${no}`)?.(BigInt(lastNs)));
const heard = (name: string, no: number): Promise<bigint> =>
  new Promise((resolve) => waiting.set(`${name} ${no}`, resolve));

async function bareServer() {
  const authority = await makeAuthority('localhost', Date.now());
  const leaf = await makeLeaf({ authority, names: ['localhost'], nowMs: Date.now() });
  const server = createServer({ cert: leaf.certificatePem, key: pemOf(leaf.privateKey) });
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { server, sockets, port, caPem: authority.certificatePem };
}

/** Milliseconds from now until the last listener of the bare server heard. */
async function bareOnce(clients: ReadonlySet<WebSocket>, no: number): Promise<number> {
  const last = heard('bare', no);
  const began = process.hrtime.bigint();
  const bytes = Buffer.from(JSON.stringify({ kind: 'poke', epoch: rig.hub.hub.store.sync.epoch(), head: no }));
  for (const client of clients) client.send(bytes, { binary: false });
  return Number((await last) - began) / 1e6;
}

let committedNs = 0n;
rig.hub.hub.onCommit(() => {
  committedNs = process.hrtime.bigint();
});

async function hubOnce(no: number): Promise<number> {
  const last = heard('hub', rig.hub.hub.store.head().no + 1);
  await rig.till.push('item.put', { item: { ...coffee(), sku: `F${no}`, barcodes: [] } });
  return Number((await last) - committedNs) / 1e6;
}

const bare = await bareServer();
try {
  const devices = Array.from({ length: listenersCount }, () => rig.gate.add());
  const origin = `https://${rig.name}:${rig.port}`;
  const ours: Listen = {
    kind: 'listen',
    name: 'hub',
    url: `wss://127.0.0.1:${rig.port}${livePath}`,
    caPem: rig.hub.ready.caPem,
    servername: rig.name,
    headers: { host: `${rig.name}:${rig.port}` },
    origin,
    protocols: devices.map((device) => [liveProtocol, `${liveTicketPrefix}${rig.gate.issueTicket(device).ticket}`]),
  };
  const theirs: Listen = {
    ...ours,
    name: 'bare',
    url: `wss://127.0.0.1:${bare.port}`,
    caPem: bare.caPem,
    servername: 'localhost',
    headers: {},
    protocols: devices.map(() => [liveProtocol]),
  };
  for (const command of [ours, theirs]) {
    const ready = heard(command.name, -1);
    listeners.send(command);
    await ready;
  }
  const times = { hub: [] as number[], bare: [] as number[] };
  for (let no = 0; no < pushes; no += 1) {
    const [hubMs, bareMs] = [await hubOnce(no), await bareOnce(bare.sockets.clients, 1_000_000 + no)];
    if (no >= 20) {
      times.hub.push(hubMs);
      times.bare.push(bareMs);
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  const round = (value: number): number => Math.round(value * 100) / 100;
  const told = (name: 'hub' | 'bare'): string =>
    `${name}: p50 ${round(median(times[name]))} ms, p99 ${round(quantile(times[name], 0.99))} ms`;
  report({
    bench: 'fan-out',
    figures: [
      { name: 'vs-bare-wss-p50', value: ratioOf(median(times.hub), median(times.bare)), goal: 1.6, better: 'lower' },
      { name: 'p50-ms', value: round(median(times.hub)), goal: null, better: 'lower' },
      { name: 'p99-ms', value: round(quantile(times.hub, 0.99)), goal: null, better: 'lower' },
    ],
    notes: [told('hub'), told('bare'), `${listenersCount} listeners, ${times.hub.length} commits`],
  });
} finally {
  listeners.removeAllListeners('exit');
  listeners.disconnect();
  bare.sockets.close();
  bare.server.closeAllConnections();
  bare.server.close();
  await rig.hub.close();
  removeHub(rig.hub);
}

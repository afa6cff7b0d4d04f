import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import expressPouch from 'express-pouchdb';
import PouchDB from 'pouchdb';
import type { DeviceIdentity } from '../main/hub/network/device-gate.ts';
import { makeAuthority, makeLeaf } from '../main/hub/tls/certificates.ts';
import { pemOf } from '../main/hub/tls/kept-certificate.ts';
import { coffee, newId, openedTill, removeHub } from '../tests/hub/test-hub.ts';
import { type NetworkRig, networkRig } from '../tests/network/network-rig.ts';
import { ring } from '../tests/store/shop.ts';
import { median, quantile, ratioOf, report } from './report.ts';
import type { Command, Ran } from './sync-load/messages.ts';

/**
 * Fifty handhelds at once, each over TLS with a connection of its own, send sales of three lines, one request after the
 * other. Kaunter: the listener of the network with its guard and limits, schemas, settling again, hash chain, encrypted
 * store, an fsync before each answer. The peer: express-pouchdb behind TLS, which stores the same ops as documents without
 * looking at them; by `_bulk_docs`, the fastest way it has (replication asks three times as often). Rounds take turns.
 */
const handheldsCount = 50;
const rounds = 3;
const linesCount = 3;
const requestsEach = Number(process.argv.find((each) => each.startsWith('--requests='))?.slice(11) ?? 24);
/** Sales in one request: one as it is made; ten as a handheld comes back. */
const sizes = [1, 10] as const;

type Side = Awaited<ReturnType<typeof openedTill>>['side'];

class Sender {
  readonly device: DeviceIdentity;
  seq = 0;
  constructor(rig: NetworkRig) {
    this.device = rig.gate.add();
  }

  ops(rig: NetworkRig, side: Side, count: number): object[] {
    return Array.from({ length: count }, () => {
      this.seq += 1;
      const named = {
        opId: newId(),
        seq: this.seq,
        kind: 'sale.completed',
        v: 2,
        at: Date.now(),
        staffId: rig.ownerId,
      };
      return { ...named, happened: true, body: ring(side, { lines: linesCount }) };
    });
  }
}

async function ask(handhelds: ChildProcess, command: Command): Promise<Ran> {
  const answer = once(handhelds, 'message') as Promise<[Ran]>;
  handhelds.send(command);
  const [ran] = await answer;
  return ran;
}

/** The same sales for both sides: what our outbox would push, and as documents. */
function commandsOf(rig: NetworkRig, parts: { side: Side; senders: readonly Sender[]; size: number; peer: Peer }) {
  const { side, senders, size, peer } = parts;
  const epoch = rig.hub.hub.store.sync.epoch();
  const caPem = rig.hub.ready.caPem;
  const made = senders.map((sender) => ({
    sender,
    batches: Array.from({ length: requestsEach }, () => sender.ops(rig, side, size)),
  }));
  const ours = made.map(({ sender: { device, seq }, batches }) => ({
    path: '/v1/sync/push',
    headers: { host: `${rig.name}:${rig.port}`, authorization: `Test ${device.deviceId}` },
    bodies: batches.map((ops) =>
      JSON.stringify({ proto: 1, installId: device.installId, epoch, ops, gap: null, pendingAfter: 0, lastSeq: seq }),
    ),
  }));
  const theirs = made.map(({ batches }) => ({
    path: '/sales/_bulk_docs',
    headers: { host: `localhost:${peer.port}` },
    bodies: batches.map((ops) =>
      JSON.stringify({ docs: ops.map((op) => ({ ...op, _id: (op as { readonly opId: string }).opId })) }),
    ),
  }));
  return {
    ours: { port: rig.port, servername: rig.name, caPem, handhelds: ours, taken: '"kind":"taken"' },
    theirs: { port: peer.port, servername: 'localhost', caPem: peer.caPem, handhelds: theirs, taken: '"ok":true' },
  };
}

interface Peer {
  readonly port: number;
  readonly caPem: string;
  readonly close: () => void;
}

async function openPeer(): Promise<Peer> {
  const dir = mkdtempSync(join(tmpdir(), 'kaunter-pouch-'));
  const authority = await makeAuthority('localhost', Date.now());
  const leaf = await makeLeaf({ authority, names: ['localhost'], nowMs: Date.now() });
  const Server = PouchDB.defaults({ prefix: `${dir}/` });
  const app = expressPouch(Server, { inMemoryConfig: true, mode: 'minimumForPouchDB', logPath: join(dir, 'log.txt') });
  const server = createServer({ cert: leaf.certificatePem, key: pemOf(leaf.privateKey) }, app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const sales = new Server('sales');
  await sales.info();
  const close = (): void => {
    server.closeAllConnections();
    server.close();
    rmSync(dir, { recursive: true, force: true });
  };
  return { port, caPem: authority.certificatePem, close };
}

interface Series {
  readonly perSecond: number[];
  readonly latencies: number[];
}
const series = (): Series => ({ perSecond: [], latencies: [] });

function noted(into: Series, { tookMs, latencies }: Ran, size: number): void {
  into.perSecond.push((latencies.length * size) / (tookMs / 1_000));
  into.latencies.push(...latencies);
}

const rig = await networkRig();
const peer = await openPeer();
const handhelds = fork(new URL('./sync-load/handhelds.ts', import.meta.url), {
  stdio: 'inherit',
  serialization: 'advanced',
});
handhelds.once('exit', (code) => {
  if (code !== 0) process.exit(1);
});
try {
  const items = Array.from({ length: 50 }, (_each, no) => ({ ...coffee(), sku: `K${no}`, barcodes: [] }));
  const { side } = await openedTill(rig.till, rig.settings, { items });
  const senders = Array.from({ length: handheldsCount }, () => new Sender(rig));
  const results = sizes.map((size) => ({ size, ours: series(), theirs: series() }));
  for (let round = -1; round < rounds; round += 1) {
    for (const { size, ours, theirs } of results) {
      const commands = commandsOf(rig, { side, senders, size, peer });
      const mine = await ask(handhelds, commands.ours);
      const other = await ask(handhelds, commands.theirs);
      if (round < 0) continue;
      noted(ours, mine, size);
      noted(theirs, other, size);
    }
  }
  const expected = handheldsCount * requestsEach * (rounds + 1) * sizes.reduce<number>((sum, size) => sum + size, 0);
  const { sales } = rig.hub.hub.store.info().counts;
  if (sales !== expected) throw new Error(`${sales} sales of ${expected}`);
  const figuresOf = ({ ours, theirs }: (typeof results)[number]) => ({
    rate: ratioOf(median(ours.perSecond), median(theirs.perSecond)),
    p99: ratioOf(quantile(ours.latencies, 0.99), quantile(theirs.latencies, 0.99)),
  });
  const [one, ten] = results.map(figuresOf);
  const told = (name: string, { perSecond, latencies }: Series): string =>
    `${name}: ${Math.round(median(perSecond))} sales/s, p50 ${Math.round(median(latencies))} ms, p99 ${Math.round(quantile(latencies, 0.99))} ms`;
  report({
    bench: 'sync-load',
    figures: [
      { name: 'vs-peer', value: one?.rate ?? 0, goal: 2.5, better: 'higher' },
      { name: 'p99-vs-peer', value: one?.p99 ?? 0, goal: 0.6, better: 'lower' },
      { name: 'vs-peer-by-ten', value: ten?.rate ?? 0, goal: null, better: 'higher' },
      { name: 'p99-vs-peer-by-ten', value: ten?.p99 ?? 0, goal: null, better: 'lower' },
    ],
    notes: results.flatMap(({ size, ours, theirs }) => [
      told(`kaunter, ${size} a request`, ours),
      told(`pouchdb, ${size} a request`, theirs),
    ]),
  });
} finally {
  handhelds.removeAllListeners('exit');
  handhelds.disconnect();
  peer.close();
  await rig.hub.close();
  removeHub(rig.hub);
}

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { DeviceIdentity } from '../main/hub/network/device-gate.ts';
import { coffee, newId, openedTill, removeHub } from '../tests/hub/test-hub.ts';
import { type NetworkRig, networkRig } from '../tests/network/network-rig.ts';
import { ring } from '../tests/store/shop.ts';
import { openPouchPeer, type PouchPeer } from './pouch/secure-pouch.ts';
import { syncEachWrite } from './pouch/sync-each-write.ts';
import { median, quantile, ratioOf, report } from './report.ts';
import type { Asked, Command, Handheld, Ran } from './sync-load/messages.ts';

/**
 * Fifty handhelds at once, each over TLS with a connection of its own, send sales of three lines. Kaunter: one push to the
 * listener of the network with its guard and limits, schemas, settling again, hash chain, encrypted store, an fsync before
 * each answer. The peer: express-pouchdb behind TLS, its LevelDB told to sync each write as well (by default it does not),
 * with what a replicating client says for each batch: `_revs_diff`, `_bulk_docs`, the checkpoint. It stores the same ops as
 * documents without looking at them. `bulk` is that peer with nothing but `_bulk_docs`: no replication any more, only
 * recorded. Rounds take turns.
 */
const handheldsCount = 50;
const rounds = 3;
const linesCount = 3;
const requestsEach = Number(process.argv.find((each) => each.startsWith('--requests='))?.slice(11) ?? 20);
/** Sales in one request: one as it is made; ten as a handheld comes back. */
const sizes = [1, 10] as const;

type Side = Awaited<ReturnType<typeof openedTill>>['side'];

class Sender {
  readonly device: DeviceIdentity;
  seq = 0;
  #checkpoint = 0;
  constructor(rig: NetworkRig) {
    this.device = rig.gate.add();
  }

  nextCheckpoint(): object {
    this.#checkpoint += 1;
    const history = [{ last_seq: this.seq, session_id: this.device.deviceId }];
    return {
      _id: `_local/${this.device.deviceId}`,
      ...(this.#checkpoint === 1 ? {} : { _rev: `0-${this.#checkpoint - 1}` }),
      last_seq: this.seq + this.#checkpoint,
      session_id: this.device.deviceId,
      replicator: 'pouchdb',
      version: 1,
      history,
    };
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

/** The same sales for all sides: what our outbox pushes, what a replicating client says, and bare documents. */
function commandsOf(rig: NetworkRig, parts: { side: Side; senders: readonly Sender[]; size: number; peer: PouchPeer }) {
  const { side, senders, size, peer } = parts;
  const made = senders.map((sender) => ({
    sender,
    batches: Array.from({ length: requestsEach }, () => sender.ops(rig, side, size)),
  }));
  const at = { port: peer.port, servername: 'localhost', caPem: peer.caPem ?? '' };
  const headers = { host: `localhost:${peer.port}` };
  return {
    ours: {
      port: rig.port,
      servername: rig.name,
      caPem: rig.hub.ready.caPem,
      handhelds: made.map(({ sender, batches }) => ourHandheld(rig, sender, batches)),
      taken: '"kind":"taken"',
    },
    theirs: {
      ...at,
      handhelds: made.map(({ sender, batches }) => ({
        headers,
        exchanges: batches.map((ops) => replicated('sales', ops as OpDocument[], sender)),
      })),
      taken: '"ok":true',
    },
    bulk: {
      ...at,
      handhelds: made.map(({ batches }) => ({
        headers,
        exchanges: batches.map((ops) => [bulkDocs('bare', { docs: (ops as OpDocument[]).map(documentOf) })]),
      })),
      taken: '"ok":true',
    },
  } satisfies Record<string, Command>;
}

function ourHandheld(rig: NetworkRig, { device, seq }: Sender, batches: readonly object[][]): Handheld {
  const epoch = rig.hub.hub.store.sync.epoch();
  const { installId } = device;
  return {
    headers: { host: `${rig.name}:${rig.port}`, authorization: `Test ${device.deviceId}` },
    exchanges: batches.map((ops) => {
      const ask = { proto: 1, installId, epoch, ops, gap: null, pendingAfter: 0, lastSeq: seq };
      return [{ method: 'POST', path: '/v1/sync/push', body: JSON.stringify(ask) }];
    }),
  };
}

interface OpDocument {
  readonly opId: string;
}
const documentOf = (op: OpDocument): object => ({ ...op, _id: op.opId });
const bulkDocs = (database: string, body: object): Asked => ({
  method: 'POST',
  path: `/${database}/_bulk_docs`,
  body: JSON.stringify(body),
});

/** What a replicator says for a batch (CouchDB replication protocol): which do you lack, here they are, remember where I am. */
function replicated(database: string, ops: readonly OpDocument[], sender: Sender): Asked[] {
  const docs = ops.map((op) => {
    const hash = op.opId.replaceAll('-', '');
    return { ...documentOf(op), _rev: `1-${hash}`, _revisions: { start: 1, ids: [hash] } };
  });
  const diff = Object.fromEntries(docs.map(({ _rev }, index) => [ops[index]?.opId, [_rev]]));
  const checkpoint = sender.nextCheckpoint();
  return [
    { method: 'POST', path: `/${database}/_revs_diff`, body: JSON.stringify(diff) },
    bulkDocs(database, { docs, new_edits: false }),
    { method: 'PUT', path: `/${database}/_local/${sender.device.deviceId}`, body: JSON.stringify(checkpoint) },
  ];
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
syncEachWrite();
const peer = await openPouchPeer(['sales', 'bare']);
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
  const results = sizes.map((size) => ({ size, ours: series(), theirs: series(), bulk: series() }));
  for (let round = -1; round < rounds; round += 1) {
    for (const { size, ours, theirs, bulk } of results) {
      const commands = commandsOf(rig, { side, senders, size, peer });
      const mine = await ask(handhelds, commands.ours);
      const other = await ask(handhelds, commands.theirs);
      const bare = await ask(handhelds, commands.bulk);
      if (round < 0) continue;
      noted(ours, mine, size);
      noted(theirs, other, size);
      noted(bulk, bare, size);
    }
  }
  const expected = handheldsCount * requestsEach * (rounds + 1) * sizes.reduce<number>((sum, size) => sum + size, 0);
  const { sales } = rig.hub.hub.store.info().counts;
  if (sales !== expected) throw new Error(`${sales} sales of ${expected}`);
  const figuresOf = ({ ours, theirs, bulk }: (typeof results)[number]) => ({
    rate: ratioOf(median(ours.perSecond), median(theirs.perSecond)),
    bulk: ratioOf(median(ours.perSecond), median(bulk.perSecond)),
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
      { name: 'vs-bulk', value: one?.bulk ?? 0, goal: null, better: 'higher' },
      { name: 'vs-bulk-by-ten', value: ten?.bulk ?? 0, goal: null, better: 'higher' },
    ],
    notes: results.flatMap(({ size, ours, theirs, bulk }) => [
      told(`kaunter, ${size} a request`, ours),
      told(`pouchdb replicating, ${size} a batch`, theirs),
      told(`pouchdb _bulk_docs alone, ${size} a request`, bulk),
    ]),
  });
} finally {
  handhelds.removeAllListeners('exit');
  handhelds.disconnect();
  peer.close();
  await rig.hub.close();
  removeHub(rig.hub);
}

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { InstallId, ShiftId } from '../domain/id.ts';
import type { Op } from '../domain/op/op.ts';
import { coffee, newId, openedStore, removeHub, secondTill, type TestHub, testHub } from '../tests/hub/test-hub.ts';
import { ring, TestClock } from '../tests/store/shop.ts';
import { openPouchPeer } from './pouch/secure-pouch.ts';
import { syncEachWrite } from './pouch/sync-each-write.ts';
import { median, ratioOf, report } from './report.ts';
import type { Command, Ran } from './sync-push/messages.ts';

/**
 * A handheld comes back with 10,000 sales of three lines. Kaunter: the driver of `domain/sync` pushes packed batches over
 * TLS into the whole hub (schemas, settling again, hash chain, encrypted store, an fsync before each answer), and keeps on
 * its own disk how far it is. PouchDB: the same ops as documents, replicated into express-pouchdb over TLS, both of its
 * databases told to sync each write as well (by default they do not); medians of the
 * rounds on both sides, the best of several batch sizes counts. `bare` is
 * PouchDB as it comes, over plain HTTP and without a sync, once a size: only recorded. Clients live in a second process.
 */
const salesCount = Number(process.argv.find((each) => each.startsWith('--sales='))?.slice(8) ?? 10_000);
const linesCount = 3;
const itemsCount = 200;
const rounds = 3;
const batches = [500, 1_000, 2_500];

async function ask(clients: ChildProcess, command: Command): Promise<Ran> {
  const answer = once(clients, 'message') as Promise<[Ran]>;
  clients.send(command);
  const [ran] = await answer;
  return ran;
}

/** Sales some 40 s apart, each with ids of its own, as a handheld makes them. */
function salesOf(
  hub: TestHub,
  side: Parameters<typeof ring>[0],
  by: { readonly installId: InstallId; readonly staffId: Op['staffId'] },
): Op[] {
  const { installId, staffId } = by;
  let at = Date.now() - (salesCount + 1) * 60_000;
  const clock = Object.assign(new TestClock(at), { now: () => at, newId });
  const series = hub.hub.sync.giveSeries(installId);
  const { shiftId } = side;
  const opening = { shiftId, series, startingAmount: 0, denominations: [] };
  const sale = (counter: number) => ({
    ...ring({ ...side, clock }, { lines: linesCount }),
    transactionNumber: `${series}-${String(counter).padStart(6, '0')}`,
  });
  return Array.from({ length: salesCount + 1 }, (_each, index) => {
    at += 20_000 + Math.floor(Math.random() * 40_000);
    const kind = index === 0 ? 'shift.opened' : 'sale.completed';
    const body = index === 0 ? opening : sale(index);
    return {
      opId: newId() as Op['opId'],
      seq: index + 1,
      kind,
      v: index === 0 ? 1 : 2,
      at,
      staffId,
      happened: true,
      body,
    };
  });
}

async function pushRound(clients: ChildProcess): Promise<{ readonly ran: Ran; readonly ops: Op[] }> {
  const hub = await testHub();
  try {
    const { till, settings, ownerId } = await openedStore(hub);
    const items = Array.from({ length: itemsCount }, (_each, no) => ({
      ...coffee(),
      sku: `K${no}`,
      name: `Kaffee ${no}`,
      barcodes: [],
      unitPrice: (199 + ((no * 37) % 900)) as never,
    }));
    for (const item of items) await till.push('item.put', { item });
    const handheld = await secondTill(hub);
    const side = { clock: new TestClock(), settings, items, shiftId: newId() as ShiftId };
    const ops = salesOf(hub, side, { installId: handheld.installId, staffId: ownerId });
    const { url, ready } = hub;
    const ran = await ask(clients, {
      kind: 'hub',
      url,
      caPem: ready.caPem,
      token: handheld.installToken ?? '',
      installId: handheld.installId,
      dir: join(hub.dir, 'handheld'),
      ops,
    });
    const { sales } = hub.hub.store.info().counts;
    if (sales !== salesCount) throw new Error(`${sales} sales of ${salesCount}`);
    return { ran, ops };
  } finally {
    await hub.close();
    removeHub(hub);
  }
}

type Manner = 'durable' | 'bare';

async function pouchRound(
  clients: ChildProcess,
  ops: readonly Op[],
  { batch, manner }: { readonly batch: number; readonly manner: Manner },
): Promise<Ran> {
  const isDurable = manner === 'durable';
  const undo = isDurable ? syncEachWrite() : () => undefined;
  const peer = await openPouchPeer(['sales'], isDurable ? 'tls' : 'plain');
  const { caPem, port } = peer;
  const docs = ops.map((op) => ({ ...op, _id: op.opId }));
  const url = `${caPem === null ? 'http' : 'https'}://localhost:${port}/sales`;
  try {
    return await ask(clients, {
      ...{ kind: 'pouch', url, caPem, batch, docs },
      synced: isDurable,
      dir: join(peer.dir, 'source'),
    });
  } finally {
    peer.close();
    undo();
  }
}

const clients = fork(new URL('./sync-push/client.ts', import.meta.url), {
  stdio: 'inherit',
  serialization: 'advanced',
});
clients.once('exit', (code) => {
  if (code !== 0) process.exit(1);
});
try {
  const ours: Ran[] = [];
  let ops: Op[] = [];
  const theirs = { durable: new Map<number, number[]>(), bare: new Map<number, number[]>() };
  for (let round = 0; round < rounds; round += 1) {
    const pushed = await pushRound(clients);
    ours.push(pushed.ran);
    ops = pushed.ops;
    for (const batch of batches) {
      for (const manner of round === 0 ? (['durable', 'bare'] as const) : (['durable'] as const)) {
        const { tookMs } = await pouchRound(clients, ops, { batch, manner });
        theirs[manner].set(batch, [...(theirs[manner].get(batch) ?? []), tookMs]);
      }
    }
  }
  const mine = median(ours.map(({ tookMs }) => tookMs));
  const best = (manner: Manner): number => Math.min(...[...theirs[manner].values()].map(median));
  const told = (manner: Manner): string[] =>
    [...theirs[manner]].map(([batch, ms]) => `pouchdb ${manner}, batches of ${batch}: ${Math.round(median(ms))} ms`);
  const bytes = median(ours.map(({ wireBytes }) => wireBytes)) / salesCount;
  report({
    bench: 'sync-push',
    figures: [
      { name: 'vs-pouchdb', value: ratioOf(mine, best('durable')), goal: 0.6, better: 'lower' },
      { name: 'vs-bare-pouchdb', value: ratioOf(mine, best('bare')), goal: null, better: 'lower' },
      { name: 'bytes-per-sale', value: Math.round(bytes * 10) / 10, goal: 160, better: 'lower' },
      { name: 'sales-per-second', value: Math.round(salesCount / (mine / 1_000)), goal: null, better: 'higher' },
    ],
    notes: [
      `kaunter: ${Math.round(mine)} ms for ${salesCount} sales of ${linesCount} lines, ${ours[0]?.requests} requests`,
      ...told('durable'),
      ...told('bare'),
    ],
  });
} finally {
  clients.removeAllListeners('exit');
  clients.disconnect();
}

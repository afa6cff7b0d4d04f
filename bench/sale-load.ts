import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Item } from '../domain/catalog/item.ts';
import type { InstallId, ShiftId, StaffId } from '../domain/id.ts';
import type { StoreSettings } from '../domain/store/store-settings.ts';
import { coffee, newId, openedStore, removeHub, type TestHub, Till, testHub } from '../tests/hub/test-hub.ts';
import { ring, TestClock } from '../tests/store/shop.ts';
import { report } from './report.ts';
import type { Caller, Command, Done, Target } from './sale-load/messages.ts';

/**
 * 50 callers over TLS, each with its own connection, install and session, push one sale at a time (5 lines, cash, with
 * receipt) into the whole hub: gate, schemas, settling again, hash chain, encrypted store, print jobs. The same hub in three
 * ways, in turns of one run; the callers live in a second process. `shared` is the product: pushes of one turn share a
 * commit, records are folded in batches. `single` shares nothing: one commit a sale with all its rows. `own` lies between:
 * a commit for each sale's log entry, records still in batches; it shows what the shared commit alone is worth.
 */
const callersCount = 50;
const linesCount = 5;
const rounds = 5;
const goalRatio = 2.5;
const salesPerRound = Number(process.argv.find((each) => each.startsWith('--sales='))?.slice(8) ?? 1_500);

async function makeCaller(hub: TestHub, staffId: StaffId, no: number): Promise<Caller> {
  const installId = newId() as InstallId;
  const till = new Till(hub, installId);
  till.staffId = staffId;
  till.token = hub.hub.sessions.start(installId, staffId).token;
  const shiftId = newId() as ShiftId;
  const opened = await till.push('shift.opened', { shiftId, series: `A${no}`, startingAmount: 0, denominations: [] });
  if (opened.status !== 'applied') throw new Error(`no shift: ${JSON.stringify(opened)}`);
  return { installId, staffId, token: till.token, shiftId, seq: till.seq + 1 };
}

function saleBody(settings: StoreSettings, items: readonly Item[]): string {
  const side = { clock: new TestClock(Date.now()), settings, items, shiftId: newId() as ShiftId };
  return JSON.stringify({ ...ring(side, { lines: linesCount }), receipt: 'print' });
}

async function makeTarget(hub: TestHub, name: string): Promise<Target> {
  const { till, settings, ownerId } = await openedStore(hub, (same) => ({ ...same, autoLockMin: 0 }));
  const items = Array.from({ length: linesCount }, (_each, no) => ({ ...coffee(), sku: `K${no}`, barcodes: [] }));
  for (const item of items) await till.push('item.put', { item });
  const callers: Caller[] = [];
  for (let no = 1; no <= callersCount; no += 1) callers.push(await makeCaller(hub, ownerId, no));
  return { name, url: hub.url, caPem: hub.ready.caPem, callers, bodyText: saleBody(settings, items) };
}

async function ask(clients: ChildProcess, command: Command): Promise<Done> {
  const answer = once(clients, 'message') as Promise<[Done]>;
  clients.send(command);
  const [done] = await answer;
  return done;
}

async function measure(clients: ChildProcess, name: string, sales = salesPerRound) {
  const done = await ask(clients, { kind: 'run', name, sales });
  if (done.kind !== 'ran') throw new Error('the clients lost the command');
  return { perSecond: done.latencies.length / (done.tookMs / 1_000), latencies: done.latencies };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const round = (value: number): number => Math.round(value * 100) / 100;

const ways = ['shared', 'own', 'single'] as const;
type Way = (typeof ways)[number];
const byWay = <Value>(make: () => Value): Record<Way, Value> => ({ shared: make(), own: make(), single: make() });

const hubs = new Map<Way, TestHub>();
for (const way of ways) hubs.set(way, await testHub({ commits: way }));
const clients = fork(new URL('./sale-load/clients.ts', import.meta.url), { stdio: 'inherit' });
try {
  for (const [way, hub] of hubs) {
    await ask(clients, { kind: 'target', target: await makeTarget(hub, way) });
    await measure(clients, way, callersCount * 4);
  }
  const rates = byWay<number[]>(() => []);
  const latencies = byWay<number[]>(() => []);
  for (let turn = 0; turn < rounds; turn += 1) {
    for (const name of ways) {
      const { perSecond, latencies: each } = await measure(clients, name);
      rates[name].push(perSecond);
      latencies[name].push(...each);
    }
  }
  const [shared, own, single] = ways.map((way) => quantile(rates[way], 0.5)) as [number, number, number];
  const told = (name: Way): string =>
    `${name} commits: ${Math.round(quantile(rates[name], 0.5))} sales/s, p50 ${round(quantile(latencies[name], 0.5))} ms, p99 ${round(quantile(latencies[name], 0.99))} ms`;
  report({
    bench: 'sale-load',
    figures: [
      { name: 'group-vs-single', value: round(shared / single), goal: goalRatio, better: 'higher' },
      { name: 'group-vs-own-commit', value: round(shared / own), goal: null, better: 'higher' },
      { name: 'p99-ms', value: round(quantile(latencies.shared, 0.99)), goal: null, better: 'lower' },
      { name: 'sales-per-second', value: Math.round(shared), goal: null, better: 'higher' },
    ],
    notes: [...ways.map(told), `${callersCount} callers, ${rounds} rounds of ${salesPerRound} sales each way`],
  });
} finally {
  clients.disconnect();
  for (const hub of hubs.values()) {
    await hub.close();
    removeHub(hub);
  }
}

/**
 * `backup`: how long a backup of a grown store takes, how long its verification, and what a sale at the till waits for
 * while both run in their threads. Sales come at an even pace, as tills and handhelds send them, and are compared with the
 * same pace in the same store before.
 * Usage: node bench/backup.ts [--json] [--sales 100000] [--pace 20]
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { pushOpsMax } from '../contracts/op.ts';
import { backupThreads } from '../main/hub/backup/backup-worker.ts';
import { readRecovery, setRecovery } from '../main/store/backup/recovery-key.ts';
import { sourceMigrations } from '../main/store/sqlite/migrate.ts';
import { allowAll, closeShop, openShop, ring, type Shop, tempDir } from '../tests/store/shop.ts';
import { quantile, ratioOf, report } from './report.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    sales: { type: 'string', default: '100000' },
    pace: { type: 'string', default: '20' },
  },
});
const prefilled = Number(values.sales);
/** A sale every so many milliseconds. */
const paceMs = 1_000 / Number(values.pace);
const quietSales = 400;
const tellEvery = 25_000;

function fill(shop: Shop, sales: number): void {
  for (let done = 0; done < sales; done += pushOpsMax) {
    const ops = Array.from({ length: Math.min(pushOpsMax, sales - done) }, () => {
      shop.clock.pass(20_000);
      return shop.till.op('sale.completed', ring(shop));
    });
    shop.store.push({ installId: shop.till.installId, ops }, allowAll);
    shop.store.idle();
    if (done % tellEvery === 0) process.stderr.write(`filling: ${done} of ${sales} sales\n`);
  }
}

/** What each sale waited for, in milliseconds, at the even pace, as long as it is wanted. */
async function sell(shop: Shop, goesOn: (sold: number) => boolean): Promise<number[]> {
  const times: number[] = [];
  while (goesOn(times.length)) {
    const op = shop.till.op('sale.completed', ring(shop));
    const began = performance.now();
    await shop.store.submit({ installId: shop.till.installId, ops: [op] }, allowAll);
    times.push(performance.now() - began);
    await pause(Math.max(0, paceMs - (performance.now() - began)));
  }
  return times;
}

interface Stretch<Value> {
  readonly value: Value;
  readonly seconds: number;
  readonly times: readonly number[];
}

/** Sells for as long as some work takes. */
async function sellDuring<Value>(shop: Shop, work: () => Promise<Value>): Promise<Stretch<Value>> {
  const began = performance.now();
  let seconds = 0;
  const done = work().finally(() => {
    seconds = (performance.now() - began) / 1_000;
  });
  const times = await sell(shop, () => seconds === 0);
  return { value: await done, seconds, times };
}

const shop = openShop({ items: 5_000 });
const outside = tempDir();
const folder = join(outside.dir, 'usb');
mkdirSync(folder);
setRecovery(shop.dir, shop.key, { passphrase: 'three green lamps over Bremen', at: shop.clock.now() });
const recovery = readRecovery(shop.dir, shop.key);
if (recovery === null) throw new TypeError('the recovery key was just made');
const { backupKey, slot } = recovery;
fill(shop, prefilled);

const threads = backupThreads();
await sell(shop, (sold) => sold < quietSales / 4);
const quiet = await sell(shop, (sold) => sold < quietSales);
const task = { dataDir: shop.dir, folder, backupId: randomUUID(), takenAt: shop.clock.now(), program: 'bench' };
const taking = await sellDuring(shop, () => threads.take({ ...task, dataKey: shop.key, backupKey, slot }));
const path = join(folder, taking.value.fileName);
const checking = await sellDuring(shop, () =>
  threads.verify({ dataDir: shop.dir, path, backupKey, migrationsDir: sourceMigrations() }),
);
if (checking.value.problem !== null) throw new TypeError(`the backup is not sound: ${checking.value.detail}`);

const round = (value: number): number => Math.round(value * 100) / 100;
const p99 = (times: readonly number[]): number => round(quantile(times, 0.99));
const told = (name: string, times: readonly number[]): string =>
  `${name} p50 ${round(quantile(times, 0.5))} ms, p99 ${p99(times)} ms, longest ${round(Math.max(...times))} ms of ${times.length} sales`;
const recorded = { goal: null, better: 'lower' as const };
report({
  bench: 'backup',
  figures: [
    { name: 'take-s', value: round(taking.seconds), ...recorded },
    { name: 'verify-s', value: round(checking.seconds), ...recorded },
    { name: 'sale-p99-ms-take', value: p99(taking.times), ...recorded },
    { name: 'sale-p99-ms-verify', value: p99(checking.times), ...recorded },
    { name: 'p50-take-vs-quiet', value: ratioOf(quantile(taking.times, 0.5), quantile(quiet, 0.5)), ...recorded },
    { name: 'p99-take-vs-quiet', value: ratioOf(quantile(taking.times, 0.99), quantile(quiet, 0.99)), ...recorded },
    { name: 'file-mib', value: round(statSync(path).size / 2 ** 20), ...recorded },
  ],
  notes: [told('quiet', quiet), told('taking', taking.times), told('verifying', checking.times)],
});
closeShop(shop);
outside.remove();

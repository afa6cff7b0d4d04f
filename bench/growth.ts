/**
 * `growth`: is a sale as quick in a store that has sold for years? Fills one store with sales, leaves another empty, then
 * rings sales one after the other in both, in turns; what a till waits for is compared at the middle and at the 99th of 100.
 * Folds and checkpoints that fall due while a sale waits are part of its time.
 * Usage: node bench/growth.ts [--json] [--sales 300000] [--rounds N]
 */
import { parseArgs } from 'node:util';
import { pushOpsMax } from '../contracts/op.ts';
import { allowAll, closeShop, openShop, ring, type Shop, TestClock } from '../tests/store/shop.ts';
import { quantile, ratioOf, report } from './report.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    sales: { type: 'string', default: '300000' },
    rounds: { type: 'string', default: '12' },
  },
});
const prefilled = Number(values.sales);
const rounds = Number(values.rounds);
const salesARound = 400;
const itemCount = 5_000;
/** A round is told on the terminal, so that nobody takes minutes of silence for a hang. */
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

/** Waiting time of each sale of one round, in milliseconds. */
async function waits(shop: Shop): Promise<number[]> {
  const ops = Array.from({ length: salesARound }, () => {
    shop.clock.pass(20_000);
    return shop.till.op('sale.completed', ring(shop));
  });
  const times: number[] = [];
  for (const op of ops) {
    const began = performance.now();
    await shop.store.submit({ installId: shop.till.installId, ops: [op] }, allowAll);
    times.push(performance.now() - began);
  }
  shop.store.idle();
  return times;
}

const empty = openShop({ items: itemCount, clock: new TestClock(undefined, 1) });
const grown = openShop({ items: itemCount, clock: new TestClock(undefined, 2) });
const began = performance.now();
fill(grown, prefilled);
const filledS = Math.round((performance.now() - began) / 1_000);

for (const shop of [empty, grown]) await waits(shop);
const times: { readonly empty: number[]; readonly grown: number[] } = { empty: [], grown: [] };
for (let round = 0; round < rounds; round += 1) {
  times.empty.push(...(await waits(empty)));
  times.grown.push(...(await waits(grown)));
}

const ms = (list: readonly number[], share: number): string => quantile(list, share).toFixed(3);
const { fileBytes } = grown.store.info();
const size = prefilled >= 1_000 ? `${prefilled / 1_000}k` : String(prefilled);
report({
  bench: 'growth',
  figures: [0.5, 0.99].map((share) => ({
    name: `p${share * 100}-${size}-vs-empty`,
    value: ratioOf(quantile(times.grown, share), quantile(times.empty, share)),
    goal: 1.25,
    better: 'lower' as const,
  })),
  notes: [
    `empty  p50 ${ms(times.empty, 0.5)} ms, p99 ${ms(times.empty, 0.99)} ms`,
    `grown  p50 ${ms(times.grown, 0.5)} ms, p99 ${ms(times.grown, 0.99)} ms, ${Math.round(fileBytes.database / 2 ** 20)} MiB, filled in ${filledS} s`,
  ],
});

closeShop(empty);
closeShop(grown);

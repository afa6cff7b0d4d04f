/**
 * `sale`: a complete 5-line cash sale through the store's real path, one after the other (a till waits for each answer):
 * parse, settle and decide again, canonical JSON, hashes, durable commit, and all folds and checkpoints that fall due.
 * The disk's own rate is a 4 KiB write + fdatasync in the same directory. All variants take turns within each round.
 * Usage: node bench/sale.ts [--json] [--rounds N] [--sales N]
 */
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Op } from '../domain/op/op.ts';
import { allowAll, closeShop, openShop, ring, type Shop, TestClock, tempDir } from '../tests/store/shop.ts';
import { median, ratioOf, report } from './report.ts';
import { rowWriters } from './sale/rows.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    rounds: { type: 'string', default: '7' },
    sales: { type: 'string', default: '600' },
  },
});
const rounds = Number(values.rounds);
const sales = Number(values.sales);
const itemCount = 2_000;

/** Does a number of sales and says how long they took, in milliseconds. What it prepares first is not timed. */
type Variant = () => Promise<number>;

async function timed(work: () => void | Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function storeVariant(shop: Shop): Variant {
  return async () => {
    const ops: Op[] = Array.from({ length: sales }, () => {
      shop.clock.pass(1_000);
      return shop.till.op('sale.completed', ring(shop));
    });
    return timed(async () => {
      for (const op of ops) {
        const answer = await shop.store.submit({ installId: shop.till.installId, ops: [op] }, allowAll);
        if (answer.results[0]?.status !== 'applied') throw new Error(JSON.stringify(answer));
      }
      shop.store.idle();
    });
  };
}

function diskVariant(dir: string): { readonly run: Variant; readonly close: () => void } {
  const path = join(dir, 'fdatasync.bin');
  const file = openSync(path, 'w');
  const page = Buffer.alloc(4_096, 7);
  for (let index = 0; index < 256; index += 1) writeSync(file, page, 0, page.length, index * page.length);
  fdatasyncSync(file);
  let at = 0;
  const run: Variant = () =>
    timed(() => {
      for (let index = 0; index < sales; index += 1) {
        writeSync(file, page, 0, page.length, (at++ % 256) * page.length);
        fdatasyncSync(file);
      }
    });
  return {
    run,
    close: () => {
      closeSync(file);
      rmSync(path);
    },
  };
}

/** The plain store exists for this figure alone. */
function openPlainShop(): Shop {
  process.env['KAUNTER_PLAIN_STORE'] = '1';
  return openShop({ items: itemCount, clock: new TestClock(undefined, 2), store: { key: null } });
}

const encrypted = openShop({ items: itemCount, clock: new TestClock(undefined, 1) });
const plain = openPlainShop();
const raw = tempDir();
const rows = rowWriters(raw.dir, sales);
const disk = diskVariant(encrypted.dir);
const variants: Readonly<Record<string, Variant>> = {
  disk: disk.run,
  encrypted: storeVariant(encrypted),
  plain: storeVariant(plain),
  layer: () => timed(rows.layer),
  raw: () => timed(rows.raw),
};

for (const run of Object.values(variants)) await run();
const times: Record<string, number[]> = {};
for (let round = 0; round < rounds; round += 1) {
  for (const [name, run] of Object.entries(variants)) times[name] = [...(times[name] ?? []), await run()];
}
const perSecond = (name: string): number => (sales * 1_000) / median(times[name] ?? []);

report({
  bench: 'sale',
  figures: [
    {
      name: 'encrypted-vs-fsync',
      value: ratioOf(perSecond('encrypted'), perSecond('disk')),
      goal: 0.35,
      better: 'higher',
    },
    { name: 'plain-vs-fsync', value: ratioOf(perSecond('plain'), perSecond('disk')), goal: 0.6, better: 'higher' },
    { name: 'query-layer-vs-raw', value: ratioOf(perSecond('layer'), perSecond('raw')), goal: 0.85, better: 'higher' },
    // What this machine's processor and disk leave any encrypted sale: its 15 rows by hand, nothing parsed or decided.
    { name: 'raw-rows-vs-fsync', value: ratioOf(perSecond('raw'), perSecond('disk')), goal: null, better: 'higher' },
    {
      name: 'encrypted-vs-raw-rows',
      value: ratioOf(perSecond('encrypted'), perSecond('raw')),
      goal: null,
      better: 'higher',
    },
  ],
  notes: Object.keys(variants).map(
    (name) => `${name.padEnd(10)} ${Math.round(perSecond(name))}/s, ${(1e6 / perSecond(name)).toFixed(0)} us each`,
  ),
});

disk.close();
rows.close();
raw.remove();
closeShop(encrypted);
closeShop(plain);

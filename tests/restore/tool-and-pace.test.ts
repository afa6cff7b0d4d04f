import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { backupThreads } from '../../main/hub/backup/backup-worker.ts';
import { readRecovery } from '../../main/store/backup/recovery-key.ts';
import { openDataKey } from '../../main/store/key/data-key.ts';
import { openStore } from '../../main/store/store.ts';
import { migrationsDir, openBackupShop, passphrase } from '../store/backup-shop.ts';
import { ring, TestClock } from '../store/shop.ts';

/** Sales in the store, and the longest any sale may take while it is backed up and verified, in milliseconds. */
const salesBefore = 3_000;
const saleMsMax = 250;

test('BK32 sales go on while a backup is taken and verified in its threads', async () => {
  const { shop, folder, remove } = openBackupShop();
  for (let sold = 0; sold < salesBefore; sold += 100) {
    const ops = Array.from({ length: 100 }, () => shop.till.op('sale.completed', ring(shop, { lines: 3 })));
    shop.till.push(shop.store, ...ops);
  }
  const { backupKey, slot } = readRecovery(shop.dir, shop.key)!;
  const threads = backupThreads();
  const task = {
    dataDir: shop.dir,
    folder,
    backupId: crypto.randomUUID(),
    takenAt: shop.clock.now(),
    program: 'test',
  };
  let isDone = false;
  const work = threads
    .take({ ...task, dataKey: shop.key, backupKey, slot })
    .then(({ fileName }) =>
      threads.verify({ dataDir: shop.dir, path: join(folder, fileName), backupKey, migrationsDir }),
    )
    .finally(() => {
      isDone = true;
    });
  const times: number[] = [];
  while (!isDone) {
    const op = shop.till.op('sale.completed', ring(shop, { lines: 3 }));
    const started = performance.now();
    await shop.store.submit({ installId: shop.till.installId, ops: [op] }, () => null);
    times.push(performance.now() - started);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await work).toMatchObject({ problem: null });
  times.sort((a, b) => a - b);
  const p99 = times[Math.floor(times.length * 0.99)] ?? 0;
  console.log(
    `backup: ${times.length} sales meanwhile, p99 ${p99.toFixed(1)} ms, longest ${times.at(-1)?.toFixed(1)} ms`,
  );
  expect(times.length).toBeGreaterThan(50);
  expect(p99).toBeLessThan(saleMsMax);
  remove();
}, 60_000);

test('BK50 BK52 the tool restores into an empty directory and nowhere else', async () => {
  const { shop, desk, folder, remove } = openBackupShop(4);
  shop.till.push(shop.store, shop.till.op('sale.completed', ring(shop)));
  await desk.run();
  shop.till.push(shop.store, shop.till.op('sale.completed', ring(shop)));
  await desk.mark();
  const data = mkdtempSync(join(tmpdir(), 'kaunter-tool-'));
  const tool = fileURLToPath(new URL('../../tools/restore.ts', import.meta.url));
  const run = (words: string) =>
    spawnSync(process.execPath, [tool, '--from', folder, '--data', data], { input: `${words}\n`, encoding: 'utf8' });
  expect(run('not these words at all')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('passphrase-wrong'),
  });
  const { status, stdout } = run(passphrase);
  expect([status, stdout]).toEqual([0, expect.stringContaining('lost sales of the counter: A1 2 to 2')]);
  const { key } = await openDataKey({ dir: data, os: null });
  const store = openStore({ dir: data, key, ambient: new TestClock() });
  expect(store.info().counts.sales).toBe(1);
  expect(store.sync.epoch().gen).toBe(1);
  store.close();
  expect(run(passphrase)).toMatchObject({ status: 1, stderr: expect.stringContaining('restore-store-there') });
  rmSync(data, { recursive: true });
  remove();
}, 30_000);

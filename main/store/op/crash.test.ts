import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openShop, ring } from '../../../tests/store/shop.ts';
import { openConnection } from '../sqlite/connection.ts';
import { openStore } from '../store.ts';
import { verifyStore } from '../verify/verify-store.ts';

const pusher = fileURLToPath(new URL('../../../tests/store/pusher.ts', import.meta.url));
const kills = 30;

/** Runs the pusher and kills it without warning after so many answers; says which op ids it had answered. */
function pushAndKill(statePath: string, answersMin: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [pusher, statePath], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let trouble = '';
    child.stdout.on('data', (bytes: Buffer) => {
      out += bytes.toString();
      if (out.split('\n').length > answersMin) child.kill('SIGKILL');
    });
    child.stderr.on('data', (bytes: Buffer) => {
      trouble += bytes.toString();
    });
    child.on('close', (_code, signal) => {
      if (signal !== 'SIGKILL') reject(new Error(`the pusher ended by itself: ${trouble}`));
      else resolve(out.split('\n').slice(0, -1));
    });
  });
}

test('OL16 every answered op is there once after each of 30 kill -9, and the log and its records agree', async () => {
  const shop = openShop();
  shop.store.close();
  const { dir, key, till, staffId, shiftId, settings, items } = shop;
  const statePath = join(dir, 'state.json');
  const state = {
    dir,
    key: Buffer.from(key).toString('base64'),
    installId: till.installId,
    staffId,
    shiftId,
    settings,
    items,
  };
  writeFileSync(statePath, JSON.stringify(state));
  const answered: string[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    answered.push(...(await pushAndKill(statePath, 1 + ((kill * 7) % 40))));
  }
  const store = openStore({ dir, key, ambient: shop.clock });
  const connection = openConnection({ path: store.path, key, readonly: true });
  const rows = connection.prepare<[], { op_id: string }>("SELECT op_id FROM op WHERE kind = 'sale.completed'").all();
  const sales = connection.prepare('SELECT count(*) AS sales, max(counter) AS last FROM sale').get();
  connection.close();
  const ids = rows.map(({ op_id }) => op_id);
  expect(answered.length).toBeGreaterThan(kills);
  expect(answered.filter((id) => !ids.includes(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length - answered.length).toBeLessThanOrEqual(kills);
  expect(sales).toEqual({ sales: ids.length, last: ids.length });
  expect(verifyStore({ path: store.path, key })).toMatchObject({ ok: true, ops: store.head().no });
  store.close();
  shop.remove();
}, 120_000);

test('FD2 ops whose records were never written are folded when the store is opened', () => {
  const shop = openShop();
  shop.till.push(shop.store, shop.till.op('sale.completed', ring(shop)), shop.till.op('sale.completed', ring(shop)));
  const other = openConnection({ path: shop.store.path, key: shop.key, readonly: true });
  const count = () => other.prepare<[], { sales: number }>('SELECT count(*) AS sales FROM sale').get()?.sales;
  expect(count()).toBe(0);
  shop.store.close();
  const store = openStore({ dir: shop.dir, key: shop.key, ambient: shop.clock });
  expect(count()).toBe(2);
  other.close();
  store.close();
  shop.remove();
});

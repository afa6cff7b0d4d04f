import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { closeShop, openShop } from '../../../tests/store/shop.ts';
import { loadSqlite } from '../sqlite/load-sqlite.ts';
import { migrate, sourceMigrations } from '../sqlite/migrate.ts';
import { verifyStore } from '../verify/verify-store.ts';

const drawer = 'drawer-a';
const noon = 1_800_000_000_000;

test('BD17 an opening is recorded with its place in the log, and a replay of the log gives the same', () => {
  const shop = openShop();
  const before = shop.store.head().no;
  for (const openedAt of [noon, noon + 1_000])
    shop.store.append([{ kind: 'drawer.opened-unexplained', staffId: null, body: { drawer, openedAt } }]);
  const { between } = shop.store.drawerOpenings;
  expect(between({ above: 0, below: 1_000, limit: 9 })).toEqual([
    { no: before + 2, drawer, openedAt: noon + 1_000 },
    { no: before + 1, drawer, openedAt: noon },
  ]);
  expect(between({ above: before + 1, below: 1_000, limit: 9 })).toHaveLength(1);
  expect(between({ above: 0, below: before + 2, limit: 9 })).toHaveLength(1);
  expect(between({ above: 0, below: 1_000, limit: 1 })).toMatchObject([{ openedAt: noon + 1_000 }]);
  const { path } = shop.store;
  shop.store.idle();
  expect(verifyStore({ path, key: shop.key })).toMatchObject({ ok: true, brokenNo: null });
  closeShop(shop);
});

test('BD17 openings that stood in the log alone get their records with the migration; those not folded yet from the fold', () => {
  const earlier = mkdtempSync(join(tmpdir(), 'kaunter-migrations-'));
  onTestFinished(() => rmSync(earlier, { recursive: true, force: true }));
  for (const name of readdirSync(sourceMigrations())) {
    if (name < '0160') cpSync(join(sourceMigrations(), name), join(earlier, name));
  }
  const Sqlite = loadSqlite();
  const connection = new Sqlite(':memory:');
  migrate(connection, earlier);
  const insert = connection.prepare(
    `INSERT INTO op (no, op_id, install_id, seq, kind, v, at, hub_at, staff_id, happened, flags, refs, body_hash, hash, body)
     VALUES (@no, 'op' || @no, 'hub', @no, @kind, 1, 1, 1, NULL, 0, '[]', '{}', @hash, @hash, @body)`,
  );
  const body = (openedAt: number): string => JSON.stringify({ drawer, openedAt });
  const add = (no: number, kind: string, text: string): void =>
    void insert.run({ no, kind, body: text, hash: String(no).repeat(64) });
  add(1, 'drawer.opened-unexplained', body(11));
  add(2, 'staff.signed-on', '{}');
  add(3, 'drawer.opened-unexplained', body(33));
  connection.prepare('INSERT OR REPLACE INTO fold_mark (one, no) VALUES (1, 2)').run();
  migrate(connection, sourceMigrations());
  expect(connection.prepare('SELECT * FROM drawer_opening').all()).toEqual([{ no: 1, drawer, opened_at: 11 }]);
  connection.close();
});

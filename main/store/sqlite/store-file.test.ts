import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FaultError } from '../../../domain/fault-catalog.ts';
import { allowAll, openShop, ring, type Shop, TestClock, tempDir } from '../../../tests/store/shop.ts';
import { openStore } from '../store.ts';
import { openConnection } from './connection.ts';
import { checkNode } from './load-sqlite.ts';
import { lockFileName } from './lock-file.ts';
import { migrate, sourceMigrations } from './migrate.ts';

let shop: Shop;
beforeEach(() => {
  shop = openShop();
});
afterEach(() => {
  shop.store.close();
  shop.remove();
});

function faultCodeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof FaultError) return error.code;
    throw error;
  }
  return 'no fault';
}

function reopen(key: Uint8Array = shop.key) {
  return openStore({ dir: shop.dir, key, ambient: shop.clock });
}

test('SD1 nothing that was written can be read in any file of the store, nor in a file it has open', () => {
  const marker = 'PLAINTEXT-MARKER-7261';
  const items = Array.from({ length: 400 }, (_, index) => ({
    ...shop.items[0],
    itemId: shop.clock.newId(),
    sku: `${marker}-${index}`,
    name: `${marker} ${'long name '.repeat(15)}`,
    barcodes: [],
  }));
  const body = { importId: 'i', fileName: marker, part: 1, parts: 1, items: items as never };
  expect(shop.store.append([{ kind: 'catalog.imported', staffId: shop.staffId, body }])).toMatchObject([
    { status: 'applied' },
  ]);
  shop.store.drafts.save(shop.till.installId, ring(shop).sale, shop.clock.now());
  const open = readdirSync('/proc/self/fd').flatMap((file) => {
    try {
      const path = `/proc/self/fd/${file}`;
      return statSync(path).isFile() ? [readFileSync(path)] : [];
    } catch {
      return [];
    }
  });
  const files = readdirSync(shop.dir).map((file) => readFileSync(join(shop.dir, file)));
  expect(files.length).toBeGreaterThanOrEqual(3);
  for (const bytes of [...files, ...open]) expect(bytes.includes(marker)).toBe(false);
  shop.store.close();
  for (const file of readdirSync(shop.dir)) expect(readFileSync(join(shop.dir, file)).includes(marker)).toBe(false);
  expect(readFileSync(shop.store.path).subarray(0, 15).toString()).not.toBe('SQLite format 3');
});

test('SD2 the store opens with its key as raw SQLCipher 4, quickly, and with no other', () => {
  shop.store.close();
  expect(faultCodeOf(() => reopen(randomBytes(32)))).toBe('store-key-wrong');
  expect(faultCodeOf(() => reopen(new Uint8Array(16)))).toBe('store-key-wrong');
  expect(faultCodeOf(() => openStore({ dir: shop.dir, key: null, ambient: shop.clock }))).toBe('store-key-missing');
  const began = performance.now();
  const connection = openConnection({ path: shop.store.path, key: shop.key });
  expect(connection.prepare('SELECT count(*) AS staff FROM staff').get()).toEqual({ staff: 1 });
  expect(performance.now() - began).toBeLessThan(60);
  connection.close();
  const Sqlite = connection.constructor as new (path: string) => typeof connection;
  const independent = new Sqlite(shop.store.path);
  independent.pragma("cipher = 'sqlcipher'");
  independent.pragma('legacy = 4');
  independent.pragma(`key = "x'${Buffer.from(shop.key).toString('hex')}'"`);
  expect(independent.prepare('SELECT count(*) AS staff FROM staff').get()).toEqual({ staff: 1 });
  independent.close();
});

test('SD2 a damaged page is named as such', () => {
  shop.store.close();
  const bytes = readFileSync(shop.store.path);
  for (let page = 1; page * 4_096 < bytes.length; page += 1)
    bytes.writeUInt8(bytes.readUInt8(page * 4_096 + 2_000) ^ 1, page * 4_096 + 2_000);
  writeFileSync(shop.store.path, bytes);
  expect(faultCodeOf(() => reopen().items.all())).toBe('store-corrupt');
});

test('SD3 a second opener is told that the store is in use', () => {
  expect(faultCodeOf(reopen)).toBe('store-in-use');
  const reader = openStore({ dir: shop.dir, key: shop.key, ambient: shop.clock, readonly: true });
  expect(reader.staff.list()).toHaveLength(1);
  expect(() => reader.push({ installId: shop.till.installId, ops: [] }, allowAll)).toThrow(FaultError);
  reader.close();
  shop.store.close();
  reopen().close();
});

test('SD3 the lock of a process that is gone, or whose number another got, is taken over', () => {
  shop.store.close();
  const gone = execFileSync(process.execPath, ['-p', 'process.pid']).toString().trim();
  for (const owner of [`${gone} 1`, `${process.pid} 1`, 'nonsense', '']) {
    writeFileSync(join(shop.dir, lockFileName), owner);
    const store = reopen();
    expect(readFileSync(join(shop.dir, lockFileName), 'utf8')).toMatch(new RegExp(`^${process.pid} `));
    store.close();
  }
  expect(readdirSync(shop.dir)).not.toContain(lockFileName);
});

test('SD4 a full disk is told as a fault, nothing is half-written, and selling goes on when there is room', () => {
  const op = shop.till.op('sale.completed', ring(shop, { lines: 40 }));
  const head = shop.store.head();
  const limited = limitPages(shop, 0);
  expect(faultCodeOf(() => shop.till.push(shop.store, op))).toBe('disk-full');
  expect(shop.store.head()).toEqual(head);
  expect(shop.store.lastSeq(shop.till.installId)).toBe(op.seq - 1);
  limited.lift();
  expect(shop.till.push(shop.store, op).results).toMatchObject([
    { status: 'applied', refs: { transactionNumber: 'A1-000001' } },
  ]);
  expect(shop.store.sales.byNumber('A1-000001')?.sale.lines).toHaveLength(40);
});

/** Lets the store's file grow by so many pages and no more, as a full disk would. */
function limitPages(of: Shop, more: number): { readonly lift: () => void } {
  const connection = of.store.connection;
  const pages = Number(connection.pragma('page_count', { simple: true }));
  connection.pragma(`max_page_count = ${pages + more}`);
  return { lift: () => void connection.pragma('max_page_count = 4294967294') };
}

test('SD6 records can only be inserted: no update, no delete, no replace', () => {
  shop.till.push(shop.store, shop.till.op('sale.completed', ring(shop)));
  shop.store.idle();
  const connection = openConnection({ path: shop.store.path, key: shop.key });
  const triggers = connection
    .prepare<[], { tbl_name: string }>("SELECT DISTINCT tbl_name FROM sqlite_schema WHERE type = 'trigger'")
    .all();
  const tables = triggers.map(({ tbl_name }) => tbl_name).sort();
  expect(tables).toEqual([
    'cash_event',
    'device_key',
    'drawer_opening',
    'finding_settled',
    'install_series',
    'line_return',
    'no_sale',
    'op',
    'op_flag',
    'op_key',
    'op_quarantine',
    'op_refused',
    'override_grant',
    'override_use',
    'passkey',
    'passkey_removed',
    'receipt_copy',
    'sale',
    'sale_line',
    'sale_tax',
    'shift',
    'stock_movement',
    'tender',
    'till_count',
    'transaction_number',
    'voided_sale',
    'z_report',
  ]);
  let tried = 0;
  for (const table of tables) {
    const row = connection.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table} LIMIT 1`).get();
    if (!row) continue;
    tried += 1;
    const [column] = Object.keys(row);
    const marks = Object.keys(row)
      .map(() => '?')
      .join(', ');
    const values = Object.values(row);
    expect(() => connection.prepare(`UPDATE ${table} SET ${column} = ${column}`).run()).toThrow(/insert-only/);
    expect(() => connection.prepare(`DELETE FROM ${table}`).run()).toThrow(/insert-only/);
    expect(() => connection.prepare(`REPLACE INTO ${table} VALUES (${marks})`).run(values)).toThrow(/insert-only/);
  }
  expect(tried).toBeGreaterThanOrEqual(9);
  connection.close();
});

test('SD7 every connection keeps temporary data in memory, syncs each commit and checks foreign keys', () => {
  const connection = openConnection({ path: shop.store.path, key: shop.key });
  const read = (name: string) => connection.pragma(name, { simple: true });
  expect(['temp_store', 'synchronous', 'foreign_keys', 'recursive_triggers', 'journal_mode'].map(read)).toEqual([
    2,
    2,
    1,
    1,
    'wal',
  ]);
  connection.close();
  expect(shop.store.info()).toMatchObject({ encrypted: true });
});

test('SD8 a migration that was changed afterwards, or that this version does not know, stops the opening', () => {
  shop.store.close();
  const connection = openConnection({ path: shop.store.path, key: shop.key });
  connection.prepare("UPDATE migration SET sha256 = 'x' WHERE no = 20").run();
  expect(faultCodeOf(() => migrate(connection, sourceMigrations()))).toBe('migration-changed');
  connection.prepare("INSERT INTO migration (no, name, sha256) VALUES (9000, 'later', 'x')").run();
  connection.close();
  expect(faultCodeOf(reopen)).toBe('store-too-new');
});

test('SD8 opening an up-to-date store changes nothing', () => {
  const before = shop.store.info().schemaVersion;
  shop.store.close();
  shop = { ...shop, store: reopen() };
  expect(shop.store.info().schemaVersion).toBe(before);
});

test.each(['20.20.2', '18.0.0'])(
  'SD10 Node %s is refused in a sentence before the library could crash it',
  (version) => {
    expect(faultCodeOf(() => checkNode(version))).toBe('node-too-old');
    expect(() => checkNode('22.1.0')).not.toThrow();
  },
);

test.runIf(process.getuid?.() !== 0)('SD5 a directory that cannot be written is named', () => {
  const { dir, remove } = tempDir();
  chmodSync(dir, 0o500);
  expect(faultCodeOf(() => openStore({ dir, key: randomBytes(32), ambient: new TestClock() }))).toBe('store-read-only');
  chmodSync(dir, 0o700);
  remove();
});

test('SD5 a data directory that cannot be made is named', () => {
  const path = join(shop.dir, 'not-a-directory');
  writeFileSync(path, '');
  const options = { dir: join(path, 'data'), key: shop.key, ambient: shop.clock };
  expect(faultCodeOf(() => openStore(options))).toBe('store-read-only');
});

test('SD5 a file that has become read-only is told as a fault, reading goes on, and so does selling after it', () => {
  const op = shop.till.op('sale.completed', ring(shop));
  shop.store.connection.pragma('query_only = ON');
  expect(faultCodeOf(() => shop.till.push(shop.store, op))).toBe('store-read-only');
  expect(shop.store.staff.list()).toHaveLength(1);
  shop.store.connection.pragma('query_only = OFF');
  expect(shop.till.push(shop.store, op).results).toMatchObject([{ status: 'applied' }]);
});

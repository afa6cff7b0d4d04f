import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { tempDir } from '../../../tests/store/shop.ts';
import { CheckpointAside } from './checkpoint-aside.ts';
import { openConnection } from './connection.ts';
import type { Connection } from './load-sqlite.ts';

const key = randomBytes(32);
let place: ReturnType<typeof tempDir>;
let connection: Connection;

beforeEach(() => {
  place = tempDir();
  connection = openConnection({ path: `${place.dir}/store.db`, key });
  connection.exec('CREATE TABLE note (no INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT');
});
afterEach(() => {
  if (connection.open) connection.close();
  place.remove();
});

function write(count: number): void {
  const insert = connection.prepare('INSERT INTO note (body) VALUES (?)');
  connection.transaction(() => {
    for (let no = 0; no < count; no += 1) insert.run('x'.repeat(3_000));
  })();
}

function waiting(): number {
  const [row] = connection.pragma('wal_checkpoint(NOOP)') as { readonly log: number; readonly checkpointed: number }[];
  return (row?.log ?? 0) - (row?.checkpointed ?? 0);
}

test('SD11 a thread copies the write-ahead log while the store goes on writing, and nothing of it is lost', async () => {
  const aside = new CheckpointAside({ path: `${place.dir}/store.db`, key });
  write(200);
  expect(waiting()).toBeGreaterThan(199);
  expect(aside.ask()).toBe(true);
  expect(aside.ask()).toBe(true);
  await vi.waitFor(
    () => {
      write(1);
      expect(waiting()).toBeLessThan(100);
    },
    { timeout: 20_000, interval: 20 },
  );
  aside.end();
  expect(aside.ask()).toBe(false);
  const { count } = connection.prepare('SELECT count(*) AS count FROM note').get() as { readonly count: number };
  connection.pragma('wal_checkpoint(TRUNCATE)');
  connection.close();
  expect(existsSync(`${place.dir}/store.db-wal`)).toBe(false);
  connection = openConnection({ path: `${place.dir}/store.db`, key });
  expect(connection.prepare('SELECT count(*) AS count FROM note').get()).toEqual({ count });
  expect(connection.pragma('integrity_check', { simple: true })).toBe('ok');
});

test('SD11 a thread that can not open the file leaves it as it is', async () => {
  const aside = new CheckpointAside({ path: `${place.dir}/store.db`, key: randomBytes(32) });
  write(50);
  expect(aside.ask()).toBe(true);
  const before = waiting();
  await vi.waitFor(() => expect(aside.isBusy).toBe(false), { timeout: 20_000, interval: 20 });
  expect(waiting()).toBe(before);
  aside.end();
});

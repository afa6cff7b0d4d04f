import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { tempDir } from '../../../tests/store/shop.ts';
import { openConnection } from './connection.ts';
import { migrate, sourceMigrations } from './migrate.ts';
import { tableRoles, tables } from './tables.ts';

const { dir, remove } = tempDir();
const connection = openConnection({ path: join(dir, 'schema.db'), key: randomBytes(32) });
migrate(connection, sourceMigrations());
afterAll(() => {
  connection.close();
  remove();
});

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
}

function kindOf({ type, notnull, pk }: Column): string {
  const kind = type === 'INTEGER' ? 'int' : 'text';
  return notnull === 1 || pk > 0 ? kind : `${kind}?`;
}

const made = connection
  .prepare<[], { name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  )
  .all();

test('SD9 the tables of the code are those of the migrations, column by column', () => {
  expect(made.map(({ name }) => name)).toEqual(Object.keys(tables).sort());
  for (const { name } of made) {
    const columns = connection.pragma(`table_info(${name})`) as Column[];
    const inCode = Object.entries(tables[name as keyof typeof tables]).map(([column, kind]) => [
      column,
      kind as string,
    ]);
    const inFile = columns.map((column) => [column.name, kindOf(column)]);
    const rowid = columns.filter(({ pk }) => pk > 0).map((column) => column.name);
    const compared = inCode.map(([column, kind]) => [
      column,
      rowid.includes(String(column)) ? String(kind).replace('?', '') : kind,
    ]);
    expect([name, compared]).toEqual([name, inFile]);
  }
});

test('SD9 every table is STRICT and is either log, projection or operational', () => {
  expect(made.filter(({ sql }) => !/\)\s*STRICT/.test(sql)).map(({ name }) => name)).toEqual([]);
  expect(Object.keys(tableRoles).sort()).toEqual(made.map(({ name }) => name));
});

test('SD9 every table of the migrations has a comment', () => {
  const text = readdirSync(sourceMigrations())
    .sort()
    .map((file) => readFileSync(join(sourceMigrations(), file), 'utf8'))
    .join('\n');
  const bare = [...text.matchAll(/^(.*)\nCREATE TABLE (\w+)/gm)].filter(([, before]) => !before?.startsWith('--'));
  expect(bare.map(([, , name]) => name)).toEqual([]);
});

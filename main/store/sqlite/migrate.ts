import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FaultError } from '../../../domain/fault-catalog.ts';
import type { Connection } from './load-sqlite.ts';
import { withFaults } from './sqlite-fault.ts';

const namePattern = /^(\d{4})-[a-z0-9-]+\.sql$/;

/** Where the migrations lie in the source tree; a packaged app hands in its own directory. */
export function sourceMigrations(): string {
  return fileURLToPath(new URL('../../../migrations', import.meta.url));
}

interface Migration {
  readonly no: number;
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

function readMigrations(dir: string): Migration[] {
  const names = readdirSync(dir)
    .filter((name) => namePattern.test(name))
    .sort();
  if (names.length === 0) throw new FaultError('migration-changed', 'there are no migrations to build a store from');
  return names.map((name) => {
    const text = readFileSync(join(dir, name), 'utf8').replaceAll('\r\n', '\n');
    const sha256 = createHash('sha256').update(text).digest('hex');
    return { no: Number(name.slice(0, 4)), name, text, sha256 };
  });
}

/** Number of the newest migration there is: the schema a store opened by this program has. */
export function newestMigration(dir: string): number {
  return withFaults(() => readMigrations(dir)).at(-1)?.no ?? 0;
}

function appliedMigrations(database: Connection): Map<number, string> {
  const known = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migration'").get();
  if (known === undefined) return new Map();
  const rows = database.prepare<[], { no: number; sha256: string }>('SELECT no, sha256 FROM migration').all();
  return new Map(rows.map(({ no, sha256 }) => [no, sha256]));
}

function refuseStrangers(applied: ReadonlyMap<number, string>, migrations: readonly Migration[]): void {
  const known = new Map(migrations.map(({ no, sha256 }) => [no, sha256]));
  for (const no of applied.keys()) {
    if (!known.has(no)) throw new FaultError('store-too-new', `the store has migration ${no}, this version does not`);
  }
  for (const [no, sha256] of applied) {
    if (known.get(no) !== sha256)
      throw new FaultError('migration-changed', `migration ${no} is not the one that was run`);
  }
}

/** Brings the store up to date: each missing migration in its own transaction, forward only, never changed afterwards. */
export function migrate(database: Connection, dir: string): void {
  const migrations = withFaults(() => readMigrations(dir));
  const applied = appliedMigrations(database);
  refuseStrangers(applied, migrations);
  for (const { no, name, text, sha256 } of migrations) {
    if (applied.has(no)) continue;
    const run = database.transaction(() => {
      database.exec(text);
      database.prepare('INSERT INTO migration (no, name, sha256) VALUES (?, ?, ?)').run(no, name, sha256);
      database.pragma(`user_version = ${no}`);
    });
    withFaults(() => run.immediate());
  }
}

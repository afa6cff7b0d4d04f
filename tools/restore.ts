import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { FaultError } from '../domain/fault-catalog.ts';
import { machineAmbient } from '../main/hub/start-hub.ts';
import { finishRestore } from '../main/store/backup/finish-restore.ts';
import { commitRestore, stageRestore } from '../main/store/backup/restore-stage.ts';
import { keepDataKey } from '../main/store/key/data-key.ts';
import { sourceMigrations } from '../main/store/sqlite/migrate.ts';
import { storeFileName } from '../main/store/store.ts';

const usage =
  'npm run restore -- --from FILE-OR-FOLDER --data DIR   (DIR: an empty data directory; the passphrase is asked for)';

/** The passphrase from the first line of standard input: not from the command line, which others can read. */
async function askedPassphrase(): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await lines.question('Recovery passphrase: ');
  lines.close();
  return answer;
}

/** Exit codes: 0 restored, 1 it cannot be, 2 the words on the line make no sense. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { from: { type: 'string' }, data: { type: 'string' } } });
  const { from, data } = values;
  if (from === undefined || data === undefined) {
    console.error(usage);
    return 2;
  }
  if (existsSync(join(data, storeFileName)))
    throw new FaultError('restore-store-there', 'there is a store in this directory: name another one');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const passphrase = await askedPassphrase();
  const task = { dataDir: data, path: from, passphrase, migrationsDir: sourceMigrations(), ambient: machineAmbient };
  const { facts, dir, dataKey, gen } = stageRestore(task);
  await keepDataKey({ dir, os: null }, dataKey);
  dataKey.fill(0);
  commitRestore(task, gen);
  finishRestore(data);
  console.log(`restored: ${facts.storeName}, ${facts.ops} ops, as of ${new Date(facts.takenAt).toISOString()}`);
  for (const warning of facts.warnings) console.log(`warning: ${warning}`);
  if (facts.knownUntil === null)
    console.log('lost sales of the counter: not known, there was no mark beside the backup');
  for (const { series, from: first, to } of facts.lost)
    console.log(`lost sales of the counter: ${series} ${first} to ${to}`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof FaultError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}

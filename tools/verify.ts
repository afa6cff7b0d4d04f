import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FaultError } from '../domain/fault-catalog.ts';
import { openDataKey } from '../main/store/key/data-key.ts';
import { storeFileName } from '../main/store/store.ts';
import { verifyStore } from '../main/store/verify/verify-store.ts';

const usage =
  'npm run verify -- --data DIR [--passphrase FILE]   (DIR: the data directory with store.db and keys.json)';

interface Asked {
  readonly data: string;
  readonly where: { readonly passphrasePath?: string };
}

/** What was asked for, or null when the words on the line make no sense. */
function readLine(): Asked | null {
  try {
    const { values } = parseArgs({ options: { data: { type: 'string' }, passphrase: { type: 'string' } } });
    if (values.data === undefined) return null;
    return { data: values.data, where: values.passphrase === undefined ? {} : { passphrasePath: values.passphrase } };
  } catch {
    return null;
  }
}

/** Exit codes: 0 the store is sound, 1 it is not, 2 it could not be looked at. */
async function main(): Promise<number> {
  const asked = readLine();
  if (asked === null) {
    console.error(usage);
    return 2;
  }
  const path = join(asked.data, storeFileName);
  if (!existsSync(path)) {
    console.error(`no store at ${path}: name the directory that holds ${storeFileName}`);
    return 2;
  }
  const { key } = await openDataKey({ dir: asked.data, os: null, ...asked.where });
  const result = verifyStore({ path, key });
  key.fill(0);
  if (result.ok) {
    console.log(`ok: ${result.ops} ops, chain intact, replay gives the same records (${result.tookMs} ms)`);
    console.log(`head  ${result.headHash}\nstate ${result.stateHash}`);
    return 0;
  }
  const broken = result.brokenNo === null ? 'records' : `op ${result.brokenNo}`;
  console.error(`BROKEN at ${broken}: ${result.problem}`);
  return 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof FaultError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 2;
}

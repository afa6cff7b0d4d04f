/**
 * A process that takes pushes until it is killed: one JSON push a line in, one line of op ids out as soon as the store has
 * answered. It loads its program first and opens the store with the first line, so that the next one can be made ready
 * while this one dies. Started by `kills.test.ts` with the directory and key
 * of the store and where the migrations lie.
 */

import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { openStore, type Store } from '../../main/store/store.ts';
import { allowAll, TestClock } from '../store/shop.ts';

const [dir = '', key = '', migrationsDir = ''] = process.argv.slice(2);
let store: Store | null = null;
for await (const line of createInterface({ input: process.stdin })) {
  store ??= openStore({
    dir,
    key: Buffer.from(key, 'base64'),
    ambient: new TestClock(),
    migrationsDir,
    walStartBytes: 0,
  });
  const { results } = await store.submit({ ...JSON.parse(line), manner: 'synced' }, allowAll);
  const odd = results.find(({ status }) => status !== 'applied' && status !== 'duplicate');
  if (odd !== undefined) throw new Error(JSON.stringify(odd));
  writeSync(1, `${results.map(({ opId, status }) => `${opId} ${status}`).join(',')}\n`);
}

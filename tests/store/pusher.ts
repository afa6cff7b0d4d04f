/**
 * A process that pushes sales until it is killed: prints each op id as soon as the store has answered it. Started by
 * `main/store/op/crash.test.ts` with a state file that says where the install stands.
 */

import { randomBytes } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';
import { uuidV7 } from '../../domain/id.ts';
import { openStore } from '../../main/store/store.ts';
import { allowAll, ring, TestClock, TestInstall } from './shop.ts';

const [statePath = ''] = process.argv.slice(2);
const state = JSON.parse(readFileSync(statePath, 'utf8'));
const clock = Object.assign(new TestClock(), { newId: () => uuidV7(Date.now(), randomBytes(10)) });
const store = openStore({ dir: state.dir, key: Buffer.from(state.key, 'base64'), ambient: clock });
const till = Object.assign(new TestInstall(clock, state.staffId), { installId: state.installId });
till.seq = store.lastSeq(state.installId);
const side = { clock, settings: state.settings, items: state.items, shiftId: state.shiftId };

for (;;) {
  const op = till.op('sale.completed', ring(side));
  const { results } = await store.submit({ installId: till.installId, ops: [op] }, allowAll);
  if (results[0]?.status !== 'applied') throw new Error(JSON.stringify(results));
  writeSync(1, `${op.opId}\n`);
}

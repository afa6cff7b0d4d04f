// `npm run demo -- --out DIR`: a short trading day through the real hub, store, devices and virtual printer.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openDataKey } from '../main/store/key/data-key.ts';
import { storeFileName } from '../main/store/store.ts';
import { verifyStore } from '../main/store/verify/verify-store.ts';
import { storeOf } from './demo/counter.ts';
import { replayDay } from './demo/day.ts';
import { type DemoSummary, leaveDay } from './demo/leave.ts';

function outDir(): string | null {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  if (values.out === undefined) {
    console.error('npm run demo -- --out DIR   (a new or empty directory)');
    return null;
  }
  const out = resolve(values.out);
  if (existsSync(out) && readdirSync(out).length > 0) {
    console.error(`${values.out} is not empty: nothing is written over. Name another directory.`);
    return null;
  }
  mkdirSync(out, { recursive: true });
  return out;
}

function show(summary: DemoSummary): void {
  const money = (minor: number): string => (minor / 100).toFixed(2).padStart(9);
  console.log(`business day ${summary.businessDate}, Z report ${summary.zNumber}`);
  console.log(`  sales     ${summary.sales.count}  returns ${summary.returns.count}  exchanges ${summary.exchanges}`);
  console.log(`  turnover  ${money(summary.turnoverMinor)}`);
  for (const { name, direction, baseMinor, amountMinor } of summary.tax)
    console.log(
      `  ${direction === 'return' ? 'back' : 'sold'} ${name.padEnd(10)} ${money(baseMinor)} + ${money(amountMinor)}`,
    );
  for (const { kind, takenMinor, refundedMinor } of summary.tenders)
    console.log(`  ${kind.padEnd(12)} ${money(takenMinor)} - ${money(refundedMinor)}`);
  console.log(`  cash      expected ${money(summary.expectedCashMinor)}, counted ${money(summary.countedCashMinor)}`);
  console.log(`  paper     ${summary.jobs.length} jobs, drawer opened ${summary.drawerOpenings} times`);
}

async function verified(root: string): Promise<string | null> {
  const dir = storeOf(root);
  const { key } = await openDataKey({ dir, os: null });
  const { ok, problem, ops } = verifyStore({ path: join(dir, storeFileName), key });
  key.fill(0);
  if (ok) console.log(`  verify    ok: ${ops} ops, chain intact, replay gives the same records`);
  return ok ? null : `verify: ${problem}`;
}

/** Exit codes: 0 all fits together, 1 something does not, 2 it could not begin. */
async function main(): Promise<number> {
  const out = outDir();
  if (out === null) return 2;
  const started = performance.now();
  const day = await replayDay(out);
  const { summary, wrong } = await leaveDay(day, out).finally(() => day.counter.close());
  show(summary);
  const broken = await verified(out);
  const all = broken === null ? wrong : [...wrong, broken];
  for (const sentence of all) console.error(`WRONG: ${sentence}`);
  console.log(
    `${all.length === 0 ? 'all fits together' : `${all.length} things do not fit`}, ${((performance.now() - started) / 1_000).toFixed(1)} s`,
  );
  return all.length === 0 ? 0 : 1;
}

process.exitCode = await main();

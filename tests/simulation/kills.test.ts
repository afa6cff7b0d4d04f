import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { expect, test } from 'vitest';
import type { Op } from '../../domain/op/op.ts';
import { openConnection } from '../../main/store/sqlite/connection.ts';
import { openStore } from '../../main/store/store.ts';
import { verifyStore } from '../../main/store/verify/verify-store.ts';
import { projectDir } from '../source-files.ts';
import { openShop, ring, type Shop } from '../store/shop.ts';

const source = fileURLToPath(new URL('dying-store.ts', import.meta.url));
/** `npm test -- --quick` sets fewer. */
const killsMax = Number(process.env['KAUNTER_KILLS'] ?? 500);
/** Processes that are made ready while one dies. */
const readyMax = 2;
const opsPerPush = 3;
const pushesWaiting = 12;

interface Outbox {
  readonly ops: Op[];
  acked: number;
}

/** Keeps some processes loaded, since loading takes longer than dying. */
class Nursery {
  readonly #start: () => ChildProcessWithoutNullStreams;
  readonly #ready: ChildProcessWithoutNullStreams[];

  constructor(start: () => ChildProcessWithoutNullStreams) {
    this.#start = start;
    this.#ready = Array.from({ length: readyMax }, start);
  }

  take(): ChildProcessWithoutNullStreams {
    this.#ready.push(this.#start());
    return this.#ready.shift() as ChildProcessWithoutNullStreams;
  }

  close(): void {
    for (const child of this.#ready) child.kill('SIGKILL');
  }
}

/** One file of the program: it is loaded in a fifth of the time its sources take. It finds what it needs beside the sources. */
async function bundled(): Promise<string> {
  const outDir = join(projectDir, '.cache/dying-store');
  const ssr = { noExternal: true as const, external: ['better-sqlite3'] };
  const output = { ssr: source, outDir, emptyOutDir: true, minify: false };
  await build({ configFile: false, logLevel: 'error', root: projectDir, build: output, ssr });
  return join(outDir, 'dying-store.js');
}

/** Pushes that are waiting: from a little before the first that was not answered, so that repeats are among them. */
function nextPushes(shop: Shop, outbox: Outbox): Op[][] {
  const from = Math.max(0, outbox.acked - opsPerPush);
  while (outbox.ops.length < outbox.acked + opsPerPush * pushesWaiting) {
    outbox.ops.push(shop.till.op('sale.completed', ring(shop, { lines: 2 }), { happened: true }));
  }
  const waiting = outbox.ops.slice(from);
  return Array.from({ length: pushesWaiting }, (_each, at) =>
    waiting.slice(at * opsPerPush, (at + 1) * opsPerPush),
  ).filter((ops) => ops.length > 0);
}

/** Feeds one process until it has answered so often, then kills it with whatever it is doing. */
function feedAndKill(
  child: ChildProcessWithoutNullStreams,
  work: { readonly lines: readonly string[]; readonly answers: number },
): Promise<string[]> {
  return new Promise((resolve, reject) => {
    let out = '';
    let trouble = '';
    child.stdout.on('data', (bytes: Buffer) => {
      out += bytes.toString();
      if (out.split('\n').length > work.answers) child.kill('SIGKILL');
    });
    child.stderr.on('data', (bytes: Buffer) => {
      trouble += bytes.toString();
    });
    child.stdin.on('error', () => undefined);
    child.on('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(out.split('\n').slice(0, -1));
      else reject(new Error(`the store ended by itself: ${trouble}`));
    });
    child.stdin.write(`${work.lines.join('\n')}\n`);
  });
}

test('YN73 after 500 kill -9 under load no answered sale is lost or doubled, and log and records agree', async () => {
  const program = await bundled();
  const shop = openShop();
  shop.store.close();
  const { installId } = shop.till;
  const outbox: Outbox = { ops: [], acked: 0 };
  const cache = mkdtempSync(join(tmpdir(), 'kaunter-compiled-'));
  const env = { ...process.env, NODE_COMPILE_CACHE: cache };
  const key = Buffer.from(shop.key).toString('base64');
  const nursery = new Nursery(() =>
    spawn(process.execPath, [program, shop.dir, key, join(projectDir, 'migrations')], { env }),
  );
  const answered = new Set<string>();
  let repeats = 0;
  for (let kill = 0; kill < killsMax; kill += 1) {
    const lines = nextPushes(shop, outbox).map((ops) => JSON.stringify({ installId, ops }));
    const answers = await feedAndKill(nursery.take(), { lines, answers: 1 + ((kill * 7) % (pushesWaiting - 2)) });
    for (const each of answers.flatMap((line) => line.split(','))) {
      const [opId = '', status] = each.split(' ');
      answered.add(opId);
      if (status === 'duplicate') repeats += 1;
    }
    while (answered.has(outbox.ops[outbox.acked]?.opId ?? '')) outbox.acked += 1;
  }
  nursery.close();
  const store = openStore({ dir: shop.dir, key: shop.key, ambient: shop.clock });
  store.idle();
  const connection = openConnection({ path: store.path, key: shop.key, readonly: true });
  const ids = connection
    .prepare<[], { op_id: string }>("SELECT op_id FROM op WHERE kind = 'sale.completed'")
    .all()
    .map(({ op_id }) => op_id);
  const sales = connection.prepare('SELECT count(*) AS sales, count(DISTINCT sale_id) AS each FROM sale').get();
  const integrity = connection.pragma('integrity_check', { simple: true });
  connection.close();
  const recorded = new Set(ids);
  expect(answered.size).toBeGreaterThan(killsMax);
  expect(repeats).toBeGreaterThan(killsMax);
  expect([...answered].filter((id) => !recorded.has(id))).toEqual([]);
  expect(recorded.size).toBe(ids.length);
  expect(sales).toEqual({ sales: ids.length, each: ids.length });
  expect(integrity).toBe('ok');
  expect(verifyStore({ path: store.path, key: shop.key })).toMatchObject({ ok: true });
  console.log(`kills: ${killsMax}, ${answered.size} sales answered, ${repeats} repeats, ${ids.length} recorded`);
  store.close();
  shop.remove();
  rmSync(cache, { recursive: true, force: true });
}, 900_000);

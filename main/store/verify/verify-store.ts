import { performance } from 'node:perf_hooks';
import { openConnection } from '../sqlite/connection.ts';
import type { Connection } from '../sqlite/load-sqlite.ts';
import { withFaults } from '../sqlite/sqlite-fault.ts';
import { BrokenLog, soundOps } from './check-chain.ts';
import { Replay } from './replay.ts';
import { firstDifference, projectionTables, stateHashOf, tableHashes } from './state-hash.ts';

/** Outcome of a check (`contracts/store-facts.ts`). `problem` is one English sentence, empty when all is well. */
export interface VerifyResult {
  readonly ok: boolean;
  readonly ops: number;
  readonly headHash: string;
  readonly stateHash: string;
  readonly brokenNo: number | null;
  readonly problem: string;
  readonly tookMs: number;
}

export interface VerifyOptions {
  /** The store's file. */
  readonly path: string;
  readonly key: Uint8Array | null;
  readonly migrationsDir?: string;
}

/**
 * Checks a store from its own log: the chain is intact, each body is what was hashed, and the ops played into an empty
 * database give the same records (VF1 … VF4). Reads one snapshot over its own connection, so the hub may go on selling;
 * records that wait for their fold are compared as far as they were folded.
 */
export function verifyStore({ path, key, migrationsDir }: VerifyOptions): VerifyResult {
  const started = performance.now();
  const live = openConnection({ path, key, readonly: true });
  try {
    live.exec('BEGIN');
    const found = withFaults(() => check(live, migrationsDir));
    return { ...found, tookMs: Math.round(performance.now() - started) };
  } finally {
    live.close();
  }
}

type Found = Omit<VerifyResult, 'tookMs'>;

function check(live: Connection, migrationsDir: string | undefined): Found {
  const replay = new Replay(migrationsDir);
  const walked = { ops: 0, headHash: '', stateHash: '' };
  try {
    const mark = live.prepare<[], { no: number }>('SELECT no FROM fold_mark').get()?.no ?? 0;
    for (const { op, row } of soundOps(live)) {
      walked.ops = op.no;
      walked.headHash = op.hash;
      if (op.no <= mark) playOr(op.no, () => replay.play(op, row));
    }
    if (mark > walked.ops) throw new BrokenLog(walked.ops + 1, `the log ends at ${walked.ops}, the records at ${mark}`);
    playOr(mark, () => replay.flush());
    return compare(live, replay.connection, walked);
  } catch (error) {
    if (!(error instanceof BrokenLog)) throw error;
    return { ok: false, ...walked, brokenNo: error.no, problem: error.message };
  } finally {
    replay.close();
  }
}

/** A sound op that cannot be played was not written by this program. */
function playOr(no: number, play: () => void): void {
  try {
    play();
  } catch (error) {
    throw new BrokenLog(no, `op ${no} can not be played again: ${error instanceof Error ? error.message : ''}`);
  }
}

function compare(live: Connection, replayed: Connection, walked: Pick<Found, 'ops' | 'headHash'>): Found {
  const hashes = tableHashes(live);
  const expected = tableHashes(replayed);
  const stateHash = stateHashOf(hashes);
  const table = projectionTables.find((name) => hashes.get(name) !== expected.get(name));
  if (table === undefined) return { ok: true, ...walked, stateHash, brokenNo: null, problem: '' };
  const problem = firstDifference(live, replayed, table) ?? `${table} differs`;
  return { ok: false, ...walked, stateHash, brokenNo: null, problem: `records were changed: ${problem}`.slice(0, 500) };
}

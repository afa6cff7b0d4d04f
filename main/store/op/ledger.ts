import type { OpResult } from '../../../contracts/op.ts';
import type { OpBody, OpKindName } from '../../../contracts/op-catalog.ts';
import { opCatalog } from '../../../contracts/op-catalog.ts';
import type { Ambient } from '../../../domain/ambient.ts';
import type { InstallId, StaffId } from '../../../domain/id.ts';
import type { Op } from '../../../domain/op/op.ts';
import type { CheckpointAside } from '../sqlite/checkpoint-aside.ts';
import type { Connection } from '../sqlite/load-sqlite.ts';
import { faultOf } from '../sqlite/sqlite-fault.ts';
import type { Appliers } from './applier.ts';
import type { Folder } from './folder.ts';
import type { OpLog } from './op-log.ts';
import { parseOp } from './parse-op.ts';
import { type Arrivals, type Authorise, type PushAnswer, type PushManner, type PushRoom, takePush } from './push.ts';
import { Quarantine } from './quarantine.ts';
import { RefusedOps } from './refused-ops.ts';

/** Ops that wait for their records before the fold is made at once, whoever waits. */
export const pendingOpsMax = 256;
/** … after this, in milliseconds: the answers are out then, and the printer has begun. */
export const foldAfterMs = 10;
/** The store is idle when nothing was written for this long, in milliseconds. */
export const idleAfterMs = 100;
/** Pushes in one shared commit; what is above waits for the next. */
export const groupPushesMax = 256;
/** Pages of write-ahead log after which an idle moment makes a checkpoint; at four times as many it is made at once. */
export const checkpointPages = 1_000;
/** Pages the write-ahead log may grow to while a thread copies it; only a copy with nobody writing lets it begin anew. */
export const walPagesMax = 8_000;

export interface Push {
  readonly installId: InstallId;
  readonly ops: readonly Op[];
  /** Default: `asked`. */
  readonly manner?: PushManner;
}

/** An op the hub makes itself. */
export type HubOp = {
  readonly [Kind in OpKindName]: {
    readonly kind: Kind;
    readonly staffId: StaffId | null;
    readonly body: OpBody<Kind>;
  };
}[OpKindName];

interface Waiting {
  readonly push: Arrivals;
  readonly resolve: (answer: PushAnswer) => void;
  readonly reject: (error: unknown) => void;
}

export interface LedgerParts {
  readonly connection: Connection;
  readonly appliers: Appliers;
  readonly folder: Folder;
  readonly log: OpLog;
  readonly ambient: Ambient;
  readonly hubInstallId: InstallId;
  /** Who copies the write-ahead log beside the work; null: the ledger itself, between two transactions. */
  readonly aside: Pick<CheckpointAside, 'ask'> | null;
  /** Memory that follows from the records is forgotten: they changed, or what they said was rolled back. */
  readonly forget: (rolledBack: boolean) => void;
}

/**
 * The one writer of the log. Every transaction is synchronous, `BEGIN IMMEDIATE`, and answered only after its commit;
 * pushes that arrive in one turn of the event loop share one. The log is written first and durably; the records follow
 * from it and are folded before anybody reads them, so that a sale waits for few pages (ADR 0006).
 */
export class Ledger {
  readonly #parts: LedgerParts;
  readonly #room: PushRoom;
  readonly #sql: { readonly begin: () => void; readonly commit: () => void; readonly rollback: () => void };
  #waiting: Waiting[] = [];
  #folding = false;
  #foldPlanned = false;
  #idleTimer: NodeJS.Timeout | null = null;

  constructor(parts: LedgerParts) {
    const { connection, log, appliers, folder, ambient } = parts;
    this.#parts = parts;
    const run = (sql: string) => {
      const prepared = connection.prepare(sql);
      return () => void prepared.run();
    };
    this.#sql = { begin: run('BEGIN IMMEDIATE'), commit: run('COMMIT'), rollback: run('ROLLBACK') };
    const quarantine = new Quarantine(connection);
    const refused = new RefusedOps(connection);
    this.#room = { log, quarantine, refused, appliers, folder, catchUp: () => this.catchUp(), now: ambient.now };
  }

  /** Takes a push at once, in a transaction of its own. */
  push(push: Push, authorise: Authorise): PushAnswer {
    return this.write(() => takePush(this.#room, arrivalsOf(push, authorise)));
  }

  /** Takes a push with its records in one transaction: what a store that shares nothing does; a bench compares with it. */
  pushWhole(push: Push, authorise: Authorise): PushAnswer {
    return this.write(() => {
      const answer = takePush(this.#room, arrivalsOf(push, authorise));
      this.catchUp();
      return answer;
    });
  }

  /** Takes a push in the shared commit of this turn. Rejects with the fault when the commit failed: then nothing was taken. */
  submit(push: Push, authorise: Authorise): Promise<PushAnswer> {
    const arrivals = arrivalsOf(push, authorise);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ push: arrivals, resolve, reject });
      if (this.#waiting.length === 1) setImmediate(() => this.#commitGroup());
    });
  }

  /** Appends ops of the hub's own, all or none; the results end with the first refusal. */
  append(ops: readonly HubOp[]): OpResult[] {
    const { ambient, hubInstallId, log } = this.#parts;
    let answer: PushAnswer | null = null;
    try {
      this.write(() => {
        const first = log.lastSeq(hubInstallId) + 1;
        const raw = ops.map((op, index) => ({
          opId: ambient.newId() as Op['opId'],
          seq: first + index,
          v: opCatalog[op.kind].v,
          at: ambient.now(),
          happened: false,
          ...op,
        }));
        const push = { ...arrivalsOf({ installId: hubInstallId, ops: raw }, () => null), manner: 'hub' as const };
        answer = takePush(this.#room, push);
        if (answer.expect !== undefined || answer.results.some(({ status }) => status === 'refused')) throw new Undo();
      });
    } catch (error) {
      if (!(error instanceof Undo)) throw error;
    }
    return (answer as PushAnswer | null)?.results ?? [];
  }

  /** Runs one synchronous transaction; what it throws rolls everything back and memory is read again. */
  write<Value>(act: () => Value): Value {
    this.#begin();
    try {
      const value = act();
      this.#sql.commit();
      this.#planQuietWork();
      return value;
    } catch (error) {
      this.#undo();
      throw faultOf(error) ?? error;
    }
  }

  /** Writes the records of all ops in the log, if some are missing; alone in a transaction it needs no sync of the disk. */
  catchUp(): void {
    const { connection, log } = this.#parts;
    if (log.pending.length === 0 || this.#folding || connection.readonly) return;
    if (connection.inTransaction) {
      this.#fold();
      return;
    }
    connection.pragma('synchronous = NORMAL');
    try {
      this.#begin();
      try {
        this.#fold();
        this.#sql.commit();
      } catch (error) {
        this.#undo();
        throw faultOf(error) ?? error;
      }
    } finally {
      connection.pragma('synchronous = FULL');
    }
  }

  /** For a quiet moment: brings the records up to date, and the write-ahead log back into the file when it has grown. */
  idle(): void {
    this.catchUp();
    this.checkpoint(checkpointPages);
  }

  /** Copies the write-ahead log into the file, or has it copied, when at least so many pages of it wait. */
  checkpoint(pagesMin: number): void {
    const { connection, aside } = this.#parts;
    if (connection.inTransaction) return;
    const { pages, waiting } = writeAheadLog(connection);
    const isLong = pages >= walPagesMax;
    if (waiting < (isLong ? 1 : pagesMin)) return;
    if (!isLong && aside?.ask()) return;
    try {
      connection.pragma('wal_checkpoint(PASSIVE)');
    } catch (error) {
      throw faultOf(error) ?? error;
    }
  }

  #commitGroup(): void {
    const group = this.#waiting.splice(0, groupPushesMax);
    if (this.#waiting.length > 0) setImmediate(() => this.#commitGroup());
    try {
      const answers = this.write(() => group.map(({ push }) => takePush(this.#room, push)));
      for (const [index, { resolve }] of group.entries()) resolve(answers[index] as PushAnswer);
    } catch (error) {
      if (faultOf(error) !== null || group.length === 1) rejectAll(group, error);
      else this.#commitEach(group);
    }
  }

  /** One member of the group hit a bug: the others must not suffer for it, so each gets a transaction of its own. */
  #commitEach(group: readonly Waiting[]): void {
    for (const { push, resolve, reject } of group) {
      try {
        resolve(this.write(() => takePush(this.#room, push)));
      } catch (error) {
        reject(error);
      }
    }
  }

  /** Stops the idle timer; the caller folds and closes. */
  stop(): void {
    if (this.#idleTimer) clearTimeout(this.#idleTimer);
    this.#idleTimer = null;
  }

  /** After the answers are out: a fold when many ops wait for one, else everything in the next quiet moment. */
  #planQuietWork(): void {
    const { log, connection } = this.#parts;
    if (log.pending.length >= pendingOpsMax && !this.#foldPlanned) {
      this.#foldPlanned = true;
      const timer = setTimeout(() => {
        this.#foldPlanned = false;
        if (connection.open) this.#quietly(() => this.#foldAndCheckpoint());
      }, foldAfterMs);
      timer.unref();
    }
    if (this.#idleTimer) {
      this.#idleTimer.refresh();
      return;
    }
    this.#idleTimer = setTimeout(() => {
      this.#idleTimer = null;
      if (connection.open) this.#quietly(() => this.idle());
    }, idleAfterMs);
    this.#idleTimer.unref();
  }

  #foldAndCheckpoint(): void {
    this.catchUp();
    this.checkpoint(this.#parts.aside === null ? checkpointPages * 4 : checkpointPages);
  }

  /** Work nobody asked for fails in silence: whoever writes or reads next meets the same fault and is told. */
  #quietly(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (faultOf(error) === null) throw error;
    }
  }

  #fold(): void {
    this.#folding = true;
    try {
      this.#parts.folder.fold(this.#parts.log.pending);
      this.#parts.log.folded();
      this.#parts.forget(false);
    } finally {
      this.#folding = false;
    }
  }

  #begin(): void {
    try {
      this.#sql.begin();
    } catch (error) {
      throw faultOf(error) ?? error;
    }
  }

  #undo(): void {
    if (this.#parts.connection.inTransaction) this.#sql.rollback();
    this.#parts.log.reload();
    this.#parts.forget(true);
  }
}

/** Thrown to roll a transaction back without it being an error. */
class Undo extends Error {}

function rejectAll(group: readonly Waiting[], error: unknown): void {
  for (const { reject } of group) reject(error);
}

/** Parses all ops of a push before its transaction begins. */
function arrivalsOf({ installId, ops, manner = 'asked' }: Push, authorise: Authorise): Arrivals {
  return { installId, ops: ops.map((raw) => ({ raw, parsed: parseOp(raw) })), authorise, manner };
}

/** Pages in the write-ahead log, and those that are not in the file yet. `wal_checkpoint(NOOP)` counts without copying. */
function writeAheadLog(connection: Connection): { readonly pages: number; readonly waiting: number } {
  const [row] = connection.pragma('wal_checkpoint(NOOP)') as { readonly log: number; readonly checkpointed: number }[];
  return row ? { pages: row.log, waiting: Math.max(0, row.log - row.checkpointed) } : { pages: 0, waiting: 0 };
}
